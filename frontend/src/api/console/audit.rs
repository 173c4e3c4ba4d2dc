//! The audit log.

use openapi::audit::{AuditEvent, AuditQuery};
use openapi::page::Page;

use crate::api::client::Request;
use crate::api::problem::Failure;

/// A page of the log, the newest first.
pub async fn list(query: &AuditQuery) -> Result<Page<AuditEvent>, Failure> {
    Request::get("/api/v1/audit-events").query(query).send().await
}
