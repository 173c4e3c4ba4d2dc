//! A customer who is signed in shows again that they know the password, before what a stolen session
//! must not do. Wrong ones count like failed sign-ins.

use openapi::problem::{FieldCode, ProblemCode};

use super::{change, read};
use crate::auth::password::Passwords;
use crate::auth::{Customer, tries};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{Error, Result};

/// Checks the password that stands in the field at `pointer`, and returns the hash it was checked against.
///
/// # Errors
/// `ValidationFailed` when it is wrong, `RateLimited` after too many that were.
pub async fn password(
    by: &Customer,
    pointer: &str,
    given: &str,
    (db, clock, passwords): (&Db, &Clock, &Passwords),
) -> Result<Option<String>> {
    let (domain, email, now) = (by.portal().domain, by.email().to_owned(), clock.now());
    // counted apart from sign-ins: strangers who fail there do not keep the owner from changing the password
    let realm = format!("{}:confirm", change::realm(domain));
    let asked = (realm.clone(), email.clone());
    let look = move |conn: &mut crate::db::Conn| {
        let wait = tries::wait(conn, &asked.0, &asked.1, false, now)?;
        Ok((wait, read::credential(conn, domain, &asked.1)?))
    };
    let (wait, account) = db.read(look).await?;
    if wait > 0 {
        return Err(Error::Refused {
            code: ProblemCode::RateLimited,
            detail: format!("There were too many wrong passwords. Try again in {wait} s."),
            fields: Vec::new(),
            retry_after: Some(wait),
        });
    }
    let stored = account.as_ref().and_then(|(_, hash)| hash.as_deref());
    if passwords.verify(given, stored).await?.ok {
        db.write(move |conn| tries::forget(conn, &realm, &email)).await?;
        return Ok(account.and_then(|(_, hash)| hash));
    }
    let now = clock.now();
    db.write(move |conn| tries::count(conn, &realm, &email, now)).await?;
    Err(Error::invalid_field(pointer, FieldCode::Invalid, "This is not your password."))
}
