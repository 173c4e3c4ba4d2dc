//! A contact's new e-mail address: nothing changes before the new one is shown to be theirs, and both
//! addresses are told.

use chrono::Duration;
use diesel::prelude::*;
use openapi::contacts::display_name;
use openapi::domains::mails::MailKind;
use openapi::domains::variables::Variable;
use openapi::id::{ContactId, DomainId, MembershipId};
use openapi::problem::ProblemCode;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::read::by_email;
use crate::audit::{Actor, By, Source};
use crate::auth::{Customer, devices, sessions, tries};
use crate::db::schema::{contacts as c, links as l, memberships as m};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::letters::write;
use crate::mail::template::Values;
use crate::memberships::access::tell;
use crate::memberships::change::{post, realm};
use crate::memberships::links::{EMAIL_CHANGE_MINUTES, Kind, issue, take, withdraw};
use crate::portals::read::Place;

/// What a link carries.
#[derive(Debug, Serialize, Deserialize)]
struct Wanted {
    email: String,
}

/// Mails a link to the new address, and word of it to the one until now. Whoever has the new address
/// already is told so there; the customer learns nothing of it.
pub fn ask(conn: &mut Conn, by: &Customer, email: &str, place: &Place, now: Ts) -> Result<()> {
    let (membership, old) = (by.membership(), by.email());
    // it may have been ended while the password was hashed
    sessions::still_there(conn, by.session())?;
    let to = write::to_contact(conn, by.contact())?.with(Variable::NewEmail, email);
    post(conn, place, old, (MailKind::EmailChangeAsked, to), None, now)?;
    if by_email(conn, email)?.is_some() {
        withdraw(conn, membership, Kind::EmailChange)?;
        return post(conn, place, email, (MailKind::EmailTaken, Values::default()), None, now);
    }
    let wanted = Json::of(Wanted { email: email.to_owned() });
    let link = issue(conn, membership, Kind::EmailChange, Some(wanted), place, now)?;
    // not the name: whoever has the address has not asked to hear of this customer
    let to = write::to("", "", email).with(Variable::NewEmail, email);
    let values = to.lasting(Duration::minutes(EMAIL_CHANGE_MINUTES)).with_secret_link();
    post(conn, place, email, (MailKind::EmailChange, values), Some(link), now)
}

/// Changes the address by the mailed link. Every other link that was mailed to the old one stops working.
///
/// # Errors
/// `TokenInvalid` for a link that does not work; `Conflict` when somebody has the address by now.
pub fn confirm(conn: &mut Conn, secret: &str, place: &Place, from: Source, now: Ts) -> Result<()> {
    let (holder, data) = take(conn, place.domain, Kind::EmailChange, secret, now)?;
    let wanted: Wanted =
        data.and_then(Json::read).ok_or_else(|| Error::Internal("a link without an address".into()))?;
    if by_email(conn, &wanted.email)?.is_some() {
        return Err(taken());
    }
    let sort_name = display_name(&holder.first_name, &holder.last_name, &wanted.email).to_lowercase();
    diesel::update(c::table.find(holder.contact))
        .set((c::email.eq(&wanted.email), c::sort_name.eq(sort_name)))
        .execute(conn)
        // somebody else was quicker by a moment
        .map_err(|error| Error::from(error).or_if_taken(taken))?;
    forget(conn, holder.contact, &holder.email)?;
    for recipient in [&holder.email, &wanted.email] {
        let values = holder.values().with(Variable::OldEmail, &holder.email).with(Variable::NewEmail, &wanted.email);
        post(conn, place, recipient, (MailKind::EmailChanged, values), None, now)?;
    }
    let (who, name) = (holder.contact, holder.name());
    let data = json!({ "before": holder.email, "after": wanted.email });
    tell(conn, (who, &name), "contact.email_changed", data, &By::of(Actor::Contact(who, name.clone()), from), now)
}

/// Forgets what was kept under the old address, on every domain.
fn forget(conn: &mut Conn, contact: ContactId, old: &str) -> Result<()> {
    let of: Vec<(MembershipId, DomainId)> =
        m::table.filter(m::contact_id.eq(contact)).select((m::id, m::domain_id)).load(conn)?;
    for (membership, domain) in of {
        diesel::delete(l::table.filter(l::membership_id.eq(membership))).execute(conn)?;
        devices::forget(conn, &realm(domain), old)?;
        tries::forget_all(conn, &realm(domain), old)?;
    }
    Ok(())
}

fn taken() -> Error {
    Error::refused(ProblemCode::Conflict, "Somebody else has this address by now. Choose another one.")
}
