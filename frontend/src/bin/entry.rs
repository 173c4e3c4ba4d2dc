//! The way in to a customer portal.

fn main() {
    portico_frontend::entry::mount();
}
