//! The filter language: a tree judges a record in memory exactly as the database would, and what
//! makes no sense is refused at the condition.

mod agreement;
mod mistakes;
mod random;
mod records;
