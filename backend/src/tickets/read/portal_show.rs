//! One ticket as its customer sees it.

use diesel::prelude::*;
use openapi::contacts::display_name;
use openapi::id::{ContactId, TicketId};
use openapi::tickets::TicketState;
use openapi::tickets::portal::{Participant, Ticket};

use super::conversation;
use crate::attachments::read::{Which, of_ticket};
use crate::db::dialect::Both;
use crate::db::schema::{companies as o, contacts as c, ticket_contacts as tk, ticket_reads as r, tickets as t};
use crate::db::{Conn, Ts};
use crate::error::Result;
use crate::pipelines::read::StateColumn;
use crate::tickets::access::Scope;
use crate::tickets::row::{PriorityColumn, TicketRow};

#[derive(Queryable)]
struct Row {
    subject: String,
    state: StateColumn,
    created_at: Ts,
    customer_activity_at: Ts,
    closed_at: Option<Ts>,
    priority: Option<PriorityColumn>,
    category: Option<String>,
    requester: Option<(String, String, String)>,
    company: Option<String>,
}

/// One ticket with the newest part of its conversation.
pub fn show(conn: &mut Conn, scope: Scope, reader: ContactId, id: TicketId) -> Result<Ticket> {
    let found = super::find(conn, scope, id)?;
    let row: Row = t::table
        .left_join(c::table)
        .left_join(o::table)
        .filter(t::id.eq(id))
        .select((
            t::subject,
            t::state,
            t::created_at,
            t::customer_activity_at,
            t::closed_at,
            t::priority,
            t::category,
            (c::first_name, c::last_name, c::email).nullable(),
            o::name.nullable(),
        ))
        .first(conn)?;
    let thread = super::newest_thread(conn, id)?;
    let attachments = match thread {
        Some(thread) => of_ticket(conn, id, Which::OfThread(thread))?,
        None => Vec::new(),
    };
    let participants = participants(conn, &found, reader)?;
    Ok(Ticket {
        id,
        subject: row.subject,
        status: row.state.0,
        accepts_reply: row.state.0 == TicketState::Open,
        created_at: row.created_at.into(),
        last_activity_at: row.customer_activity_at.into(),
        closed_at: row.closed_at.map(Into::into),
        requester: row.requester.map(|(first, last, email)| display_name(&first, &last, &email)),
        company: row.company,
        priority: row.priority.map(|column| column.0),
        category: row.category,
        is_private: found.is_private,
        takes_part: participants.iter().any(|one| one.is_you),
        participants,
        conversation: conversation::for_customer(conn, id, thread, reader, None)?,
        attachments,
    })
}

fn participants(conn: &mut Conn, ticket: &TicketRow, reader: ContactId) -> Result<Vec<Participant>> {
    let rows: Vec<(ContactId, String, String, String)> = tk::table
        .inner_join(c::table)
        .filter(tk::ticket_id.eq(ticket.id))
        .order(c::id)
        .select((c::id, c::first_name, c::last_name, c::email))
        .load(conn)?;
    let mut participants: Vec<Participant> = rows
        .into_iter()
        .map(|(id, first, last, email)| Participant {
            contact_id: id,
            name: display_name(&first, &last, &email),
            is_you: id == reader,
            is_requester: ticket.requester == Some(id),
        })
        .collect();
    participants.sort_by_key(|one| !one.is_requester);
    Ok(participants)
}

/// Notes that a customer has read a ticket.
pub fn mark_read(conn: &mut Conn, reader: ContactId, id: TicketId, now: Ts) -> Result<()> {
    Both(
        diesel::insert_into(r::table)
            .values((r::contact_id.eq(reader), r::ticket_id.eq(id), r::read_at.eq(now)))
            .on_conflict((r::contact_id, r::ticket_id))
            .do_update()
            .set(r::read_at.eq(now)),
    )
    .execute(conn)?;
    Ok(())
}
