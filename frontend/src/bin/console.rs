//! The staff console as a program for the browser.

fn main() {
    portico_frontend::console::start();
}
