//! The `portico` program.

fn main() {
    std::process::exit(portico::cli::run());
}
