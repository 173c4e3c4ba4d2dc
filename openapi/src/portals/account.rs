//! A customer's own account: sessions, password and e-mail address.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::check::{Check, Checker, MIN_CUSTOMER_PASSWORD};
use crate::id::SessionId;
use crate::problem::FieldProblem;
use crate::session::check_new_password;

/// A browser in which the customer is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::Session)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Browser and system in words, such as "Firefox on Linux".
    pub device: String,
    /// The address it was started from.
    pub ip: String,
    /// When it was started.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
    /// When it was last used, to about a minute.
    #[serde(deserialize_with = "crate::moment::read")]
    pub last_seen_at: DateTime<Utc>,
    /// Whether this very request belongs to it.
    pub is_current: bool,
}

/// A new password, set by a customer who knows the old one. All other sessions end.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password until now.
    pub old_password: String,
    /// The new one.
    pub password: String,
}

impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordChange").finish_non_exhaustive()
    }
}

impl Check for PasswordChange {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        checker.password("/old_password", &self.old_password);
        check_new_password(&mut checker, "/password", &self.password, MIN_CUSTOMER_PASSWORD);
        checker.done()
    }
}

/// Asks to change the e-mail address: a link is mailed to the new one, good for an hour.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEmailChange {
    /// The new address.
    pub email: String,
    /// The customer's password.
    pub password: String,
}

impl std::fmt::Debug for NewEmailChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewEmailChange").field("email", &self.email).finish_non_exhaustive()
    }
}

impl Check for NewEmailChange {
    fn check(&self) -> Vec<FieldProblem> {
        Checker::default().email("/email", &self.email).password("/password", &self.password).done()
    }
}
