//! The contract of Portico's HTTP API: the types that both sides of the wire share.
//!
//! The server serves them, the browser apps consume them, and `openapi.json` is generated from
//! them. What a customer sees (`portal`) and what staff and integrators see (`console`) are
//! different types even where they look alike: a new column stays invisible to customers until
//! somebody adds it on purpose. This crate compiles to WebAssembly and knows no other room.

pub mod audit;
pub mod check;
pub mod companies;
pub mod contacts;
pub mod domains;
pub mod files;
pub mod filters;
pub mod id;
pub mod imports;
pub mod language;
pub mod lists;
pub mod live;
pub mod mails;
pub mod moment;
pub mod page;
pub mod pipelines;
pub mod portals;
pub mod problem;
pub mod properties;
pub mod registrations;
pub mod search;
pub mod session;
pub mod tickets;
pub mod users;
