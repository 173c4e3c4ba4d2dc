//! What the customer portal asks the server. Every call names the portal by its slug.

pub mod account;
pub mod session;
pub mod tickets;
