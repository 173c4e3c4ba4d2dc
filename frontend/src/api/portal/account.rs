//! A customer's own account: where they are signed in, their password and their address. Requests are made
//! through the session, which asks for signing in again where it has ended.

use openapi::id::SessionId;
use openapi::portals::account::{NewEmailChange, PasswordChange, Session};
use openapi::portals::portal::Me;

use crate::api::client::{Call, Request};
use crate::api::problem::Failure;

fn at(slug: &str, rest: &str) -> String {
    format!("/api/portal/{slug}{rest}")
}

/// Where the customer is signed in, the last used first.
pub fn list_sessions(slug: &str) -> Call<Vec<Session>> {
    Request::get(at(slug, "/sessions")).expecting()
}

/// Signs one browser out.
pub fn delete_session(slug: &str, id: SessionId) -> Request {
    Request::delete(at(slug, &format!("/sessions/{id}")))
}

/// Signs every other browser out.
pub fn delete_other_sessions(slug: &str) -> Request {
    Request::delete(at(slug, "/sessions"))
}

/// Changes the password.
pub fn put_password(slug: &str, body: &PasswordChange) -> Request {
    Request::put(at(slug, "/password")).json(body)
}

/// Asks to change the address; a link is mailed to the new one.
pub fn create_email_change(slug: &str, body: &NewEmailChange) -> Request {
    Request::post(at(slug, "/email-changes")).json(body)
}

/// Stays signed in: the time without use begins anew.
pub async fn put_activity(slug: String) -> Result<Me, Failure> {
    Request::put(at(&slug, "/session/activity")).send().await
}
