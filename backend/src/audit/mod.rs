//! Who did what: events that are appended to and never changed, each in the transaction of the change
//! it is about. Every event seals the one before it, so that a change past the database's own guard is
//! found by `portico verify-audit`.

pub mod console;
pub mod event;
pub mod read;
pub mod refusals;
pub mod seal;

pub use event::{Actor, By, Event, Source, record};
