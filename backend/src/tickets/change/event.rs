//! Timeline events: what happened, in order. The conversation is read from them and live streams
//! are fed by them.

use diesel::prelude::*;
use openapi::id::{ContactId, EventId, MessageId, NoteId, ThreadId, TicketId, UserId};
use openapi::live::ChangeKind;
use openapi::tickets::console::EventKind;

use crate::db::schema::events as e;
use crate::db::{Conn, Json, Ts};
use crate::error::Result;

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A customer.
    Contact(ContactId),
    /// A member of staff.
    User(UserId),
    /// An import.
    System,
}

impl Actor {
    /// As the two columns of a row.
    pub fn columns(self) -> (Option<ContactId>, Option<UserId>) {
        match self {
            Actor::Contact(id) => (Some(id), None),
            Actor::User(id) => (None, Some(id)),
            Actor::System => (None, None),
        }
    }
}

/// What happened.
#[derive(Debug, Clone)]
pub enum What {
    /// Somebody wrote to the other side.
    Message {
        /// Where.
        thread: ThreadId,
        /// What.
        message: MessageId,
        /// Whether it came from a customer.
        incoming: bool,
    },
    /// Staff wrote to each other.
    Note(NoteId),
    /// The ticket was created or changed.
    Change(EventKind),
}

impl What {
    /// The word in the database.
    fn kind(&self) -> ChangeKind {
        match self {
            What::Message { incoming: true, .. } => ChangeKind::CustomerMessage,
            What::Message { incoming: false, .. } => ChangeKind::TeamMessage,
            What::Note(_) => ChangeKind::Note,
            What::Change(EventKind::Created { .. }) => ChangeKind::Created,
            What::Change(_) => ChangeKind::Updated,
        }
    }
}

/// The word of a kind in the database.
pub const fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => "created",
        ChangeKind::CustomerMessage => "customer_message",
        ChangeKind::TeamMessage => "team_message",
        ChangeKind::Note => "note",
        ChangeKind::Updated => "updated",
    }
}

/// The kind of a word in the database.
pub fn parse(word_: &str) -> Option<ChangeKind> {
    use ChangeKind::{Created, CustomerMessage, Note, TeamMessage, Updated};
    [Created, CustomerMessage, TeamMessage, Note, Updated].into_iter().find(|kind| word(*kind) == word_)
}

/// Adds an event. `for_customers` says whether the ticket's customers may learn of it; of a note
/// they never do.
pub fn add(
    conn: &mut Conn,
    ticket: TicketId,
    actor: Actor,
    what: &What,
    for_customers: bool,
    now: Ts,
) -> Result<EventId> {
    let (contact, user) = actor.columns();
    let (thread, message, note, data) = match what {
        What::Message { thread, message, .. } => (Some(*thread), Some(*message), None, Json::of(())),
        What::Note(note) => (None, None, Some(*note), Json::of(())),
        What::Change(change) => (None, None, None, Json::of(change)),
    };
    Ok(diesel::insert_into(e::table)
        .values((
            e::ticket_id.eq(ticket),
            e::thread_id.eq(thread),
            e::contact_id.eq(contact),
            e::user_id.eq(user),
            e::kind.eq(word(what.kind())),
            e::for_customers.eq(for_customers && note.is_none()),
            e::message_id.eq(message),
            e::note_id.eq(note),
            e::data.eq(data),
            e::created_at.eq(now),
        ))
        .returning(e::id)
        .get_result(conn)?)
}
