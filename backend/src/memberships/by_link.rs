//! Signing in by a mailed link, where the domain offers it.

use actix_session::Session;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use openapi::check::normal_email;
use openapi::portals::portal::Me;
use openapi::session::{NewSessionByLink, NewSignInLink};

use super::asked::{self, Asked, Wanted};
use super::links::{self, Kind};
use super::public::{Way, begin};
use super::sign_in;
use crate::audit::Source;
use crate::auth::entry::MagicLink;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Result;
use crate::portals::public::PortalPath;
use crate::web::docs::Writes;
use crate::web::limits::Limits;
use crate::web::{Valid, client};

/// Mails a link to sign in, if there is such an account. The answer is always the same.
#[utoipa::path(tag = "session", params(PortalPath), request_body = NewSignInLink, responses((status = 202), Writes))]
#[post("/sign-in-links")]
pub async fn create_sign_in_link(
    portal: MagicLink,
    from: Source,
    request: HttpRequest,
    body: Valid<NewSignInLink>,
    db: Data<Db>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    let email = normal_email(&body.value.email);
    limits.reset_by_ip(client::ip(&request))?;
    limits.reset_by_email(&format!("sign-in {email}"))?;
    let (asked, now) = (Asked { portal: portal.id, email, link: Wanted::SignIn, from }, clock.now());
    db.write(move |conn| asked::ask(conn, &asked, now)).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Signs in by a mailed link, which works once.
#[utoipa::path(tag = "session", params(PortalPath), request_body = NewSessionByLink, responses((status = 200, body = Me), Writes))]
#[post("/sessions/by-link")]
pub async fn create_session_by_link(
    portal: MagicLink,
    from: Source,
    request: HttpRequest,
    session: Session,
    body: Valid<NewSessionByLink>,
    db: Data<Db>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<Json<Me>> {
    limits.link(client::ip(&request))?;
    let (domain, now, secret, keep) = (portal.domain, clock.now(), body.value.token, body.value.keep);
    let membership = db
        .write(move |conn| {
            let (holder, _) = links::take(conn, domain, Kind::SignIn, &secret, now)?;
            sign_in::signed_in(conn, holder.id, None, now)?;
            Ok(holder.id)
        })
        .await?;
    let way = Way { membership, word: "link", keep };
    begin(&request, &session, way, &portal, from, (&db, &clock)).await.map(Json)
}
