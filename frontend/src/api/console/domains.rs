//! How customers of a domain get in.

use openapi::domains::console::{DomainSummary, PrivateContent, PrivateContentSettings};
use openapi::domains::mails::{DomainMails, MailKind, MailPreview, MailWords, SavedDomainMail};
use openapi::domains::pages::{PageKind, RichText, RichTextHtml, SavedSystemPage, SystemPageChange, SystemPages};
use openapi::id::DomainId;

use crate::api::client::{Call, Request};
use crate::api::problem::Failure;

/// Every domain, the default one first.
pub async fn list() -> Result<Vec<DomainSummary>, Failure> {
    Request::get("/api/v1/domains").send().await
}

/// How customers of a domain register and sign in.
pub async fn private_content(id: DomainId) -> Result<PrivateContent, Failure> {
    Request::get(format!("{}/private-content", of(id))).send().await
}

/// Sets it, if it is still of this version.
pub fn set_private_content(id: DomainId, version: i64, settings: &PrivateContentSettings) -> Call<PrivateContent> {
    Request::put(format!("{}/private-content", of(id))).if_version(version).json(settings).expecting()
}

/// A text in Markdown as it is shown.
pub async fn rich_text(markdown: String) -> Result<RichTextHtml, Failure> {
    Request::post("/api/v1/rich-text").json(&RichText { markdown }).send().await
}

/// Every system page of a domain.
pub async fn pages(id: DomainId) -> Result<SystemPages, Failure> {
    Request::get(format!("{}/pages", of(id))).send().await
}

/// Sets a system page, if the domain is still of this version.
pub fn set_page(id: DomainId, version: i64, kind: PageKind, page: &SystemPageChange) -> Call<SavedSystemPage> {
    Request::put(format!("{}/pages/{}", of(id), kind.as_str())).if_version(version).json(page).expecting()
}

/// Gives a system page its own words back, if the domain is still of this version.
pub fn reset_page(id: DomainId, version: i64, kind: PageKind) -> Call<SavedSystemPage> {
    Request::delete(format!("{}/pages/{}", of(id), kind.as_str())).if_version(version).expecting()
}

/// Every mail of a domain.
pub async fn mails(id: DomainId) -> Result<DomainMails, Failure> {
    Request::get(format!("{}/mails", of(id))).send().await
}

/// Sets the words of a mail, if the domain is still of this version.
pub fn set_mail(id: DomainId, version: i64, kind: MailKind, words: &MailWords) -> Call<SavedDomainMail> {
    Request::put(mail(id, kind)).if_version(version).json(words).expecting()
}

/// Gives a mail its own words back, if the domain is still of this version.
pub fn reset_mail(id: DomainId, version: i64, kind: MailKind) -> Call<SavedDomainMail> {
    Request::delete(mail(id, kind)).if_version(version).expecting()
}

/// A mail as its recipient would get it.
pub async fn preview_mail(id: DomainId, kind: MailKind, words: &MailWords) -> Result<MailPreview, Failure> {
    Request::post(format!("{}/preview", mail(id, kind))).json(words).send().await
}

/// Sends a mail to the user who is signed in.
pub async fn test_mail(id: DomainId, kind: MailKind, words: &MailWords) -> Result<(), Failure> {
    Request::post(format!("{}/test", mail(id, kind))).json(words).send_empty().await
}

fn mail(id: DomainId, kind: MailKind) -> String {
    format!("{}/mails/{}", of(id), kind.as_str())
}

fn of(id: DomainId) -> String {
    format!("/api/v1/domains/{id}")
}
