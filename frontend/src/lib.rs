//! Portico's browser apps as one crate with one binary each, so that nobody downloads what they do not use:
//! for customers `entry` (getting in) and `portal` (once they are in), for staff `console` and `settings`.
//!
//! `api` is the only room that fetches; `ui` holds widgets that know no noun. `entry` and `portal` hold
//! pages of customers and meet in `customer`; `console` holds those of staff, the settings among them.
//! Customers and staff never meet. Words for errors are in `words`, addresses in `routes`.

pub mod api;
pub mod console;
pub mod customer;
pub mod entry;
pub mod portal;
pub mod routes;
pub mod start;
pub mod ui;
pub mod words;
