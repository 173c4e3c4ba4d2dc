//! The operations of the staff API that the console uses, one function each. Reads take `background`:
//! true when nobody asked for them, so that they do not count as activity.

pub mod access;
pub mod audit;
pub mod directory;
pub mod domains;
pub mod imports;
pub mod lists;
pub mod mails;
pub mod portals;
pub mod search;
pub mod session;
pub mod tickets;

/// Where live updates come from.
pub const EVENTS: &str = "/api/v1/events";
/// Where files are uploaded before a message names them.
pub const ATTACHMENTS: &str = "/api/v1/attachments";
