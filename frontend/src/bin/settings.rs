//! The settings of the staff console.

fn main() {
    portico_frontend::console::settings::start();
}
