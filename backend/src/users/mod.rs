//! Users: members of staff, their roles, and how they sign in to the console.

pub mod change;
pub mod console;
pub mod public;
pub mod read;
pub mod sign_in;
