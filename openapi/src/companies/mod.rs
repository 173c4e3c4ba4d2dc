//! Companies: organisations of customers.

pub mod console;
