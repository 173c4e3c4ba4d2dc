//! One ticket as staff see it.

use diesel::prelude::*;
use openapi::companies::console::CompanyRef;
use openapi::contacts::console::ContactRef;
use openapi::contacts::display_name;
use openapi::id::{CompanyId, ContactId, TicketId};
use openapi::tickets::console::Ticket;

use super::{console_list, conversation};
use crate::attachments::read::{Which, of_ticket};
use crate::db::schema::{
    companies as o, contacts as c, pipelines as p, ticket_companies as tc, ticket_contacts as tk, tickets as t,
};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::properties::{self, Object};
use crate::tickets::access::Scope;
use crate::{pipelines, portals};

/// One ticket with the newest part of its conversation.
pub fn show(conn: &mut Conn, scope: Scope, id: TicketId) -> Result<Ticket> {
    let row = super::find(conn, scope, id)?;
    let summary = console_list::by_ids(conn, vec![id])?.remove(&id).ok_or_else(Error::not_found)?;
    let (pipeline, category, closed_at, stored): (String, Option<String>, Option<Ts>, Json) = t::table
        .inner_join(p::table)
        .filter(t::id.eq(id))
        .select((p::name, t::category, t::closed_at, t::properties))
        .first(conn)?;
    let mut contacts = contacts(conn, id)?;
    let mut companies = companies(conn, id)?;
    contacts.sort_by_key(|contact| summary.requester.as_ref().is_none_or(|first| first.id != contact.id));
    companies.sort_by_key(|company| summary.company.as_ref().is_none_or(|first| first.id != company.id));
    Ok(Ticket {
        pipeline,
        stages: pipelines::read::stages(conn, row.pipeline)?,
        category,
        closed_at: closed_at.map(Into::into),
        from_address: portals::read::inbox_address(conn, row.inbox)?,
        is_private: row.is_private,
        contacts,
        companies,
        properties: properties::values(conn, Object::Ticket, &stored)?,
        conversation: conversation::for_staff(conn, id, None)?,
        attachments: of_ticket(conn, id, Which::All)?,
        summary,
    })
}

fn contacts(conn: &mut Conn, id: TicketId) -> Result<Vec<ContactRef>> {
    let rows: Vec<(ContactId, String, String, String)> = tk::table
        .inner_join(c::table)
        .filter(tk::ticket_id.eq(id))
        .order(c::id)
        .select((c::id, c::first_name, c::last_name, c::email))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, first, last, email)| ContactRef { id, name: display_name(&first, &last, &email), email })
        .collect())
}

fn companies(conn: &mut Conn, id: TicketId) -> Result<Vec<CompanyRef>> {
    let rows: Vec<(CompanyId, String)> =
        tc::table.inner_join(o::table).filter(tc::ticket_id.eq(id)).order(o::id).select((o::id, o::name)).load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| CompanyRef { id, name }).collect())
}
