//! Signing in with a password, the same for customers and staff: one answer to every failure, delays
//! after failures, and a device that is known from then on.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use openapi::problem::ProblemCode;

use super::password::Passwords;
use super::tries::Tries;
use super::{devices, tries};
use crate::clock::Clock;
use crate::db::{Conn, Db, Ts};
use crate::error::{Error, Result};

/// What signing in needs of the server.
#[derive(Clone, Copy)]
pub struct Door<'a> {
    /// The request.
    pub request: &'a HttpRequest,
    /// The database.
    pub db: &'a Db,
    /// The clock.
    pub clock: &'a Clock,
    /// Hashing of passwords.
    pub passwords: &'a Passwords,
}

/// Who wants in.
pub struct Claim<'a> {
    /// Under which failures are counted: `console`, or `portal:` and the domain.
    pub realm: String,
    /// The e-mail address, in its normal form.
    pub email: String,
    /// The password, as typed.
    pub password: &'a str,
}

/// Accounts of one kind, as the door knows them.
pub trait Accounts: Clone + Send + 'static {
    /// Names an account.
    type Id: Copy + Send + 'static;

    /// The account with an address, if there is one, and the stored hash of its password.
    fn find(&self, conn: &mut Conn, email: &str) -> Result<Option<(Self::Id, Option<String>)>>;

    /// Notes that somebody came in, in the transaction that forgets earlier failures. Keeps a newer hash where
    /// the stored one is outdated.
    fn entered(&self, conn: &mut Conn, id: Self::Id, rehash: Option<String>, now: Ts) -> Result<()>;

    /// Notes a failure, in the transaction that counts it. Does the same work whether there is such an account
    /// or not, so that time does not tell.
    fn failed(&self, conn: &mut Conn, email: &str, id: Option<Self::Id>, tries: Tries, now: Ts) -> Result<()>;
}

/// Who came in.
pub struct Entered<I> {
    /// The user or membership.
    pub id: I,
    /// Makes the device known, where it was not.
    pub device: Option<Cookie<'static>>,
}

impl Door<'_> {
    /// Lets somebody in.
    ///
    /// # Errors
    /// `SignInFailed`, whatever the reason; `Unavailable` when too many sign in at once.
    pub async fn enter<A: Accounts>(self, claim: Claim<'_>, accounts: A) -> Result<Entered<A::Id>> {
        let now = self.clock.now();
        let Claim { realm, email, password } = claim;
        let (device, asked) = (devices::presented(self.request, &realm), (realm.clone(), email.clone()));
        let among = accounts.clone();
        let look = move |conn: &mut Conn| {
            let (realm, email) = &asked;
            let known = devices::is_known(conn, device.as_deref(), realm, email, now)?;
            let wait = tries::wait(conn, realm, email, known, now)?;
            Ok((known, wait, among.find(conn, email)?))
        };
        let (known, wait, account) = self.db.read(look).await?;
        if wait > 0 {
            return Err(refused(wait));
        }
        let stored = account.as_ref().and_then(|(_, hash)| hash.as_deref());
        let verified = self.passwords.verify(password, stored).await?;
        // hashing took its time
        let now = self.clock.now();
        let (id, stored) = match account {
            Some(found) if verified.ok => found,
            other => {
                let count = move |conn: &mut Conn| {
                    let tries = tries::count(conn, &realm, &email, now)?;
                    accounts.failed(conn, &email, other.map(|(id, _)| id), tries, now)?;
                    Ok(tries)
                };
                return Err(refused(self.db.write(count).await?.wait(now, false)));
            }
        };
        let device = if known { None } else { Some(devices::new()?) };
        let cookie = device.as_ref().map(|token| devices::cookie(self.request, &realm, token));
        let admit = move |conn: &mut Conn| {
            // of guesses that were sent all at once, the first that fail stop those behind them
            let wait = tries::wait(conn, &realm, &email, known, now)?;
            if wait > 0 {
                return Err(refused(wait));
            }
            // the password may have been changed, or the account blocked, while this one was hashed
            if accounts.find(conn, &email)?.and_then(|(_, hash)| hash) != stored {
                return Err(refused(0));
            }
            tries::forget(conn, &realm, &email)?;
            if let Some(token) = device {
                devices::remember(conn, token.hash(), &realm, &email, now)?;
            }
            accounts.entered(conn, id, verified.rehash, now)
        };
        self.db.write(admit).await?;
        Ok(Entered { id, device: cookie })
    }
}

/// The one answer to a sign-in that failed. `wait` is in seconds.
fn refused(wait: u64) -> Error {
    let detail = match wait {
        0 => "E-mail or password is wrong, or there were too many tries.".to_owned(),
        seconds => format!("E-mail or password is wrong, or there were too many tries. Try again in {seconds} s."),
    };
    let retry_after = Some(wait).filter(|wait| *wait > 0);
    Error::Refused { code: ProblemCode::SignInFailed, detail, fields: Vec::new(), retry_after }
}
