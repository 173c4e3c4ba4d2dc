//! How customers get in: password, forgotten password, mailed links.

use actix_session::Session;
use actix_web::web::{Data, Json};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, post};
use openapi::check::{MIN_CUSTOMER_PASSWORD, normal_email};
use openapi::id::MembershipId;
use openapi::portals::portal::Me;
use openapi::problem::ProblemCode;
use openapi::session::{Link, LinkPurpose, LinkToken, NewPassword, NewPasswordReset, NewSession};

use super::{change, read};
use crate::audit::Source;
use crate::auth::Customer;
use crate::auth::password::{self, Passwords};
use crate::auth::principal::Portal;
use crate::auth::sessions::{self, Subject};
use crate::auth::sign_in::{Claim, Door};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::portals::public::{PortalPath, me};
use crate::portals::read::place;
use crate::web::docs::Writes;
use crate::web::limits::Limits;
use crate::web::{Valid, client};

/// Signs a customer in. Unknown address, wrong password and too many tries get the same answer.
#[utoipa::path(tag = "session", operation_id = "create_portal_session", params(PortalPath), request_body = NewSession, responses((status = 200, body = Me), Writes))]
#[post("/sessions")]
pub async fn create_session(
    portal: Portal,
    request: HttpRequest,
    session: Session,
    body: Valid<NewSession>,
    db: Data<Db>,
    clock: Data<Clock>,
    passwords: Data<Passwords>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.sign_in(client::ip(&request))?;
    let domain = portal.domain;
    let claim =
        Claim { realm: change::realm(domain), email: normal_email(&body.value.email), password: &body.value.password };
    let door = Door { request: &request, db: &db, clock: &clock, passwords: &passwords };
    let entered =
        door.enter(claim, move |conn, email| read::credential(conn, domain, email), change::signed_in).await?;
    let me = begin(&request, &session, entered.id, body.value.keep, &portal, &db, &clock).await?;
    let mut answer = HttpResponse::Ok();
    if let Some(device) = entered.device {
        answer.cookie(device);
    }
    Ok(answer.json(me))
}

/// Mails a link to set a new password, if there is such an account. The answer is always the same.
#[utoipa::path(tag = "session", params(PortalPath), request_body = NewPasswordReset, responses((status = 202), Writes))]
#[post("/password-resets")]
pub async fn create_password_reset(
    portal: Portal,
    request: HttpRequest,
    body: Valid<NewPasswordReset>,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    let (email, now, base) = (normal_email(&body.value.email), clock.now(), config.portal_base());
    limits.reset_by_ip(client::ip(&request))?;
    limits.reset_by_email(&email)?;
    db.write(move |conn| {
        let place = crate::portals::read::place(conn, portal.id, &base)?;
        let Some(holder) = read::holder(conn, portal.domain, &email)? else { return Ok(()) };
        match holder.status.as_str() {
            "active" => change::send_link(conn, &holder, LinkPurpose::PasswordReset, &place, now).map(drop),
            "invited" => change::send_link(conn, &holder, LinkPurpose::Invitation, &place, now).map(drop),
            _ => Ok(()),
        }
    })
    .await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Says what a mailed link is good for, without using it up.
#[utoipa::path(tag = "session", operation_id = "show_link", params(PortalPath), request_body = LinkToken, responses((status = 200, body = Link), Writes))]
#[post("/links")]
pub async fn show_link(
    portal: Portal,
    request: HttpRequest,
    body: Valid<LinkToken>,
    db: Data<Db>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<Json<Link>> {
    limits.link(client::ip(&request))?;
    let now = clock.now();
    let found = db.read(move |conn| read::link(conn, portal.domain, &body.value.token, now)).await?;
    let (holder, purpose) = found.ok_or_else(no_longer)?;
    Ok(Json(read::shown(&holder, purpose)))
}

/// Sets a password by a mailed link, ends all sessions and starts one.
#[utoipa::path(tag = "session", params(PortalPath), request_body = NewPassword, responses((status = 200, body = Me), Writes))]
#[post("/passwords")]
pub async fn create_password(
    portal: Portal,
    from: Source,
    request: HttpRequest,
    session: Session,
    body: Valid<NewPassword>,
    db: Data<Db>,
    clock: Data<Clock>,
    passwords: Data<Passwords>,
    config: Data<Config>,
    limits: Data<Limits>,
) -> Result<Json<Me>> {
    limits.link(client::ip(&request))?;
    let (domain, now, secret) = (portal.domain, clock.now(), body.value.token.clone());
    let asked = secret.clone();
    let (holder, _) = db.read(move |conn| read::link(conn, domain, &asked, now)).await?.ok_or_else(no_longer)?;
    let known = [holder.email.as_str(), &holder.first_name, &holder.last_name, &portal.name];
    let refused = password::check("/password", &body.value.password, MIN_CUSTOMER_PASSWORD, &known);
    if !refused.is_empty() {
        return Err(Error::invalid(refused));
    }
    let hash = passwords.hash(&body.value.password).await?;
    let (membership, id, base) = (holder.id, portal.id, config.portal_base());
    db.write(move |conn| {
        // it may have been used while the password was hashed
        let (holder, purpose) = read::link(conn, domain, &secret, now)?.ok_or_else(no_longer)?;
        change::use_links(conn, &holder, now)?;
        change::set_password(conn, &holder, &change::realm(domain), &hash, now)?;
        let place = place(conn, id, &base)?;
        change::tell_password_set(conn, &holder, purpose, &place, from, now)
    })
    .await?;
    begin(&request, &session, membership, false, &portal, &db, &clock).await.map(Json)
}

fn no_longer() -> Error {
    Error::refused(
        ProblemCode::TokenInvalid,
        "This link was used, has expired, or was replaced by a newer one. Ask for a new one.",
    )
}

/// Starts the session and says who is signed in.
///
/// # Errors
/// `AccessDenied`, and no session, when the portal is not meant for the contact.
pub async fn begin(
    request: &HttpRequest,
    session: &Session,
    membership: MembershipId,
    keep: bool,
    portal: &Portal,
    db: &Db,
    clock: &Clock,
) -> Result<Me> {
    let new = sessions::NewSession {
        subject: Subject::Membership(membership),
        keep,
        ip: client::ip(request).to_string(),
        user_agent: client::user_agent(request),
    };
    let (portal, now) = (portal.clone(), clock.now());
    // whoever may not enter gets no session
    let customer = db.read(move |conn| Customer::of_membership(conn, membership, keep, &portal, now)).await?;
    sessions::start(session, new)?;
    if keep {
        request.extensions_mut().insert(sessions::Keep);
    }
    Ok(me(&customer))
}
