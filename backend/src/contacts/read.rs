//! Looking contacts up.

use diesel::prelude::*;
use openapi::companies::console::CompanyRef;
use openapi::contacts::console::{Contact, ContactSummary};
use openapi::contacts::display_name;
use openapi::id::{CompanyId, ContactId};
use openapi::page::Page;

use crate::companies::read::containing;
use crate::db::dialect::condition::Condition;
use crate::db::schema::{companies as o, company_contacts as cc, contacts as c};
use crate::db::{Backend, Conn, Json, Ts};
use crate::error::Result;
use crate::properties::{self, Object};
use crate::web::paging::Wanted;

/// Which contacts to list.
#[derive(Debug, Clone)]
pub struct Selection {
    /// Name or e-mail address contains this.
    pub q: Option<String>,
    /// Belongs to this company.
    pub company: Option<CompanyId>,
    /// Passes this condition on `contacts`.
    pub passing: Option<Condition>,
}

#[derive(Queryable)]
struct Row {
    id: ContactId,
    first_name: String,
    last_name: String,
    email: String,
    sort_name: String,
    created_at: Ts,
    company: Option<(CompanyId, String)>,
}

/// A page of contacts by name.
pub fn list(conn: &mut Conn, selection: &Selection, wanted: Wanted<String>) -> Result<Page<ContactSummary>> {
    let mut query = c::table
        .left_join(cc::table.on(cc::contact_id.eq(c::id).and(cc::is_primary.eq(true))))
        .left_join(o::table.on(o::id.nullable().eq(cc::company_id.nullable())))
        .select((
            c::id,
            c::first_name,
            c::last_name,
            c::email,
            c::sort_name,
            c::created_at,
            (o::id, o::name).nullable(),
        ))
        .into_boxed::<Backend>();
    if let Some(q) = &selection.q {
        let pattern = containing(q);
        query = query.filter(c::sort_name.like(pattern.clone()).escape('\\').or(c::email.like(pattern).escape('\\')));
    }
    if let Some(company) = selection.company {
        let members = diesel::alias!(cc as members);
        let (contact, of) = (members.field(cc::contact_id), members.field(cc::company_id));
        query = query.filter(c::id.eq_any(members.filter(of.eq(company)).select(contact)));
    }
    if let Some(passing) = &selection.passing {
        query = query.filter(passing.clone());
    }
    if let Some(cursor) = wanted.cursor() {
        let (key, id) = (cursor.key.clone(), ContactId(cursor.id));
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
    Ok(wanted.page(rows, |row| (row.sort_name.clone(), row.id.0)).map(summary))
}

fn summary(row: Row) -> ContactSummary {
    ContactSummary {
        id: row.id,
        name: display_name(&row.first_name, &row.last_name, &row.email),
        email: row.email,
        company: row.company.map(|(id, name)| CompanyRef { id, name }),
        created_at: row.created_at.into(),
    }
}

/// Whether there is such a contact.
pub fn exists(conn: &mut Conn, id: ContactId) -> Result<bool> {
    let there: i64 = c::table.filter(c::id.eq(id)).count().get_result(conn)?;
    Ok(there > 0)
}

/// One contact, with its access to each portal as it is now.
pub fn show(conn: &mut Conn, id: ContactId, now: Ts) -> Result<Contact> {
    type Row = (String, String, String, Option<String>, Json, Ts);
    let (first_name, last_name, email, phone, stored, created_at): Row = c::table
        .find(id)
        .select((c::first_name, c::last_name, c::email, c::phone, c::properties, c::created_at))
        .first(conn)?;
    Ok(Contact {
        id,
        first_name,
        last_name,
        email,
        phone,
        companies: crate::companies::read::of_contact(conn, id)?,
        properties: properties::values(conn, Object::Contact, &stored)?,
        portal_access: crate::memberships::read::access(conn, id, now)?,
        created_at: created_at.into(),
    })
}

/// A contact by its e-mail address.
pub fn by_email(conn: &mut Conn, email: &str) -> Result<Option<ContactId>> {
    Ok(c::table.filter(c::email.eq(openapi::check::normal_email(email))).select(c::id).first(conn).optional()?)
}
