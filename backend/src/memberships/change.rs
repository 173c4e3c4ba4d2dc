//! Inviting, mailing links, setting passwords.

use chrono::Duration;
use diesel::prelude::*;
use openapi::contacts::console::{AccessStatus, Invitation};
use openapi::domains::mails::MailKind;
use openapi::domains::variables::Variable;
use openapi::id::{ContactId, MembershipId};
use openapi::problem::ProblemCode;
use openapi::session::LinkPurpose;
use serde_json::json;

use super::read::{Holder, holder};
use crate::audit::{Actor, By, Source};
use crate::auth::sessions::{self, Subject};
use crate::auth::token::Token;
use crate::auth::{Customer, devices, tries};
use crate::db::schema::{contacts as c, links as l, memberships as m};
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};
use crate::letters::write;
use crate::mail::template::Values;
use crate::mail::text::Words;
use crate::mail::{self, Lane, Outgoing};
use crate::portals::read::Place;

/// Days an invitation works.
pub const INVITATION_DAYS: i64 = 7;
/// Minutes a link to set a new password works.
pub const RESET_MINUTES: i64 = 60;

fn word(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Invitation => "invitation",
        LinkPurpose::PasswordReset => "password_reset",
    }
}

/// The purpose of a stored word.
pub fn parse_purpose(word: &str) -> Option<LinkPurpose> {
    match word {
        "invitation" => Some(LinkPurpose::Invitation),
        "password_reset" => Some(LinkPurpose::PasswordReset),
        _ => None,
    }
}

/// Under which failed sign-ins to a domain are counted.
pub fn realm(domain: openapi::id::DomainId) -> String {
    format!("portal:{domain}")
}

/// Invites a contact into a portal, for the first time or again: a mail with a link to set a
/// password. Earlier invitations stop working.
///
/// # Errors
/// `NotFound` for an unknown contact; `Conflict` for one who can sign in already or is blocked.
pub fn invite(conn: &mut Conn, contact: ContactId, place: &Place, by: &By, now: Ts) -> Result<Invitation> {
    let email: String = c::table.find(contact).select(c::email).first(conn)?;
    let found = match holder(conn, place.domain, &email)? {
        Some(found) => found,
        None => {
            create(conn, contact, place.domain, "invited", now).map_err(|error| error.or_if_taken(just_invited))?;
            holder(conn, place.domain, &email)?.ok_or_else(Error::not_found)?
        }
    };
    match found.status.as_str() {
        "active" => Err(Error::refused(ProblemCode::Conflict, "This contact can sign in already.")),
        "blocked" => Err(Error::refused(ProblemCode::Conflict, "This contact is blocked.")),
        _ => {
            let expires_at = send_link(conn, &found, LinkPurpose::Invitation, place, now)?;
            let data = json!({ "portal": place.name, "domain": place.domain });
            super::access::tell(conn, (contact, &found.name()), "contact.invited", data, by, now)?;
            Ok(Invitation { membership_id: found.id, status: AccessStatus::Invited, expires_at: expires_at.into() })
        }
    }
}

fn just_invited() -> Error {
    Error::refused(ProblemCode::Conflict, "Somebody else invited this contact a moment ago.")
}

/// What a contact is called, and where mail reaches it.
#[derive(Debug, Clone)]
pub struct Names {
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The e-mail address.
    pub email: String,
}

/// Invites a contact that has no membership of the domain. The mail is sent when it is `due`.
///
/// # Errors
/// A fault when it has one by now; then nothing may be kept of what the transaction did.
pub fn invite_new(conn: &mut Conn, contact: ContactId, names: Names, place: &Place, now: Ts, due: Ts) -> Result<()> {
    let id = create(conn, contact, place.domain, "invited", now)?;
    let Names { first_name, last_name, email } = names;
    let holder = Holder { id, contact, status: "invited".into(), first_name, last_name, email };
    mail_link(conn, &holder, LinkPurpose::Invitation, place, (Lane::Invitations, now, due)).map(drop)
}

/// Creates a membership.
pub fn create(
    conn: &mut Conn,
    contact: ContactId,
    domain: openapi::id::DomainId,
    status: &str,
    now: Ts,
) -> Result<MembershipId> {
    Ok(diesel::insert_into(m::table)
        .values((m::contact_id.eq(contact), m::domain_id.eq(domain), m::status.eq(status), m::created_at.eq(now)))
        .returning(m::id)
        .get_result(conn)?)
}

/// Mails a link and makes earlier ones of the same purpose useless. Returns until when it works.
pub fn send_link(conn: &mut Conn, to: &Holder, purpose: LinkPurpose, place: &Place, now: Ts) -> Result<Ts> {
    let same = l::table.filter(l::membership_id.eq(to.id)).filter(l::purpose.eq(word(purpose)));
    diesel::delete(same).execute(conn)?;
    mail_link(conn, to, purpose, place, (Lane::Ordinary, now, now))
}

/// In which lane a mail waits, when it is written and when it is due.
type When = (Lane, Ts, Ts);

fn mail_link(conn: &mut Conn, to: &Holder, purpose: LinkPurpose, place: &Place, when: When) -> Result<Ts> {
    let (_, now, _) = when;
    let (lasts, kind) = match purpose {
        LinkPurpose::Invitation => (Duration::days(INVITATION_DAYS), MailKind::Registration),
        LinkPurpose::PasswordReset => (Duration::minutes(RESET_MINUTES), MailKind::PasswordReset),
    };
    let expires_at = now + lasts;
    let token = Token::generate()?;
    diesel::insert_into(l::table)
        .values((
            l::token_hash.eq(token.hash()),
            l::purpose.eq(word(purpose)),
            l::membership_id.eq(to.id),
            l::created_at.eq(now),
            l::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    let link =
        mail::Link { url: format!("{}/set-password?token={}", place.url, token.expose()), token_hash: token.hash() };
    let values = to.values().lasting(lasts).with_secret_link();
    let words = write::letter(conn, kind, place, values)?;
    post_at(conn, place, &to.email, words, Some(link), when)?;
    Ok(expires_at)
}

/// Mails something about an account, from the portal's address.
pub fn post(
    conn: &mut Conn,
    place: &Place,
    recipient: &str,
    (kind, values): (MailKind, Values),
    link: Option<mail::Link>,
    now: Ts,
) -> Result<()> {
    let words = write::letter(conn, kind, place, values)?;
    post_at(conn, place, recipient, words, link, (Lane::Ordinary, now, now))
}

fn post_at(
    conn: &mut Conn,
    place: &Place,
    recipient: &str,
    words: Words,
    link: Option<mail::Link>,
    (lane, now, due): When,
) -> Result<()> {
    let outgoing = Outgoing {
        sender: place.sender.clone(),
        recipient: recipient.to_owned(),
        subject: words.subject,
        text: words.text,
        html: words.html,
        link,
        ticket: None,
        message: None,
    };
    mail::queue_in(conn, &outgoing, lane, now, due).map(drop)
}

/// Uses up every link of a membership. Whoever does it first locks them; a second one finds nothing
/// left to use.
///
/// # Errors
/// `TokenInvalid` when there was none.
pub fn use_links(conn: &mut Conn, of: &Holder, now: Ts) -> Result<()> {
    let links = l::table.filter(l::membership_id.eq(of.id)).filter(l::used_at.is_null());
    match diesel::update(links).set(l::used_at.eq(now)).execute(conn)? {
        0 => Err(Error::refused(ProblemCode::TokenInvalid, "This link was used a moment ago. Ask for a new one.")),
        _ => Ok(()),
    }
}

/// Makes every link of a membership useless.
pub fn forget_links(conn: &mut Conn, membership: MembershipId) -> Result<()> {
    diesel::delete(l::table.filter(l::membership_id.eq(membership))).execute(conn)?;
    Ok(())
}

/// Sets a password: every session ends, the address counts as verified, failures and known devices
/// are forgotten.
pub fn set_password(conn: &mut Conn, of: &Holder, realm: &str, hash: &str, now: Ts) -> Result<()> {
    diesel::update(m::table.find(of.id))
        .set((
            m::password_hash.eq(hash),
            m::status.eq("active"),
            m::email_verified_at.eq(now),
            m::last_sign_in_at.eq(now),
        ))
        .execute(conn)?;
    sessions::end_all(conn, Subject::Membership(of.id))?;
    devices::forget(conn, realm, &of.email)?;
    tries::forget_all(conn, realm, &of.email)
}

/// Writes down that a password was set by a mailed link, and mails word of it where there was one before.
pub fn tell_password_set(
    conn: &mut Conn,
    of: &Holder,
    by: LinkPurpose,
    place: &Place,
    from: Source,
    now: Ts,
) -> Result<()> {
    if by == LinkPurpose::PasswordReset {
        let values = of.values().with(Variable::ResetLink, format!("{}/forgot", place.url));
        post(conn, place, &of.email, (MailKind::PasswordChanged, values), None, now)?;
    }
    let name = of.name();
    let actor = By::of(Actor::Contact(of.contact, name.clone()), from);
    super::access::tell(conn, (of.contact, &name), "contact.password_set", json!({}), &actor, now)
}

/// A customer who is signed in changes their password: every other session ends, links and known devices
/// are forgotten, and a mail says so. Their own session goes on under the token that is returned.
///
/// # Errors
/// `Conflict` when somebody else changed it since the old one, whose hash is `before`, was checked.
pub fn change_password(
    conn: &mut Conn,
    by: &Customer,
    from: Source,
    (before, hash): (Option<&str>, &str),
    place: &Place,
    now: Ts,
) -> Result<Token> {
    let (membership, realm) = (by.membership(), realm(place.domain));
    let unchanged = m::table.find(membership).filter(m::password_hash.eq(before));
    if diesel::update(unchanged).set(m::password_hash.eq(hash)).execute(conn)? == 0 {
        return Err(Error::refused(
            ProblemCode::Conflict,
            "The password was changed elsewhere a moment ago. Use that one, or ask for a link to set a new one.",
        ));
    }
    super::sessions::end_others(conn, membership, by.session())?;
    let token = sessions::renew(conn, by.session())?;
    forget_links(conn, membership)?;
    devices::forget(conn, &realm, by.email())?;
    tries::forget_all(conn, &realm, by.email())?;
    let values = write::to_contact(conn, by.contact())?.with(Variable::ResetLink, format!("{}/forgot", place.url));
    post(conn, place, by.email(), (MailKind::PasswordChanged, values), None, now)?;
    let who = (by.contact(), by.name());
    super::access::tell(conn, who, "contact.password_changed", json!({}), &By::customer(by, from), now)?;
    Ok(token)
}

/// Forgets links that no longer work.
pub fn sweep(conn: &mut Conn, now: Ts) -> Result<()> {
    diesel::delete(l::table.filter(l::expires_at.lt(now))).execute(conn)?;
    Ok(())
}
