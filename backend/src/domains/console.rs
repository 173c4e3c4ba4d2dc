//! Domains as those see them who set up how customers get in.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, put};
use openapi::domains::console::{DomainSummary, PrivateContent, PrivateContentSettings};
use openapi::id::DomainId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{change, read};
use crate::audit::{By, Source};
use crate::auth::Staff;
use crate::auth::principal::{Confirmed, PrivateContentSettings as Needed};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Result;
use crate::web::Valid;
use crate::web::docs::{Reads, Writes};
use crate::web::if_match::{IfMatch, IfMatchHeader, Versioned, tagged};

/// Names a domain.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct DomainPath {
    /// The domain.
    pub(crate) id: DomainId,
}

/// Every domain.
#[utoipa::path(tag = "domains", responses((status = 200, body = Vec<DomainSummary>), Reads), security(("console_session" = [])))]
#[get("/domains")]
pub async fn list_domains(_by: Staff<Needed>, db: Data<Db>) -> Result<Json<Vec<DomainSummary>>> {
    db.read(read::list).await.map(Json)
}

/// How customers of a domain register and sign in.
#[utoipa::path(tag = "domains", params(DomainPath), responses((status = 200, body = PrivateContent), Reads), security(("console_session" = [])))]
#[get("/domains/{id}/private-content")]
pub async fn show_private_content(_by: Staff<Needed>, path: Path<DomainPath>, db: Data<Db>) -> Result<HttpResponse> {
    let shown = db.read(move |conn| read::show(conn, path.id)).await?;
    Ok(tagged(shown.version, &shown))
}

/// Sets how customers of a domain register and sign in. Another consent text is another version of it.
#[utoipa::path(tag = "domains", params(DomainPath, IfMatchHeader), request_body = PrivateContentSettings, responses((status = 200, body = PrivateContent), Writes, Versioned), security(("console_session" = [])))]
#[put("/domains/{id}/private-content")]
pub async fn update_private_content(
    by: Confirmed<Needed>,
    from: Source,
    path: Path<DomainPath>,
    known: IfMatch,
    body: Valid<PrivateContentSettings>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (by, now) = (By::user(&by, from), clock.now());
    let shown = db
        .write(move |conn| {
            change::update(conn, path.id, &body.value, known, &by, now)?;
            read::show(conn, path.id)
        })
        .await?;
    Ok(tagged(shown.version, &shown))
}
