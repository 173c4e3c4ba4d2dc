//! A contact's access: letting in, keeping out, and where it is signed in.

use openapi::contacts::access::{
    AccessChange, AccessDecision, ContactConsent, ContactSession, NewContactPasswordReset,
};
use openapi::contacts::console::{Invitation, NewInvitation, PortalAccess};
use openapi::id::{ContactId, PortalId};
use openapi::lists::ListRef;
use openapi::portals::console::{NewPreview, Preview};

use crate::api::client::Request;
use crate::api::problem::Failure;

/// Mails a contact a link into a portal.
pub async fn invite(id: ContactId, portal_id: PortalId, key: &str) -> Result<Invitation, Failure> {
    let invitation = NewInvitation { portal_id };
    Request::post(format!("{}/invitations", of(id))).json(&invitation).idempotency_key(key).send().await
}

/// Mails a contact a link to set a new password.
pub async fn send_reset(id: ContactId, portal_id: PortalId) -> Result<(), Failure> {
    let reset = NewContactPasswordReset { portal_id };
    Request::post(format!("{}/password-resets", of(id))).json(&reset).send_empty().await
}

/// Keeps a contact out of the domain of a portal, or lets it in again.
pub async fn decide(id: ContactId, portal: PortalId, status: AccessDecision) -> Result<PortalAccess, Failure> {
    Request::put(format!("{}/portal-access/{portal}", of(id))).json(&AccessChange { status }).send().await
}

/// Starts a preview of a portal as a contact sees it.
pub async fn preview(contact_id: ContactId, portal: PortalId) -> Result<Preview, Failure> {
    Request::post(format!("/api/v1/portals/{portal}/previews")).json(&NewPreview { contact_id }).send().await
}

/// Where a contact is signed in.
pub async fn sessions(id: ContactId, background: bool) -> Result<Vec<ContactSession>, Failure> {
    Request::get(format!("{}/sessions", of(id))).background(background).send().await
}

/// Signs a contact out everywhere.
pub async fn sign_out(id: ContactId) -> Result<(), Failure> {
    Request::delete(format!("{}/sessions", of(id))).send_empty().await
}

/// What a contact agreed to, the latest first.
pub async fn consents(id: ContactId) -> Result<Vec<ContactConsent>, Failure> {
    Request::get(format!("{}/consents", of(id))).send().await
}

/// The lists a contact is on now.
pub async fn lists(id: ContactId) -> Result<Vec<ListRef>, Failure> {
    Request::get(format!("{}/lists", of(id))).send().await
}

fn of(id: ContactId) -> String {
    format!("/api/v1/contacts/{id}")
}
