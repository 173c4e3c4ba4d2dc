//! Portico's own words in English.

use super::Words;
use openapi::domains::mails::MailKind;

/// Minutes, hours and days, one and many.
pub const UNITS: [(&str, &str); 3] = [("minute", "minutes"), ("hour", "hours"), ("day", "days")];

/// Subject and body of every mail.
pub const WORDS: Words = [
    (
        MailKind::Registration,
        "Your access to {{portal.name}}",
        "Hello {{contact.name}},\n\nyou can follow your support requests in {{portal.name}}: read our answers, reply, and \
         file new ones. Choose a password to begin:\n\n[Choose a password]({{link}})\n\nThe link works for {{expires}} \
         and only once. If you did not expect this mail, you can ignore it.",
    ),
    (
        MailKind::Verify,
        "Confirm your e-mail address for {{portal.name}}",
        "Hello {{contact.name}},\n\nsomebody, probably you, registered for {{portal.name}} with this e-mail address. \
         Confirm that it is yours:\n\n[Confirm my address]({{link}})\n\nThe link works for {{expires}} and only once. If \
         it was not you, ignore this mail: without the confirmation nothing happens.",
    ),
    (
        MailKind::KnownAccount,
        "You already have an account for {{portal.name}}",
        "Hello {{contact.name}},\n\nsomebody, probably you, registered for {{portal.name}} with this e-mail address. You \
         already have an account; nothing was changed.\n\n[Sign in]({{link}})\n\nIf you do not know your password any \
         more, set a new one:\n\n\
         [Set a new password]({{reset_link}})",
    ),
    (
        MailKind::PasswordReset,
        "Set a new password for {{portal.name}}",
        "Hello {{contact.name}},\n\nsomebody, probably you, asked to set a new password for {{portal.name}}.\n\n[Set a new \
         password]({{link}})\n\nThe link works for {{expires}} and only once. If it was not you, ignore this mail: your \
         password stays as it is.",
    ),
    (
        MailKind::PasswordChanged,
        "Your password for {{portal.name}} was changed",
        "Hello {{contact.name}},\n\nyour password for {{portal.name}} was changed, and you were signed out everywhere \
         else.\n\nIf it was not you, set a new one at once:\n\n[Set a new password]({{reset_link}})",
    ),
    (
        MailKind::MagicLink,
        "Sign in to {{portal.name}}",
        "Hello {{contact.name}},\n\nsomebody, probably you, asked to sign in to {{portal.name}}.\n\n[Sign \
         in]({{link}})\n\nThe link works for {{expires}} and only once. If it was not you, ignore this mail.",
    ),
    (
        MailKind::EmailChange,
        "Confirm your new e-mail address for {{portal.name}}",
        "Hello {{contact.name}},\n\nsomebody, probably you, asked to use this e-mail address for {{portal.name}} from now \
         on. Confirm that it is yours:\n\n[Confirm my address]({{link}})\n\nThe link works for {{expires}} and only once. \
         If it was not you, ignore this mail: nothing changes.",
    ),
    (
        MailKind::EmailChangeAsked,
        "Somebody asked to change your e-mail address for {{portal.name}}",
        "Hello {{contact.name}},\n\nsomebody who is signed in as you asked to change the e-mail address of your account \
         for {{portal.name}} to {{email.new}}. Nothing changes until that is confirmed from the new address.\n\nIf it was \
         not you, change your password now and write to us.",
    ),
    (
        MailKind::EmailTaken,
        "This e-mail address is in use in {{portal.name}}",
        "Hello,\n\nsomebody asked to use this e-mail address for another account of {{portal.name}}. It belongs to an \
         account already, so nothing was changed.\n\nIf it was you, sign in with this address, or write to us and we look \
         into it.",
    ),
    (
        MailKind::EmailChanged,
        "Your e-mail address for {{portal.name}} was changed",
        "Hello {{contact.name}},\n\nyou sign in to {{portal.name}} as {{email.new}} from now on, and our answers go there. \
         Until now it was {{email.old}}.\n\nIf it was not you, write to us at once.",
    ),
    (
        MailKind::ReplyNotification,
        "Re: {{ticket.subject}} [#{{ticket.number}}]",
        "{{reply.author}} replied to your request #{{ticket.number}} “{{ticket.subject}}”:\n\n{{reply.text}}\n\nAttached: \
         {{reply.files}}\n\n[Read the whole conversation and reply]({{link}})",
    ),
];
