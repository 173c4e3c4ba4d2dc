//! What can be asked for in a filter, and what a filter finds.

use actix_web::web::{Data, Json};
use actix_web::{get, post};
use openapi::filters::{FilterPreview, FilterPreviewRequest, FilterProperty};
use openapi::lists::PropertyQuery;
use openapi::problem::ProblemCode;
use openapi::properties::Object;
use openapi::users::Permission;

use crate::auth::Staff;
use crate::auth::principal::ContactsView;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::Catalog;
use crate::lists::preview;
use crate::web::docs::{Reads, Writes};
use crate::web::{Query, Valid};

/// The properties that filters of tickets, contacts or companies can ask about, those of related
/// records after their own.
#[utoipa::path(tag = "lists", params(PropertyQuery), responses((status = 200, body = Vec<FilterProperty>), Reads), security(("console_session" = [])))]
#[get("/filter-properties")]
pub async fn list_filter_properties(
    _by: Staff<ContactsView>,
    query: Query<PropertyQuery>,
    db: Data<Db>,
) -> Result<Json<Vec<FilterProperty>>> {
    let object = query.0.object;
    db.read(move |conn| Ok(Catalog::with_options(conn)?.offered(object))).await.map(Json)
}

/// Who or what a filter finds at this moment: how many, and the ten newest. Saves nothing.
#[utoipa::path(tag = "lists", request_body = FilterPreviewRequest, responses((status = 200, body = FilterPreview), Writes), security(("console_session" = [])))]
#[post("/filter-previews")]
pub async fn preview_filter(
    by: Staff<ContactsView>,
    body: Valid<FilterPreviewRequest>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<FilterPreview>> {
    if body.value.object == Object::Ticket && !by.may(Permission::TicketsView) {
        return Err(Error::refused(ProblemCode::Forbidden, "Your role does not permit you to see tickets."));
    }
    let now = clock.now();
    db.read(move |conn| preview::filter(conn, &body.value, now)).await.map(Json)
}
