//! Why customers see a ticket, or why not: what staff are told before they wonder.

use std::collections::HashSet;

use diesel::prelude::*;
use openapi::contacts::console::ContactRef;
use openapi::contacts::display_name;
use openapi::filters::Filter;
use openapi::id::{ContactId, PortalId, TicketId};
use openapi::properties::Object;
use openapi::tickets::console::{PortalVisibility, SeenBy, Seer, Visibility};

use crate::auth::gate::Gate;
use crate::db::schema::{
    company_contacts as oc, contacts as c, memberships as m, portals as p, ticket_companies as tc,
    ticket_contacts as tk, tickets as t,
};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;
use crate::filter::record::Record;
use crate::filter::{Catalog, check, record, sentence};
use crate::tickets::row::TicketRow;

/// Customers that are named; the others are counted.
const NAMED: usize = 20;

/// Whether customers see a ticket, portal by portal.
pub fn explain(conn: &mut Conn, ticket: &TicketRow, now: Ts) -> Result<Visibility> {
    let portals: Vec<(PortalId, String, bool, Option<Json>)> =
        p::table.order(p::id).select((p::id, p::name, p::is_on, p::ticket_filter)).load(conn)?;
    let record = record::ticket(conn, ticket.id)?;
    let portals = portals
        .into_iter()
        .map(|(portal_id, portal, is_on, filter)| {
            let mut against = Vec::new();
            if !is_on {
                against.push("The portal is turned off.".to_owned());
            }
            if let Some(filter) = filter {
                against.extend(why_not(conn, filter, &record, now)?);
            }
            let seen_by = if against.is_empty() { seers(conn, ticket, portal_id, now)? } else { SeenBy::default() };
            if against.is_empty() && seen_by.count == 0 {
                against.push(nobody(conn, ticket.id)?);
            }
            Ok(PortalVisibility { portal_id, portal, visible: against.is_empty(), against, seen_by })
        })
        .collect::<Result<_>>()?;
    Ok(Visibility { is_private: ticket.is_private, portals })
}

/// Why the portal's filter leaves the ticket out; nothing when it does not. Of several groups, the one
/// that is missed least is explained.
fn why_not(conn: &mut Conn, filter: Json, record: &Record, now: Ts) -> Result<Option<String>> {
    let catalog = Catalog::with_options(conn)?;
    let unreadable = || Some("The portal's ticket filter refers to something that is gone. Mend it.".to_owned());
    let Some(filter) = filter.read::<Filter>() else { return Ok(unreadable()) };
    // checked as it is when a customer asks: not against today's options
    let Ok(tree) = check::check(&filter, Object::Ticket, &Catalog::load(conn)?, "", None) else {
        return Ok(unreadable());
    };
    if tree.judges(record, now) {
        return Ok(None);
    }
    let missed = tree.groups.iter().zip(&filter.any).map(|(leaves, group)| {
        let missed = leaves.iter().zip(&group.all).filter(|(leaf, _)| !leaf.judges(record, now));
        missed.map(|(_, condition)| sentence::condition(condition, Object::Ticket, &catalog)).collect::<Vec<_>>()
    });
    let least = missed.min_by_key(Vec::len).unwrap_or_default().join(" and ");
    Ok(Some(format!("The portal shows only tickets whose {least}.")))
}

/// Who sees the ticket in a portal whose filter shows it.
fn seers(conn: &mut Conn, ticket: &TicketRow, portal: PortalId, now: Ts) -> Result<SeenBy> {
    let Some(gate) = Gate::now(conn, portal)? else { return Ok(SeenBy::default()) };
    let own: Vec<ContactId> =
        tk::table.filter(tk::ticket_id.eq(ticket.id)).order(tk::contact_id).select(tk::contact_id).load(conn)?;
    let colleagues: Vec<ContactId> = match ticket.is_private {
        true => Vec::new(),
        false => oc::table
            .inner_join(tc::table.on(tc::company_id.eq(oc::company_id)))
            .filter(tc::ticket_id.eq(ticket.id))
            .filter(oc::is_primary.eq(true))
            .order(oc::contact_id)
            .select(oc::contact_id)
            .load(conn)?,
    };
    let with_access: Vec<ContactId> = m::table
        .inner_join(p::table.on(p::domain_id.eq(m::domain_id)))
        .filter(p::id.eq(portal))
        .filter(m::status.eq("active"))
        .filter(m::contact_id.eq_any(own.iter().chain(&colleagues).copied().collect::<Vec<_>>()))
        .select(m::contact_id)
        .load(conn)?;
    let inside = gate.admitted(conn, &with_access, now)?;
    let with_company = gate.seeing_company(conn, &with_access, now)?;
    let takes_part: HashSet<ContactId> = own.iter().copied().collect();
    let sees = |id: &ContactId| inside.contains(id) && (takes_part.contains(id) || with_company.contains(id));
    let others = colleagues.into_iter().filter(|id| !takes_part.contains(id));
    let seers: Vec<ContactId> = own.iter().copied().chain(others).filter(sees).collect();
    let named = named(conn, &seers[..seers.len().min(NAMED)])?;
    let named = named.into_iter().map(|contact| Seer { takes_part: takes_part.contains(&contact.id), contact });
    Ok(SeenBy { count: seers.len() as u64, named: named.collect() })
}

fn nobody(conn: &mut Conn, ticket: TicketId) -> Result<String> {
    let there: i64 = tk::table.filter(tk::ticket_id.eq(ticket)).count().get_result(conn)?;
    let requester: Option<ContactId> = t::table.find(ticket).select(t::requester_id).first(conn)?;
    Ok(match (there, requester) {
        (0, None) => "Nobody is associated with the ticket.",
        _ => "Nobody who is associated with the ticket can sign in to the portal.",
    }
    .to_owned())
}

fn named(conn: &mut Conn, ids: &[ContactId]) -> Result<Vec<ContactRef>> {
    type Row = (ContactId, String, String, String);
    let found: Vec<Row> = c::table
        .filter(c::id.eq_any(ids.to_vec()))
        .select((c::id, c::first_name, c::last_name, c::email))
        .load(conn)?;
    let mut named: Vec<ContactRef> = found
        .into_iter()
        .map(|(id, first, last, email)| ContactRef { id, name: display_name(&first, &last, &email), email })
        .collect();
    // in the order they were given
    named.sort_by_key(|contact| ids.iter().position(|id| *id == contact.id));
    Ok(named)
}
