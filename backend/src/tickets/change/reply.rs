//! Messages and notes.

use diesel::prelude::*;
use openapi::id::{AttachmentId, ContactId, MessageId, NoteId, ThreadId, TicketId, UserId};
use openapi::problem::ProblemCode;
use openapi::tickets::TicketState;

use super::event::{self, Actor, What};
use crate::attachments::change::{Target, Uploader, take};
use crate::db::schema::{messages as m, notes as n, threads as th, tickets as t};
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};
use crate::tickets::row::{self, TicketRow};

/// What somebody wrote.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Plain text.
    pub text: &'a str,
    /// Pending uploads to take along.
    pub attachments: &'a [AttachmentId],
    /// Whose uploads.
    pub uploader: Uploader,
}

/// A message that was written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its id.
    pub id: MessageId,
    /// Who wrote it.
    pub author: Actor,
    /// Plain text.
    pub text: String,
    /// Names of its files.
    pub files: Vec<String>,
}

/// Whether customers may reply now.
///
/// # Errors
/// `TicketClosed` when they may not.
pub fn accepts_reply(ticket: &TicketRow) -> Result<()> {
    match ticket.state.0 {
        TicketState::Open => Ok(()),
        TicketState::Closed => Err(Error::refused(
            ProblemCode::TicketClosed,
            "This ticket is closed and takes no replies. File a new ticket if you need more help.",
        )),
    }
}

/// A customer's message: joins the newest thread, and the team has to answer now.
pub fn incoming(conn: &mut Conn, ticket: &TicketRow, by: ContactId, text: &Text<'_>, now: Ts) -> Result<Written> {
    let written = write(conn, ticket, Actor::Contact(by), true, text, now)?;
    diesel::update(t::table.find(ticket.id))
        .set((t::awaiting_team.eq(true), t::last_activity_at.eq(now), t::customer_activity_at.eq(now)))
        .execute(conn)?;
    row::stamp(conn, ticket.id)?;
    row::index(conn, ticket.id)?;
    Ok(written)
}

/// Whether the newest message is a customer's, so that somebody has to answer.
pub fn customer_wrote_last(conn: &mut Conn, ticket: TicketId) -> Result<bool> {
    let newest = m::table
        .inner_join(th::table)
        .filter(th::ticket_id.eq(ticket))
        .order(m::id.desc())
        .select(m::is_incoming)
        .first(conn)
        .optional()?;
    Ok(newest.unwrap_or(false))
}

/// The team's message: joins the newest thread, and the customers have something to read.
pub fn outgoing(conn: &mut Conn, ticket: &TicketRow, by: UserId, text: &Text<'_>, now: Ts) -> Result<Written> {
    let written = write(conn, ticket, Actor::User(by), false, text, now)?;
    diesel::update(t::table.find(ticket.id))
        .set((
            t::awaiting_team.eq(false),
            t::team_message_at.eq(now),
            t::last_activity_at.eq(now),
            t::customer_activity_at.eq(now),
        ))
        .execute(conn)?;
    row::stamp(conn, ticket.id)?;
    row::index(conn, ticket.id)?;
    Ok(written)
}

/// Adds a message to the ticket's newest thread, with its files, its event and the snippet.
pub fn write(
    conn: &mut Conn,
    ticket: &TicketRow,
    by: Actor,
    incoming: bool,
    text: &Text<'_>,
    now: Ts,
) -> Result<Written> {
    let thread = newest_thread(conn, ticket, by, now)?;
    let (contact, user) = by.columns();
    let id: MessageId = diesel::insert_into(m::table)
        .values((
            m::thread_id.eq(thread),
            m::contact_id.eq(contact),
            m::user_id.eq(user),
            m::is_incoming.eq(incoming),
            m::text.eq(text.text.trim_end()),
            m::created_at.eq(now),
        ))
        .returning(m::id)
        .get_result(conn)?;
    let files = take(conn, text.attachments, text.uploader, ticket.id, Target::Message(id))?;
    event::add(conn, ticket.id, by, &What::Message { thread, message: id, incoming }, true, now)?;
    let shown = if text.text.trim().is_empty() { files.join(", ") } else { row::snippet(text.text) };
    diesel::update(t::table.find(ticket.id)).set(t::snippet.eq(shown)).execute(conn)?;
    Ok(Written { id, author: by, text: text.text.trim_end().to_owned(), files })
}

/// The ticket's newest thread; a ticket without one gets one in its inbox.
fn newest_thread(conn: &mut Conn, ticket: &TicketRow, by: Actor, now: Ts) -> Result<ThreadId> {
    let found =
        th::table.filter(th::ticket_id.eq(ticket.id)).order(th::id.desc()).select(th::id).first(conn).optional()?;
    match found {
        Some(id) => Ok(id),
        None => Ok(diesel::insert_into(th::table)
            .values((
                th::inbox_id.eq(ticket.inbox),
                th::ticket_id.eq(ticket.id),
                th::contact_id.eq(by.columns().0),
                th::state.eq("open"),
                th::created_at.eq(now),
            ))
            .returning(th::id)
            .get_result(conn)?),
    }
}

/// An internal note. What customers see of the ticket stays as it was, its last activity included.
pub fn note(conn: &mut Conn, ticket: &TicketRow, by: UserId, text: &Text<'_>, now: Ts) -> Result<NoteId> {
    let id: NoteId = diesel::insert_into(n::table)
        .values((
            n::ticket_id.eq(ticket.id),
            n::user_id.eq(by),
            n::text.eq(text.text.trim_end()),
            n::created_at.eq(now),
        ))
        .returning(n::id)
        .get_result(conn)?;
    take(conn, text.attachments, text.uploader, ticket.id, Target::Note(id))?;
    event::add(conn, ticket.id, Actor::User(by), &What::Note(id), false, now)?;
    diesel::update(t::table.find(ticket.id)).set(t::last_activity_at.eq(now)).execute(conn)?;
    Ok(id)
}
