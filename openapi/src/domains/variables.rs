//! What a mail's text can name: `{{contact.name}}` stands for the recipient's name. Server and browser
//! read texts by the same rules.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! variables {
    ($($variable:ident = $name:literal $meaning:literal $sample:literal),* $(,)?) => {
        /// Something a mail's text can name. A closed set.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Variable { $(#[doc = $meaning] $variable),* }

        impl Variable {
            /// Every variable.
            pub const ALL: &'static [Variable] = &[$(Variable::$variable),*];
            /// What stands between the braces.
            pub const fn name(self) -> &'static str { match self { $(Variable::$variable => $name),* } }
            /// What it stands for.
            pub const fn meaning(self) -> &'static str { match self { $(Variable::$variable => $meaning),* } }
            /// An example of a value.
            pub const fn sample(self) -> &'static str { match self { $(Variable::$variable => $sample),* } }
        }
    };
}

variables! {
    FirstName = "contact.first_name" "The recipient's first name, or the whole name or e-mail address where none is known" "Anna",
    Name = "contact.name" "The recipient's name, or e-mail address where none is known" "Anna Lee",
    Portal = "portal.name" "The portal's name" "Customer portal",
    Company = "company.name" "Your company's name" "Example Ltd",
    Link = "link" "The link, as a button" "https://support.example.com/",
    ResetLink = "reset_link" "A link to the page where a new password is asked for" "https://support.example.com/forgot",
    Expires = "expires" "How long the link works" "60 minutes",
    OldEmail = "email.old" "The e-mail address until now" "anna@example.com",
    NewEmail = "email.new" "The new e-mail address" "anna.lee@example.com",
    TicketNumber = "ticket.number" "The ticket's number" "1042",
    TicketSubject = "ticket.subject" "The ticket's subject" "The oven stays cold",
    ReplyAuthor = "reply.author" "Who replied" "Amir Haddad",
    ReplyText = "reply.text" "What they wrote" "Thank you for the photo.\n\nA technician comes on Tuesday morning.",
    ReplyFiles = "reply.files" "The names of the files that came with it" "plan.pdf, photo.jpg",
}

impl Variable {
    /// Whether it leads somewhere.
    pub const fn is_link(self) -> bool {
        matches!(self, Variable::Link | Variable::ResetLink)
    }

    /// Whether it may stand in a subject, which is one short line.
    pub const fn in_subject(self) -> bool {
        !self.is_link() && !matches!(self, Variable::ReplyText | Variable::ReplyFiles)
    }

    /// The variable of that name.
    pub fn named(name: &str) -> Option<Variable> {
        Variable::ALL.iter().copied().find(|variable| variable.name() == name)
    }
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they are.
    Words(&'a str),
    /// What stands between two braces and two braces, without the spaces around it.
    Variable(&'a str),
    /// Two braces that nothing closes, and what follows on the line.
    Open(&'a str),
}

/// Reads a text. A variable stands on one line.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find("{{") {
        if at > 0 {
            found.push(Piece::Words(&rest[..at]));
        }
        let after = &rest[at + 2..];
        let line = after.find('\n').unwrap_or(after.len());
        match after[..line].find("}}") {
            Some(end) => {
                found.push(Piece::Variable(after[..end].trim()));
                rest = &after[end + 2..];
            }
            None => {
                found.push(Piece::Open(&rest[at..at + 2 + line]));
                rest = &after[line..];
            }
        }
    }
    if !rest.is_empty() {
        found.push(Piece::Words(rest));
    }
    found
}

/// A variable as the console offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MailVariable {
    /// What stands between the braces, such as `contact.name`.
    pub name: String,
    /// What it stands for.
    pub meaning: String,
    /// An example of a value.
    pub sample: String,
    /// Whether it may stand in the subject as well as in the body.
    pub in_subject: bool,
    /// Whether the body must name it, in a paragraph of its own: `{{link}}` or `[Label]({{link}})`.
    pub is_required: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_pieces() {
        use Piece::{Open, Variable, Words};
        assert_eq!(
            pieces("Hi {{ contact.name }}, {{}}!\n{{link\n}} {"),
            [
                Words("Hi "),
                Variable("contact.name"),
                Words(", "),
                Variable(""),
                Words("!\n"),
                Open("{{link"),
                Words("\n}} {")
            ]
        );
        assert!(pieces("").is_empty());
        assert_eq!(pieces("{{{link}}}"), [Variable("{link"), Words("}")]);
    }

    #[test]
    fn names_are_found() {
        assert!(super::Variable::ALL.iter().all(|variable| super::Variable::named(variable.name()) == Some(*variable)));
        assert_eq!(super::Variable::named("Link"), None);
    }
}
