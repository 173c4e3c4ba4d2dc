//! Registering by oneself: who registers is kept apart until the address is shown to be theirs. Only
//! then a contact is found or made, and let in. Sessions and passwords are [`crate::memberships`]'.

pub mod change;
pub mod public;
pub mod read;
