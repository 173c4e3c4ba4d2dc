//! The customer portal.

fn main() {
    portico_frontend::portal::mount();
}
