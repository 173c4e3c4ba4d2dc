//! Contacts as staff see them.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post};
use openapi::contacts::console::{Contact, ContactSummary, DirectoryQuery, NewContact};
use openapi::id::{CompanyId, ContactId};
use openapi::page::Page;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{change, read};
use crate::auth::Staff;
use crate::auth::principal::{ContactsEdit, ContactsView};
use crate::clock::Clock;
use crate::db::{Db, Json as JsonColumn};
use crate::error::Result;
use crate::web::docs::{Reads, Writes};
use crate::web::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::web::limits::Limits;
use crate::web::paging::Wanted;
use crate::web::{Query, Valid, search_text};

/// Names a contact.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ContactPath {
    /// The contact.
    id: ContactId,
}

/// Contacts by name.
#[utoipa::path(tag = "contacts", params(DirectoryQuery), responses((status = 200, body = Page<ContactSummary>), Reads), security(("console_session" = [])))]
#[get("/contacts")]
pub async fn list_contacts(
    by: Staff<ContactsView>,
    query: Query<DirectoryQuery>,
    db: Data<Db>,
    limits: Data<Limits>,
) -> Result<Json<Page<ContactSummary>>> {
    let query = query.0;
    let wanted = Wanted::read(query.limit, query.after.as_deref(), query.before.as_deref())?;
    let selection = read::Selection { q: search_text(query.q)?, company: query.company.map(CompanyId), passing: None };
    if selection.q.is_some() {
        limits.search(format!("user:{}", by.id()))?;
    }
    db.read(move |conn| read::list(conn, &selection, wanted.clone())).await.map(Json)
}

/// One contact, with its access to each portal.
#[utoipa::path(tag = "contacts", params(ContactPath), responses((status = 200, body = Contact), Reads), security(("console_session" = [])))]
#[get("/contacts/{id}")]
pub async fn show_contact(
    _by: Staff<ContactsView>,
    path: Path<ContactPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<Contact>> {
    let now = clock.now();
    db.read(move |conn| read::show(conn, path.id, now)).await.map(Json)
}

/// Creates a contact.
#[utoipa::path(tag = "contacts", params(IdempotencyHeader), request_body = NewContact, responses((status = 201, body = Contact), Writes), security(("console_session" = [])))]
#[post("/contacts")]
pub async fn create_contact(
    by: Staff<ContactsEdit>,
    key: IdempotencyKey,
    body: Valid<NewContact>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    let contact = db
        .write(move |conn| {
            key.once(conn, &format!("user:{}", by.id()), &body.digest, now, |conn| {
                let id = change::create(conn, &body.value, JsonColumn::of(serde_json::Map::new()), now)?;
                read::show(conn, id, now)
            })
        })
        .await?;
    Ok(HttpResponse::Created().json(contact))
}
