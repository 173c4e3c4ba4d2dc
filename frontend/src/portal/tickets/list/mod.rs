//! The ticket list. Everything that decides what it shows is in the address.

mod filters;
mod memory;
mod page;
mod query;
mod table;
mod tidy;
mod waiting;

pub use memory::ListMemory;
pub use page::TicketList;
