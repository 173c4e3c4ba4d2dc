//! Stored files: content-addressed, on the disk under `data_dir/files`. Names and owners are rows
//! of the `attachments` slice; here a file is only its content.

pub mod media;
pub mod name;
pub mod store;

pub use store::{Incoming, Received, Store, Stored};
