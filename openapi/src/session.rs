//! Signing in, and "who am I".

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::check::{Check, Checker, MAX_PASSWORD_BYTES};
use crate::problem::{FieldCode, FieldProblem};

/// Credentials of a customer or a user.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSession {
    /// The e-mail address, compared case-insensitively.
    pub email: String,
    /// The password, as typed.
    pub password: String,
    /// Stay signed in for 30 days on this device instead of until the time-outs.
    #[serde(default)]
    pub keep: bool,
}

impl std::fmt::Debug for NewSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSession").field("email", &self.email).field("keep", &self.keep).finish_non_exhaustive()
    }
}

impl Check for NewSession {
    fn check(&self) -> Vec<FieldProblem> {
        Checker::default().email("/email", &self.email).password("/password", &self.password).done()
    }
}

/// Shows again that a user who is signed in knows the password.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionConfirmation {
    /// The password, as typed.
    pub password: String,
}

impl Check for SessionConfirmation {
    fn check(&self) -> Vec<FieldProblem> {
        Checker::default().password("/password", &self.password).done()
    }
}

/// Asks for a mail with a link to set a new password.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPasswordReset {
    /// The e-mail address of the account.
    pub email: String,
}

impl Check for NewPasswordReset {
    fn check(&self) -> Vec<FieldProblem> {
        Checker::default().email("/email", &self.email).done()
    }
}

/// Asks for a mail with a link to sign in, good for ten minutes and once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSignInLink {
    /// The e-mail address of the account.
    pub email: String,
}

impl Check for NewSignInLink {
    fn check(&self) -> Vec<FieldProblem> {
        Checker::default().email("/email", &self.email).done()
    }
}

/// Signs in by a mailed link.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSessionByLink {
    /// The token of the link.
    pub token: String,
    /// Stay signed in for 30 days on this device instead of until the time-outs.
    #[serde(default)]
    pub keep: bool,
}

/// What a mailed link may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Setting the first password.
    Invitation,
    /// Setting a new password.
    PasswordReset,
}

/// Asks what a mailed link is good for, without using it up.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkToken {
    /// The token of the link.
    pub token: String,
}

/// What a mailed link is good for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Link {
    /// What it does.
    pub purpose: LinkPurpose,
    /// Whose it is.
    pub email: String,
}

/// Sets a password by a mailed link. Ends all other sessions and starts one.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The token of the link.
    pub token: String,
    /// The new password.
    pub password: String,
}

impl Check for NewPassword {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        checker.required("/token", &self.token, "the token of the link");
        check_new_password(&mut checker, "/password", &self.password, crate::check::MIN_CUSTOMER_PASSWORD);
        checker.done()
    }
}

/// The rules a new password must meet that need no dictionary.
pub fn check_new_password(checker: &mut Checker, pointer: &str, password: &str, least: usize) {
    if password.is_empty() {
        checker.refuse(pointer, FieldCode::Required, "Choose a password.");
    } else if password.chars().count() < least {
        checker.refuse(pointer, FieldCode::TooShort, format!("Use at least {least} characters."));
    } else if password.len() > MAX_PASSWORD_BYTES {
        checker.refuse(pointer, FieldCode::TooLong, "A password has at most 1024 bytes.");
    }
}

macro_rules! hide_secrets {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}
hide_secrets!(LinkToken, NewPassword, NewSessionByLink, SessionConfirmation);
