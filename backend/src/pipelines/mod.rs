//! Pipelines and stages: the way a ticket goes.

pub mod change;
pub mod console;
pub mod read;
