//! Lists and filters.

use openapi::contacts::console::ContactSummary;
use openapi::filters::{Filter, FilterPreview, FilterPreviewRequest, FilterProperty};
use openapi::id::{ContactId, ListId};
use openapi::lists::{
    List, ListChangePreview, ListChangeRequest, ListMembersAdded, ListPatch, ListQuery, ListSummary, MemberQuery,
    NewList, NewListMembers, PropertyQuery,
};
use openapi::page::Page;
use openapi::properties::Object;

use crate::api::client::Request;
use crate::api::problem::Failure;

/// What records of a kind can be filtered by.
pub async fn properties(object: Object) -> Result<Vec<FilterProperty>, Failure> {
    Request::get("/api/v1/filter-properties").query(&PropertyQuery { object }).send().await
}

/// Who or what passes a filter; `list` is the one that is being edited.
pub async fn preview(object: Object, filter: Filter, list: Option<ListId>) -> Result<FilterPreview, Failure> {
    let request = FilterPreviewRequest { object, filter, list_id: list };
    Request::post("/api/v1/filter-previews").json(&request).send().await
}

/// A page of lists.
pub async fn list(query: &ListQuery) -> Result<Page<ListSummary>, Failure> {
    Request::get("/api/v1/lists").query(query).send().await
}

/// One list.
pub async fn get(id: ListId) -> Result<List, Failure> {
    Request::get(of(id)).send().await
}

/// Makes a list.
pub async fn create(list: &NewList, key: &str) -> Result<List, Failure> {
    Request::post("/api/v1/lists").json(list).idempotency_key(key).send().await
}

/// Changes a list, if it is still of this version.
pub async fn change(id: ListId, version: i64, patch: &ListPatch) -> Result<List, Failure> {
    Request::patch(of(id)).if_version(version).json(patch).send().await
}

/// What another filter would change.
pub async fn preview_change(id: ListId, filter: Filter) -> Result<ListChangePreview, Failure> {
    Request::post(format!("{}/change-previews", of(id))).json(&ListChangeRequest { filter }).send().await
}

/// Deletes a list that nothing refers to.
pub fn delete(id: ListId) -> Request {
    Request::delete(of(id))
}

/// A page of the members.
pub async fn members(id: ListId, query: &MemberQuery) -> Result<Page<ContactSummary>, Failure> {
    Request::get(format!("{}/members", of(id))).query(query).send().await
}

/// Puts a contact on a static list.
pub async fn add_member(id: ListId, contact: ContactId) -> Result<ListMembersAdded, Failure> {
    Request::post(format!("{}/members", of(id))).json(&NewListMembers { contacts: vec![contact] }).send().await
}

/// Takes a contact off a static list.
pub async fn remove_member(id: ListId, contact: ContactId) -> Result<(), Failure> {
    Request::delete(format!("{}/members/{contact}", of(id))).send_empty().await
}

fn of(id: ListId) -> String {
    format!("/api/v1/lists/{id}")
}
