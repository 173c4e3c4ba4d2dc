//! Looking attachments up. Who may see one is the business of the ticket it belongs to.

use std::collections::HashMap;

use diesel::prelude::*;
use openapi::files::Attachment;
use openapi::id::{AttachmentId, ContactId, MessageId, NoteId, TicketId};

use crate::db::Conn;
use crate::db::schema::{attachments as a, messages as m};
use crate::error::Result;

type Row = (AttachmentId, String, String, i64);

fn attachment((id, name, media_type, size): Row) -> Attachment {
    Attachment { id, name, media_type, size: size.unsigned_abs() }
}

/// The files of messages, by message.
pub fn of_messages(conn: &mut Conn, messages: Vec<MessageId>) -> Result<HashMap<MessageId, Vec<Attachment>>> {
    if messages.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Option<MessageId>, Row)> = a::table
        .filter(a::message_id.eq_any(messages))
        .order(a::id)
        .select((a::message_id, (a::id, a::name, a::media_type, a::size)))
        .load(conn)?;
    let mut found: HashMap<MessageId, Vec<Attachment>> = HashMap::new();
    for (of, row) in rows {
        if let Some(of) = of {
            found.entry(of).or_default().push(attachment(row));
        }
    }
    Ok(found)
}

/// The files of notes, by note.
pub fn of_notes(conn: &mut Conn, notes: Vec<NoteId>) -> Result<HashMap<NoteId, Vec<Attachment>>> {
    if notes.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Option<NoteId>, Row)> = a::table
        .filter(a::note_id.eq_any(notes))
        .order(a::id)
        .select((a::note_id, (a::id, a::name, a::media_type, a::size)))
        .load(conn)?;
    let mut found: HashMap<NoteId, Vec<Attachment>> = HashMap::new();
    for (of, row) in rows {
        if let Some(of) = of {
            found.entry(of).or_default().push(attachment(row));
        }
    }
    Ok(found)
}

/// Which of a ticket's files somebody may have.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    /// All of them, those of notes included.
    All,
    /// Those of messages in one thread.
    OfThread(openapi::id::ThreadId),
}

/// The files of a ticket, oldest first.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId, which: Which) -> Result<Vec<Attachment>> {
    let mut query = a::table
        .left_join(m::table.on(a::message_id.eq(m::id.nullable())))
        .filter(a::ticket_id.eq(ticket))
        .order(a::id)
        .select((a::id, a::name, a::media_type, a::size))
        .into_boxed::<crate::db::Backend>();
    if let Which::OfThread(thread) = which {
        query = query.filter(m::thread_id.eq(thread)).filter(a::note_id.is_null());
    }
    let rows: Vec<Row> = query.load(conn)?;
    Ok(rows.into_iter().map(attachment).collect())
}

/// Where the content of an attachment is.
#[derive(Debug, Clone, Queryable)]
pub struct Content {
    /// The name it was given.
    pub name: String,
    /// The media type to serve it with.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its address in the store.
    pub sha256: Option<Vec<u8>>,
}

/// The content of one file of a ticket.
///
/// # Errors
/// `NotFound` unless the file belongs to the ticket and is among `which`.
pub fn content(conn: &mut Conn, ticket: TicketId, id: AttachmentId, which: Which) -> Result<Content> {
    let mut query = a::table
        .left_join(m::table.on(a::message_id.eq(m::id.nullable())))
        .filter(a::ticket_id.eq(ticket))
        .filter(a::id.eq(id))
        .select((a::name, a::media_type, a::size, a::sha256))
        .into_boxed::<crate::db::Backend>();
    if let Which::OfThread(thread) = which {
        query = query.filter(m::thread_id.eq(thread)).filter(a::note_id.is_null());
    }
    Ok(query.first(conn)?)
}

/// Bytes that a contact has uploaded.
pub fn used_by(conn: &mut Conn, contact: ContactId) -> Result<u64> {
    let sizes: Vec<i64> = a::table.filter(a::contact_id.eq(contact)).select(a::size).load(conn)?;
    Ok(sizes.into_iter().map(i64::unsigned_abs).sum())
}
