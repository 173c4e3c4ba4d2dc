//! The sessions of a membership, to be looked at and ended.

use chrono::Duration;
use diesel::prelude::*;
use openapi::contacts::access::ContactSession;
use openapi::id::{ContactId, MembershipId, SessionId};
use openapi::portals::account;
use serde_json::json;

use crate::audit::{Actor, By, Source};
use crate::auth::Customer;
use crate::auth::principal::SignedIn;
use crate::db::schema::{domains as d, memberships as m, sessions as s};
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};
use crate::web::device;

#[derive(Queryable)]
struct Row {
    id: SessionId,
    created_at: Ts,
    last_seen_at: Ts,
    idle_seconds: i64,
    ip: String,
    user_agent: String,
}

type Columns = (s::id, s::created_at, s::last_seen_at, s::idle_seconds, s::ip, s::user_agent);
const COLUMNS: Columns = (s::id, s::created_at, s::last_seen_at, s::idle_seconds, s::ip, s::user_agent);

impl Row {
    fn is_good(&self, now: Ts) -> bool {
        self.last_seen_at + Duration::seconds(self.idle_seconds) > now
    }
}

/// The sessions of a customer, the last used first.
pub fn list(conn: &mut Conn, of: MembershipId, current: SessionId, now: Ts) -> Result<Vec<account::Session>> {
    let rows: Vec<Row> = s::table
        .filter(s::membership_id.eq(of))
        .filter(s::ends_at.gt(now))
        .order((s::last_seen_at.desc(), s::id.desc()))
        .select(COLUMNS)
        .load(conn)?;
    let shown = |row: Row| account::Session {
        id: row.id,
        device: device::name(&row.user_agent),
        ip: row.ip,
        created_at: row.created_at.into(),
        last_seen_at: row.last_seen_at.into(),
        is_current: row.id == current,
    };
    Ok(rows.into_iter().filter(|row| row.is_good(now)).map(shown).collect())
}

/// Ends one session of a customer.
///
/// # Errors
/// `NotFound` when it is none of theirs.
pub fn end(conn: &mut Conn, by: &Customer, session: SessionId, source: Source) -> Result<()> {
    match diesel::delete(s::table.find(session).filter(s::membership_id.eq(by.membership()))).execute(conn)? {
        0 => Err(Error::not_found()),
        ended => told(conn, by, ended, source),
    }
}

/// Ends every session of a customer but the one that asks.
pub fn end_all_but_own(conn: &mut Conn, by: &Customer, source: Source) -> Result<()> {
    let ended = end_others(conn, by.membership(), by.session())?;
    told(conn, by, ended, source)
}

fn told(conn: &mut Conn, by: &Customer, ended: usize, source: Source) -> Result<()> {
    let (who, data) = ((by.contact(), by.name()), json!({ "sessions": ended }));
    super::access::tell(conn, who, "contact.sessions_revoked", data, &By::customer(by, source), by.at())
}

/// Writes down that a customer signs out.
pub fn left(conn: &mut Conn, by: &SignedIn, from: Source, now: Ts) -> Result<()> {
    let Some((contact, name)) = by.contact() else { return Ok(()) };
    let actor = By::of(Actor::Contact(contact, name.to_owned()), from);
    super::access::tell(conn, (contact, name), "contact.left", json!({}), &actor, now)
}

/// Ends every session of a customer but one. Returns how many there were.
pub fn end_others(conn: &mut Conn, of: MembershipId, but: SessionId) -> Result<usize> {
    Ok(diesel::delete(s::table.filter(s::membership_id.eq(of)).filter(s::id.ne(but))).execute(conn)?)
}

/// The sessions of a contact on every domain, the last used first.
pub fn of_contact(conn: &mut Conn, contact: ContactId, now: Ts) -> Result<Vec<ContactSession>> {
    let rows: Vec<(Row, String)> = s::table
        .inner_join(m::table.on(s::membership_id.eq(m::id.nullable())))
        .inner_join(d::table.on(d::id.eq(m::domain_id)))
        .filter(m::contact_id.eq(contact))
        .filter(s::ends_at.gt(now))
        .order((s::last_seen_at.desc(), s::id.desc()))
        .select((COLUMNS, d::host))
        .load(conn)?;
    let shown = |(row, host): (Row, String)| ContactSession {
        id: row.id,
        host,
        device: device::name(&row.user_agent),
        ip: row.ip,
        created_at: row.created_at.into(),
        last_seen_at: row.last_seen_at.into(),
    };
    Ok(rows.into_iter().filter(|(row, _)| row.is_good(now)).map(shown).collect())
}

/// Ends every session of a contact, on every domain. Returns how many there were.
pub fn end_of_contact(conn: &mut Conn, contact: ContactId) -> Result<usize> {
    let of: Vec<MembershipId> = m::table.filter(m::contact_id.eq(contact)).select(m::id).load(conn)?;
    let of: Vec<Option<MembershipId>> = of.into_iter().map(Some).collect();
    Ok(diesel::delete(s::table.filter(s::membership_id.eq_any(of))).execute(conn)?)
}
