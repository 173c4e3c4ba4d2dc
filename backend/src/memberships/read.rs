//! Looking memberships up.

use diesel::prelude::*;
use openapi::contacts::console::{AccessStatus, PortalAccess, PortalEntry};
use openapi::contacts::display_name;
use openapi::id::{ContactId, DomainId, MembershipId, PortalId};
use openapi::session::{Link, LinkPurpose};

use crate::auth::gate::Gate;
use crate::auth::token;
use crate::db::schema::{contacts as c, domains as d, links as l, memberships as m, portals as p};
use crate::db::{Conn, Ts};
use crate::error::Result;
use crate::letters::write;
use crate::mail::template::Values;

/// A membership and whose it is.
pub type Member = (MembershipId, ContactId);

/// An active membership by e-mail address and whose it is, with the stored hash of the password if one was set.
pub fn credential(conn: &mut Conn, domain: DomainId, email: &str) -> Result<Option<(Member, Option<String>)>> {
    Ok(m::table
        .inner_join(c::table)
        .filter(c::email.eq(email))
        .filter(m::domain_id.eq(domain))
        .filter(m::status.eq("active"))
        .select(((m::id, m::contact_id), m::password_hash))
        .first(conn)
        .optional()?)
}

/// Who a membership is about.
#[derive(Debug, Clone, Queryable)]
pub struct Holder {
    /// The membership.
    pub id: MembershipId,
    /// The contact.
    pub contact: ContactId,
    /// `invited`, `active` or `blocked`.
    pub status: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The e-mail address.
    pub email: String,
}

impl Holder {
    /// The name people see.
    pub fn name(&self) -> String {
        display_name(&self.first_name, &self.last_name, &self.email)
    }

    /// What a mail to them calls them.
    pub fn values(&self) -> Values {
        write::to(&self.first_name, &self.last_name, &self.email)
    }
}

/// The membership that belongs to an address, whatever its status.
pub fn holder(conn: &mut Conn, domain: DomainId, email: &str) -> Result<Option<Holder>> {
    Ok(m::table
        .inner_join(c::table)
        .filter(c::email.eq(email))
        .filter(m::domain_id.eq(domain))
        .select((m::id, m::contact_id, m::status, c::first_name, c::last_name, c::email))
        .first(conn)
        .optional()?)
}

/// A link that still works: whose it is and what for.
pub fn link(conn: &mut Conn, domain: DomainId, secret: &str, now: Ts) -> Result<Option<(Holder, LinkPurpose)>> {
    let found: Option<(Holder, String)> = l::table
        .inner_join(m::table.inner_join(c::table))
        .filter(l::token_hash.eq(token::hash(secret)))
        .filter(l::used_at.is_null())
        .filter(l::expires_at.gt(now))
        .filter(m::domain_id.eq(domain))
        .filter(m::status.ne("blocked"))
        .select(((m::id, m::contact_id, m::status, c::first_name, c::last_name, c::email), l::purpose))
        .first(conn)
        .optional()?;
    Ok(found.and_then(|(holder, purpose)| Some((holder, super::change::parse_purpose(&purpose)?))))
}

/// A link as its bearer sees it.
pub fn shown(holder: &Holder, purpose: LinkPurpose) -> Link {
    Link { purpose, email: holder.email.clone() }
}

/// A contact's access to each portal, as it is now.
pub fn access(conn: &mut Conn, contact: ContactId, now: Ts) -> Result<Vec<PortalAccess>> {
    type Row = (PortalId, String, String, Option<String>, Option<Ts>);
    let rows: Vec<Row> = p::table
        .inner_join(d::table)
        .left_join(m::table.on(m::domain_id.eq(p::domain_id).and(m::contact_id.eq(contact))))
        .order(p::id)
        .select((p::id, p::name, d::host, m::status.nullable(), m::last_sign_in_at.nullable()))
        .load(conn)?;
    let shown = |(portal_id, portal, host, status, last): Row| {
        let status = match status.as_deref() {
            Some("active") => AccessStatus::Active,
            Some("blocked") => AccessStatus::Blocked,
            Some(_) => AccessStatus::Invited,
            None => AccessStatus::None,
        };
        let entry = entry(conn, portal_id, contact, now)?;
        Ok(PortalAccess { portal_id, portal, host, status, entry, last_sign_in_at: last.map(Into::into) })
    };
    rows.into_iter().map(shown).collect()
}

fn entry(conn: &mut Conn, portal: PortalId, contact: ContactId, now: Ts) -> Result<PortalEntry> {
    let Some(gate) = Gate::now(conn, portal)? else { return Ok(PortalEntry::Off) };
    let admitted = gate.admitted(conn, &[contact], now)?.contains(&contact);
    Ok(if admitted { PortalEntry::Open } else { PortalEntry::NotListed })
}
