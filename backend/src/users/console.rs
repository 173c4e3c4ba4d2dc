//! What users ask about themselves and each other.

use actix_session::Session;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, put};
use openapi::session::SessionConfirmation;
use openapi::users::{Me, UserRef};

use super::public::REALM;
use super::sign_in::{self, Confirming};
use crate::audit::Source;
use crate::auth::password::Passwords;
use crate::auth::principal::{AnyPermission, TicketsView};
use crate::auth::sign_in::Claim;
use crate::auth::{Staff, confirm};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Result;
use crate::web::Valid;
use crate::web::docs::{Reads, Writes};
use crate::web::limits::Limits;

/// Who is signed in.
#[utoipa::path(tag = "session", responses((status = 200, body = Me), Reads), security(("console_session" = [])))]
#[get("/session")]
pub async fn show_session(by: Staff<AnyPermission>) -> Result<Json<Me>> {
    Ok(Json(by.me()))
}

/// Signs out. The session is gone at once.
#[utoipa::path(tag = "session", responses((status = 204), Writes), security(("console_session" = [])))]
#[delete("/session")]
pub async fn delete_session(
    by: Staff<AnyPermission>,
    from: Source,
    session: Session,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    db.write(move |conn| sign_in::left(conn, &by, from, now)).await?;
    session.purge();
    Ok(HttpResponse::NoContent().finish())
}

/// Confirms with the password that it is still the same user, who may then for ten minutes do what a session
/// left open must not.
#[utoipa::path(tag = "session", request_body = SessionConfirmation, responses((status = 204), Writes), security(("console_session" = [])))]
#[put("/session/confirmation")]
pub async fn put_session_confirmation(
    by: Staff<AnyPermission>,
    from: Source,
    body: Valid<SessionConfirmation>,
    db: Data<Db>,
    clock: Data<Clock>,
    passwords: Data<Passwords>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.confirm(format!("user:{}", by.id()))?;
    let claim = Claim { realm: REALM.to_owned(), email: by.email().to_owned(), password: &body.value.password };
    let user = Confirming { user: (*by).clone(), from, limits: limits.get_ref().clone() };
    confirm::password(claim, "/password", user, (&db, &clock, &passwords)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Everybody who can be given a ticket, by name.
#[utoipa::path(tag = "users", responses((status = 200, body = Vec<UserRef>), Reads), security(("console_session" = [])))]
#[get("/users")]
pub async fn list_users(_by: Staff<TicketsView>, db: Data<Db>) -> Result<Json<Vec<UserRef>>> {
    db.read(super::read::active).await.map(Json)
}
