//! The mail log.

use openapi::id::MailId;
use openapi::mails::{Mail, MailQuery, MailSummary};
use openapi::page::Page;

use crate::api::client::{Call, Request};
use crate::api::problem::Failure;

/// A page of the log.
pub async fn list(query: &MailQuery) -> Result<Page<MailSummary>, Failure> {
    Request::get("/api/v1/mails").query(query).send().await
}

/// One mail.
pub fn get(id: MailId) -> Call<Mail> {
    Request::get(format!("/api/v1/mails/{id}")).expecting()
}

/// Sends a mail again.
pub async fn resend(id: MailId, key: &str) -> Result<Mail, Failure> {
    Request::post(format!("/api/v1/mails/{id}/deliveries")).idempotency_key(key).send().await
}
