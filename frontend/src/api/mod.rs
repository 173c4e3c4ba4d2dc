//! The only room that talks to the server: requests, uploads, live events and the data the page was
//! delivered with. `entry`, `portal` and `console` name the operations; widgets and pages call those and
//! never fetch themselves.

pub mod boot;
pub mod client;
pub mod console;
pub mod entry;
pub mod idempotency;
pub mod json;
pub mod live;
pub mod load;
pub mod portal;
pub mod problem;
pub mod query;
pub mod upload;
