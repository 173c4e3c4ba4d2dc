//! Changing tickets: each change, its event and its mails in one transaction.

pub mod create;
pub mod event;
pub mod notify;
pub mod people;
pub mod reply;
pub mod update;
