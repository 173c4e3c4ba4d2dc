//! Registering by oneself, where a domain allows it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::check::{Check, Checker, MAX_PASSWORD_BYTES, MIN_CUSTOMER_PASSWORD};
use crate::problem::{FieldCode, FieldProblem};
use crate::session::check_new_password;

/// Characters a first or last name may have.
const MAX_NAME: usize = 100;

/// Somebody who wants to sign in from now on. Nothing happens before the address is shown to be theirs.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRegistration {
    /// The first name.
    pub first_name: String,
    /// The last name, may be empty.
    #[serde(default)]
    pub last_name: String,
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The version of the consent text that was agreed to; null where there is none to agree to.
    #[serde(default)]
    pub consent_version: Option<i64>,
}

impl std::fmt::Debug for NewRegistration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewRegistration").field("email", &self.email).finish_non_exhaustive()
    }
}

impl Check for NewRegistration {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        checker.required("/first_name", &self.first_name, "your first name");
        for (pointer, name) in [("/first_name", &self.first_name), ("/last_name", &self.last_name)] {
            checker.max_chars(pointer, name, MAX_NAME).one_line(pointer, name);
        }
        checker.email("/email", &self.email);
        check_new_password(&mut checker, "/password", &self.password, MIN_CUSTOMER_PASSWORD);
        checker.done()
    }
}

/// Shows that an address belongs to whoever registered with it, by the mailed link. The password is
/// asked for only in another browser than the one that registered: whoever typed somebody else's address
/// gains nothing when its owner opens the mail.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVerification {
    /// The token of the link.
    pub token: String,
    /// The password that was chosen.
    #[serde(default)]
    pub password: Option<String>,
}

impl std::fmt::Debug for NewVerification {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewVerification").finish_non_exhaustive()
    }
}

impl Check for NewVerification {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        checker.required("/token", &self.token, "the token of the link");
        if self.password.as_ref().is_some_and(|password| password.len() > MAX_PASSWORD_BYTES) {
            checker.refuse("/password", FieldCode::TooLong, "A password has at most 1024 bytes.");
        }
        checker.done()
    }
}
