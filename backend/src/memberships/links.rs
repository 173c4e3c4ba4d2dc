//! Links that do something other than set a password: each works once, for its own purpose, and the
//! newest makes earlier ones useless.

use chrono::Duration;
use diesel::prelude::*;
use openapi::domains::mails::MailKind;
use openapi::id::{ContactId, DomainId, MembershipId};
use openapi::problem::ProblemCode;

use super::change::post;
use super::read::Holder;
use crate::auth::token::{self, Token};
use crate::db::schema::{contacts as c, links as l, memberships as m};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::mail;
use crate::portals::read::Place;

/// Minutes a link to sign in works.
pub const SIGN_IN_MINUTES: i64 = 10;
/// Minutes a link to confirm a new address works.
pub const EMAIL_CHANGE_MINUTES: i64 = 60;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Signing in.
    SignIn,
    /// Confirming a new e-mail address.
    EmailChange,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::SignIn => "sign_in",
            Kind::EmailChange => "email_change",
        }
    }

    fn lasts(self) -> Duration {
        match self {
            Kind::SignIn => Duration::minutes(SIGN_IN_MINUTES),
            Kind::EmailChange => Duration::minutes(EMAIL_CHANGE_MINUTES),
        }
    }

    /// The page it leads to.
    fn page(self) -> &'static str {
        match self {
            Kind::SignIn => "sign-in-link",
            Kind::EmailChange => "confirm-email",
        }
    }
}

/// Makes a link and keeps what it is for; earlier ones of the kind stop working.
pub fn issue(
    conn: &mut Conn,
    of: MembershipId,
    kind: Kind,
    data: Option<Json>,
    place: &Place,
    now: Ts,
) -> Result<mail::Link> {
    withdraw(conn, of, kind)?;
    let token = Token::generate()?;
    diesel::insert_into(l::table)
        .values((
            l::token_hash.eq(token.hash()),
            l::purpose.eq(kind.word()),
            l::membership_id.eq(of),
            l::created_at.eq(now),
            l::expires_at.eq(now + kind.lasts()),
            l::data.eq(data),
        ))
        .execute(conn)?;
    let url = format!("{}/{}?token={}", place.url, kind.page(), token.expose());
    Ok(mail::Link { url, token_hash: token.hash() })
}

/// Makes links of a kind useless.
pub fn withdraw(conn: &mut Conn, of: MembershipId, kind: Kind) -> Result<()> {
    diesel::delete(l::table.filter(l::membership_id.eq(of)).filter(l::purpose.eq(kind.word()))).execute(conn)?;
    Ok(())
}

/// Makes every link useless that was mailed to a contact who has a password: whatever it was asked for.
/// Invitations stay.
pub fn withdraw_all(conn: &mut Conn, contact: ContactId) -> Result<()> {
    let memberships = m::table.filter(m::contact_id.eq(contact)).select(m::id);
    diesel::delete(l::table.filter(l::membership_id.eq_any(memberships)).filter(l::purpose.ne("invitation")))
        .execute(conn)?;
    Ok(())
}

/// Uses a link up. Returns whose it is, and what it carries.
///
/// # Errors
/// `TokenInvalid` when it does not work, no longer, or for something else.
pub fn take(conn: &mut Conn, domain: DomainId, kind: Kind, secret: &str, now: Ts) -> Result<(Holder, Option<Json>)> {
    let hash = token::hash(secret);
    let found: Option<(Holder, Option<Json>)> = l::table
        .inner_join(m::table.inner_join(c::table))
        .filter(l::token_hash.eq(&hash))
        .filter(l::purpose.eq(kind.word()))
        .filter(l::expires_at.gt(now))
        .filter(m::domain_id.eq(domain))
        .filter(m::status.eq("active"))
        .select(((m::id, m::contact_id, m::status, c::first_name, c::last_name, c::email), l::data))
        .first(conn)
        .optional()?;
    let unused = l::table.filter(l::token_hash.eq(&hash)).filter(l::used_at.is_null());
    // of two who use it at the same moment, the second finds it used
    match found {
        Some(found) if diesel::update(unused).set(l::used_at.eq(now)).execute(conn)? == 1 => Ok(found),
        _ => Err(Error::refused(
            ProblemCode::TokenInvalid,
            "This link was used, has expired, or was replaced by a newer one. Ask for a new one.",
        )),
    }
}

/// Mails a link to sign in.
pub fn send_sign_in(conn: &mut Conn, to: &Holder, place: &Place, now: Ts) -> Result<()> {
    let link = issue(conn, to.id, Kind::SignIn, None, place, now)?;
    let values = to.values().lasting(Kind::SignIn.lasts()).with_secret_link();
    post(conn, place, &to.email, (MailKind::MagicLink, values), Some(link), now)
}
