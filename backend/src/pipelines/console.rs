//! Pipelines as staff see them.

use actix_web::get;
use actix_web::web::{Data, Json};
use openapi::pipelines::Pipeline;

use crate::auth::Staff;
use crate::auth::principal::TicketsView;
use crate::db::Db;
use crate::error::Result;
use crate::web::docs::Reads;

/// Every pipeline with its stages, in order.
#[utoipa::path(tag = "pipelines", responses((status = 200, body = Vec<Pipeline>), Reads), security(("console_session" = [])))]
#[get("/pipelines")]
pub async fn list_pipelines(_by: Staff<TicketsView>, db: Data<Db>) -> Result<Json<Vec<Pipeline>>> {
    db.read(super::read::all).await.map(Json)
}
