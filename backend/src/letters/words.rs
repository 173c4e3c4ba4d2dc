//! What the mails say where nobody has written anything else.

use openapi::domains::mails::{MailKind, MailWords};
use openapi::domains::variables::Variable;
use openapi::problem::{FieldCode, FieldProblem};

use crate::error::{Error, Result};
use crate::mail::template::{self, Values};

/// Refuses words that do not suit a mail. Whoever gets a link must be able to follow it: what looks like
/// one has to be one when the Markdown is read.
///
/// # Errors
/// `ValidationFailed`.
pub fn check(words: &MailWords, kind: MailKind) -> Result<()> {
    let mut refused = words.check_for(kind);
    if refused.is_empty() && kind.needs_link() {
        let html = template::fill(words, &samples(kind).with_secret_link()).html.unwrap_or_default();
        if !html.contains("<p class=\"button\">") {
            refused.push(FieldProblem {
                pointer: "/body".into(),
                code: FieldCode::Required,
                message: "Put {{link}} into a paragraph of its own that is no code and no quotation.".into(),
            });
        }
    }
    if refused.is_empty() { Ok(()) } else { Err(Error::invalid(refused)) }
}

/// A value for everything that a mail can name.
pub fn samples(kind: MailKind) -> Values {
    let sample = |variable: Variable| match (variable, kind) {
        (Variable::Expires, MailKind::Registration) => "7 days",
        (Variable::Expires, MailKind::Verify) => "24 hours",
        (Variable::Expires, MailKind::MagicLink) => "10 minutes",
        _ => variable.sample(),
    };
    kind.variables().into_iter().fold(Values::default(), |values, variable| values.with(variable, sample(variable)))
}

/// Portico's own words for a mail.
pub fn default(kind: MailKind) -> MailWords {
    let (subject, body) = match kind {
        MailKind::Registration | MailKind::Verify | MailKind::KnownAccount => arriving(kind),
        MailKind::EmailChange | MailKind::EmailChangeAsked | MailKind::EmailTaken | MailKind::EmailChanged => {
            moving(kind)
        }
        _ => staying(kind),
    };
    MailWords { subject: subject.to_owned(), body: body.to_owned() }
}

/// To whoever gets access.
fn arriving(kind: MailKind) -> (&'static str, &'static str) {
    match kind {
        MailKind::Verify => (
            "Confirm your e-mail address for {{portal.name}}",
            "Hello {{contact.name}},\n\nsomebody, probably you, registered for {{portal.name}} with this e-mail \
             address. Confirm that it is yours:\n\n[Confirm my address]({{link}})\n\nThe link works for {{expires}} and \
             only once. If it was not you, ignore this mail: without the confirmation nothing happens.",
        ),
        MailKind::KnownAccount => (
            "You already have an account for {{portal.name}}",
            "Hello {{contact.name}},\n\nsomebody, probably you, registered for {{portal.name}} with this e-mail \
             address. You already have an account; nothing was changed.\n\n[Sign in]({{link}})\n\nIf you do not know \
             your password any more, set a new one:\n\n{{reset_link}}",
        ),
        _ => (
            "Your access to {{portal.name}}",
            "Hello {{contact.name}},\n\nyou can follow your support requests in {{portal.name}}: read our answers, \
             reply, and file new ones. Choose a password to begin:\n\n[Choose a password]({{link}})\n\nThe link works \
             for {{expires}} and only once. If you did not expect this mail, you can ignore it.",
        ),
    }
}

/// To whoever has access.
fn staying(kind: MailKind) -> (&'static str, &'static str) {
    match kind {
        MailKind::PasswordReset => (
            "Set a new password for {{portal.name}}",
            "Hello {{contact.name}},\n\nsomebody, probably you, asked to set a new password for \
             {{portal.name}}.\n\n[Set a new password]({{link}})\n\nThe link works for {{expires}} and only once. If it \
             was not you, ignore this mail: your password stays as it is.",
        ),
        MailKind::PasswordChanged => (
            "Your password for {{portal.name}} was changed",
            "Hello {{contact.name}},\n\nyour password for {{portal.name}} was changed, and you were signed out \
             everywhere else.\n\nIf it was not you, set a new one at once:\n\n[Set a new password]({{reset_link}})",
        ),
        MailKind::MagicLink => (
            "Sign in to {{portal.name}}",
            "Hello {{contact.name}},\n\nsomebody, probably you, asked to sign in to {{portal.name}}.\n\n[Sign \
             in]({{link}})\n\nThe link works for {{expires}} and only once. If it was not you, ignore this mail.",
        ),
        _ => (
            "Re: {{ticket.subject}} [#{{ticket.number}}]",
            "{{reply.author}} replied to your request #{{ticket.number}} “{{ticket.subject}}”:\n\n{{reply.text}}\n\n\
             Attached: {{reply.files}}\n\n[Read the whole conversation and reply]({{link}})",
        ),
    }
}

/// About another e-mail address.
fn moving(kind: MailKind) -> (&'static str, &'static str) {
    match kind {
        MailKind::EmailChange => (
            "Confirm your new e-mail address for {{portal.name}}",
            "Hello {{contact.name}},\n\nsomebody, probably you, asked to use this e-mail address for {{portal.name}} \
             from now on. Confirm that it is yours:\n\n[Confirm my address]({{link}})\n\nThe link works for {{expires}} \
             and only once. If it was not you, ignore this mail: nothing changes.",
        ),
        MailKind::EmailChangeAsked => (
            "Somebody asked to change your e-mail address for {{portal.name}}",
            "Hello {{contact.name}},\n\nsomebody who is signed in as you asked to change the e-mail address of your \
             account for {{portal.name}} to {{email.new}}. Nothing changes until that is confirmed from the new \
             address.\n\nIf it was not you, change your password now and write to us.",
        ),
        MailKind::EmailChanged => (
            "Your e-mail address for {{portal.name}} was changed",
            "Hello {{contact.name}},\n\nyou sign in to {{portal.name}} as {{email.new}} from now on, and our answers go \
             there. Until now it was {{email.old}}.\n\nIf it was not you, write to us at once.",
        ),
        _ => (
            "This e-mail address is in use in {{portal.name}}",
            "Hello,\n\nsomebody asked to use this e-mail address for another account of {{portal.name}}. It belongs to \
             an account already, so nothing was changed.\n\nIf it was you, sign in with this address, or write to us and \
             we look into it.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_words_are_in_order_and_each_mail_has_its_own() {
        let mut subjects = Vec::new();
        for kind in MailKind::ALL {
            let words = default(*kind);
            assert_eq!(words.check_for(*kind), [], "{kind:?}");
            subjects.push(words.subject);
        }
        subjects.sort();
        subjects.dedup();
        assert_eq!(subjects.len(), MailKind::ALL.len());
    }
}
