//! Writing events down.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use diesel::prelude::*;
use openapi::id::{AuditEventId, ContactId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::seal;
use crate::auth::Customer;
use crate::auth::principal::SignedInUser;
use crate::db::dialect::lock::{self, Turn};
use crate::db::schema::audit_events as e;
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::web::{client, request_id};

/// Characters of a `User-Agent` that are kept.
const MAX_AGENT: usize = 300;

/// Where a request comes from. Handlers name it after their principal.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Source {
    ip: String,
    user_agent: String,
    request_id: String,
}

impl Source {
    /// The network the request came from: what limits count by.
    pub fn network(&self) -> String {
        self.ip.parse().map(|ip| client::network(ip).to_string()).unwrap_or_default()
    }
}

impl FromRequest for Source {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self {
            ip: client::ip(request).to_string(),
            user_agent: client::user_agent(request).chars().take(MAX_AGENT).collect(),
            request_id: request_id::current(),
        }))
    }
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A member of staff.
    User(UserId, String),
    /// A customer.
    Contact(ContactId, String),
    /// Somebody who is not signed in.
    Anybody,
    /// Portico by itself, or somebody at its command line.
    System,
}

/// Who did something, and from where.
#[derive(Debug, Clone)]
pub struct By {
    actor: Actor,
    source: Source,
}

impl By {
    /// A user.
    pub fn user(user: &SignedInUser, source: Source) -> Self {
        Self { actor: Actor::User(user.id(), user.name().to_owned()), source }
    }

    /// A customer.
    pub fn customer(customer: &Customer, source: Source) -> Self {
        Self { actor: Actor::Contact(customer.contact(), customer.name().to_owned()), source }
    }

    /// Anybody who asked for it, such as somebody who is not signed in.
    pub fn of(actor: Actor, source: Source) -> Self {
        Self { actor, source }
    }

    /// Portico by itself.
    pub fn system() -> Self {
        Self { actor: Actor::System, source: Source::default() }
    }
}

/// Something that was done.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// What, as object and participle: `list.updated`.
    pub action: &'static str,
    /// What kind of thing it was done to.
    pub object: &'static str,
    /// Its id.
    pub object_id: Option<i64>,
    /// Its name at this time.
    pub object_name: &'a str,
    /// What it was before and after; never a secret.
    pub data: Value,
}

/// Writes an event down, as the last thing a transaction does: from here to its end no other
/// transaction can write one.
pub fn record(conn: &mut Conn, by: &By, event: &Event<'_>, now: Ts) -> Result<AuditEventId> {
    lock::take(conn, Turn::Audit)?;
    let before: Option<Vec<u8>> = e::table.order(e::id.desc()).select(e::seal).first(conn).optional()?;
    let (user, contact, name) = match &by.actor {
        Actor::User(id, name) => (Some(*id), None, name.as_str()),
        Actor::Contact(id, name) => (None, Some(*id), name.as_str()),
        Actor::Anybody => (None, None, "Somebody not signed in"),
        Actor::System => (None, None, "Portico"),
    };
    let content = seal::Content {
        action: event.action,
        user_id: user.map(|id| id.0),
        contact_id: contact.map(|id| id.0),
        actor: name,
        object: event.object,
        object_id: event.object_id,
        object_name: event.object_name,
        data: &event.data,
        ip: &by.source.ip,
        user_agent: &by.source.user_agent,
        request_id: &by.source.request_id,
        at: now.micros(),
    };
    Ok(diesel::insert_into(e::table)
        .values((
            (e::action.eq(content.action), e::user_id.eq(user), e::contact_id.eq(contact), e::actor.eq(name)),
            (e::object.eq(event.object), e::object_id.eq(event.object_id), e::object_name.eq(event.object_name)),
            e::data.eq(Json(event.data.clone())),
            (e::ip.eq(&by.source.ip), e::user_agent.eq(&by.source.user_agent)),
            e::request_id.eq(&by.source.request_id),
            e::created_at.eq(now),
            e::seal.eq(seal::of(&before.unwrap_or_default(), &content)),
        ))
        .returning(e::id)
        .get_result(conn)?)
}
