//! Sessions live in a table: the cookie holds a random token, the table its hash, so that sessions
//! can be listed and revoked. `actix-session` carries the token; this is its store.
//!
//! The store's `load` asks no database: [`super::resolve`] checks the token in the one query that
//! also finds out who is asking.

use std::collections::HashMap;

use actix_session::Session;
use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration as CookieDuration;
use chrono::Duration;
use diesel::prelude::*;
use openapi::id::{ContactId, MembershipId, PortalId, SessionId, UserId};
use serde::{Deserialize, Serialize};

use super::time_limits::time_outs;
use super::token::{self, Token};
use crate::clock::Clock;
use crate::db::schema::sessions as s;
use crate::db::{Conn, Db, Ts};
use crate::error::{Error, Result};

/// What a new session is for. Kept in the `actix-session` state only until the store saves it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewSession {
    /// Whose session.
    pub subject: Subject,
    /// Whether it lasts for 30 days on this device.
    pub keep: bool,
    /// The client's address.
    pub ip: String,
    /// The client's `User-Agent`.
    pub user_agent: String,
}

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// A customer's.
    Membership(MembershipId),
    /// A member of staff's.
    User(UserId),
    /// Of a member of staff who looks at a portal as a contact.
    Preview {
        /// Who looks.
        user: UserId,
        /// Where.
        portal: PortalId,
        /// As whom.
        contact: ContactId,
        /// The console's session that it was opened from, and ends with.
        of: SessionId,
    },
}

const NEW: &str = "new";
const RENEWED: &str = "renewed";
const TOKEN: &str = "token";

/// Starts a session with the answer to this request, under a new token; an earlier one ends.
pub fn start(session: &Session, new: NewSession) -> Result<()> {
    session.clear();
    session.insert(NEW, new).map_err(|error| Error::Internal(error.to_string()))?;
    session.renew();
    Ok(())
}

/// Gives a customer another session in place of one, with the same time limits under a new token; whoever knows
/// the old token is out, and so are the streams that it opened. The answer has to [`hand_over`] the new one.
///
/// # Errors
/// `Unauthenticated` when the session has been ended since the request began.
pub fn renew(conn: &mut Conn, id: SessionId) -> Result<Token> {
    type Kept = (Option<MembershipId>, Ts, Ts, i64, Ts, String, String);
    let kept = (s::membership_id, s::created_at, s::last_seen_at, s::idle_seconds, s::ends_at, s::ip, s::user_agent);
    let found: Option<Kept> = s::table.find(id).select(kept).first(conn).optional()?;
    let (membership, created, seen, idle, ends, ip, agent) = found.ok_or_else(Error::unauthenticated)?;
    // of two that end it at the same moment, one finds nothing left
    if diesel::delete(s::table.find(id)).execute(conn)? == 0 {
        return Err(Error::unauthenticated());
    }
    let token = Token::generate()?;
    diesel::insert_into(s::table)
        .values((
            s::token_hash.eq(token.hash()),
            s::membership_id.eq(membership),
            (s::created_at.eq(created), s::last_seen_at.eq(seen)),
            (s::idle_seconds.eq(idle), s::ends_at.eq(ends)),
            (s::ip.eq(ip), s::user_agent.eq(agent)),
        ))
        .execute(conn)?;
    Ok(token)
}

/// Answers this request with the new token of its session.
pub fn hand_over(session: &Session, token: &Token) -> Result<()> {
    session.insert(RENEWED, token.expose()).map_err(|error| Error::Internal(error.to_string()))
}

/// The token of the request's session cookie, unchecked.
pub fn presented(session: &Session) -> Option<String> {
    session.get::<String>(TOKEN).ok().flatten()
}

/// The store behind `actix-session`.
#[derive(Clone)]
pub struct Store {
    db: Db,
    clock: Clock,
}

impl Store {
    /// Keeps sessions in `db`.
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    async fn insert(&self, state: HashMap<String, String>) -> std::result::Result<SessionKey, String> {
        let new: NewSession = state
            .get(NEW)
            .and_then(|json| serde_json::from_str(json).ok())
            .ok_or("a session may only be started through auth::sessions::start")?;
        let token = Token::generate().map_err(|error| error.to_string())?;
        let (hash, now) = (token.hash(), self.clock.now());
        self.db.write(move |conn| insert(conn, hash, &new, now)).await.map_err(|error| error.to_string())?;
        SessionKey::try_from(token.expose().to_owned()).map_err(|error| error.to_string())
    }

    async fn remove(&self, key: &SessionKey) -> std::result::Result<(), String> {
        let hash = token::hash(key.as_ref());
        let delete = move |conn: &mut Conn| {
            diesel::delete(s::table.filter(s::token_hash.eq(hash))).execute(conn)?;
            Ok(())
        };
        self.db.write(delete).await.map_err(|error| error.to_string())
    }
}

impl SessionStore for Store {
    async fn load(&self, key: &SessionKey) -> std::result::Result<Option<HashMap<String, String>>, LoadError> {
        let token = serde_json::to_string(key.as_ref()).map_err(|error| LoadError::Deserialization(error.into()))?;
        Ok(Some(HashMap::from([(TOKEN.to_owned(), token)])))
    }

    async fn save(
        &self,
        state: HashMap<String, String>,
        _: &CookieDuration,
    ) -> std::result::Result<SessionKey, SaveError> {
        self.insert(state).await.map_err(|error| SaveError::Other(Failed(error).into()))
    }

    async fn update(
        &self,
        key: SessionKey,
        state: HashMap<String, String>,
        _: &CookieDuration,
    ) -> std::result::Result<SessionKey, UpdateError> {
        let failed = |error| UpdateError::Other(Failed(error).into());
        if let Some(token) = state.get(RENEWED).and_then(|json| serde_json::from_str::<String>(json).ok()) {
            return SessionKey::try_from(token).map_err(|error| failed(error.to_string()));
        }
        self.remove(&key).await.map_err(failed)?;
        self.insert(state).await.map_err(failed)
    }

    async fn update_ttl(&self, _: &SessionKey, _: &CookieDuration) -> std::result::Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> std::result::Result<(), anyhow::Error> {
        self.remove(key).await.map_err(|error| Failed(error).into())
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Failed(String);

fn insert(conn: &mut Conn, hash: Vec<u8>, new: &NewSession, now: Ts) -> Result<()> {
    let (idle, absolute) = time_outs(conn, new.subject, new.keep)?;
    let mut end = now + absolute;
    if let Subject::Preview { of, .. } = new.subject {
        // ending the console's session ends it as well; left alone, that one lasts no longer than this
        let (seen, idle, ends_at): (Ts, i64, Ts) =
            s::table.find(of).select((s::last_seen_at, s::idle_seconds, s::ends_at)).first(conn)?;
        end = end.min(ends_at).min(seen + Duration::seconds(idle));
    }
    write(conn, hash, new, now, idle, end)
}

/// Writes down a session that ends soon, whatever its kind.
pub fn insert_until(conn: &mut Conn, hash: Vec<u8>, new: &NewSession, now: Ts, end: Ts) -> Result<()> {
    write(conn, hash, new, now, end - now, end)
}

fn write(conn: &mut Conn, hash: Vec<u8>, new: &NewSession, now: Ts, idle: Duration, end: Ts) -> Result<()> {
    let (membership, user, preview) = match new.subject {
        Subject::Membership(id) => (Some(id), None, None),
        Subject::User(id) => (None, Some(id), None),
        Subject::Preview { user, portal, contact, of } => (None, Some(user), Some((portal, contact, of))),
    };
    diesel::insert_into(s::table)
        .values((
            s::token_hash.eq(hash),
            s::user_id.eq(user),
            s::membership_id.eq(membership),
            s::created_at.eq(now),
            s::last_seen_at.eq(now),
            s::confirmed_at.eq(now),
            s::idle_seconds.eq(idle.num_seconds()),
            s::ends_at.eq(end),
            s::preview_portal_id.eq(preview.map(|(portal, ..)| portal)),
            s::preview_contact_id.eq(preview.map(|(_, contact, _)| contact)),
            s::preview_of_session_id.eq(preview.map(|(.., of)| of)),
            s::ip.eq(&new.ip),
            s::user_agent.eq(new.user_agent.chars().take(300).collect::<String>()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Makes sure that a session has not been ended since the request began.
///
/// # Errors
/// `Unauthenticated` when it has.
pub fn still_there(conn: &mut Conn, session: SessionId) -> Result<()> {
    let found: Option<SessionId> = s::table.find(session).select(s::id).first(conn).optional()?;
    found.map(drop).ok_or_else(Error::unauthenticated)
}

/// Remembers that whoever uses the session showed just now that they know the password.
///
/// # Errors
/// `Unauthenticated` when the session has been ended since the request began.
pub fn confirm(conn: &mut Conn, session: SessionId, now: Ts) -> Result<()> {
    match diesel::update(s::table.find(session)).set(s::confirmed_at.eq(now)).execute(conn)? {
        0 => Err(Error::unauthenticated()),
        _ => Ok(()),
    }
}

/// Remembers that a person used the session just now.
pub fn touch(conn: &mut Conn, session: SessionId, now: Ts) -> Result<()> {
    diesel::update(s::table.find(session)).set(s::last_seen_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Ends every session of a customer or user.
pub fn end_all(conn: &mut Conn, subject: Subject) -> Result<()> {
    match subject {
        Subject::Membership(id) => diesel::delete(s::table.filter(s::membership_id.eq(id))).execute(conn)?,
        // with what the user looks at
        Subject::User(id) | Subject::Preview { user: id, .. } => {
            diesel::delete(s::table.filter(s::user_id.eq(id))).execute(conn)?
        }
    };
    Ok(())
}

/// Of `ids`, the sessions that nobody has ended, and whether each is still within its time.
pub fn standing(conn: &mut Conn, ids: &[SessionId], now: Ts) -> Result<HashMap<SessionId, bool>> {
    use crate::db::schema::{memberships as m, users as u};
    let rows: Vec<(SessionId, Ts, Ts, i64)> = s::table
        .left_join(m::table.on(s::membership_id.eq(m::id.nullable())))
        .left_join(u::table.on(s::user_id.eq(u::id.nullable())))
        .filter(s::id.eq_any(ids.to_vec()))
        .filter(m::status.eq("active").or(u::active.eq(true)))
        .select((s::id, s::ends_at, s::last_seen_at, s::idle_seconds))
        .load(conn)?;
    let in_time = |ends: Ts, seen: Ts, idle: i64| ends > now && seen + Duration::seconds(idle) > now;
    Ok(rows.into_iter().map(|(id, ends, seen, idle)| (id, in_time(ends, seen, idle))).collect())
}

/// Removes sessions that have ended.
pub fn sweep(conn: &mut Conn, now: Ts) -> Result<()> {
    diesel::delete(s::table.filter(s::ends_at.lt(now))).execute(conn)?;
    Ok(())
}
