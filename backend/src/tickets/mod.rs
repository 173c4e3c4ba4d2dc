//! Tickets and their conversations: what Portico exists for.
//!
//! Who may see which ticket is decided in [`access`] and nowhere else. `read` looks, `change`
//! changes; `portal` and `console` say it in HTTP.

pub mod access;
pub mod change;
pub mod console;
pub mod download;
pub mod people;
pub mod portal;
pub mod read;
pub mod row;
pub mod stream;
