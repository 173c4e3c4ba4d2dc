//! Registering, and confirming the address.

use actix_session::Session;
use actix_web::cookie::time::Duration as CookieDuration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use openapi::check::{MIN_CUSTOMER_PASSWORD, normal_email};
use openapi::portals::portal::Me;
use openapi::problem::{FieldCode, FieldProblem};
use openapi::registrations::{NewRegistration, NewVerification};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::change::{Agreed, Applicant, VERIFY_HOURS, no_longer};
use super::{change, read};
use crate::audit::Source;
use crate::auth::entry::SelfRegistration;
use crate::auth::password::{self, Passwords};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::memberships::public::{Way, begin};
use crate::portals::public::PortalPath;
use crate::portals::read::place;
use crate::web::docs::Writes;
use crate::web::limits::Limits;
use crate::web::{Valid, client};

/// The cookie by which the browser that registered is known again.
const COOKIE: &str = "portico_registration";

/// Registers. The answer is always the same; what comes next is in a mail to the address. To have it
/// sent again, register again.
#[utoipa::path(tag = "session", params(PortalPath), request_body = NewRegistration, responses((status = 202), Writes))]
#[post("/registrations")]
pub async fn create_registration(
    portal: SelfRegistration,
    request: HttpRequest,
    body: Valid<NewRegistration>,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
    passwords: Data<Passwords>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    let (ip, new) = (client::ip(&request), body.value);
    let email = normal_email(&new.email);
    limits.link(ip)?;
    let known = [email.as_str(), &new.first_name, &new.last_name, &portal.name];
    let mut refused = password::check("/password", &new.password, MIN_CUSTOMER_PASSWORD, &known);
    if email.parse::<lettre::Address>().is_err() {
        let message = "Mail cannot be sent to this address. Check its spelling.";
        let pointer = "/email".to_owned();
        refused.insert(0, FieldProblem { pointer, code: FieldCode::Invalid, message: message.into() });
    }
    if !refused.is_empty() {
        return Err(Error::invalid(refused));
    }
    let (domain, id, base, named) = (portal.domain, portal.id, config.portal_base(), new.consent_version);
    let agreed = db.read(move |conn| Agreed::to(conn, domain, named)).await?;
    // whoever looks for a good password has not registered yet
    limits.register(ip)?;
    limits.reset_by_email(&format!("registration {email}"))?;
    let password_hash = passwords.hash(&new.password).await?;
    let cookie = cookie(&config, mark(&password_hash));
    let trimmed = |name: String| name.trim().to_owned();
    let (first_name, last_name) = (trimmed(new.first_name), trimmed(new.last_name));
    let applicant = Applicant { email, first_name, last_name, password_hash, agreed, ip: ip.to_string() };
    let now = clock.now();
    db.write(move |conn| {
        let place = place(conn, id, &base)?;
        change::register(conn, &applicant, &place, now)
    })
    .await?;
    Ok(HttpResponse::Accepted().cookie(cookie).finish())
}

/// Confirms an address by the mailed link: from now on its owner can sign in, and is signed in where the
/// portal is meant for them. In another browser than the one that registered, the password is needed too.
#[utoipa::path(tag = "session", params(PortalPath), request_body = NewVerification, responses((status = 200, body = Me), Writes))]
#[post("/registrations/verifications")]
pub async fn create_verification(
    portal: SelfRegistration,
    from: Source,
    request: HttpRequest,
    session: Session,
    body: Valid<NewVerification>,
    db: Data<Db>,
    clock: Data<Clock>,
    passwords: Data<Passwords>,
    limits: Data<Limits>,
) -> Result<Json<Me>> {
    limits.link(client::ip(&request))?;
    let (domain, now, asked) = (portal.domain, clock.now(), body.value.token.clone());
    let pending = db.read(move |conn| read::pending(conn, domain, &asked, now)).await?.ok_or_else(no_longer)?;
    if !is_same_browser(&request, &pending.password_hash) {
        let Some(given) = &body.value.password else {
            let message = "Enter the password that you chose when you registered.";
            return Err(Error::invalid_field("/password", FieldCode::Required, message));
        };
        if !passwords.verify(given, Some(&pending.password_hash)).await?.ok {
            let message = "This is not the password that was chosen. If you did not register, close this page.";
            return Err(Error::invalid_field("/password", FieldCode::Invalid, message));
        }
    }
    let secret = body.value.token;
    let again = from.clone();
    let membership = db.write(move |conn| change::verify(conn, domain, &secret, from, now)).await?;
    let way = Way { membership, word: "registration", keep: false };
    begin(&request, &session, way, &portal, again, (&db, &clock)).await.map(Json)
}

/// What the browser that registered is given, and nobody else can know: made from a hash that never
/// leaves the server.
fn mark(password_hash: &str) -> String {
    hex::encode(Sha256::new_with_prefix("registered here ").chain_update(password_hash).finalize())
}

fn is_same_browser(request: &HttpRequest, password_hash: &str) -> bool {
    let config = request.app_data::<Data<Config>>();
    let given = config.and_then(|config| request.cookie(&cookie_name(config)));
    given.is_some_and(|given| bool::from(given.value().as_bytes().ct_eq(mark(password_hash).as_bytes())))
}

fn cookie_name(config: &Config) -> String {
    if config.secure_cookies() { format!("__Host-{COOKIE}") } else { COOKIE.to_owned() }
}

fn cookie(config: &Config, mark: String) -> Cookie<'static> {
    Cookie::build(cookie_name(config), mark)
        .path("/")
        .http_only(true)
        .secure(config.secure_cookies())
        .same_site(SameSite::Lax)
        .max_age(CookieDuration::hours(VERIFY_HOURS))
        .finish()
}
