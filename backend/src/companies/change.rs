//! Creating companies, and who belongs to them.

use diesel::prelude::*;
use openapi::companies::console::NewCompany;
use openapi::id::{CompanyId, ContactId};

use crate::db::dialect::Both;
use crate::db::schema::{companies as c, company_contacts as cc};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;

/// Creates a company.
pub fn create(conn: &mut Conn, new: &NewCompany, now: Ts) -> Result<CompanyId> {
    let domains: Vec<String> =
        new.domains.iter().map(|domain| domain.trim().to_lowercase()).filter(|domain| !domain.is_empty()).collect();
    Ok(diesel::insert_into(c::table)
        .values((
            c::name.eq(new.name.trim()),
            c::sort_name.eq(new.name.trim().to_lowercase()),
            c::domains.eq(Json::of(domains)),
            c::created_at.eq(now),
        ))
        .returning(c::id)
        .get_result(conn)?)
}

/// Makes a contact belong to a company. Its first company is its primary one.
pub fn join(conn: &mut Conn, contact: ContactId, company: CompanyId) -> Result<()> {
    let others: i64 = cc::table.filter(cc::contact_id.eq(contact)).count().get_result(conn)?;
    Both(
        diesel::insert_into(cc::table)
            .values((cc::contact_id.eq(contact), cc::company_id.eq(company), cc::is_primary.eq(others == 0)))
            .on_conflict_do_nothing(),
    )
    .execute(conn)?;
    Ok(())
}
