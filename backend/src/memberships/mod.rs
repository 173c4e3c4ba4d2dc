//! Memberships: a contact's right to sign in to a domain, from invitation to password to session.

pub mod access;
pub mod asked;
pub mod by_link;
pub mod change;
pub mod confirm;
pub mod console;
pub mod jobs;
pub mod links;
pub mod portal;
pub mod preview;
pub mod public;
pub mod read;
pub mod sessions;
pub mod sign_in;
