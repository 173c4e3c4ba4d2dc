//! Pages as those see them who set up how customers get in.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, post, put};
use openapi::domains::pages::{PageKind, RichText, RichTextHtml, SavedSystemPage, SystemPageChange, SystemPages};
use openapi::id::DomainId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{change, read};
use crate::audit::{By, Source};
use crate::auth::Staff;
use crate::auth::principal::{Confirmed, PrivateContentSettings as Needed};
use crate::clock::Clock;
use crate::db::Db;
use crate::domains::console::DomainPath;
use crate::domains::notice;
use crate::error::Result;
use crate::web::Valid;
use crate::web::docs::{Reads, Writes};
use crate::web::if_match::{IfMatch, IfMatchHeader, Versioned, tagged};

/// Names a page of a domain.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct PagePath {
    /// The domain.
    id: DomainId,
    /// The page.
    #[param(inline)]
    kind: PageKind,
}

/// What the pages say that customers meet before, at and after signing in.
#[utoipa::path(tag = "domains", params(DomainPath), responses((status = 200, body = SystemPages), Reads), security(("console_session" = [])))]
#[get("/domains/{id}/pages")]
pub async fn list_system_pages(_by: Staff<Needed>, path: Path<DomainPath>, db: Data<Db>) -> Result<HttpResponse> {
    let shown = db.read(move |conn| read::all(conn, path.id)).await?;
    Ok(tagged(shown.version, &shown))
}

/// Writes a page.
#[utoipa::path(tag = "domains", params(PagePath, IfMatchHeader), request_body = SystemPageChange, responses((status = 200, body = SavedSystemPage), Writes, Versioned), security(("console_session" = [])))]
#[put("/domains/{id}/pages/{kind}")]
pub async fn put_system_page(
    by: Confirmed<Needed>,
    from: Source,
    path: Path<PagePath>,
    known: IfMatch,
    body: Valid<SystemPageChange>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (by, now) = (By::user(&by, from), clock.now());
    let saved = db.write(move |conn| change::set(conn, path.id, path.kind, Some(&body.value), known, &by, now)).await?;
    Ok(tagged(saved.version, &saved))
}

/// Gives a page Portico's own words again.
#[utoipa::path(tag = "domains", params(PagePath, IfMatchHeader), responses((status = 200, body = SavedSystemPage), Writes, Versioned), security(("console_session" = [])))]
#[delete("/domains/{id}/pages/{kind}")]
pub async fn delete_system_page(
    by: Confirmed<Needed>,
    from: Source,
    path: Path<PagePath>,
    known: IfMatch,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (by, now) = (By::user(&by, from), clock.now());
    let saved = db.write(move |conn| change::set(conn, path.id, path.kind, None, known, &by, now)).await?;
    Ok(tagged(saved.version, &saved))
}

/// Shows a text as customers would see it. Nothing is kept.
#[utoipa::path(tag = "domains", request_body = RichText, responses((status = 200, body = RichTextHtml), Writes), security(("console_session" = [])))]
#[post("/rich-text")]
pub async fn create_rich_text(_by: Staff<Needed>, body: Valid<RichText>) -> Result<Json<RichTextHtml>> {
    Ok(Json(RichTextHtml { html: notice::html(&body.value.markdown) }))
}
