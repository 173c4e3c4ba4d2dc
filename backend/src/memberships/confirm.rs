//! A customer who is signed in shows again that they know the password.

use super::{change, read};
use crate::auth::Customer;
use crate::auth::confirm::{self, Means};
use crate::auth::sign_in::Claim;
use crate::error::Result;

/// Checks the password that stands in the field at `pointer`, and returns the hash it was checked against.
///
/// # Errors
/// `ValidationFailed` when it is wrong, `RateLimited` after too many that were.
pub async fn password(by: &Customer, pointer: &str, given: &str, means: Means<'_>) -> Result<Option<String>> {
    let domain = by.portal().domain;
    let claim = Claim { realm: change::realm(domain), email: by.email().to_owned(), password: given };
    let find = move |conn: &mut crate::db::Conn, email: &str| {
        Ok(read::credential(conn, domain, email)?.and_then(|(_, hash)| hash))
    };
    confirm::password(claim, pointer, find, means).await
}
