//! What the e-mails are called, and when they are sent.

use openapi::domains::mails::MailKind;

/// An e-mail's name.
pub const fn mail_name(kind: MailKind) -> &'static str {
    match kind {
        MailKind::Registration => "Invitation",
        MailKind::Verify => "Confirm registration",
        MailKind::KnownAccount => "Already registered",
        MailKind::PasswordReset => "Password reset",
        MailKind::PasswordChanged => "Password changed",
        MailKind::MagicLink => "Sign-in link",
        MailKind::EmailChange => "Confirm new e-mail",
        MailKind::EmailChangeAsked => "New e-mail asked for",
        MailKind::EmailTaken => "E-mail already in use",
        MailKind::EmailChanged => "E-mail changed",
        MailKind::ReplyNotification => "New reply",
    }
}

/// To whom and when it is sent.
pub const fn mail_purpose(kind: MailKind) -> &'static str {
    match kind {
        MailKind::Registration => "To a contact who gets access, with a link to choose a password",
        MailKind::Verify => "To whoever registered, with a link to confirm the e-mail address",
        MailKind::KnownAccount => "To whoever registers although they can sign in already",
        MailKind::PasswordReset => "To whoever forgot the password, with a link to set a new one",
        MailKind::PasswordChanged => "After the password was changed",
        MailKind::MagicLink => "To whoever asked for it, with a link to sign in",
        MailKind::EmailChange => "To the new e-mail address, with a link to confirm it",
        MailKind::EmailChangeAsked => "To the e-mail address until now, when somebody wants another one",
        MailKind::EmailTaken => "To a new e-mail address that somebody else has already",
        MailKind::EmailChanged => "To both e-mail addresses after the change",
        MailKind::ReplyNotification => "To a ticket's participants when your team replied",
    }
}
