//! Members at the door of their domain: found, let in, and what is kept of those who fail.

use diesel::prelude::*;
use openapi::id::{ContactId, DomainId, MembershipId};
use serde_json::json;

use super::read;
use crate::audit::{self, Actor, By, Event, Source};
use crate::auth::sign_in::Accounts;
use crate::auth::tries::Tries;
use crate::db::schema::memberships as m;
use crate::db::{Conn, Ts};
use crate::error::Result;

/// The members of a domain at its door, and from where they come.
#[derive(Clone)]
pub struct Members(pub DomainId, pub Source);

impl Accounts for Members {
    type Id = read::Member;

    fn find(&self, conn: &mut Conn, email: &str) -> Result<Option<(Self::Id, Option<String>)>> {
        read::credential(conn, self.0, email)
    }

    fn entered(&self, conn: &mut Conn, (id, _): Self::Id, rehash: Option<String>, now: Ts) -> Result<()> {
        signed_in(conn, id, rehash, now)
    }

    fn failed(&self, conn: &mut Conn, email: &str, id: Option<Self::Id>, tries: Tries, now: Ts) -> Result<()> {
        sign_in_failed(conn, (email, id.map(|(_, contact)| contact)), tries, &self.1, now)
    }
}

/// Notes a sign-in, and keeps a newer hash of the password if there is one.
pub fn signed_in(conn: &mut Conn, membership: MembershipId, rehash: Option<String>, now: Ts) -> Result<()> {
    diesel::update(m::table.find(membership)).set(m::last_sign_in_at.eq(now)).execute(conn)?;
    if let Some(hash) = rehash {
        diesel::update(m::table.find(membership)).set(m::password_hash.eq(hash)).execute(conn)?;
    }
    Ok(())
}

/// Writes down that a sign-in failed, whoever tried it.
fn sign_in_failed(
    conn: &mut Conn,
    (email, contact): (&str, Option<ContactId>),
    tries: Tries,
    from: &Source,
    now: Ts,
) -> Result<()> {
    let event = Event {
        action: "contact.sign_in_failed",
        object: "contact",
        object_id: contact.map(|id| id.0),
        object_name: email,
        data: json!({ "failures": tries.failures(), "wait_seconds": tries.wait(now, false) }),
    };
    audit::record(conn, &By::of(Actor::Anybody, from.clone()), &event, now).map(drop)
}
