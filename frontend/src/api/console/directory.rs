//! Contacts and companies.

use openapi::companies::console::{Company, CompanySummary, NewCompany};
use openapi::contacts::console::{Contact, ContactSummary, DirectoryQuery, NewContact};
use openapi::id::{CompanyId, ContactId};
use openapi::page::Page;

use crate::api::client::Request;
use crate::api::problem::Failure;

/// A page of contacts.
pub async fn contacts(query: &DirectoryQuery) -> Result<Page<ContactSummary>, Failure> {
    Request::get("/api/v1/contacts").query(query).send().await
}

/// One contact.
pub async fn contact(id: ContactId) -> Result<Contact, Failure> {
    Request::get(format!("/api/v1/contacts/{id}")).send().await
}

/// Makes a contact.
pub async fn create_contact(contact: &NewContact, key: &str) -> Result<Contact, Failure> {
    Request::post("/api/v1/contacts").json(contact).idempotency_key(key).send().await
}

/// A page of companies.
pub async fn companies(query: &DirectoryQuery) -> Result<Page<CompanySummary>, Failure> {
    Request::get("/api/v1/companies").query(query).send().await
}

/// One company.
pub async fn company(id: CompanyId) -> Result<Company, Failure> {
    Request::get(format!("/api/v1/companies/{id}")).send().await
}

/// Makes a company.
pub async fn create_company(company: &NewCompany, key: &str) -> Result<Company, Failure> {
    Request::post("/api/v1/companies").json(company).idempotency_key(key).send().await
}
