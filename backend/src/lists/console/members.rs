//! Who is on a list, and on which lists a contact is.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, post};
use openapi::contacts::console::ContactSummary;
use openapi::id::{ContactId, ListId};
use openapi::lists::{ListMembersAdded, ListRef, MemberQuery, NewListMembers};
use openapi::page::Page;
use serde::Deserialize;
use utoipa::IntoParams;

use super::ListPath;
use crate::audit::{By, Source};
use crate::auth::Staff;
use crate::auth::principal::{ContactsEdit, ContactsView};
use crate::clock::Clock;
use crate::contacts::read::{Selection, list};
use crate::db::Db;
use crate::error::Result;
use crate::filter::people;
use crate::lists::{change, read};
use crate::web::docs::{Reads, Writes};
use crate::web::paging::Wanted;
use crate::web::{Query, Valid};

/// Names a member of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct MemberPath {
    /// The list.
    id: ListId,
    /// The contact.
    contact_id: ContactId,
}

/// Names a contact.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ListedPath {
    /// The contact.
    id: ContactId,
}

/// The members a list has at this moment, by name.
#[utoipa::path(tag = "lists", params(ListPath, MemberQuery), responses((status = 200, body = Page<ContactSummary>), Reads), security(("console_session" = [])))]
#[get("/lists/{id}/members")]
pub async fn list_list_members(
    _by: Staff<ContactsView>,
    path: Path<ListPath>,
    query: Query<MemberQuery>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<Page<ContactSummary>>> {
    let (query, now) = (query.0, clock.now());
    let wanted = Wanted::read(query.limit, query.after.as_deref(), query.before.as_deref())?;
    let page = db.read(move |conn| {
        let passing = read::on(conn, path.id, now)?.in_time(conn);
        let selection = Selection { q: None, company: None, passing: Some(passing) };
        people::in_time(conn, "", |conn| list(conn, &selection, wanted.clone()))
    });
    page.await.map(Json)
}

/// Puts contacts on a static list. Those who are on it already stay on it.
#[utoipa::path(tag = "lists", params(ListPath), request_body = NewListMembers, responses((status = 200, body = ListMembersAdded), Writes), security(("console_session" = [])))]
#[post("/lists/{id}/members")]
pub async fn add_list_members(
    by: Staff<ContactsEdit>,
    from: Source,
    path: Path<ListPath>,
    body: Valid<NewListMembers>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<ListMembersAdded>> {
    let now = clock.now();
    let added = db
        .write(move |conn| change::add_members(conn, path.id, &body.value.contacts, &By::user(&by, from), now))
        .await?;
    Ok(Json(added))
}

/// Takes a contact off a static list.
#[utoipa::path(tag = "lists", params(MemberPath), responses((status = 204), Writes), security(("console_session" = [])))]
#[delete("/lists/{id}/members/{contact_id}")]
pub async fn remove_list_member(
    by: Staff<ContactsEdit>,
    from: Source,
    path: Path<MemberPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    db.write(move |conn| change::remove_member(conn, path.id, path.contact_id, &By::user(&by, from), now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Every list a contact is on at this moment, active ones included, by name.
#[utoipa::path(tag = "lists", params(ListedPath), responses((status = 200, body = Vec<ListRef>), Reads), security(("console_session" = [])))]
#[get("/contacts/{id}/lists")]
pub async fn list_contact_lists(
    _by: Staff<ContactsView>,
    path: Path<ListedPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<Vec<ListRef>>> {
    let now = clock.now();
    db.read(move |conn| read::of_contact(conn, path.id, now)).await.map(Json)
}
