//! What the pages say where nobody has written anything else.

use openapi::domains::pages::{PageKind, PageTemplate, SystemPageChange};

/// Portico's own words for a page.
pub fn default(kind: PageKind) -> SystemPageChange {
    let (heading, body, button) = match kind {
        PageKind::Register => (
            "Create your account",
            "Follow your requests, read our answers and write to us, all in one place.",
            "Create account",
        ),
        PageKind::SignIn => ("Sign in", "", "Sign in"),
        PageKind::SignedOut => ("You are signed out", "Thank you for your visit. See you soon.", "Sign in again"),
        PageKind::AccessDenied => (
            "Access denied",
            "This portal is for invited customers. If you think that you should have access, write to us.",
            "Use another account",
        ),
        PageKind::PasswordResetRequest => (
            "Forgot your password?",
            "Enter your e-mail address and we will send you a link to choose a new one.",
            "Send link",
        ),
        PageKind::PasswordReset => ("Choose a new password", "", "Change password and sign in"),
    };
    SystemPageChange {
        heading: heading.to_owned(),
        body: body.to_owned(),
        button: button.to_owned(),
        template: PageTemplate::Card,
    }
}
