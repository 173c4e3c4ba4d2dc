//! HTTP: what every request and answer has in common, whatever it is about.

pub mod apps;
pub mod client;
pub mod device;
pub mod docs;
pub mod head;
pub mod headers;
pub mod host;
pub mod idempotency;
pub mod if_match;
pub mod limits;
pub mod origin;
pub mod paging;
pub mod problem;
pub mod request_id;
pub mod upload;
pub mod valid;

pub use valid::{Query, Valid, search_text};
