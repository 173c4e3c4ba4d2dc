//! Domains: the hosts that portals are on.

pub mod console;
pub mod mails;
pub mod pages;
pub mod variables;
