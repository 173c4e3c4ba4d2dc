//! Portals: where customers go.

pub mod account;
pub mod console;
pub mod entry;
pub mod portal;
