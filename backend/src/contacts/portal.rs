//! A customer changes their own e-mail address.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use openapi::check::normal_email;
use openapi::portals::account::NewEmailChange;
use openapi::problem::FieldCode;

use super::email;
use crate::audit::Source;
use crate::auth::Customer;
use crate::auth::password::Passwords;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::memberships::confirm;
use crate::portals::public::PortalPath;
use crate::portals::read::place;
use crate::web::docs::Writes;
use crate::web::limits::Limits;
use crate::web::{Valid, client};

/// Asks to change the e-mail address: mails a link to the new one and word of it to the old one. The answer
/// is the same for an address that somebody has already.
#[utoipa::path(tag = "account", operation_id = "portal_create_email_change", params(PortalPath), request_body = NewEmailChange, responses((status = 202), Writes), security(("portal_session" = [])))]
#[post("/email-changes")]
pub async fn create_email_change(
    by: Customer,
    from: Source,
    request: HttpRequest,
    body: Valid<NewEmailChange>,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
    passwords: Data<Passwords>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    let (new, now, base) = (normal_email(&body.value.email), clock.now(), config.portal_base());
    let refuse = |message: &str| Err(Error::invalid_field("/email", FieldCode::Invalid, message));
    if new.parse::<lettre::Address>().is_err() {
        return refuse("Mail cannot be sent to this address. Check its spelling.");
    }
    if new == by.email() {
        return refuse("This is your address already.");
    }
    confirm::password(&by, &from, ("/password", &body.value.password), &limits, (&db, &clock, &passwords)).await?;
    limits.reset_by_ip(client::ip(&request))?;
    limits.reset_by_email(&format!("email change {new}"))?;
    db.write(move |conn| {
        let place = place(conn, by.portal().id, &base)?;
        email::ask(conn, &by, &new, &place, now)
    })
    .await?;
    Ok(HttpResponse::Accepted().finish())
}
