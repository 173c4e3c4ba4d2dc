//! The audit log as those read it who may.

use actix_web::get;
use actix_web::web::{Data, Json};
use openapi::audit::{AuditEvent, AuditQuery};
use openapi::page::Page;

use super::read;
use crate::auth::Staff;
use crate::auth::principal::Audit;
use crate::db::Db;
use crate::error::Result;
use crate::web::Query;
use crate::web::docs::Reads;
use crate::web::paging::Wanted;

/// Who did what, the newest first.
#[utoipa::path(tag = "audit", params(AuditQuery), responses((status = 200, body = Page<AuditEvent>), Reads), security(("console_session" = [])))]
#[get("/audit-events")]
pub async fn list_audit_events(
    _by: Staff<Audit>,
    query: Query<AuditQuery>,
    db: Data<Db>,
) -> Result<Json<Page<AuditEvent>>> {
    let query = query.0;
    let wanted = Wanted::read(query.limit, query.after.as_deref(), query.before.as_deref())?;
    db.read(move |conn| read::list(conn, &query, wanted.clone())).await.map(Json)
}
