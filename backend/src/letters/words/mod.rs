//! What the mails say where nobody has written anything else, in the language of the domain.

mod de;
mod en;
mod es;
mod fr;

use chrono::Duration;
use openapi::domains::mails::{MailKind, MailWords};
use openapi::domains::variables::{Piece, Variable, pieces};
use openapi::language::Language;
use openapi::problem::{FieldCode, FieldProblem};

use crate::domains::notice;
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
        let html = template::fill(words, &samples(kind, Language::En).with_secret_link()).html.unwrap_or_default();
        if !html.contains("<p class=\"button\">") {
            refused.push(FieldProblem {
                pointer: "/body".into(),
                code: FieldCode::Required,
                message: "Put {{link}} into a paragraph of its own that is no code and no quotation.".into(),
            });
        }
    }
    if refused.is_empty() {
        notice::check(&[("/body", &squeezed(&words.body))], &["{{link}}", "{{reset_link}}"])
    } else {
        Err(Error::invalid(refused))
    }
}

/// The text with its variables written without spaces, as they are when the Markdown is read.
fn squeezed(body: &str) -> String {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Words(words) | Piece::Open(words) => words.to_owned(),
        Piece::Variable(name) => format!("{{{{{name}}}}}"),
    };
    pieces(body).into_iter().map(piece).collect()
}

/// A value for everything that a mail can name.
pub fn samples(kind: MailKind, language: Language) -> Values {
    let values = kind
        .variables()
        .into_iter()
        .fold(Values::default(), |values, variable| values.with(variable, variable.sample()));
    let lasts = match kind {
        MailKind::Registration => Duration::days(7),
        MailKind::Verify => Duration::hours(24),
        MailKind::MagicLink => Duration::minutes(10),
        MailKind::PasswordReset | MailKind::EmailChange => Duration::minutes(60),
        _ => return values,
    };
    values.with(Variable::Expires, lifetime(language, lasts))
}

/// Kind, subject and body of every mail.
type Words = [(MailKind, &'static str, &'static str); 11];

/// Portico's own words for a mail.
pub fn default(kind: MailKind, language: Language) -> MailWords {
    let words = match language {
        Language::En => &en::WORDS,
        Language::De => &de::WORDS,
        Language::Fr => &fr::WORDS,
        Language::Es => &es::WORDS,
    };
    let (_, subject, body) = words.iter().find(|(known, ..)| *known == kind).unwrap_or(&words[0]);
    MailWords { subject: (*subject).to_owned(), body: (*body).to_owned() }
}

/// How long a link works: "60 minutes", "24 hours", "7 days".
pub fn lifetime(language: Language, lasts: Duration) -> String {
    let units = match language {
        Language::En => en::UNITS,
        Language::De => de::UNITS,
        Language::Fr => fr::UNITS,
        Language::Es => es::UNITS,
    };
    let (count, (one, many)) = match lasts.num_minutes() {
        minutes if minutes > 24 * 60 && minutes % (24 * 60) == 0 => (minutes / (24 * 60), units[2]),
        minutes if minutes > 60 && minutes % 60 == 0 => (minutes / 60, units[1]),
        minutes => (minutes, units[0]),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_words_are_in_order_and_each_mail_has_its_own_in_every_language() {
        let mut subjects = Vec::new();
        for language in Language::ALL {
            for kind in MailKind::ALL {
                let words = default(*kind, *language);
                assert_eq!(words.check_for(*kind), [], "{kind:?}");
                assert!(check(&words, *kind).is_ok(), "{kind:?} {language:?}");
                // a reply's subject is the ticket's in every language
                if *kind != MailKind::ReplyNotification {
                    subjects.push(words.subject);
                }
            }
        }
        let count = subjects.len();
        subjects.sort();
        subjects.dedup();
        assert_eq!(subjects.len(), count);
    }

    #[test]
    fn lifetimes_are_said_in_the_unit_people_would_use() {
        let said = |language, lasts| lifetime(language, lasts);
        assert_eq!(said(Language::En, Duration::minutes(60)), "60 minutes");
        assert_eq!(said(Language::De, Duration::hours(24)), "24 Stunden");
        assert_eq!(said(Language::Fr, Duration::days(7)), "7 jours");
        assert_eq!(said(Language::Es, Duration::minutes(1)), "1 minuto");
    }
}
