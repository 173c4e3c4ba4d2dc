//! A customer's own sessions and password.

use actix_session::Session;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, delete, get, put};
use openapi::check::MIN_CUSTOMER_PASSWORD;
use openapi::id::SessionId;
use openapi::portals::account::{self, PasswordChange};
use openapi::portals::portal::Me;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{change, confirm, sessions};
use crate::audit::Source;
use crate::auth::password::{self, Passwords};
use crate::auth::principal::SignedIn;
use crate::auth::{self, Customer};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::portals::public::{PortalPath, me};
use crate::portals::read::place;
use crate::web::Valid;
use crate::web::docs::{Reads, Writes};
use crate::web::limits::Limits;

/// Who is signed in, and for how long.
#[utoipa::path(tag = "session", operation_id = "portal_show_session", params(PortalPath), responses((status = 200, body = Me), Reads), security(("portal_session" = [])))]
#[get("/session")]
pub async fn show_session(by: Customer) -> Result<Json<Me>> {
    Ok(Json(me(&by)))
}

/// Stays signed in: the time without use begins anew.
#[utoipa::path(tag = "session", operation_id = "portal_put_session_activity", params(PortalPath), responses((status = 200, body = Me), Writes), security(("portal_session" = [])))]
#[put("/session/activity")]
pub async fn put_session_activity(by: Customer, db: Data<Db>) -> Result<Json<Me>> {
    let (session, now) = (by.session(), by.at());
    db.write(move |conn| auth::sessions::touch(conn, session, now)).await?;
    let mut me = me(&by);
    me.idle_left_seconds = me.idle_seconds;
    Ok(Json(me))
}

/// Signs out. The session is gone at once.
#[utoipa::path(tag = "session", operation_id = "portal_delete_session", params(PortalPath), responses((status = 204), Writes), security(("portal_session" = [])))]
#[delete("/session")]
pub async fn delete_session(
    by: SignedIn,
    from: Source,
    session: Session,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    if by.contact().is_some() {
        let now = clock.now();
        db.write(move |conn| sessions::left(conn, &by, from, now)).await?;
    }
    session.purge();
    Ok(HttpResponse::NoContent().finish())
}

/// Where the customer is signed in, the last used first.
#[utoipa::path(tag = "account", operation_id = "portal_list_sessions", params(PortalPath), responses((status = 200, body = Vec<account::Session>), Reads), security(("portal_session" = [])))]
#[get("/sessions")]
pub async fn list_sessions(by: Customer, db: Data<Db>) -> Result<Json<Vec<account::Session>>> {
    let (of, current, now) = (by.membership(), by.session(), by.at());
    db.read(move |conn| sessions::list(conn, of, current, now)).await.map(Json)
}

/// Names a session of the customer.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "the slug is read by the middleware")]
pub struct SessionPath {
    /// The portal's slug.
    portal: String,
    /// The session.
    session_id: SessionId,
}

/// Signs another browser out.
#[utoipa::path(tag = "account", operation_id = "portal_revoke_session", params(SessionPath), responses((status = 204), Writes), security(("portal_session" = [])))]
#[delete("/sessions/{session_id}")]
pub async fn revoke_session(by: Customer, from: Source, path: Path<SessionPath>, db: Data<Db>) -> Result<HttpResponse> {
    db.write(move |conn| sessions::end(conn, &by, path.session_id, from)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Signs every other browser out.
#[utoipa::path(tag = "account", operation_id = "portal_revoke_other_sessions", params(PortalPath), responses((status = 204), Writes), security(("portal_session" = [])))]
#[delete("/sessions")]
pub async fn revoke_other_sessions(by: Customer, from: Source, db: Data<Db>) -> Result<HttpResponse> {
    db.write(move |conn| sessions::end_all_but_own(conn, &by, from)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Changes the password. Every other session ends, mailed links stop working, and the answer carries a new
/// cookie: the old one works no more.
#[utoipa::path(tag = "account", operation_id = "portal_put_password", params(PortalPath), request_body = PasswordChange, responses((status = 204), Writes), security(("portal_session" = [])))]
#[put("/password")]
pub async fn put_password(
    by: Customer,
    from: Source,
    (request, session): (HttpRequest, Session),
    body: Valid<PasswordChange>,
    (db, clock): (Data<Db>, Data<Clock>),
    config: Data<Config>,
    passwords: Data<Passwords>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    let PasswordChange { old_password, password } = body.value;
    let stored =
        confirm::password(&by, &from, ("/old_password", &old_password), &limits, (&db, &clock, &passwords)).await?;
    let known = [by.email(), by.name(), &by.portal().name];
    let refused = password::check("/password", &password, MIN_CUSTOMER_PASSWORD, &known);
    if !refused.is_empty() {
        return Err(Error::invalid(refused));
    }
    let hash = passwords.hash(&password).await?;
    let (now, base, is_kept) = (clock.now(), config.portal_base(), by.limits().is_kept());
    let token = db
        .write(move |conn| {
            let place = place(conn, by.portal().id, &base)?;
            change::change_password(conn, &by, from, (stored.as_deref(), &hash), &place, now)
        })
        .await?;
    auth::sessions::hand_over(&session, &token)?;
    if is_kept {
        request.extensions_mut().insert(auth::keep::Keep);
    }
    Ok(HttpResponse::NoContent().finish())
}
