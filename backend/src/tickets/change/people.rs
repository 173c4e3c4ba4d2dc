//! Who may see a ticket because somebody said so: participants, and "private to me".

use diesel::prelude::*;
use openapi::check::normal_email;
use openapi::contacts::display_name;
use openapi::id::{CompanyId, ContactId, TicketId};
use openapi::problem::{FieldCode, ProblemCode};
use openapi::tickets::console::EventKind;

use super::event::{self, Actor, What};
use crate::db::dialect::Both;
use crate::db::schema::{company_contacts as oc, contacts as c, ticket_contacts as tk, tickets as t};
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};
use crate::tickets::row::{self, TicketRow};

/// Lets a contact take part: they see the ticket, reply to it and are mailed what is answered. Nothing
/// changes for somebody who takes part already.
pub fn add(conn: &mut Conn, ticket: &TicketRow, contact: ContactId, by: Actor, now: Ts) -> Result<()> {
    let (created, activity): (Ts, Ts) =
        t::table.find(ticket.id).select((t::created_at, t::customer_activity_at)).first(conn)?;
    let seat = (
        tk::contact_id.eq(contact),
        tk::ticket_id.eq(ticket.id),
        tk::state.eq(ticket.state),
        tk::created_at.eq(created),
        tk::customer_activity_at.eq(activity),
    );
    if Both(diesel::insert_into(tk::table).values(seat).on_conflict_do_nothing()).execute(conn)? == 0 {
        return Ok(());
    }
    let name = name(conn, contact)?;
    changed(conn, ticket.id, EventKind::ParticipantAdded { name }, by, now)
}

/// Lets a contact take part no longer. Nothing changes for somebody who does not.
///
/// # Errors
/// `Conflict` for the one who asked.
pub fn remove(conn: &mut Conn, ticket: &TicketRow, contact: ContactId, by: Actor, now: Ts) -> Result<()> {
    if ticket.requester == Some(contact) {
        let why = "The ticket is this person's own. Only others who take part can be removed.";
        return Err(Error::refused(ProblemCode::Conflict, why));
    }
    let seat = tk::table.filter(tk::ticket_id.eq(ticket.id)).filter(tk::contact_id.eq(contact));
    if diesel::delete(seat).execute(conn)? == 0 {
        return Ok(());
    }
    let name = name(conn, contact)?;
    changed(conn, ticket.id, EventKind::ParticipantRemoved { name }, by, now)
}

/// Says whether only those who take part see the ticket, or their company as well.
pub fn keep_private(conn: &mut Conn, ticket: &TicketRow, is_private: bool, by: Actor, now: Ts) -> Result<()> {
    if ticket.is_private == is_private {
        return Ok(());
    }
    diesel::update(t::table.find(ticket.id)).set(t::is_private.eq(is_private)).execute(conn)?;
    changed(conn, ticket.id, EventKind::PrivacyChanged { is_private }, by, now)
}

/// A contact of the same primary company, by e-mail address.
///
/// # Errors
/// `ValidationFailed` for anybody else, known or not, and for somebody without a company.
pub fn colleague(conn: &mut Conn, of: ContactId, email: &str) -> Result<ContactId> {
    let company: Option<CompanyId> = crate::companies::read::primary(conn, of)?;
    let found: Option<ContactId> = match company {
        None => None,
        Some(company) => c::table
            .inner_join(oc::table)
            .filter(c::email.eq(normal_email(email)))
            .filter(oc::company_id.eq(company))
            .filter(oc::is_primary.eq(true))
            .select(c::id)
            .first(conn)
            .optional()?,
    };
    found.ok_or_else(|| {
        let why = "Nobody with this address is known in your company. Ask our team to add them.";
        Error::invalid_field("/email", FieldCode::Unknown, why)
    })
}

/// Whether a contact takes part in a ticket: asked, or was added.
pub fn takes_part(conn: &mut Conn, ticket: TicketId, contact: ContactId) -> Result<bool> {
    let there: i64 =
        tk::table.filter(tk::ticket_id.eq(ticket)).filter(tk::contact_id.eq(contact)).count().get_result(conn)?;
    Ok(there > 0)
}

fn changed(conn: &mut Conn, ticket: TicketId, what: EventKind, by: Actor, now: Ts) -> Result<()> {
    diesel::update(t::table.find(ticket)).set(t::last_activity_at.eq(now)).execute(conn)?;
    row::stamp(conn, ticket)?;
    row::index(conn, ticket)?;
    event::add(conn, ticket, by, &What::Change(what), true, now).map(drop)
}

fn name(conn: &mut Conn, contact: ContactId) -> Result<String> {
    let (first, last, email): (String, String, String) =
        c::table.find(contact).select((c::first_name, c::last_name, c::email)).first(conn)?;
    Ok(display_name(&first, &last, &email))
}
