//! Members at the door of their domain: found, let in, and what is kept of those who fail.

use diesel::prelude::*;
use openapi::id::{DomainId, MembershipId};

use super::read;
use crate::audit::{self, Actor, By, Event, Source};
use crate::auth::sign_in::Accounts;
use crate::auth::tries::Tries;
use crate::db::schema::memberships as m;
use crate::db::{Conn, Ts};
use crate::error::Result;
use crate::web::limits::Limits;

/// The members of a domain at its door.
#[derive(Clone)]
pub struct Members {
    /// The domain.
    pub domain: DomainId,
    /// From where they come.
    pub from: Source,
    /// How many failures are written down.
    pub limits: Limits,
}

impl Accounts for Members {
    type Id = read::Member;

    fn find(&self, conn: &mut Conn, email: &str) -> Result<Option<(Self::Id, Option<String>)>> {
        read::credential(conn, self.domain, email)
    }

    fn entered(&self, conn: &mut Conn, (id, _): Self::Id, rehash: Option<String>, now: Ts) -> Result<()> {
        signed_in(conn, id, rehash, now)
    }

    fn failed(&self, conn: &mut Conn, email: &str, id: Option<Self::Id>, tries: Tries, now: Ts) -> Result<()> {
        if !self.limits.may_tell_failure() {
            return Ok(());
        }
        let event = Event {
            action: "contact.sign_in_failed",
            object: "contact",
            object_id: id.map(|(_, contact)| contact.0),
            object_name: email,
            data: tries.told(now),
        };
        audit::record(conn, &By::of(Actor::Anybody, self.from.clone()), &event, now).map(drop)
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
