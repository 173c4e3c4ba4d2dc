//! Who is asking: passwords, sessions, and the principals that handlers name to be called at all.
//!
//! Middleware ([`resolve`]) looks at the session cookie once, with one query; the extractors
//! ([`principal`]) only read what it found. Only this room can make a principal.

pub mod confirm;
pub mod devices;
mod door;
pub mod entry;
pub mod gate;
pub mod keep;
pub mod password;
pub mod principal;
pub mod resolve;
pub mod sessions;
pub mod sign_in;
pub mod time_limits;
pub mod token;
pub mod tries;

pub use principal::{Customer, Staff};
