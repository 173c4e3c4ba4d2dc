//! The session in a portal: who is signed in, and signing out.

use openapi::portals::portal::Me;

use crate::api::client::Request;
use crate::api::problem::Failure;

fn session(slug: &str) -> String {
    format!("/api/portal/{slug}/session")
}

/// Who is signed in. In the background, so that asking does not prolong the session.
pub async fn get_session(slug: String) -> Result<Me, Failure> {
    Request::get(session(&slug)).background(true).send().await
}

/// Signs out.
pub async fn delete_session(slug: String) -> Result<(), Failure> {
    Request::delete(session(&slug)).send_empty().await
}
