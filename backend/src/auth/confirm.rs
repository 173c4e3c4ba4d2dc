//! Somebody who is signed in shows again that they know the password, before what a stolen session must
//! not do. Wrong ones count like failed sign-ins, but apart from them: strangers who fail at the door do
//! not keep the owner from confirming.

use openapi::problem::{FieldCode, ProblemCode};

use super::password::Passwords;
use super::sign_in::Claim;
use super::tries;
use crate::clock::Clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};

/// What checking a password needs of the server.
pub type Means<'a> = (&'a Db, &'a Clock, &'a Passwords);

/// Checks the password that stands in the field at `pointer`, and returns the hash it was checked against.
/// `find` brings the stored hash, if there is one.
///
/// # Errors
/// `ValidationFailed` when it is wrong, `RateLimited` after too many that were.
pub async fn password(
    claim: Claim<'_>,
    pointer: &str,
    find: impl Fn(&mut Conn, &str) -> Result<Option<String>> + Clone + Send + 'static,
    (db, clock, passwords): Means<'_>,
) -> Result<Option<String>> {
    let Claim { realm, email, password } = claim;
    let (realm, now) = (format!("{realm}:confirm"), clock.now());
    let asked = (realm.clone(), email.clone());
    let look = move |conn: &mut Conn| {
        let wait = tries::wait(conn, &asked.0, &asked.1, false, now)?;
        Ok((wait, find(conn, &asked.1)?))
    };
    let (wait, stored) = db.read(look).await?;
    if wait > 0 {
        return Err(Error::Refused {
            code: ProblemCode::RateLimited,
            detail: format!("There were too many wrong passwords. Try again in {wait} s."),
            fields: Vec::new(),
            retry_after: Some(wait),
        });
    }
    if passwords.verify(password, stored.as_deref()).await?.ok {
        db.write(move |conn| tries::forget(conn, &realm, &email)).await?;
        return Ok(stored);
    }
    let now = clock.now();
    db.write(move |conn| tries::count(conn, &realm, &email, now)).await?;
    Err(Error::invalid_field(pointer, FieldCode::Invalid, "This is not your password."))
}
