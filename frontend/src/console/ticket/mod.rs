//! An open ticket: header, conversation, composer, and what is known beside it.

mod entry;
mod header;
mod marks;
mod new_ticket;
mod owner;
mod pane;
mod people;
mod record;
mod requester;
mod scroll;
mod side;
mod thread;
mod thread_view;
mod visibility;
mod words;
mod writing;
mod writing_view;

pub use marks::{PriorityMark, SourceIcon, StageBadge};
pub use new_ticket::NewTicketDialog;
pub use pane::TicketPane;
pub use writing::draft_prefix;
