//! What users ask about themselves and each other.

use actix_session::Session;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get};
use openapi::users::{Me, UserRef};

use crate::auth::Staff;
use crate::auth::principal::{AnyPermission, TicketsView};
use crate::db::Db;
use crate::error::Result;
use crate::web::docs::{Reads, Writes};

/// Who is signed in.
#[utoipa::path(tag = "session", responses((status = 200, body = Me), Reads), security(("console_session" = [])))]
#[get("/session")]
pub async fn show_session(by: Staff<AnyPermission>) -> Result<Json<Me>> {
    Ok(Json(by.me()))
}

/// Signs out. The session is gone at once.
#[utoipa::path(tag = "session", responses((status = 204), Writes), security(("console_session" = [])))]
#[delete("/session")]
pub async fn delete_session(_by: Staff<AnyPermission>, session: Session) -> Result<HttpResponse> {
    session.purge();
    Ok(HttpResponse::NoContent().finish())
}

/// Everybody who can be given a ticket, by name.
#[utoipa::path(tag = "users", responses((status = 200, body = Vec<UserRef>), Reads), security(("console_session" = [])))]
#[get("/users")]
pub async fn list_users(_by: Staff<TicketsView>, db: Data<Db>) -> Result<Json<Vec<UserRef>>> {
    db.read(super::read::active).await.map(Json)
}
