//! Looking companies up.

use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use openapi::companies::console::{Company, CompanyRef, CompanySummary};
use openapi::id::{CompanyId, ContactId};
use openapi::page::Page;

use crate::db::schema::{companies as c, company_contacts as cc, ticket_companies as tc};
use crate::db::{Backend, Conn, Json, Ts};
use crate::error::Result;
use crate::web::paging::Wanted;

type Row = (CompanyId, String, Json, Ts, String);

/// A page of companies by name.
pub fn list(conn: &mut Conn, q: Option<&str>, wanted: Wanted<String>) -> Result<Page<CompanySummary>> {
    let mut query = c::table.select((c::id, c::name, c::domains, c::created_at, c::sort_name)).into_boxed::<Backend>();
    if let Some(q) = q {
        query = query.filter(c::sort_name.like(containing(q)).escape('\\'));
    }
    if let Some(cursor) = wanted.cursor() {
        let (key, id) = (cursor.key.clone(), CompanyId(cursor.id));
        query = match wanted.backwards() {
            true => query.filter(c::sort_name.lt(key.clone()).or(c::sort_name.eq(key).and(c::id.lt(id)))),
            false => query.filter(c::sort_name.gt(key.clone()).or(c::sort_name.eq(key).and(c::id.gt(id)))),
        };
    }
    query = match wanted.backwards() {
        true => query.order((c::sort_name.desc(), c::id.desc())),
        false => query.order((c::sort_name.asc(), c::id.asc())),
    };
    let rows: Vec<Row> = query.limit(wanted.fetch()).load(conn)?;
    let page = wanted.page(rows, |row| (row.4.clone(), row.0.0));
    let ids: Vec<CompanyId> = page.items.iter().map(|row| row.0).collect();
    let counts: Vec<(CompanyId, i64)> = cc::table
        .filter(cc::company_id.eq_any(ids))
        .group_by(cc::company_id)
        .select((cc::company_id, count_star()))
        .load(conn)?;
    Ok(page.map(|(id, name, domains, created_at, _)| CompanySummary {
        id,
        name,
        domains: domains.read().unwrap_or_default(),
        contacts: counts.iter().find(|(of, _)| *of == id).map_or(0, |(_, count)| count.unsigned_abs()),
        created_at: DateTime::<Utc>::from(created_at),
    }))
}

/// The pattern of `LIKE` for "contains", with its wildcards taken literally.
pub fn containing(text: &str) -> String {
    let literal = text.trim().to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{literal}%")
}

/// One company.
pub fn show(conn: &mut Conn, id: CompanyId) -> Result<Company> {
    let (name, domains, created_at): (String, Json, Ts) =
        c::table.find(id).select((c::name, c::domains, c::created_at)).first(conn)?;
    let contacts: i64 = cc::table.filter(cc::company_id.eq(id)).count().get_result(conn)?;
    let open: i64 = tc::table.filter(tc::company_id.eq(id)).filter(tc::state.eq("open")).count().get_result(conn)?;
    Ok(Company {
        id,
        name,
        domains: domains.read().unwrap_or_default(),
        contacts: contacts.unsigned_abs(),
        open_tickets: open.unsigned_abs(),
        created_at: created_at.into(),
    })
}

/// The companies of a contact, the primary one first.
pub fn of_contact(conn: &mut Conn, contact: ContactId) -> Result<Vec<CompanyRef>> {
    let rows: Vec<(CompanyId, String)> = cc::table
        .inner_join(c::table)
        .filter(cc::contact_id.eq(contact))
        .order((cc::is_primary.desc(), c::sort_name, c::id))
        .select((c::id, c::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| CompanyRef { id, name }).collect())
}

/// The primary company of a contact.
pub fn primary(conn: &mut Conn, contact: ContactId) -> Result<Option<CompanyId>> {
    Ok(cc::table
        .filter(cc::contact_id.eq(contact))
        .filter(cc::is_primary.eq(true))
        .select(cc::company_id)
        .first(conn)
        .optional()?)
}

/// A company by its name, compared without regard to case.
pub fn by_name(conn: &mut Conn, name: &str) -> Result<Option<CompanyId>> {
    Ok(c::table
        .filter(c::sort_name.eq(name.trim().to_lowercase()))
        .order(c::id)
        .select(c::id)
        .first(conn)
        .optional()?)
}
