//! A customer who is signed in shows again that they know the password.

use super::{access, change, read};
use crate::audit::{By, Source};
use crate::auth::Customer;
use crate::auth::confirm::{self, Means};
use crate::auth::sign_in::{Accounts, Claim};
use crate::auth::tries::Tries;
use crate::db::{Conn, Ts};
use crate::error::Result;
use crate::web::limits::Limits;

/// The customer, and from where they ask.
#[derive(Clone)]
struct Owner {
    customer: Customer,
    from: Source,
    limits: Limits,
}

impl Accounts for Owner {
    type Id = read::Member;

    fn find(&self, conn: &mut Conn, email: &str) -> Result<Option<(Self::Id, Option<String>)>> {
        read::credential(conn, self.customer.portal().domain, email)
    }

    fn entered(&self, _: &mut Conn, _: Self::Id, _: Option<String>, _: Ts) -> Result<()> {
        // what it was confirmed for is written down
        Ok(())
    }

    fn failed(&self, conn: &mut Conn, _: &str, _: Option<Self::Id>, tries: Tries, now: Ts) -> Result<()> {
        if !self.limits.may_tell_failure() {
            return Ok(());
        }
        let (who, by) =
            ((self.customer.contact(), self.customer.name()), By::customer(&self.customer, self.from.clone()));
        access::tell(conn, who, "contact.confirm_failed", tries.told(now), &by, now)
    }
}

/// Checks the password that stands in the field at `pointer`, and returns the hash it was checked against.
///
/// # Errors
/// `ValidationFailed` when it is wrong, `RateLimited` after too many that were.
pub async fn password(
    by: &Customer,
    from: &Source,
    (pointer, given): (&str, &str),
    limits: &Limits,
    means: Means<'_>,
) -> Result<Option<String>> {
    limits.confirm(format!("contact:{}", by.contact()))?;
    let realm = change::realm(by.portal().domain);
    let claim = Claim { realm, email: by.email().to_owned(), password: given };
    let owner = Owner { customer: by.clone(), from: from.clone(), limits: limits.clone() };
    confirm::password(claim, pointer, owner, means).await
}
