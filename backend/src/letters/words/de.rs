//! Portico's own words in German.

use super::Words;
use openapi::domains::mails::MailKind;

/// Minutes, hours and days, one and many.
pub const UNITS: [(&str, &str); 3] = [("Minute", "Minuten"), ("Stunde", "Stunden"), ("Tag", "Tage")];

/// Subject and body of every mail.
pub const WORDS: Words = [
    (
        MailKind::Registration,
        "Ihr Zugang zu {{portal.name}}",
        "Guten Tag {{contact.name}},\n\nin {{portal.name}} können Sie Ihre Anfragen verfolgen: unsere Antworten lesen, \
         darauf antworten und neue Anfragen stellen. Wählen Sie dazu ein Passwort:\n\n[Passwort wählen]({{link}})\n\nDer \
         Link ist {{expires}} gültig und funktioniert nur einmal. Falls Sie diese E-Mail nicht erwartet haben, können Sie \
         sie ignorieren.",
    ),
    (
        MailKind::Verify,
        "Bestätigen Sie Ihre E-Mail-Adresse für {{portal.name}}",
        "Guten Tag {{contact.name}},\n\njemand, wahrscheinlich Sie, hat sich mit dieser E-Mail-Adresse bei {{portal.name}} \
         registriert. Bestätigen Sie, dass es Ihre ist:\n\n[Adresse bestätigen]({{link}})\n\nDer Link ist {{expires}} \
         gültig und funktioniert nur einmal. Falls Sie es nicht waren, ignorieren Sie diese E-Mail: Ohne die Bestätigung \
         geschieht nichts.",
    ),
    (
        MailKind::KnownAccount,
        "Sie haben bereits ein Konto bei {{portal.name}}",
        "Guten Tag {{contact.name}},\n\njemand, wahrscheinlich Sie, hat sich mit dieser E-Mail-Adresse bei {{portal.name}} \
         registriert. Sie haben bereits ein Konto; es wurde nichts geändert.\n\n[Anmelden]({{link}})\n\nFalls Sie Ihr \
         Passwort nicht mehr wissen, wählen Sie ein neues:\n\n\
         [Neues Passwort wählen]({{reset_link}})",
    ),
    (
        MailKind::PasswordReset,
        "Neues Passwort für {{portal.name}}",
        "Guten Tag {{contact.name}},\n\njemand, wahrscheinlich Sie, möchte ein neues Passwort für {{portal.name}} \
         wählen.\n\n[Neues Passwort wählen]({{link}})\n\nDer Link ist {{expires}} gültig und funktioniert nur einmal. \
         Falls Sie es nicht waren, ignorieren Sie diese E-Mail: Ihr Passwort bleibt, wie es ist.",
    ),
    (
        MailKind::PasswordChanged,
        "Ihr Passwort für {{portal.name}} wurde geändert",
        "Guten Tag {{contact.name}},\n\nIhr Passwort für {{portal.name}} wurde geändert, und Sie wurden überall sonst \
         abgemeldet.\n\nFalls Sie es nicht waren, wählen Sie sofort ein neues:\n\n[Neues Passwort wählen]({{reset_link}})",
    ),
    (
        MailKind::MagicLink,
        "Anmelden bei {{portal.name}}",
        "Guten Tag {{contact.name}},\n\njemand, wahrscheinlich Sie, möchte sich bei {{portal.name}} \
         anmelden.\n\n[Anmelden]({{link}})\n\nDer Link ist {{expires}} gültig und funktioniert nur einmal. Falls Sie es \
         nicht waren, ignorieren Sie diese E-Mail.",
    ),
    (
        MailKind::EmailChange,
        "Bestätigen Sie Ihre neue E-Mail-Adresse für {{portal.name}}",
        "Guten Tag {{contact.name}},\n\njemand, wahrscheinlich Sie, möchte diese E-Mail-Adresse ab jetzt für \
         {{portal.name}} verwenden. Bestätigen Sie, dass es Ihre ist:\n\n[Adresse bestätigen]({{link}})\n\nDer Link ist \
         {{expires}} gültig und funktioniert nur einmal. Falls Sie es nicht waren, ignorieren Sie diese E-Mail: Es ändert \
         sich nichts.",
    ),
    (
        MailKind::EmailChangeAsked,
        "Ihre E-Mail-Adresse für {{portal.name}} soll geändert werden",
        "Guten Tag {{contact.name}},\n\njemand, der mit Ihrem Konto angemeldet ist, möchte die E-Mail-Adresse Ihres Kontos \
         bei {{portal.name}} in {{email.new}} ändern. Es ändert sich nichts, bis das von der neuen Adresse bestätigt \
         ist.\n\nFalls Sie es nicht waren, ändern Sie jetzt Ihr Passwort und schreiben Sie uns.",
    ),
    (
        MailKind::EmailTaken,
        "Diese E-Mail-Adresse wird bei {{portal.name}} bereits verwendet",
        "Guten Tag,\n\njemand möchte diese E-Mail-Adresse für ein anderes Konto bei {{portal.name}} verwenden. Sie gehört \
         bereits zu einem Konto, deshalb wurde nichts geändert.\n\nFalls Sie es waren, melden Sie sich mit dieser Adresse \
         an, oder schreiben Sie uns; wir kümmern uns darum.",
    ),
    (
        MailKind::EmailChanged,
        "Ihre E-Mail-Adresse für {{portal.name}} wurde geändert",
        "Guten Tag {{contact.name}},\n\nab jetzt melden Sie sich bei {{portal.name}} mit {{email.new}} an, und dorthin \
         gehen unsere Antworten. Bisher war es {{email.old}}.\n\nFalls Sie es nicht waren, schreiben Sie uns bitte sofort.",
    ),
    (
        MailKind::ReplyNotification,
        "Re: {{ticket.subject}} [#{{ticket.number}}]",
        "{{reply.author}} hat auf Ihre Anfrage #{{ticket.number}} „{{ticket.subject}}“ geantwortet:\n\n{{reply.text}}\n\n\
         Anhang: {{reply.files}}\n\n[Den ganzen Verlauf lesen und antworten]({{link}})",
    ),
];
