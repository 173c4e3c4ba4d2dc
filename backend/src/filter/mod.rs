//! The filter language: OR of AND-groups of conditions on properties.
//!
//! [`check`] turns what somebody wrote into a typed [`tree::Tree`], refusing what makes no sense with
//! errors that point at the condition. The tree is compiled to bound SQL ([`sql`]) and judges one
//! record in memory ([`judge`]); both give the same answer. What a filter is for, a slice decides.

pub mod catalog;
pub mod check;
pub mod judge;
pub mod people;
pub mod property;
pub mod record;
pub mod sentence;
pub mod span;
pub mod sql;
pub mod tree;
mod values;

pub use catalog::Catalog;
pub use tree::Tree;
