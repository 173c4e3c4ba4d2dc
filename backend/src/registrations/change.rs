//! Keeping registrations, and letting in whoever confirms one.

use chrono::Duration;
use diesel::prelude::*;
use openapi::contacts::console::NewContact;
use openapi::domains::mails::MailKind;
use openapi::domains::variables::Variable;
use openapi::id::{ContactId, DomainId, MembershipId};
use openapi::problem::{FieldCode, ProblemCode};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::read::{self, Pending};
use crate::audit::{Actor, By, Source};
use crate::auth::token::Token;
use crate::db::schema::{consents as s, registrations as r};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::letters::write;
use crate::mail;
use crate::memberships::{self, read::holder};
use crate::portals::read::Place;
use crate::{contacts, domains};

/// Hours within which an address must be confirmed.
pub const VERIFY_HOURS: i64 = 24;

/// What somebody agreed to, as it was worded then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    version: i64,
    notice: String,
    label: String,
}

impl Agreed {
    /// What is agreed to by naming a version of the domain's text.
    ///
    /// # Errors
    /// `ValidationFailed` when there is something to agree to and the version is not today's.
    pub fn to(conn: &mut Conn, domain: DomainId, named: Option<i64>) -> Result<Option<Self>> {
        let Some(today) = domains::read::consent(conn, domain)? else { return Ok(None) };
        let refuse = |code, message: &str| Err(Error::invalid_field("/consent_version", code, message));
        match named {
            Some(version) if version == today.version => {
                Ok(Some(Self { version, notice: today.notice, label: today.label }))
            }
            Some(_) => refuse(FieldCode::Invalid, "This text was changed a moment ago. Read it again and agree to it."),
            None => refuse(FieldCode::Required, "Agree to this to register."),
        }
    }
}

/// Who wants to register.
#[derive(Debug, Clone)]
pub struct Applicant {
    /// The address, in its normal form.
    pub email: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The hash of the chosen password.
    pub password_hash: String,
    /// What was agreed to.
    pub agreed: Option<Agreed>,
    /// From where.
    pub ip: String,
}

/// Mails whoever has the address what they need: a link to confirm it, word that they have an account
/// already, or nothing where they are kept out. An earlier link stops working.
pub fn register(conn: &mut Conn, who: &Applicant, place: &Place, now: Ts) -> Result<()> {
    let known = holder(conn, place.domain, &who.email)?;
    match known.as_ref().map(|holder| (holder, holder.status.as_str())) {
        Some((_, "blocked")) => Ok(()),
        Some((holder, "active")) => {
            let (sign_in, forgot) = (format!("{}/sign-in", place.url), format!("{}/forgot", place.url));
            let values = holder.values().with(Variable::Link, sign_in).with(Variable::ResetLink, forgot);
            memberships::change::post(conn, place, &who.email, (MailKind::KnownAccount, values), None, now)
        }
        _ => keep(conn, who, place, now),
    }
}

fn keep(conn: &mut Conn, who: &Applicant, place: &Place, now: Ts) -> Result<()> {
    forget(conn, place.domain, &who.email)?;
    let token = Token::generate()?;
    diesel::insert_into(r::table)
        .values((
            r::token_hash.eq(token.hash()),
            r::domain_id.eq(place.domain),
            r::email.eq(&who.email),
            (r::first_name.eq(&who.first_name), r::last_name.eq(&who.last_name)),
            r::password_hash.eq(&who.password_hash),
            r::consent.eq(who.agreed.as_ref().map(Json::of)),
            r::ip.eq(&who.ip),
            r::created_at.eq(now),
            r::expires_at.eq(now + Duration::hours(VERIFY_HOURS)),
        ))
        .execute(conn)?;
    let url = format!("{}/verify?token={}", place.url, token.expose());
    let link = mail::Link { url, token_hash: token.hash() };
    // not the names: whoever typed them may be writing to somebody else in our name
    let to = write::to("", "", &who.email);
    let values = to.lasting(Duration::hours(VERIFY_HOURS)).with_secret_link();
    memberships::change::post(conn, place, &who.email, (MailKind::Verify, values), Some(link), now)
}

/// Forgets what was registered with an address.
fn forget(conn: &mut Conn, domain: DomainId, email: &str) -> Result<usize> {
    Ok(diesel::delete(r::table.filter(r::domain_id.eq(domain)).filter(r::email.eq(email))).execute(conn)?)
}

/// Lets in whoever holds the link: the address is theirs. A contact with the address is who it is and
/// keeps its names; of companies a registration knows nothing.
///
/// # Errors
/// `TokenInvalid` when the link no longer works, or the contact has got in, or was blocked, in the
/// meantime.
pub fn verify(conn: &mut Conn, domain: DomainId, secret: &str, from: Source, now: Ts) -> Result<MembershipId> {
    let pending = read::pending(conn, domain, secret, now)?.ok_or_else(no_longer)?;
    // of two who come at the same moment, the second finds nothing left
    if forget(conn, domain, &pending.email)? == 0 {
        return Err(no_longer());
    }
    let contact = contact(conn, &pending, now)?;
    let holder = match holder(conn, domain, &pending.email)? {
        Some(holder) if holder.status == "invited" => holder,
        Some(_) => return Err(no_longer()),
        None => {
            memberships::change::create(conn, contact, domain, "invited", now)
                .map_err(|error| error.or_if_taken(no_longer))?;
            holder(conn, domain, &pending.email)?.ok_or_else(Error::not_found)?
        }
    };
    memberships::change::forget_links(conn, holder.id)?;
    let realm = memberships::change::realm(domain);
    memberships::change::set_password(conn, &holder, &realm, &pending.password_hash, now)?;
    let agreed = pending.consent.and_then(Json::read::<Agreed>);
    let (name, version) = (holder.name(), agreed.as_ref().map(|agreed| agreed.version));
    if let Some(agreed) = agreed {
        diesel::insert_into(s::table)
            .values((
                s::membership_id.eq(holder.id),
                s::version.eq(agreed.version),
                s::notice.eq(agreed.notice),
                s::label.eq(agreed.label),
                s::ip.eq(&pending.ip),
                s::agreed_at.eq(pending.created_at),
            ))
            .execute(conn)?;
    }
    let by = By::of(Actor::Contact(contact, name.clone()), from);
    let data = json!({ "domain": domain, "consent_version": version });
    memberships::access::tell(conn, (contact, &name), "contact.registered", data, &by, now)?;
    Ok(holder.id)
}

/// The contact with the address, made where there is none.
fn contact(conn: &mut Conn, pending: &Pending, now: Ts) -> Result<ContactId> {
    if let Some(contact) = contacts::read::by_email(conn, &pending.email)? {
        return Ok(contact);
    }
    let new = NewContact {
        email: pending.email.clone(),
        first_name: pending.first_name.clone(),
        last_name: pending.last_name.clone(),
        phone: None,
        company_id: None,
    };
    contacts::change::create(conn, &new, Json::of(serde_json::Map::new()), now)
}

/// What a link that does not work says.
pub fn no_longer() -> Error {
    Error::refused(
        ProblemCode::TokenInvalid,
        "This link was used, has expired, or was replaced by a newer one. Sign in, or register again.",
    )
}

/// Forgets registrations that nobody confirmed in time.
pub fn sweep(conn: &mut Conn, now: Ts) -> Result<()> {
    diesel::delete(r::table.filter(r::expires_at.lt(now))).execute(conn)?;
    Ok(())
}
