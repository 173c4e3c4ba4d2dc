//! Somebody who is signed in shows again that they know the password, before what a stolen session must
//! not do. Wrong ones count like failed sign-ins, but apart from them: strangers who fail at the door do
//! not keep the owner from confirming, nor the other way round.

use openapi::problem::{FieldCode, ProblemCode};

use super::password::Passwords;
use super::sign_in::{Accounts, Claim};
use super::tries;
use crate::clock::Clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};

/// What checking a password needs of the server.
pub type Means<'a> = (&'a Db, &'a Clock, &'a Passwords);

/// Checks the password that stands in the field at `pointer`, and returns the hash it was checked against.
/// The account is told what came of it.
///
/// # Errors
/// `ValidationFailed` when it is wrong, `RateLimited` after too many that were.
pub async fn password<A: Accounts>(
    claim: Claim<'_>,
    pointer: &str,
    account: A,
    (db, clock, passwords): Means<'_>,
) -> Result<Option<String>> {
    let Claim { realm, email, password } = claim;
    let (realm, now) = (tries::confirm_realm(&realm), clock.now());
    let (asked, among) = ((realm.clone(), email.clone()), account.clone());
    let look = move |conn: &mut Conn| {
        may_try(conn, &asked.0, &asked.1, now)?;
        among.find(conn, &asked.1)
    };
    let found = db.read(look).await?;
    let stored = found.as_ref().and_then(|(_, hash)| hash.as_deref());
    let verified = passwords.verify(password, stored).await?;
    // hashing took its time
    let now = clock.now();
    let Some((id, stored)) = found.clone().filter(|_| verified.ok) else {
        let id = found.map(|(id, _)| id);
        let count = move |conn: &mut Conn| {
            let tries = tries::count(conn, &realm, &email, now)?;
            account.failed(conn, &email, id, tries, now)
        };
        db.write(count).await?;
        return Err(wrong(pointer));
    };
    let checked = stored.clone();
    let admit = move |conn: &mut Conn| {
        // of guesses that were sent all at once, the first that fail stop those behind them
        may_try(conn, &realm, &email, now)?;
        // the password may have been changed while this one was hashed
        if account.find(conn, &email)?.and_then(|(_, hash)| hash) != checked {
            return Ok(false);
        }
        tries::forget(conn, &realm, &email)?;
        account.entered(conn, id, None, now)?;
        Ok(true)
    };
    if db.write(admit).await? { Ok(stored) } else { Err(wrong(pointer)) }
}

fn may_try(conn: &mut Conn, realm: &str, email: &str, now: crate::db::Ts) -> Result<()> {
    match tries::wait(conn, realm, email, false, now)? {
        0 => Ok(()),
        wait => Err(Error::Refused {
            code: ProblemCode::RateLimited,
            detail: format!("There were too many wrong passwords. Try again in {wait} s."),
            fields: Vec::new(),
            retry_after: Some(wait),
        }),
    }
}

fn wrong(pointer: &str) -> Error {
    Error::invalid_field(pointer, FieldCode::Invalid, "This is not your password.")
}
