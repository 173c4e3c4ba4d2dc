//! How customers get in: password, forgotten password, mailed links.

use actix_session::Session;
use actix_web::web::{Data, Json};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, post};
use openapi::check::{MIN_CUSTOMER_PASSWORD, normal_email};
use openapi::id::MembershipId;
use openapi::portals::portal::Me;
use openapi::problem::ProblemCode;
use openapi::session::{Link, LinkToken, NewPassword, NewPasswordReset, NewSession};
use serde_json::json;

use super::asked::{self, Asked, Wanted};
use super::sign_in::Members;
use super::{access, change, read};
use crate::audit::{By, Source};
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
    from: Source,
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
    let entered = door.enter(claim, Members { domain, from: from.clone(), limits: limits.get_ref().clone() }).await?;
    let way = Way { membership: entered.id.0, word: "password", keep: body.value.keep };
    let me = begin(&request, &session, way, &portal, from, (&db, &clock)).await?;
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
    from: Source,
    request: HttpRequest,
    body: Valid<NewPasswordReset>,
    db: Data<Db>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    let email = normal_email(&body.value.email);
    limits.reset_by_ip(client::ip(&request))?;
    limits.reset_by_email(&email)?;
    let (asked, now) = (Asked { portal: portal.id, email, link: Wanted::PasswordReset, from }, clock.now());
    db.write(move |conn| asked::ask(conn, &asked, now)).await?;
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
    let (membership, id, base, again) = (holder.id, portal.id, config.portal_base(), from.clone());
    db.write(move |conn| {
        // it may have been used while the password was hashed
        let (holder, purpose) = read::link(conn, domain, &secret, now)?.ok_or_else(no_longer)?;
        change::use_links(conn, &holder, now)?;
        change::set_password(conn, &holder, &change::realm(domain), &hash, now)?;
        let place = place(conn, id, &base)?;
        change::tell_password_set(conn, &holder, purpose, &place, from, now)
    })
    .await?;
    let way = Way { membership, word: "new_password", keep: false };
    begin(&request, &session, way, &portal, again, (&db, &clock)).await.map(Json)
}

fn no_longer() -> Error {
    Error::refused(
        ProblemCode::TokenInvalid,
        "This link was used, has expired, or was replaced by a newer one. Ask for a new one.",
    )
}

/// How somebody got in.
pub struct Way {
    /// Who.
    pub membership: MembershipId,
    /// By what: `password`, `new_password`, `link` or `registration`.
    pub word: &'static str,
    /// Whether they stay signed in on this device.
    pub keep: bool,
}

/// Starts the session, writes it down and says who is signed in.
///
/// # Errors
/// `AccessDenied`, and no session, when the portal is not meant for the contact.
pub async fn begin(
    request: &HttpRequest,
    session: &Session,
    Way { membership, word, keep }: Way,
    portal: &Portal,
    from: Source,
    (db, clock): (&Db, &Clock),
) -> Result<Me> {
    let new = sessions::NewSession {
        subject: Subject::Membership(membership),
        keep,
        ip: client::ip(request).to_string(),
        user_agent: client::user_agent(request),
    };
    let (portal, now) = (portal.clone(), clock.now());
    // whoever may not enter gets no session
    let customer = db
        .write(move |conn| {
            let customer = match Customer::of_membership(conn, membership, keep, &portal, now)? {
                Ok(customer) => customer,
                outside => return Ok(outside),
            };
            let (who, by) = ((customer.contact(), customer.name()), By::customer(&customer, from));
            let data = json!({ "by": word, "portal": portal.name });
            access::tell(conn, who, "contact.signed_in", data, &by, now)?;
            Ok(Ok(customer))
        })
        .await?;
    let customer = customer.map_err(|outsider| {
        // whoever looks at the answer shall know who it was
        request.extensions_mut().insert(outsider);
        Customer::outside()
    })?;
    sessions::start(session, new)?;
    if keep {
        request.extensions_mut().insert(crate::auth::keep::Keep);
    }
    Ok(me(&customer))
}
