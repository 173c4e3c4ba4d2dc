//! A new ticket.

mod form;
mod kept;

pub use form::NewTicketPage;
pub use kept::{Kept, follow_up};
