//! The e-mails customers of a domain get, in the company's own words.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::variables::{MailVariable, Piece, Variable, pieces};
use crate::check::{Check, Checker};
use crate::language::Language;
use crate::problem::{FieldCode, FieldProblem};

/// Characters a subject may have.
pub const MAX_MAIL_SUBJECT: usize = 200;
/// Characters a body may have.
pub const MAX_MAIL_BODY: usize = 10_000;

macro_rules! kinds {
    ($($(#[doc = $when:literal])* $kind:ident = $word:literal [$($own:ident)*]),* $(,)?) => {
        /// Which mail.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum MailKind { $($(#[doc = $when])* $kind),* }

        impl MailKind {
            /// Every mail.
            pub const ALL: &'static [MailKind] = &[$(MailKind::$kind),*];
            /// The word on the wire and in the database.
            pub const fn as_str(self) -> &'static str { match self { $(MailKind::$kind => $word),* } }
            /// What its text can name.
            pub fn variables(self) -> Vec<Variable> {
                let own: &[Variable] = match self { $(MailKind::$kind => &[$(Variable::$own),*]),* };
                own.iter().chain(&[Variable::Portal, Variable::Company]).copied().collect()
            }
        }
    };
}

kinds! {
    /// To a contact who gets access, with a link to choose a password.
    Registration = "registration" [FirstName Name Link Expires],
    /// To whoever registered, with a link to confirm the e-mail address.
    Verify = "verify" [FirstName Name Link Expires],
    /// To whoever registers although they can sign in already.
    KnownAccount = "known_account" [FirstName Name Link ResetLink],
    /// To whoever forgot the password, with a link to set a new one.
    PasswordReset = "password_reset" [FirstName Name Link Expires],
    /// After the password was changed.
    PasswordChanged = "password_changed" [FirstName Name ResetLink],
    /// With a link to sign in.
    MagicLink = "magic_link" [FirstName Name Link Expires],
    /// To the new e-mail address, with a link to confirm it.
    EmailChange = "email_change" [FirstName Name Link Expires NewEmail],
    /// To the e-mail address until now: somebody wants another one.
    EmailChangeAsked = "email_change_asked" [FirstName Name NewEmail],
    /// To a new e-mail address that somebody else has already, of whom it tells nothing.
    EmailTaken = "email_taken" [],
    /// To both e-mail addresses after the change.
    EmailChanged = "email_changed" [FirstName Name OldEmail NewEmail],
    /// To a ticket's participants when the team replied.
    ReplyNotification = "reply_notification"
        [FirstName Name TicketNumber TicketSubject ReplyAuthor ReplyText ReplyFiles Link],
}

impl MailKind {
    /// Whether it carries a link that only the recipient may use, and is of no use without it.
    pub const fn needs_link(self) -> bool {
        matches!(
            self,
            MailKind::Registration
                | MailKind::Verify
                | MailKind::PasswordReset
                | MailKind::MagicLink
                | MailKind::EmailChange
        )
    }

    /// The variables as the console offers them.
    pub fn offered(self) -> Vec<MailVariable> {
        let offered = |variable: Variable| MailVariable {
            name: variable.name().to_owned(),
            meaning: variable.meaning().to_owned(),
            sample: variable.sample().to_owned(),
            in_subject: variable.in_subject(),
            is_required: variable == Variable::Link && self.needs_link(),
        };
        self.variables().into_iter().map(offered).collect()
    }
}

/// Every mail of a domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DomainMails {
    /// Counts changes of the domain's settings; the `ETag` is made of it.
    pub version: i64,
    /// The language of those that nobody has worded.
    pub language: Language,
    /// One of each kind.
    pub mails: Vec<DomainMail>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DomainMail {
    /// Which mail.
    pub kind: MailKind,
    /// The subject, with variables.
    pub subject: String,
    /// The body, in Markdown with variables.
    pub body: String,
    /// Whether nobody has written it: the words are Portico's own.
    pub is_default: bool,
    /// What subject and body can name. A paragraph that names something there is none of, such as files
    /// of a reply without any, is left out.
    pub variables: Vec<MailVariable>,
}

/// A mail after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SavedDomainMail {
    /// Counts changes of the domain's settings; the `ETag` is made of it.
    pub version: i64,
    /// The mail.
    pub mail: DomainMail,
}

/// The words of a mail: to be kept, previewed or sent as a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailWords {
    /// The subject, one line of at most 200 characters, with variables.
    pub subject: String,
    /// The body, in Markdown of at most 10,000 characters, with variables. Where the mail carries a link
    /// that only the recipient may use, it stands in a paragraph of its own: `{{link}}` or
    /// `[Choose a password]({{link}})`, which is shown as a button.
    pub body: String,
}

impl Check for MailWords {
    fn check(&self) -> Vec<FieldProblem> {
        Checker::default()
            .required("/subject", &self.subject, "a subject")
            .max_chars("/subject", &self.subject, MAX_MAIL_SUBJECT)
            .one_line("/subject", &self.subject)
            .required("/body", &self.body, "what the mail says")
            .max_chars("/body", &self.body, MAX_MAIL_BODY)
            .done()
    }
}

impl MailWords {
    /// Everything refused of the words as a mail of that kind.
    pub fn check_for(&self, kind: MailKind) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        let known = kind.variables();
        let in_subject: Vec<Variable> = known.iter().copied().filter(|variable| variable.in_subject()).collect();
        for (pointer, text, known) in [("/subject", &self.subject, &in_subject), ("/body", &self.body, &known)] {
            for message in faults(text, known) {
                checker.refuse(pointer, FieldCode::Unknown, message);
            }
        }
        if kind.needs_link() && !stands_alone(&self.body) {
            let message = "Put {{link}} into a paragraph of its own, or [what the button says]({{link}}).";
            checker.refuse("/body", FieldCode::Required, message);
        }
        let mut refused = self.check();
        refused.extend(checker.done());
        refused
    }
}

/// What is wrong with the variables of a text, each fault once.
fn faults(text: &str, known: &[Variable]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in pieces(text) {
        let fault = match piece {
            Piece::Words(_) => continue,
            Piece::Variable(name) if known.iter().any(|variable| variable.name() == name) => continue,
            Piece::Variable(name) => {
                let names: Vec<String> = known.iter().map(|variable| format!("{{{{{}}}}}", variable.name())).collect();
                format!("There is no {{{{{name}}}}} here. There are: {}.", names.join(", "))
            }
            Piece::Open(rest) => {
                let shown: String = rest.chars().take(30).collect();
                format!("Close the two braces of “{shown}” with two others, or leave them out.")
            }
        };
        if !found.contains(&fault) {
            found.push(fault);
        }
    }
    found
}

/// Whether the link stands in a paragraph of its own.
fn stands_alone(body: &str) -> bool {
    let squeezed = |line: &str| line.split_whitespace().collect::<String>();
    let lines: Vec<String> = body.lines().map(squeezed).collect();
    let blank = |line: Option<&String>| line.is_none_or(String::is_empty);
    lines.iter().enumerate().any(|(at, line)| {
        let link = line == "{{link}}" || (line.starts_with('[') && line.ends_with("]({{link}})"));
        link && blank(at.checked_sub(1).and_then(|before| lines.get(before))) && blank(lines.get(at + 1))
    })
}

/// A mail as its recipient would get it, with sample values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MailPreview {
    /// The subject.
    pub subject: String,
    /// The whole HTML document as it is sent, styled inline. It contains no script and loads nothing.
    pub html: String,
    /// The same without the document around it and without styles, as sanitised HTML: for a page whose
    /// policy forbids inline styles. The button is `p.button > a`, the company's name `h1`, the end `footer`.
    pub content_html: String,
    /// The plain-text twin.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(kind: MailKind, subject: &str, body: &str) -> Vec<(String, FieldCode, String)> {
        let words = MailWords { subject: subject.into(), body: body.into() };
        words.check_for(kind).into_iter().map(|field| (field.pointer, field.code, field.message)).collect()
    }

    #[test]
    fn an_unknown_variable_is_named_with_those_there_are() {
        let found = refused(MailKind::EmailTaken, "{{company.name}}", "Dear {{contact.name}} {{contact.name}}");
        let message = "There is no {{contact.name}} here. There are: {{portal.name}}, {{company.name}}.";
        assert_eq!(found, [("/body".to_owned(), FieldCode::Unknown, message.to_owned())]);
        assert_eq!(refused(MailKind::EmailTaken, "{{company.name", "x")[0].0, "/subject");
        assert!(refused(MailKind::ReplyNotification, "{{reply.text}}", "x")[0].2.contains("no {{reply.text}} here"));
    }

    #[test]
    fn a_mail_of_a_link_needs_it_in_a_paragraph() {
        for good in
            ["{{link}}", "Hi\n\n{{ link }}\n\nBye", "Hi\n\n[Choose it]({{link}})\n", "[{{portal.name}}]( {{link}} )"]
        {
            assert_eq!(refused(MailKind::Registration, "x", good), [], "{good}");
        }
        for bad in ["Hi", "Hi {{link}}", "Hi\n{{link}}", "{{link}}\nthere", "[x]({{portal.name}})"] {
            assert_eq!(refused(MailKind::Registration, "x", bad)[0].1, FieldCode::Required, "{bad}");
        }
        assert_eq!(refused(MailKind::ReplyNotification, "x", "{{reply.text}}"), []);
    }
}
