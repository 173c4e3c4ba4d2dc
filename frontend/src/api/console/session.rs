//! Signing in and out, and what the console starts with.

use openapi::session::{NewSession, SessionConfirmation};
use openapi::users::{ConsoleBoot, Me};

use crate::api::client::Request;
use crate::api::problem::Failure;

/// What the console starts with, when the page came without it or is older than the session.
pub async fn boot() -> Result<ConsoleBoot, Failure> {
    Request::get("/api/public/console").send().await
}

/// Starts a session.
pub async fn sign_in(credentials: &NewSession) -> Result<Me, Failure> {
    Request::post("/api/public/console/sessions").json(credentials).send().await
}

/// Ends the session.
pub async fn sign_out() -> Result<(), Failure> {
    Request::delete("/api/v1/session").send_empty().await
}

/// Confirms that it is still the same user.
pub async fn confirm(given: &SessionConfirmation) -> Result<(), Failure> {
    Request::put("/api/v1/session/confirmation").json(given).send_empty().await
}

/// Who is signed in.
pub async fn me() -> Result<Me, Failure> {
    Request::get("/api/v1/session").background(true).send().await
}
