//! Staff let contacts in, and keep them out.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, post, put};
use openapi::contacts::access::{AccessChange, ContactConsent, ContactSession, NewContactPasswordReset};
use openapi::contacts::console::{Invitation, NewInvitation, PortalAccess};
use openapi::id::{ContactId, PortalId};
use openapi::problem::FieldCode;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{access, change, sessions};
use crate::audit::{By, Source};
use crate::auth::Staff;
use crate::auth::principal::{ContactsEdit, ContactsView};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::portals::read::{Place, place};
use crate::web::Valid;
use crate::web::docs::{Reads, Writes};
use crate::web::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::web::limits::Limits;

/// Names the contact.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct InvitedPath {
    /// The contact.
    id: ContactId,
}

/// Names a contact and a portal.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct AccessPath {
    /// The contact.
    id: ContactId,
    /// The portal.
    portal_id: PortalId,
}

/// The portal that a body names. One that is not found is the body's fault, not the address's.
fn named(conn: &mut Conn, portal: PortalId, base: &str) -> Result<Place> {
    place(conn, portal, base).map_err(|error| match error {
        Error::Refused { .. } => Error::invalid_field("/portal_id", FieldCode::Unknown, "There is no such portal."),
        other => other,
    })
}

/// Invites a contact into a portal: mails a link to set a password. Earlier links stop working.
#[utoipa::path(tag = "contacts", params(InvitedPath, IdempotencyHeader), request_body = NewInvitation, responses((status = 201, body = Invitation), Writes), security(("console_session" = [])))]
#[post("/contacts/{id}/invitations")]
pub async fn create_invitation(
    by: Staff<ContactsEdit>,
    from: Source,
    path: Path<InvitedPath>,
    key: IdempotencyKey,
    body: Valid<NewInvitation>,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.staff_create(format!("invitation:user:{}", by.id()))?;
    let (now, base, told) = (clock.now(), config.portal_base(), By::user(&by, from));
    let invitation = db
        .write(move |conn| {
            key.once(conn, &format!("user:{}", by.id()), &body.digest, now, |conn| {
                let place = named(conn, body.value.portal_id, &base)?;
                change::invite(conn, path.id, &place, &told, now)
            })
        })
        .await?;
    Ok(HttpResponse::Created().json(invitation))
}

/// Mails a contact a link to set a new password.
#[utoipa::path(tag = "contacts", params(InvitedPath), request_body = NewContactPasswordReset, responses((status = 202), Writes), security(("console_session" = [])))]
#[post("/contacts/{id}/password-resets")]
pub async fn create_contact_password_reset(
    by: Staff<ContactsEdit>,
    from: Source,
    path: Path<InvitedPath>,
    body: Valid<NewContactPasswordReset>,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.staff_create(format!("reset:user:{}", by.id()))?;
    let (by, now, base) = (By::user(&by, from), clock.now(), config.portal_base());
    db.write(move |conn| {
        let place = named(conn, body.value.portal_id, &base)?;
        access::send_reset(conn, path.id, &place, &by, now)
    })
    .await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Keeps a contact out of a portal, and the other portals of its domain, or lets it in again. Sessions and
/// links of a blocked contact end at once.
#[utoipa::path(tag = "contacts", params(AccessPath), request_body = AccessChange, responses((status = 200, body = PortalAccess), Writes), security(("console_session" = [])))]
#[put("/contacts/{id}/portal-access/{portal_id}")]
pub async fn put_portal_access(
    by: Staff<ContactsEdit>,
    from: Source,
    path: Path<AccessPath>,
    body: Valid<AccessChange>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<PortalAccess>> {
    let (by, now, status) = (By::user(&by, from), clock.now(), body.value.status);
    db.write(move |conn| access::decide(conn, path.id, path.portal_id, status, &by, now)).await.map(Json)
}

/// Where a contact is signed in.
#[utoipa::path(tag = "contacts", params(InvitedPath), responses((status = 200, body = Vec<ContactSession>), Reads), security(("console_session" = [])))]
#[get("/contacts/{id}/sessions")]
pub async fn list_contact_sessions(
    _by: Staff<ContactsView>,
    path: Path<InvitedPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<Vec<ContactSession>>> {
    let now = clock.now();
    let list = move |conn: &mut Conn| {
        access::person(conn, path.id)?;
        sessions::of_contact(conn, path.id, now)
    };
    db.read(list).await.map(Json)
}

/// Signs a contact out everywhere.
#[utoipa::path(tag = "contacts", params(InvitedPath), responses((status = 204), Writes), security(("console_session" = [])))]
#[delete("/contacts/{id}/sessions")]
pub async fn delete_contact_sessions(
    by: Staff<ContactsEdit>,
    from: Source,
    path: Path<InvitedPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (by, now) = (By::user(&by, from), clock.now());
    db.write(move |conn| access::sign_out(conn, path.id, &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What a contact agreed to when registering.
#[utoipa::path(tag = "contacts", params(InvitedPath), responses((status = 200, body = Vec<ContactConsent>), Reads), security(("console_session" = [])))]
#[get("/contacts/{id}/consents")]
pub async fn list_contact_consents(
    _by: Staff<ContactsView>,
    path: Path<InvitedPath>,
    db: Data<Db>,
) -> Result<Json<Vec<ContactConsent>>> {
    let list = move |conn: &mut Conn| {
        access::person(conn, path.id)?;
        access::consents(conn, path.id)
    };
    db.read(list).await.map(Json)
}
