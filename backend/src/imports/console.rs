//! Imports as administrators run and watch them.

use actix_web::http::header;
use actix_web::web::{Bytes, Data, Json, Path};
use actix_web::{HttpResponse, get, post, put};
use futures_util::stream;
use openapi::id::ImportId;
use openapi::imports::{Import, RefusedRow};
use openapi::problem::FieldCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::table::Table;
use super::{change, job, mapping, read, report};
use crate::auth::Staff;
use crate::auth::principal::Settings;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::files::Store;
use crate::web::docs::{Reads, Writes};
use crate::web::limits::Limits;
use crate::web::upload::{self, Body};

/// Bytes a file may have: 100 MiB.
const MAX_BYTES: u64 = 100 * 1024 * 1024;
/// Refused rows that are listed, and that the report reads at a time.
const LISTED: i64 = 1_000;

/// A file to be imported, and what its columns mean.
#[derive(ToSchema)]
#[allow(dead_code, reason = "only read by the derive")]
pub struct ImportForm {
    /// A `Mapping` as TOML or JSON.
    pub mapping: String,
    /// The CSV file, at most 100 MiB: UTF-8, with commas, its first line naming the columns.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}

/// Names an import.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ImportPath {
    id: ImportId,
}

/// Imports tickets from a CSV file. It is done by and by; the answer says where to look.
#[utoipa::path(tag = "imports", request_body(content = ImportForm, content_type = "multipart/form-data"), responses((status = 202, body = Import), Writes), security(("console_session" = [])))]
#[post("/imports")]
pub async fn create_import(
    by: Staff<Settings>,
    body: Body,
    db: Data<Db>,
    store: Data<Store>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.reply(format!("upload:user:{}", by.id()))?;
    let mut form = upload::receive(body, &store, MAX_BYTES).await?;
    let (file, content) = form.file()?;
    let text = form.texts.remove("mapping").filter(|text| !text.trim().is_empty()).ok_or_else(|| {
        Error::invalid_field("/mapping", FieldCode::Required, "Send a mapping as the part called mapping.")
    })?;
    let (mapping, now, user) = (mapping::parse(&text)?, clock.now(), by.id());
    let (header, content) =
        job::on_the_side(move || Ok((Table::open(content.path())?.header().to_vec(), content))).await?;
    let import = db
        .write(move |conn| {
            mapping::plan(conn, &mapping, &header, now)?;
            let id = change::create(conn, &file, &mapping, Some(user), now)?;
            change::run(conn, id, now)?;
            store.keep(content)?;
            read::show(conn, id)
        })
        .await?;
    Ok(HttpResponse::Accepted().json(import))
}

/// The newest fifty imports.
#[utoipa::path(tag = "imports", responses((status = 200, body = Vec<Import>), Reads), security(("console_session" = [])))]
#[get("/imports")]
pub async fn list_imports(_by: Staff<Settings>, db: Data<Db>) -> Result<Json<Vec<Import>>> {
    db.read(read::list).await.map(Json)
}

/// One import and how far it is.
#[utoipa::path(tag = "imports", params(ImportPath), responses((status = 200, body = Import), Reads), security(("console_session" = [])))]
#[get("/imports/{id}")]
pub async fn show_import(_by: Staff<Settings>, path: Path<ImportPath>, db: Data<Db>) -> Result<Json<Import>> {
    db.read(move |conn| read::show(conn, path.id)).await.map(Json)
}

/// The first thousand rows that were refused, in the order of the file.
#[utoipa::path(tag = "imports", params(ImportPath), responses((status = 200, body = Vec<RefusedRow>), Reads), security(("console_session" = [])))]
#[get("/imports/{id}/refused-rows")]
pub async fn list_refused_rows(
    _by: Staff<Settings>,
    path: Path<ImportPath>,
    db: Data<Db>,
) -> Result<Json<Vec<RefusedRow>>> {
    let rows = db.read(move |conn| {
        read::show(conn, path.id)?;
        read::refused(conn, path.id, 0, LISTED)
    });
    rows.await.map(Json)
}

/// All rows that were refused, as a CSV file with the columns line and reason.
#[utoipa::path(tag = "imports", params(ImportPath), responses((status = 200, content_type = "text/csv", body = String), Reads), security(("console_session" = [])))]
#[get("/imports/{id}/report.csv")]
pub async fn show_report(_by: Staff<Settings>, path: Path<ImportPath>, db: Data<Db>) -> Result<HttpResponse> {
    let id = path.id;
    db.read(move |conn| read::show(conn, id)).await?;
    let parts = stream::try_unfold((db, Some(0)), move |(db, after)| async move {
        let Some(after) = after else { return Ok::<_, Error>(None) };
        let rows = db.read(move |conn| read::refused(conn, id, after, LISTED)).await?;
        let last = rows.last().map(|row| row.line);
        Ok(Some((Bytes::from(report::csv(&rows)?), (db, last))))
    });
    let header = stream::iter([Ok(Bytes::from_static(report::HEADER.as_bytes()))]);
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"import-{id}-report.csv\"")))
        .streaming(futures_util::StreamExt::chain(header, parts)))
}

/// Goes on with an import that stopped, after the last row that was read.
#[utoipa::path(tag = "imports", params(ImportPath), responses((status = 202, body = Import), Writes), security(("console_session" = [])))]
#[put("/imports/{id}/run")]
pub async fn put_run(
    _by: Staff<Settings>,
    path: Path<ImportPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    let import = db
        .write(move |conn| {
            change::run(conn, path.id, now)?;
            read::show(conn, path.id)
        })
        .await?;
    Ok(HttpResponse::Accepted().json(import))
}
