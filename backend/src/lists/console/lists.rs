//! Lists: found, created, changed, deleted.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, patch, post};
use openapi::lists::{List, ListChangePreview, ListChangeRequest, ListPatch, ListQuery, ListSummary, NewList};
use openapi::page::Page;

use super::ListPath;
use crate::audit::{By, Source};
use crate::auth::Staff;
use crate::auth::principal::{Confirmed, ContactsEdit, ContactsView};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Result;
use crate::lists::{change, preview, read};
use crate::web::docs::{Reads, Writes};
use crate::web::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::web::if_match::{IfMatch, IfMatchHeader, Versioned, tagged};
use crate::web::paging::Wanted;
use crate::web::{Query, Valid, search_text};

/// Lists by name.
#[utoipa::path(tag = "lists", params(ListQuery), responses((status = 200, body = Page<ListSummary>), Reads), security(("console_session" = [])))]
#[get("/lists")]
pub async fn list_lists(
    _by: Staff<ContactsView>,
    query: Query<ListQuery>,
    db: Data<Db>,
) -> Result<Json<Page<ListSummary>>> {
    let query = query.0;
    let wanted = Wanted::read(query.limit, query.after.as_deref(), query.before.as_deref())?;
    let q = search_text(query.q)?;
    db.read(move |conn| read::list(conn, q.as_deref(), wanted.clone())).await.map(Json)
}

/// One list, how many members it has, and what refers to it.
#[utoipa::path(tag = "lists", params(ListPath), responses((status = 200, body = List), Reads), security(("console_session" = [])))]
#[get("/lists/{id}")]
pub async fn show_list(
    _by: Staff<ContactsView>,
    path: Path<ListPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    let list = db.read(move |conn| read::show(conn, path.id, now)).await?;
    Ok(tagged(list.version, &list))
}

/// Creates a list: with a filter an active one, without one a static one.
#[utoipa::path(tag = "lists", params(IdempotencyHeader), request_body = NewList, responses((status = 201, body = List), Writes), security(("console_session" = [])))]
#[post("/lists")]
pub async fn create_list(
    by: Staff<ContactsEdit>,
    from: Source,
    key: IdempotencyKey,
    body: Valid<NewList>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    let id = db
        .write(move |conn| {
            key.once(conn, &format!("user:{}", by.id()), &body.digest, now, |conn| {
                change::create(conn, &body.value, &By::user(&by, from), now)
            })
        })
        .await?;
    let list = db.read(move |conn| read::show(conn, id, now)).await?;
    Ok(HttpResponse::Created().json(list))
}

/// Changes a list's name or filter.
#[utoipa::path(tag = "lists", params(ListPath, IfMatchHeader), request_body = ListPatch, responses((status = 200, body = List), Writes, Versioned), security(("console_session" = [])))]
#[patch("/lists/{id}")]
pub async fn update_list(
    by: Staff<ContactsEdit>,
    from: Source,
    path: Path<ListPath>,
    known: IfMatch,
    body: Valid<ListPatch>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (id, now) = (path.id, clock.now());
    db.write(move |conn| change::update(conn, id, &body.value, known, &By::user(&by, from), now)).await?;
    let list = db.read(move |conn| read::show(conn, id, now)).await?;
    Ok(tagged(list.version, &list))
}

/// What another filter would change: who would be on the list, and who could enter a portal, and who no
/// longer. Saves nothing.
#[utoipa::path(tag = "lists", params(ListPath), request_body = ListChangeRequest, responses((status = 200, body = ListChangePreview), Writes), security(("console_session" = [])))]
#[post("/lists/{id}/change-previews")]
pub async fn preview_list_change(
    _by: Staff<ContactsView>,
    path: Path<ListPath>,
    body: Valid<ListChangeRequest>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<ListChangePreview>> {
    let now = clock.now();
    db.read(move |conn| preview::list(conn, path.id, &body.value.filter, now)).await.map(Json)
}

/// Deletes a list that nothing refers to.
#[utoipa::path(tag = "lists", params(ListPath), responses((status = 204), Writes), security(("console_session" = [])))]
#[delete("/lists/{id}")]
pub async fn delete_list(
    by: Confirmed<ContactsEdit>,
    from: Source,
    path: Path<ListPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    db.write(move |conn| change::delete(conn, path.id, &By::user(&by, from), now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
