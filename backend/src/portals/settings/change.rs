//! Changing settings. Each change counts the version up and leaves an event.

use diesel::prelude::*;
use openapi::filters::Filter;
use openapi::id::{ListId, PortalId};
use openapi::portals::console::{AccessKind, PortalAccessChange, PortalVisibilityChange};
use openapi::problem::{FieldCode, FieldProblem, ProblemCode};
use openapi::properties::Object;
use serde_json::{Value, json};

use super::invitations;
use super::read::{SettingsRow, access_word, permission_word, row};
use crate::audit::{self, By, Event};
use crate::db::dialect::lock::{self, Turn};
use crate::db::schema::{domains as d, lists as l, portal_lists as pl, portals as p};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::filter::tree::Tree;
use crate::filter::{Catalog, check};
use crate::portals::read::lists_of;
use crate::web::if_match::IfMatch;

/// The settings, to be changed by nobody else until the transaction ends.
fn hold(conn: &mut Conn, id: PortalId, known: IfMatch) -> Result<SettingsRow> {
    lock::take(conn, Turn::Lists)?;
    let row = row(conn, id)?;
    known.check(row.version)?;
    Ok(row)
}

fn tell(conn: &mut Conn, of: &SettingsRow, action: &'static str, data: Value, by: &By, now: Ts) -> Result<()> {
    let event = Event { action, object: "portal", object_id: Some(of.id.0), object_name: &of.name, data };
    audit::record(conn, by, &event, now).map(drop)
}

/// Every list that is named exists.
pub(super) fn known_lists(conn: &mut Conn, named: &[ListId]) -> Result<Vec<ListId>> {
    let known: Vec<ListId> = l::table.filter(l::id.eq_any(named.to_vec())).select(l::id).load(conn)?;
    match named.iter().position(|list| !known.contains(list)) {
        Some(index) => {
            let message = "There is no such list any more. Choose another.";
            Err(Error::invalid_field(&format!("/lists/{index}"), FieldCode::Unknown, message))
        }
        None => Ok(known),
    }
}

/// Sets who may enter. Members of lists that are new are invited two minutes later.
///
/// # Errors
/// `ChangedMeanwhile` after a lost race; `ValidationFailed` for a list that does not exist.
pub fn access(
    conn: &mut Conn,
    id: PortalId,
    change: &PortalAccessChange,
    known: IfMatch,
    by: &By,
    now: Ts,
) -> Result<()> {
    let row = hold(conn, id, known)?;
    let wanted = known_lists(conn, &change.lists)?;
    let before = lists_of(conn, id)?;
    diesel::update(p::table.find(id))
        .set((p::access.eq(access_word(change.kind)), p::version.eq(row.version + 1)))
        .execute(conn)?;
    let gone: Vec<ListId> = before.iter().filter(|list| !wanted.contains(list)).copied().collect();
    diesel::delete(pl::table.filter(pl::portal_id.eq(id)).filter(pl::list_id.eq_any(gone))).execute(conn)?;
    for list in wanted.iter().filter(|list| !before.contains(list)) {
        invitations::add(conn, id, *list, row.is_on, now)?;
    }
    let data = json!({
        "before": { "kind": row.access(), "lists": before },
        "after": { "kind": change.kind, "lists": wanted },
    });
    tell(conn, &row, "portal.access_changed", data, by, now)
}

/// The trees of both filters.
///
/// # Errors
/// `ValidationFailed` for filters that make no sense.
pub(super) fn trees(catalog: &Catalog, change: &PortalVisibilityChange) -> Result<[Option<Tree>; 2]> {
    let mut refused: Vec<FieldProblem> = Vec::new();
    let mut tree = |filter: &Option<Filter>, object, at| {
        let checked = filter.as_ref().map(|filter| check::check(filter, object, catalog, at, None));
        checked.transpose().map_err(|problems| refused.extend(problems)).ok().flatten()
    };
    let ticket = tree(&change.ticket_filter, Object::Ticket, "/ticket_filter");
    let company = tree(&change.company_filter, Object::Contact, "/company_filter");
    if refused.is_empty() { Ok([ticket, company]) } else { Err(Error::invalid(refused)) }
}

/// Sets what customers see.
///
/// # Errors
/// `ChangedMeanwhile` after a lost race; `ValidationFailed` for filters that make no sense.
pub fn visibility(
    conn: &mut Conn,
    id: PortalId,
    change: &PortalVisibilityChange,
    known: IfMatch,
    by: &By,
    now: Ts,
) -> Result<()> {
    let row = hold(conn, id, known)?;
    trees(&Catalog::with_options(conn)?, change)?;
    diesel::update(p::table.find(id))
        .set((
            p::ticket_permission.eq(permission_word(change.ticket_permission)),
            p::ticket_filter.eq(change.ticket_filter.as_ref().map(Json::of)),
            p::company_filter.eq(change.company_filter.as_ref().map(Json::of)),
            p::version.eq(row.version + 1),
        ))
        .execute(conn)?;
    let before = PortalVisibilityChange {
        ticket_permission: row.permission(),
        ticket_filter: row.ticket_filter(),
        company_filter: row.company_filter(),
    };
    tell(conn, &row, "portal.visibility_changed", json!({ "before": before, "after": change }), by, now)
}

/// Turns a portal on or off. Turning it on plans the invitation of its lists anew; turning it off calls
/// off what is planned.
///
/// # Errors
/// `ChangedMeanwhile` after a lost race; `Conflict` for a portal that is not ready to be turned on.
pub fn publication(conn: &mut Conn, id: PortalId, is_on: bool, known: IfMatch, by: &By, now: Ts) -> Result<()> {
    let row = hold(conn, id, known)?;
    if row.is_on == is_on {
        return Ok(());
    }
    if is_on {
        ready(conn, &row)?;
        if row.access() == AccessKind::Lists {
            invitations::plan_all(conn, id, now)?;
        }
    }
    diesel::update(p::table.find(id)).set((p::is_on.eq(is_on), p::version.eq(row.version + 1))).execute(conn)?;
    let action = if is_on { "portal.turned_on" } else { "portal.turned_off" };
    tell(conn, &row, action, json!({ "before": { "is_on": row.is_on }, "after": { "is_on": is_on } }), by, now)
}

fn ready(conn: &mut Conn, row: &SettingsRow) -> Result<()> {
    let (open, notice): (bool, String) =
        d::table.find(row.domain).select((d::self_registration, d::consent_notice)).first(conn)?;
    if open && notice.trim().is_empty() {
        let detail = "Customers may register themselves, but there is no consent notice yet. Write it first.";
        return Err(Error::refused(ProblemCode::Conflict, detail));
    }
    Ok(())
}
