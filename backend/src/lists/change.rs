//! Creating lists, changing them, and who is on them.

use diesel::prelude::*;
use openapi::filters::Filter;
use openapi::id::{ContactId, ListId};
use openapi::lists::{ListKind, ListMembersAdded, ListPatch, ListUse, ListUser, NewList};
use openapi::problem::{FieldCode, ProblemCode};
use openapi::properties::Object;
use serde_json::json;

use super::{read, uses};
use crate::audit::{self, By, Event};
use crate::db::dialect::Both;
use crate::db::dialect::lock::{self, Turn};
use crate::db::schema::{contacts as c, list_members as lm, lists as l};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::filter::{Catalog, check};
use crate::web::if_match::IfMatch;

fn event<'a>(action: &'static str, id: ListId, name: &'a str, data: serde_json::Value) -> Event<'a> {
    Event { action, object: "list", object_id: Some(id.0), object_name: name, data }
}

fn taken() -> Error {
    Error::invalid_field("/name", FieldCode::Taken, "Another list has this name. Choose another.")
}

fn accept(filter: &Filter, catalog: &Catalog, of: Option<ListId>) -> Result<()> {
    check::check(filter, Object::Contact, catalog, "/filter", of).map(drop).map_err(Error::invalid)
}

/// Creates a list.
///
/// # Errors
/// `ValidationFailed` for a name that is taken or a filter that makes no sense.
pub fn create(conn: &mut Conn, new: &NewList, by: &By, now: Ts) -> Result<ListId> {
    lock::take(conn, Turn::Lists)?;
    if let Some(filter) = &new.filter {
        // it counts as one of those that refer to one another, although it has no number yet
        accept(filter, &Catalog::with_options(conn)?, Some(ListId(0)))?;
    }
    let name = new.name.trim();
    let id: ListId = diesel::insert_into(l::table)
        .values((
            l::name.eq(name),
            l::filter.eq(new.filter.as_ref().map(Json::of)),
            l::version.eq(1),
            (l::created_at.eq(now), l::updated_at.eq(now)),
        ))
        .returning(l::id)
        .get_result(conn)
        .map_err(|error| Error::from(error).or_if_taken(taken))?;
    let data = json!({ "after": { "name": name, "filter": new.filter } });
    audit::record(conn, by, &event("list.created", id, name, data), now)?;
    Ok(id)
}

/// Changes name or filter.
///
/// # Errors
/// `ChangedMeanwhile` after a lost race; `ValidationFailed` for a name that is taken, a filter that makes
/// no sense or comes back to this list, and for the filter of a static list.
pub fn update(conn: &mut Conn, id: ListId, patch: &ListPatch, known: IfMatch, by: &By, now: Ts) -> Result<()> {
    lock::take(conn, Turn::Lists)?;
    let row = read::row(conn, id)?;
    known.check(row.version)?;
    let name = patch.name.as_deref().map_or(row.name.as_str(), str::trim);
    let filter = match (&patch.filter, row.kind()) {
        (None, _) => row.filter(),
        (Some(_), ListKind::Static) => return Err(has_no_filter()),
        (Some(filter), ListKind::Active) => {
            let catalog = Catalog::with_options(conn)?;
            accept(filter, &catalog, Some(id))?;
            let before = Catalog::load(conn)?;
            uses::still_work(conn, &before, &before.with_filter(id, filter.clone()))?;
            Some(filter.clone())
        }
    };
    diesel::update(l::table.find(id))
        .set((
            l::name.eq(name),
            l::filter.eq(filter.as_ref().map(Json::of)),
            l::version.eq(row.version + 1),
            l::updated_at.eq(now),
        ))
        .execute(conn)
        .map_err(|error| Error::from(error).or_if_taken(taken))?;
    let data = json!({
        "before": { "name": row.name, "filter": row.filter() },
        "after": { "name": name, "filter": filter },
    });
    audit::record(conn, by, &event("list.updated", id, name, data), now)?;
    Ok(())
}

/// A static list has none.
pub fn has_no_filter() -> Error {
    Error::invalid_field("/filter", FieldCode::Invalid, "The members of this list are put on it; it has no filter.")
}

/// Deletes a list that nothing refers to.
///
/// # Errors
/// `Conflict` that names what refers to it.
pub fn delete(conn: &mut Conn, id: ListId, by: &By, now: Ts) -> Result<()> {
    lock::take(conn, Turn::Lists)?;
    let row = read::row(conn, id)?;
    let used = uses::of(conn, id)?;
    if !used.is_empty() {
        let names: Vec<String> = used.iter().map(user).collect();
        let detail = format!("This list is used by {}. Take it out there first.", names.join(", "));
        return Err(Error::refused(ProblemCode::Conflict, detail));
    }
    diesel::delete(l::table.find(id)).execute(conn)?;
    let data = json!({ "before": { "name": row.name, "filter": row.filter() } });
    audit::record(conn, by, &event("list.deleted", id, &row.name, data), now)?;
    Ok(())
}

fn user(used: &ListUse) -> String {
    match used.by {
        ListUser::PortalAccess => format!("the access to the portal “{}”", used.name),
        ListUser::PortalTicketFilter => format!("the ticket filter of the portal “{}”", used.name),
        ListUser::PortalCompanyFilter => format!("the company tickets of the portal “{}”", used.name),
        ListUser::List => format!("the list “{}”", used.name),
    }
}

fn static_list(conn: &mut Conn, id: ListId) -> Result<read::ListRow> {
    let row = read::row(conn, id)?;
    match row.kind() {
        ListKind::Static => Ok(row),
        ListKind::Active => Err(Error::refused(
            ProblemCode::Conflict,
            "The members of this list are those who pass its filter. Change the filter instead.",
        )),
    }
}

/// Puts contacts on a static list.
///
/// # Errors
/// `ValidationFailed` when one of them does not exist; `Conflict` for an active list.
pub fn add_members(conn: &mut Conn, id: ListId, who: &[ContactId], by: &By, now: Ts) -> Result<ListMembersAdded> {
    let row = static_list(conn, id)?;
    let known: Vec<ContactId> = c::table.filter(c::id.eq_any(who.to_vec())).select(c::id).load(conn)?;
    if let Some((index, stranger)) = who.iter().enumerate().find(|(_, id)| !known.contains(id)) {
        let message = format!("There is no contact {stranger}.");
        return Err(Error::invalid_field(&format!("/contacts/{index}"), FieldCode::Unknown, message));
    }
    let mut added = Vec::new();
    for contact in known {
        let new = (lm::list_id.eq(id), lm::contact_id.eq(contact), lm::added_at.eq(now));
        if Both(diesel::insert_into(lm::table).values(new).on_conflict_do_nothing()).execute(conn)? > 0 {
            added.push(contact);
        }
    }
    let members: i64 = lm::table.filter(lm::list_id.eq(id)).count().get_result(conn)?;
    if !added.is_empty() {
        let data = json!({ "contacts": added });
        audit::record(conn, by, &event("list.members_added", id, &row.name, data), now)?;
    }
    Ok(ListMembersAdded { added: added.len() as u64, members: members.unsigned_abs() })
}

/// Takes a contact off a static list.
///
/// # Errors
/// `NotFound` when it is not on it; `Conflict` for an active list.
pub fn remove_member(conn: &mut Conn, id: ListId, contact: ContactId, by: &By, now: Ts) -> Result<()> {
    let row = static_list(conn, id)?;
    if diesel::delete(lm::table.find((id, contact))).execute(conn)? == 0 {
        return Err(Error::not_found());
    }
    let data = json!({ "contacts": [contact] });
    audit::record(conn, by, &event("list.member_removed", id, &row.name, data), now)?;
    Ok(())
}
