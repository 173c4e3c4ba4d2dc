//! A new e-mail address is confirmed by the mailed link, in whatever browser it is opened.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use openapi::session::LinkToken;

use super::email;
use crate::audit::Source;
use crate::auth::principal::Portal;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Result;
use crate::portals::public::PortalPath;
use crate::portals::read::place;
use crate::web::docs::Writes;
use crate::web::limits::Limits;
use crate::web::{Valid, client};

/// Changes a customer's e-mail address by the mailed link. Both addresses are told.
#[utoipa::path(tag = "account", params(PortalPath), request_body = LinkToken, responses((status = 204), Writes))]
#[post("/email-changes/confirmations")]
pub async fn create_email_confirmation(
    portal: Portal,
    from: Source,
    request: HttpRequest,
    body: Valid<LinkToken>,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.link(client::ip(&request))?;
    let (now, base) = (clock.now(), config.portal_base());
    db.write(move |conn| {
        let place = place(conn, portal.id, &base)?;
        email::confirm(conn, &body.value.token, &place, from, now)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
