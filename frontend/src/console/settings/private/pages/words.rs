//! What the pages are called, and when customers meet them.

use openapi::domains::pages::{PageKind, PageTemplate};

/// A page's name.
pub const fn page_name(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Register => "Register",
        PageKind::SignIn => "Sign in",
        PageKind::SignedOut => "Signed out",
        PageKind::AccessDenied => "Access denied",
        PageKind::PasswordResetRequest => "Password reset request",
        PageKind::PasswordReset => "Password reset",
    }
}

/// When customers meet a page.
pub const fn page_purpose(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Register => "Where strangers register, while self-registration is allowed",
        PageKind::SignIn => "Where customers sign in",
        PageKind::SignedOut => "After signing out",
        PageKind::AccessDenied => "For customers whom the portal is not meant for",
        PageKind::PasswordResetRequest => "Where a link to set a new password is asked for",
        PageKind::PasswordReset => "Where that link leads",
    }
}

/// A layout's name.
pub const fn template_name(template: PageTemplate) -> &'static str {
    match template {
        PageTemplate::Card => "Card",
        PageTemplate::Split => "Side by side",
        PageTemplate::Banner => "Banner",
    }
}
