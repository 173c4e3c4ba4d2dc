//! Lists: named sets of contacts, static or active. Whether a contact is on a list is asked when it
//! matters; no membership of an active list is ever stored.

pub mod change;
pub mod console;
pub mod preview;
pub mod read;
pub mod uses;
