//! One ticket: its conversation, its details, and the reply.

mod conversation;
mod details;
mod dock;
mod live;
mod page;
mod people;
mod reply;
mod thread;

pub use page::TicketPage;
