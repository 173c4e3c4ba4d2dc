//! Looking lists and their members up.

use diesel::prelude::*;
use openapi::filters::Filter;
use openapi::id::{ContactId, ListId};
use openapi::lists::{List, ListKind, ListRef, ListSummary};
use openapi::page::Page;
use openapi::properties::Object;

use crate::db::dialect::condition::Condition;
use crate::db::dialect::expression::{Flavour, fold};
use crate::db::dialect::statement::Statement;
use crate::db::schema::{contacts as c, list_members as lm, lists as l};
use crate::db::{Backend, Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::filter::check::members;
use crate::filter::sentence::sentence;
use crate::filter::{Catalog, people};
use crate::web::paging::Wanted;

/// Lists that one statement asks about: SQLite takes 500 parts.
const AT_ONCE: usize = 100;

/// A list as it is stored.
#[derive(Debug, Clone, Queryable)]
pub struct ListRow {
    /// Its id.
    pub id: ListId,
    /// Its name.
    pub name: String,
    /// What makes somebody a member of an active list.
    pub filter: Option<Json>,
    /// Counts its changes.
    pub version: i64,
    /// When it was created.
    pub created_at: Ts,
    /// When it was changed last.
    pub updated_at: Ts,
}

impl ListRow {
    /// How it gets its members.
    pub fn kind(&self) -> ListKind {
        if self.filter.is_some() { ListKind::Active } else { ListKind::Static }
    }

    /// Its filter; one that cannot be read is one that nobody passes.
    pub fn filter(&self) -> Option<Filter> {
        self.filter.clone().map(|filter| filter.read().unwrap_or_default())
    }
}

/// A list as it is stored.
///
/// # Errors
/// `NotFound` when there is none.
pub fn row(conn: &mut Conn, id: ListId) -> Result<ListRow> {
    Ok(l::table.find(id).first(conn)?)
}

/// A page of lists by name.
pub fn list(conn: &mut Conn, q: Option<&str>, wanted: Wanted<String>) -> Result<Page<ListSummary>> {
    let mut query = l::table.into_boxed::<Backend>();
    if let Some(q) = q {
        let flavour = Flavour::of(conn);
        let name = flavour.fold("lists.name");
        query = query.filter(Condition::new(format!("{}({name}, ", flavour.position())).text(fold(q)).sql(") > 0"));
    }
    if let Some(cursor) = wanted.cursor() {
        let (key, id) = (cursor.key.clone(), ListId(cursor.id));
        query = match wanted.backwards() {
            true => query.filter(l::name.lt(key.clone()).or(l::name.eq(key).and(l::id.lt(id)))),
            false => query.filter(l::name.gt(key.clone()).or(l::name.eq(key).and(l::id.gt(id)))),
        };
    }
    query = match wanted.backwards() {
        true => query.order((l::name.desc(), l::id.desc())),
        false => query.order((l::name.asc(), l::id.asc())),
    };
    let rows: Vec<ListRow> = query.limit(wanted.fetch()).load(conn)?;
    let page = wanted.page(rows, |row| (row.name.clone(), row.id.0));
    let ids: Vec<ListId> = page.items.iter().map(|row| row.id).collect();
    let counts: Vec<(ListId, i64)> = lm::table
        .filter(lm::list_id.eq_any(ids))
        .group_by(lm::list_id)
        .select((lm::list_id, diesel::dsl::count_star()))
        .load(conn)?;
    let catalog = Catalog::with_options(conn)?;
    Ok(page.map(|row| {
        let filter = row.filter();
        let written = counts.iter().find(|(id, _)| *id == row.id).map_or(0, |(_, count)| count.unsigned_abs());
        ListSummary {
            kind: row.kind(),
            members: filter.is_none().then_some(written),
            sentence: filter.map(|filter| sentence(&filter, Object::Contact, &catalog)),
            id: row.id,
            name: row.name,
            updated_at: row.updated_at.into(),
        }
    }))
}

/// One list. Not for use inside a transaction.
pub fn show(conn: &mut Conn, id: ListId, now: Ts) -> Result<List> {
    let row = row(conn, id)?;
    let catalog = Catalog::with_options(conn)?;
    let on = people::on_any(conn, &[id], &catalog, now);
    // a list that takes too long to count is shown all the same
    let members = match people::in_time(conn, "/filter", |conn| people::count(conn, &on)) {
        Err(Error::Refused { .. }) => None,
        counted => Some(counted?),
    };
    let filter = row.filter();
    Ok(List {
        id,
        kind: row.kind(),
        sentence: filter.as_ref().map(|filter| sentence(filter, Object::Contact, &catalog)),
        filter,
        members,
        used_by: super::uses::of(conn, id)?,
        version: row.version,
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
        name: row.name,
    })
}

/// The condition that a contact is on a list.
///
/// # Errors
/// `NotFound` when there is no such list.
pub fn on(conn: &mut Conn, id: ListId, now: Ts) -> Result<Condition> {
    row(conn, id)?;
    let catalog = Catalog::load(conn)?;
    Ok(people::on_any(conn, &[id], &catalog, now))
}

/// Whether a contact is on any of some lists at this moment. One statement on one contact, however
/// many contacts there are.
pub fn on_any(conn: &mut Conn, contact: ContactId, lists: &[ListId], now: Ts) -> Result<bool> {
    if lists.is_empty() {
        return Ok(false);
    }
    let catalog = Catalog::load(conn)?;
    let on = people::on_any(conn, lists, &catalog, now);
    let query = Condition::new("SELECT COUNT(*) AS number FROM contacts WHERE contacts.id = ").int(contact.0);
    Ok(Statement(query.sql(" AND ").then(on)).count(conn)? > 0)
}

/// Every list a contact is on at this moment, by name.
///
/// # Errors
/// `NotFound` when there is no such contact.
pub fn of_contact(conn: &mut Conn, contact: ContactId, now: Ts) -> Result<Vec<ListRef>> {
    c::table.find(contact).select(c::id).first::<ContactId>(conn)?;
    let catalog = Catalog::load(conn)?;
    let known: Vec<ListId> = catalog.lists().map(|(id, _)| id).collect();
    let mut found = Vec::new();
    for some in known.chunks(AT_ONCE) {
        let asked = some.iter().filter_map(|list| {
            let on = members(*list, &catalog)?.condition(conn, "contacts", now);
            let query = format!("SELECT CAST({list} AS BIGINT) AS number FROM contacts WHERE contacts.id = ");
            Some(Condition::new(query).int(contact.0).sql(" AND ").then(on))
        });
        let asked = asked.reduce(|all, next| all.sql(" UNION ALL ").then(next));
        if let Some(asked) = asked {
            found.extend(Statement(asked).numbers(conn)?);
        }
    }
    let mut lists: Vec<ListRef> = found
        .into_iter()
        .filter_map(|id| {
            let list = catalog.list(ListId(id))?;
            let kind = if list.filter.is_some() { ListKind::Active } else { ListKind::Static };
            Some(ListRef { id: ListId(id), name: list.name.clone(), kind })
        })
        .collect();
    lists.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    Ok(lists)
}
