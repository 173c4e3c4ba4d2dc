//! Contacts: customers as people.

pub mod change;
pub mod console;
pub mod email;
pub mod portal;
pub mod public;
pub mod read;
