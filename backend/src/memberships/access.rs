//! Keeping a contact out of a domain, and what it agreed to when it came in.

use diesel::prelude::*;
use openapi::contacts::access::{AccessDecision, ContactConsent};
use openapi::contacts::console::PortalAccess;
use openapi::contacts::display_name;
use openapi::id::{ContactId, MembershipId, PortalId};
use openapi::problem::ProblemCode;
use openapi::session::LinkPurpose;
use serde_json::{Value, json};

use super::{change, links, read};
use crate::audit::{self, By, Event};
use crate::auth::sessions::{self, Subject};
use crate::db::schema::{
    consents as s, contacts as c, domains as d, memberships as m, portals as p, registrations as r,
};
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};
use crate::portals::read::Place;

/// A contact by name and e-mail address.
///
/// # Errors
/// `NotFound` when there is no such contact.
pub fn person(conn: &mut Conn, contact: ContactId) -> Result<(String, String)> {
    let (first, last, email): (String, String, String) =
        c::table.find(contact).select((c::first_name, c::last_name, c::email)).first(conn)?;
    Ok((display_name(&first, &last, &email), email))
}

/// Writes down what was done to the access of a contact.
pub fn tell(
    conn: &mut Conn,
    (contact, name): (ContactId, &str),
    action: &'static str,
    data: Value,
    by: &By,
    now: Ts,
) -> Result<()> {
    let event = Event { action, object: "contact", object_id: Some(contact.0), object_name: name, data };
    audit::record(conn, by, &event, now).map(drop)
}

/// Keeps a contact out of the domain of a portal, or lets it in again. Blocking ends its sessions there
/// and makes its links useless.
///
/// # Errors
/// `NotFound` for an unknown contact or portal.
pub fn decide(
    conn: &mut Conn,
    contact: ContactId,
    portal: PortalId,
    decision: AccessDecision,
    by: &By,
    now: Ts,
) -> Result<PortalAccess> {
    let (name, email) = person(conn, contact)?;
    let before = access_to(conn, contact, portal, now)?.status;
    let domain = p::table.find(portal).select(p::domain_id).first(conn)?;
    let held: Option<(MembershipId, bool)> = m::table
        .filter(m::contact_id.eq(contact))
        .filter(m::domain_id.eq(domain))
        .select((m::id, m::password_hash.is_not_null()))
        .first(conn)
        .optional()?;
    match (decision, held) {
        (AccessDecision::Blocked, Some((id, _))) => {
            diesel::update(m::table.find(id)).set(m::status.eq("blocked")).execute(conn)?;
            sessions::end_all(conn, Subject::Membership(id))?;
            change::forget_links(conn, id)?;
        }
        (AccessDecision::Blocked, None) => {
            change::create(conn, contact, domain, "blocked", now).map_err(|error| error.or_if_taken(just_now))?;
        }
        (AccessDecision::Active, Some((id, has_password))) => {
            let status = if has_password { "active" } else { "invited" };
            let kept_out = m::table.find(id).filter(m::status.eq("blocked"));
            diesel::update(kept_out).set(m::status.eq(status)).execute(conn)?;
        }
        (AccessDecision::Active, None) => {
            return Err(Error::refused(
                ProblemCode::Conflict,
                "This contact was never let in, so there is nothing to let it back to. Send an invitation.",
            ));
        }
    }
    if decision == AccessDecision::Blocked {
        diesel::delete(r::table.filter(r::domain_id.eq(domain)).filter(r::email.eq(email))).execute(conn)?;
    }
    let access = access_to(conn, contact, portal, now)?;
    let data = json!({ "portal": portal, "before": before, "after": access.status });
    tell(conn, (contact, &name), "contact.access_changed", data, by, now)?;
    Ok(access)
}

fn access_to(conn: &mut Conn, contact: ContactId, portal: PortalId, now: Ts) -> Result<PortalAccess> {
    let access = read::access(conn, contact, now)?.into_iter().find(|access| access.portal_id == portal);
    access.ok_or_else(Error::not_found)
}

/// Signs a contact out everywhere, and makes links useless that were mailed to it: whoever took over the
/// account may have asked for them.
///
/// # Errors
/// `NotFound` for an unknown contact.
pub fn sign_out(conn: &mut Conn, contact: ContactId, by: &By, now: Ts) -> Result<()> {
    let (name, _) = person(conn, contact)?;
    let ended = super::sessions::end_of_contact(conn, contact)?;
    links::withdraw_all(conn, contact)?;
    tell(conn, (contact, &name), "contact.signed_out", json!({ "sessions": ended }), by, now)
}

fn just_now() -> Error {
    Error::refused(ProblemCode::Conflict, "Somebody else invited or blocked this contact a moment ago. Look again.")
}

/// Mails a contact a link to set a new password.
///
/// # Errors
/// `NotFound` for an unknown contact, `Conflict` for one who has no password to set anew.
pub fn send_reset(conn: &mut Conn, contact: ContactId, place: &Place, by: &By, now: Ts) -> Result<()> {
    let (name, email) = person(conn, contact)?;
    match read::holder(conn, place.domain, &email)? {
        Some(holder) if holder.status == "active" => {
            change::send_link(conn, &holder, LinkPurpose::PasswordReset, place, now)?;
            tell(conn, (contact, &name), "contact.reset_sent", json!({ "portal": place.name }), by, now)
        }
        Some(holder) if holder.status == "blocked" => {
            Err(Error::refused(ProblemCode::Conflict, "This contact is blocked. Let it in again first."))
        }
        _ => Err(Error::refused(ProblemCode::Conflict, "This contact has no password yet. Send an invitation.")),
    }
}

/// What a contact agreed to, the latest first.
pub fn consents(conn: &mut Conn, contact: ContactId) -> Result<Vec<ContactConsent>> {
    type Row = (String, i64, String, String, String, Ts);
    let rows: Vec<Row> = s::table
        .inner_join(m::table)
        .inner_join(d::table.on(d::id.eq(m::domain_id)))
        .filter(m::contact_id.eq(contact))
        .order(s::id.desc())
        .select((d::host, s::version, s::notice, s::label, s::ip, s::agreed_at))
        .load(conn)?;
    let shown = |(host, version, notice, label, ip, at): Row| ContactConsent {
        host,
        version,
        notice,
        label,
        ip,
        agreed_at: at.into(),
    };
    Ok(rows.into_iter().map(shown).collect())
}
