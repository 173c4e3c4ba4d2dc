//! Users at the console's door and inside it: found, let in, confirmed, and what is kept of it.

use diesel::prelude::*;
use openapi::id::UserId;
use serde_json::{Value, json};

use super::read;
use crate::audit::{self, Actor, By, Event, Source};
use crate::auth::principal::SignedInUser;
use crate::auth::sessions;
use crate::auth::sign_in::Accounts;
use crate::auth::tries::Tries;
use crate::db::schema::users as u;
use crate::db::{Conn, Ts};
use crate::error::Result;
use crate::web::limits::Limits;

/// Users at the door.
#[derive(Clone)]
pub struct Users {
    /// From where they come.
    pub from: Source,
    /// How many failures are written down.
    pub limits: Limits,
}

impl Accounts for Users {
    type Id = UserId;

    fn find(&self, conn: &mut Conn, email: &str) -> Result<Option<(UserId, Option<String>)>> {
        read::credential(conn, email)
    }

    fn entered(&self, conn: &mut Conn, id: UserId, rehash: Option<String>, now: Ts) -> Result<()> {
        diesel::update(u::table.find(id)).set(u::last_sign_in_at.eq(now)).execute(conn)?;
        if let Some(hash) = rehash {
            diesel::update(u::table.find(id)).set(u::password_hash.eq(hash)).execute(conn)?;
        }
        let name: String = u::table.find(id).select(u::name).first(conn)?;
        let by = By::of(Actor::User(id, name.clone()), self.from.clone());
        tell(conn, (Some(id), &name), ("user.signed_in", json!({})), &by, now)
    }

    fn failed(&self, conn: &mut Conn, email: &str, id: Option<UserId>, tries: Tries, now: Ts) -> Result<()> {
        if !self.limits.may_tell_failure() {
            return Ok(());
        }
        let by = By::of(Actor::Anybody, self.from.clone());
        tell(conn, (id, email), ("user.sign_in_failed", tries.told(now)), &by, now)
    }
}

/// A user who confirms.
#[derive(Clone)]
pub struct Confirming {
    /// Who is signed in.
    pub user: SignedInUser,
    /// From where they ask.
    pub from: Source,
    /// How many failures are written down.
    pub limits: Limits,
}

impl Confirming {
    fn tell(&self, conn: &mut Conn, what: (&'static str, Value), now: Ts) -> Result<()> {
        let (who, by) = ((Some(self.user.id()), self.user.name()), By::user(&self.user, self.from.clone()));
        tell(conn, who, what, &by, now)
    }
}

impl Accounts for Confirming {
    type Id = UserId;

    fn find(&self, conn: &mut Conn, email: &str) -> Result<Option<(UserId, Option<String>)>> {
        read::credential(conn, email)
    }

    fn entered(&self, conn: &mut Conn, _: UserId, _: Option<String>, now: Ts) -> Result<()> {
        sessions::confirm(conn, self.user.session(), now)?;
        self.tell(conn, ("user.confirmed", json!({})), now)
    }

    fn failed(&self, conn: &mut Conn, _: &str, _: Option<UserId>, tries: Tries, now: Ts) -> Result<()> {
        match self.limits.may_tell_failure() {
            true => self.tell(conn, ("user.confirm_failed", tries.told(now)), now),
            false => Ok(()),
        }
    }
}

/// Notes that a user signed out.
pub fn left(conn: &mut Conn, user: &SignedInUser, from: Source, now: Ts) -> Result<()> {
    tell(conn, (Some(user.id()), user.name()), ("user.left", json!({})), &By::user(user, from), now)
}

fn tell(
    conn: &mut Conn,
    (user, name): (Option<UserId>, &str),
    (action, data): (&'static str, Value),
    by: &By,
    now: Ts,
) -> Result<()> {
    let event = Event { action, object: "user", object_id: user.map(|id| id.0), object_name: name, data };
    audit::record(conn, by, &event, now).map(drop)
}
