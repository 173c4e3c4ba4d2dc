//! Companies as staff see them.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post};
use openapi::companies::console::{Company, CompanyQuery, CompanySummary, NewCompany};
use openapi::id::CompanyId;
use openapi::page::Page;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{change, read};
use crate::auth::Staff;
use crate::auth::principal::{ContactsEdit, ContactsView};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Result;
use crate::web::docs::{Reads, Writes};
use crate::web::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::web::limits::Limits;
use crate::web::paging::Wanted;
use crate::web::{Query, Valid, search_text};

/// Names a company.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct CompanyPath {
    id: CompanyId,
}

/// Companies by name.
#[utoipa::path(tag = "companies", params(CompanyQuery), responses((status = 200, body = Page<CompanySummary>), Reads), security(("console_session" = [])))]
#[get("/companies")]
pub async fn list_companies(
    by: Staff<ContactsView>,
    query: Query<CompanyQuery>,
    db: Data<Db>,
    limits: Data<Limits>,
) -> Result<Json<Page<CompanySummary>>> {
    let query = query.0;
    let wanted = Wanted::read(query.limit, query.after.as_deref(), query.before.as_deref())?;
    let q = search_text(query.q)?;
    if q.is_some() {
        limits.search(format!("user:{}", by.id()))?;
    }
    db.read(move |conn| read::list(conn, q.as_deref(), wanted.clone())).await.map(Json)
}

/// One company.
#[utoipa::path(tag = "companies", params(CompanyPath), responses((status = 200, body = Company), Reads), security(("console_session" = [])))]
#[get("/companies/{id}")]
pub async fn show_company(_by: Staff<ContactsView>, path: Path<CompanyPath>, db: Data<Db>) -> Result<Json<Company>> {
    db.read(move |conn| read::show(conn, path.id)).await.map(Json)
}

/// Creates a company.
#[utoipa::path(tag = "companies", params(IdempotencyHeader), request_body = NewCompany, responses((status = 201, body = Company), Writes), security(("console_session" = [])))]
#[post("/companies")]
pub async fn create_company(
    by: Staff<ContactsEdit>,
    key: IdempotencyKey,
    body: Valid<NewCompany>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    let company = db
        .write(move |conn| {
            key.once(conn, &format!("user:{}", by.id()), &body.digest, now, |conn| {
                let id = change::create(conn, &body.value, now)?;
                read::show(conn, id)
            })
        })
        .await?;
    Ok(HttpResponse::Created().json(company))
}
