//! Live updates: server-sent events fed by the timeline.
//!
//! The event table is the truth, so streams of every server learn of every change; a commit of this
//! process only makes the look come sooner. An event says what changed, never what it says.

pub mod hub;
pub mod watch;

pub use hub::{Hub, Listener, Subscription};
