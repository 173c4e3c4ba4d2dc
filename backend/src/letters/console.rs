//! Mails as those see them who set up how customers get in.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, post, put};
use openapi::domains::mails::{DomainMails, MailKind, MailPreview, MailWords, SavedDomainMail};
use openapi::id::DomainId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::sample::{self, Tester, Trial};
use super::{change, read, words};
use crate::audit::{By, Source};
use crate::auth::Staff;
use crate::auth::principal::{Confirmed, PrivateContentSettings as Needed};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::domains::console::DomainPath;
use crate::error::Result;
use crate::web::Valid;
use crate::web::docs::{Reads, Writes};
use crate::web::if_match::{IfMatch, IfMatchHeader, Versioned, tagged};
use crate::web::limits::Limits;

/// Names a mail of a domain.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct DomainMailPath {
    /// The domain.
    id: DomainId,
    /// The mail.
    #[param(inline)]
    kind: MailKind,
}

/// What the mails say that customers get.
#[utoipa::path(tag = "domains", params(DomainPath), responses((status = 200, body = DomainMails), Reads), security(("console_session" = [])))]
#[get("/domains/{id}/mails")]
pub async fn list_domain_mails(_by: Staff<Needed>, path: Path<DomainPath>, db: Data<Db>) -> Result<HttpResponse> {
    let shown = db.read(move |conn| read::all(conn, path.id)).await?;
    Ok(tagged(shown.version, &shown))
}

/// Words a mail. The body of a mail with a link of the recipient's own must name it.
#[utoipa::path(tag = "domains", params(DomainMailPath, IfMatchHeader), request_body = MailWords, responses((status = 200, body = SavedDomainMail), Writes, Versioned), security(("console_session" = [])))]
#[put("/domains/{id}/mails/{kind}")]
pub async fn put_domain_mail(
    by: Confirmed<Needed>,
    from: Source,
    path: Path<DomainMailPath>,
    known: IfMatch,
    body: Valid<MailWords>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (by, now) = (By::user(&by, from), clock.now());
    words::check(&body.value, path.kind)?;
    let saved = db.write(move |conn| change::set(conn, path.id, path.kind, Some(&body.value), known, &by, now)).await?;
    Ok(tagged(saved.version, &saved))
}

/// Gives a mail Portico's own words again.
#[utoipa::path(tag = "domains", params(DomainMailPath, IfMatchHeader), responses((status = 200, body = SavedDomainMail), Writes, Versioned), security(("console_session" = [])))]
#[delete("/domains/{id}/mails/{kind}")]
pub async fn delete_domain_mail(
    by: Confirmed<Needed>,
    from: Source,
    path: Path<DomainMailPath>,
    known: IfMatch,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (by, now) = (By::user(&by, from), clock.now());
    let saved = db.write(move |conn| change::set(conn, path.id, path.kind, None, known, &by, now)).await?;
    Ok(tagged(saved.version, &saved))
}

/// Shows a mail with sample values. Nothing is kept.
#[utoipa::path(tag = "domains", params(DomainMailPath), request_body = MailWords, responses((status = 200, body = MailPreview), Writes), security(("console_session" = [])))]
#[post("/domains/{id}/mails/{kind}/preview")]
pub async fn preview_domain_mail(
    _by: Staff<Needed>,
    path: Path<DomainMailPath>,
    body: Valid<MailWords>,
    db: Data<Db>,
    config: Data<Config>,
) -> Result<Json<MailPreview>> {
    let base = config.portal_base();
    db.read(move |conn| sample::preview(conn, path.id, path.kind, &body.value, &base)).await.map(Json)
}

/// Sends a mail with sample values to whoever asks for it.
#[utoipa::path(tag = "domains", params(DomainMailPath), request_body = MailWords, responses((status = 202), Writes), security(("console_session" = [])))]
#[post("/domains/{id}/mails/{kind}/test")]
pub async fn test_domain_mail(
    by: Staff<Needed>,
    from: Source,
    path: Path<DomainMailPath>,
    body: Valid<MailWords>,
    db: Data<Db>,
    (clock, config): (Data<Clock>, Data<Config>),
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    let to = Tester::of(&by);
    limits.test_mail(to.id().to_string())?;
    let (by, now, base) = (By::user(&by, from), clock.now(), config.portal_base());
    let trial = Trial { domain: path.id, kind: path.kind, words: body.value };
    db.write(move |conn| sample::send(conn, &trial, &to, &base, &by, now)).await?;
    Ok(HttpResponse::Accepted().finish())
}
