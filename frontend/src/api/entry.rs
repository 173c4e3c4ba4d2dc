//! Getting in to a portal: signing in, registering, mailed links, previews. For whoever is not inside.

use openapi::portals::entry::Boot;
use openapi::portals::portal::Me;
use openapi::registrations::{NewRegistration, NewVerification};
use openapi::session::{Link, LinkToken, NewPassword, NewPasswordReset, NewSession, NewSessionByLink, NewSignInLink};

use crate::api::client::Request;
use crate::api::problem::Failure;

fn public(slug: &str, rest: &str) -> String {
    format!("/api/public/portals/{slug}{rest}")
}

/// Signs in.
pub async fn create_session(slug: String, body: NewSession) -> Result<Me, Failure> {
    Request::post(public(&slug, "/sessions")).json(&body).send().await
}

/// Asks for a mail with a link; answers the same whether the address is known or not.
pub async fn create_password_reset(slug: String, body: NewPasswordReset) -> Result<(), Failure> {
    Request::post(public(&slug, "/password-resets")).json(&body).send_empty().await
}

/// What a mailed link is good for.
pub async fn inspect_link(slug: String, token: String) -> Result<Link, Failure> {
    Request::post(public(&slug, "/links")).json(&LinkToken { token }).send().await
}

/// Sets a password by a mailed link and signs in.
pub async fn create_password(slug: String, body: NewPassword) -> Result<Me, Failure> {
    Request::post(public(&slug, "/passwords")).json(&body).send().await
}

/// Opens a preview that the console started; the session is that of the one who is looked at.
pub async fn create_preview(slug: String, token: String) -> Result<(), Failure> {
    Request::post(public(&slug, "/previews")).json(&LinkToken { token }).send_empty().await
}

/// The portal as anybody may see it, as it is by now.
pub async fn get_portal(slug: String) -> Result<Boot, Failure> {
    Request::get(public(&slug, "")).send().await
}

/// Registers; answers the same whether the address is known or not. What comes next is in a mail.
pub async fn create_registration(slug: String, body: NewRegistration) -> Result<(), Failure> {
    Request::post(public(&slug, "/registrations")).json(&body).send_empty().await
}

/// Confirms an address by the mailed link and signs in.
pub async fn create_verification(slug: String, body: NewVerification) -> Result<Me, Failure> {
    Request::post(public(&slug, "/registrations/verifications")).json(&body).send().await
}

/// Asks for a mail with a link to sign in; answers the same whether the address is known or not.
pub async fn create_sign_in_link(slug: String, body: NewSignInLink) -> Result<(), Failure> {
    Request::post(public(&slug, "/sign-in-links")).json(&body).send_empty().await
}

/// Signs in by a mailed link, which uses it up.
pub async fn create_session_by_link(slug: String, body: NewSessionByLink) -> Result<Me, Failure> {
    Request::post(public(&slug, "/sessions/by-link")).json(&body).send().await
}

/// Confirms a new e-mail address by the mailed link.
pub async fn confirm_email(slug: String, token: String) -> Result<(), Failure> {
    Request::post(public(&slug, "/email-changes/confirmations")).json(&LinkToken { token }).send_empty().await
}
