//! Conversations, read from the timeline: one index range, newest first, turned round. What a
//! customer reads and what staff read are two queries into two types, so that a note cannot slip
//! from one to the other.

use diesel::prelude::*;
use openapi::contacts::console::ContactRef;
use openapi::contacts::display_name;
use openapi::id::{ContactId, EventId, MessageId, NoteId, ThreadId, TicketId, UserId};
use openapi::problem::ProblemCode;
use openapi::tickets::console::EventKind;
use openapi::tickets::{console, portal};
use openapi::users::UserRef;

use crate::attachments::read::{of_messages, of_notes};
use crate::db::schema::{contacts as c, events as e, mails as ml, messages as m, notes as n, users as u};
use crate::db::{Backend, Conn, Json, Ts};
use crate::error::{Error, Result};

/// Entries of one part.
const PART: usize = 50;

/// Where an earlier part ends.
///
/// # Errors
/// `MalformedQuery` for a cursor that is not one of ours.
pub fn cursor(before: Option<&str>) -> Result<Option<EventId>> {
    let read = |text: &str| {
        text.parse().map_err(|_| Error::refused(ProblemCode::MalformedQuery, "This cursor is not one of ours."))
    };
    before.map(read).transpose()
}

/// Cuts rows read newest first to a part, oldest first, and says where the part before it ends.
fn part<T>(mut rows: Vec<T>, id: impl Fn(&T) -> EventId) -> (Vec<T>, Option<String>) {
    let more = rows.len() > PART;
    rows.truncate(PART);
    let before = rows.last().filter(|_| more).map(|row| id(row).to_string());
    rows.reverse();
    (rows, before)
}

type Names = (String, String, String);

#[derive(Queryable)]
struct PortalRow {
    id: EventId,
    data: Json,
    created_at: Ts,
    contact: Option<ContactId>,
    message: Option<(MessageId, String)>,
    contact_names: Option<Names>,
    user_name: Option<String>,
}

/// A part of what a customer reads: messages of one thread, and changes of the status.
pub fn for_customer(
    conn: &mut Conn,
    ticket: TicketId,
    thread: Option<ThreadId>,
    reader: ContactId,
    before: Option<EventId>,
) -> Result<portal::Conversation> {
    let mut query = e::table
        .left_join(m::table)
        .left_join(c::table.on(e::contact_id.eq(c::id.nullable())))
        .left_join(u::table.on(e::user_id.eq(u::id.nullable())))
        .filter(e::ticket_id.eq(ticket))
        .filter(e::for_customers.eq(true))
        .select((
            e::id,
            e::data,
            e::created_at,
            e::contact_id,
            (m::id, m::text).nullable(),
            (c::first_name, c::last_name, c::email).nullable(),
            u::name.nullable(),
        ))
        .into_boxed::<Backend>();
    query = match thread {
        Some(thread) => query.filter(e::thread_id.is_null().or(e::thread_id.eq(thread))),
        None => query.filter(e::thread_id.is_null()),
    };
    if let Some(before) = before {
        query = query.filter(e::id.lt(before));
    }
    let rows: Vec<PortalRow> = query.order(e::id.desc()).limit(PART as i64 + 1).load(conn)?;
    let (rows, before) = part(rows, |row| row.id);
    let mut files = of_messages(conn, rows.iter().filter_map(|row| Some(row.message.as_ref()?.0)).collect())?;
    let entries = rows
        .into_iter()
        .filter_map(|row| {
            let attachments = row.message.as_ref().and_then(|(id, _)| files.remove(id)).unwrap_or_default();
            portal_entry(row, reader, attachments)
        })
        .collect();
    Ok(portal::Conversation { entries, before })
}

fn portal_entry(
    row: PortalRow,
    reader: ContactId,
    attachments: Vec<openapi::files::Attachment>,
) -> Option<portal::Entry> {
    let author = match (row.contact, row.contact_names) {
        (Some(id), Some((first, last, email))) => portal::Author {
            side: if id == reader { portal::Side::You } else { portal::Side::Customer },
            name: display_name(&first, &last, &email),
        },
        _ => portal::Author { side: portal::Side::Team, name: row.user_name.unwrap_or_else(|| "Support team".into()) },
    };
    match row.message {
        Some((id, text)) => Some(portal::Entry::Message(portal::Message {
            id,
            author,
            text,
            sent_at: row.created_at.into(),
            attachments,
        })),
        None => match row.data.read()? {
            EventKind::StageChanged { state, .. } => Some(portal::Happened::Status(state)),
            EventKind::ParticipantAdded { name } => Some(portal::Happened::ParticipantAdded(name)),
            EventKind::ParticipantRemoved { name } => Some(portal::Happened::ParticipantRemoved(name)),
            EventKind::PrivacyChanged { is_private } => Some(portal::Happened::Private(is_private)),
            EventKind::Created { .. } | EventKind::OwnerChanged { .. } | EventKind::PropertyChanged { .. } => None,
        }
        .map(|what| portal::Entry::Event(portal::Event { id: row.id, what, at: row.created_at.into() })),
    }
}

#[derive(Queryable)]
struct ConsoleRow {
    id: EventId,
    data: Json,
    created_at: Ts,
    message: Option<(MessageId, String)>,
    note: Option<(NoteId, String)>,
    contact: Option<(ContactId, Names)>,
    user: Option<(UserId, String)>,
}

/// A part of what staff read: everything.
pub fn for_staff(conn: &mut Conn, ticket: TicketId, before: Option<EventId>) -> Result<console::Conversation> {
    let mut query = e::table
        .left_join(m::table)
        .left_join(n::table)
        .left_join(c::table.on(e::contact_id.eq(c::id.nullable())))
        .left_join(u::table.on(e::user_id.eq(u::id.nullable())))
        .filter(e::ticket_id.eq(ticket))
        .select((
            e::id,
            e::data,
            e::created_at,
            (m::id, m::text).nullable(),
            (n::id, n::text).nullable(),
            (c::id, (c::first_name, c::last_name, c::email)).nullable(),
            (u::id, u::name).nullable(),
        ))
        .into_boxed::<Backend>();
    if let Some(before) = before {
        query = query.filter(e::id.lt(before));
    }
    let rows: Vec<ConsoleRow> = query.order(e::id.desc()).limit(PART as i64 + 1).load(conn)?;
    let (rows, before) = part(rows, |row| row.id);
    let messages: Vec<MessageId> = rows.iter().filter_map(|row| Some(row.message.as_ref()?.0)).collect();
    let notes = rows.iter().filter_map(|row| Some(row.note.as_ref()?.0)).collect();
    let mut deliveries = deliveries(conn, messages.clone())?;
    let (mut message_files, mut note_files) = (of_messages(conn, messages)?, of_notes(conn, notes)?);
    let entries = rows
        .into_iter()
        .filter_map(|row| {
            let (actor, at) = (actor(row.contact, row.user), row.created_at.into());
            if let Some((id, text)) = row.message {
                let (delivery, attachments) = (deliveries.remove(&id), message_files.remove(&id).unwrap_or_default());
                let author = actor;
                return Some(console::Entry::Message(console::Message {
                    id,
                    author,
                    text,
                    sent_at: at,
                    delivery,
                    attachments,
                }));
            }
            if let Some((id, text)) = row.note {
                let attachments = note_files.remove(&id).unwrap_or_default();
                return Some(console::Entry::Note(console::Note {
                    id,
                    author: actor,
                    text,
                    written_at: at,
                    attachments,
                }));
            }
            Some(console::Entry::Event(console::Event { id: row.id, actor, what: row.data.read()?, at }))
        })
        .collect();
    Ok(console::Conversation { entries, before })
}

fn actor(contact: Option<(ContactId, Names)>, user: Option<(UserId, String)>) -> console::Author {
    match (contact, user) {
        (_, Some((id, name))) => console::Author::User(UserRef { id, name }),
        (Some((id, (first, last, email))), None) => {
            console::Author::Contact(ContactRef { id, name: display_name(&first, &last, &email), email })
        }
        (None, None) => console::Author::System,
    }
}

/// How the mails of messages are doing: of several, the one that is worst off.
fn deliveries(
    conn: &mut Conn,
    messages: Vec<MessageId>,
) -> Result<std::collections::HashMap<MessageId, console::Delivery>> {
    use openapi::mails::MailStatus;
    let mut worst = std::collections::HashMap::new();
    if messages.is_empty() {
        return Ok(worst);
    }
    let rows: Vec<(Option<MessageId>, openapi::id::MailId, String)> = ml::table
        .filter(ml::message_id.eq_any(messages))
        .order(ml::id)
        .select((ml::message_id, ml::id, ml::status))
        .load(conn)?;
    let rank = |status: MailStatus| match status {
        MailStatus::Sent => 0,
        MailStatus::Queued => 1,
        MailStatus::Failed => 2,
    };
    for (message, mail_id, status) in rows {
        let Some(message) = message else { continue };
        let Some(status) = MailStatus::ALL.iter().copied().find(|known| known.as_str() == status) else { continue };
        let delivery = console::Delivery { mail_id, status };
        worst
            .entry(message)
            .and_modify(|before: &mut console::Delivery| {
                if rank(status) > rank(before.status) {
                    *before = delivery.clone();
                }
            })
            .or_insert(delivery);
    }
    Ok(worst)
}

/// How the mails of one message are doing.
pub fn delivery(conn: &mut Conn, message: MessageId) -> Result<Option<console::Delivery>> {
    Ok(deliveries(conn, vec![message])?.remove(&message))
}
