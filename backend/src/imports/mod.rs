//! Imports: a support desk's CSV export becomes tickets, contacts and companies.
//!
//! A mapping says what the columns mean ([`mapping`]); a row is read without the database ([`row`]);
//! rows are written two hundred at a time, with the progress in the same transaction ([`change`]), by
//! the server's job or by `portico import`. A batch that did not happen is done again, one that did
//! never is.

mod batch;
mod cells;
pub mod change;
pub mod console;
pub mod foreground;
pub mod job;
mod lines;
pub mod mapping;
pub mod read;
pub mod report;
pub mod row;
pub mod table;
pub mod times;
