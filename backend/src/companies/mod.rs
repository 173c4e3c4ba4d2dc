//! Companies: organisations of customers.

pub mod change;
pub mod console;
pub mod read;
