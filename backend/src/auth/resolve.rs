//! Finds out once per request who is asking, with one query, and leaves the answer where the
//! extractors of [`super::principal`] read it.

use actix_session::SessionExt;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use chrono::Duration;
use diesel::prelude::*;
use openapi::id::{SessionId, UserId};
use openapi::problem::ProblemCode;

use super::door::{self, Who};
use super::principal::{SignedInUser, permissions};
use super::{sessions, token};
use crate::clock::Clock;
use crate::db::{Conn, Db, Json, Ts};
use crate::error::{Error, Result};
use crate::web::{host, problem};

/// How often at most a session's last use is written down.
const TOUCH_EVERY_SECONDS: i64 = 60;
/// Minutes for which a user counts as confirmed (safety 2.1: sudo window 10 min).
const CONFIRMED_MINUTES: i64 = 10;

/// Requests that a person did not cause carry this header and do not count as use of the session.
const BACKGROUND: &str = "x-background";

/// Middleware for everything below a portal: finds the portal by host and slug, and the customer.
/// The wrapped scope has the path parameter `portal`.
pub async fn customer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if let Some(slug) = request.match_info().get("portal").map(str::to_owned)
        && let Err(error) = in_portal(request.request(), slug).await
    {
        return Ok(problem::refuse(request, &error));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// Finds the portal with this slug, and the customer; both are left in the request's extensions.
pub async fn in_portal(request: &HttpRequest, slug: String) -> Result<()> {
    let (db, clock) = parts(request)?;
    let host = host::of(request);
    let hash = sessions::presented(&request.get_session()).map(|token| token::hash(&token));
    let now = clock.now();
    let found = db.read(move |conn| door::find(conn, &host, &slug, hash.clone(), now)).await?;
    let Some((portal, who)) = found else { return Ok(()) };
    request.extensions_mut().insert(portal);
    match who {
        Who::Nobody => {}
        Who::Outside(outsider) => {
            request.extensions_mut().insert(outsider);
        }
        Who::Inside(customer, seen) => {
            let mut customer = customer;
            if touch(request, customer.session, seen, now) {
                customer.limits.idle_left = customer.limits.idle;
            }
            // a preview may be kept open or ended, and another one opened in its place
            let own = ["/session", "/session/activity", "/previews"].iter().any(|end| request.path().ends_with(end));
            let changes = !request.method().is_safe() && !own;
            if customer.preview.is_some() && changes {
                return Err(Error::refused(
                    ProblemCode::PreviewOnly,
                    "You look at this portal as one of its customers. Nothing can be changed here.",
                ));
            }
            request.extensions_mut().insert(*customer);
        }
    }
    Ok(())
}

/// Middleware for the console and the public API: finds the user.
pub async fn user(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if let Err(error) = in_console(request.request()).await {
        return Ok(problem::refuse(request, &error));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// Finds the user, who is left in the request's extensions.
pub async fn in_console(request: &HttpRequest) -> Result<()> {
    let (db, clock) = parts(request)?;
    if let Some(token) = sessions::presented(&request.get_session()) {
        let now = clock.now();
        let found = db.read(move |conn| find_user(conn, token::hash(&token), now)).await?;
        if let Some((user, seen)) = found {
            touch(request, user.session, seen, now);
            request.extensions_mut().insert(user);
        }
    }
    Ok(())
}

fn parts(request: &HttpRequest) -> Result<(web::Data<Db>, web::Data<Clock>)> {
    let db = request.app_data::<web::Data<Db>>().cloned();
    let clock = request.app_data::<web::Data<Clock>>().cloned();
    db.zip(clock).ok_or_else(|| Error::Internal("the application was started without its parts".into()))
}

/// Writes down that a person used the session, at most once a minute and without waiting for it. Returns
/// whether it was time for that.
fn touch(request: &HttpRequest, session: SessionId, seen: Ts, now: Ts) -> bool {
    let background = request.headers().contains_key(BACKGROUND) || request.path().ends_with("/events");
    if background || now - seen < Duration::seconds(TOUCH_EVERY_SECONDS) {
        return false;
    }
    if let Ok((db, _)) = parts(request) {
        actix_web::rt::spawn(async move {
            if let Err(error) = db.write(move |conn| sessions::touch(conn, session, now)).await {
                tracing::warn!(%error, "the last use of a session was not written down");
            }
        });
    }
    true
}

#[derive(Queryable)]
struct UserRow {
    session: SessionId,
    last_seen_at: Ts,
    idle_seconds: i64,
    created_at: Ts,
    confirmed_at: Option<Ts>,
    user: UserId,
    name: String,
    email: String,
    role: String,
    permissions: Json,
}

fn find_user(conn: &mut Conn, hash: Vec<u8>, now: Ts) -> Result<Option<(SignedInUser, Ts)>> {
    use crate::db::schema::{roles as r, sessions as s, users as u};
    let row: Option<UserRow> = s::table
        .inner_join(u::table.on(s::user_id.eq(u::id.nullable())))
        .inner_join(r::table.on(r::id.eq(u::role_id)))
        .filter(s::token_hash.eq(hash))
        .filter(s::ends_at.gt(now))
        .filter(s::preview_contact_id.is_null())
        .filter(u::active.eq(true))
        .select((
            s::id,
            s::last_seen_at,
            s::idle_seconds,
            s::created_at,
            s::confirmed_at,
            u::id,
            u::name,
            u::email,
            r::name,
            r::permissions,
        ))
        .first(conn)
        .optional()?;
    Ok(row.filter(|row| row.last_seen_at + Duration::seconds(row.idle_seconds) > now).map(|row| {
        let user = SignedInUser {
            session: row.session,
            user: row.user,
            name: row.name,
            email: row.email,
            role: row.role,
            permissions: permissions(row.permissions),
            is_confirmed: row.confirmed_at.unwrap_or(row.created_at) + Duration::minutes(CONFIRMED_MINUTES) > now,
        };
        (user, row.last_seen_at)
    }))
}
