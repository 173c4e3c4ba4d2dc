//! Mails made of words that staff wrote: Markdown with variables becomes a subject, HTML and its
//! plain-text twin. A value is text and nothing else: it is put in after the Markdown was read, so that
//! what a customer is called can be no markup, no header and no variable.

mod dress;
mod fill;
mod twin;

use chrono::Duration;
use openapi::domains::mails::MailWords;
use openapi::domains::variables::{Piece, Variable, pieces};

use super::LINK;
use super::text::Words;

pub use dress::{document, escape};
pub use fill::below;

/// What variables stand for. A variable without a value is left out together with its paragraph.
#[derive(Debug, Clone, Default)]
pub struct Values {
    known: Vec<(Variable, String)>,
    has_secret: bool,
    lasts: Option<Duration>,
}

impl Values {
    /// With another value; an empty one is none.
    pub fn with(mut self, variable: Variable, value: impl Into<String>) -> Self {
        let value = value.into();
        self.known.retain(|(known, _)| *known != variable);
        if !value.is_empty() {
            self.known.push((variable, value));
        }
        self
    }

    /// With a link that only the recipient may use, which [`LINK`] stands for until the mail is sent.
    pub fn with_secret_link(mut self) -> Self {
        self.has_secret = true;
        self.with(Variable::Link, LINK)
    }

    /// With how long the link works; it is put in words where the language is known.
    pub fn lasting(self, lasts: Duration) -> Self {
        Self { lasts: Some(lasts), ..self }
    }

    /// How long the link works.
    pub fn lasts(&self) -> Option<Duration> {
        self.lasts
    }

    /// The value of a variable.
    fn get(&self, variable: Variable) -> Option<String> {
        let value = &self.known.iter().find(|(known, _)| *known == variable)?.1;
        if variable.is_link() {
            return Some(value.clone());
        }
        let value: String = value.chars().filter(|c| !steers(*c)).collect();
        // the mark of the link is the link's alone
        Some(if self.has_secret { value.replace("{{", "{\u{2060}{") } else { value })
    }
}

/// Characters that turn the direction of the text around them.
fn steers(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Makes a mail of words and values. The HTML is the inner part of a document; [`document`] makes it whole.
pub fn fill(words: &MailWords, values: &Values) -> Words {
    let marked = marked(&words.body);
    let events = fill::events(&marked, values);
    let company = values.get(Variable::Company).unwrap_or_default();
    let portal = values.get(Variable::Portal);
    Words {
        subject: subject(&words.subject, values),
        text: twin::text(&events, &company),
        html: Some(dress::framed(&fill::html(events), &company, portal.as_deref())),
    }
}

/// One line, whatever the values are.
fn subject(template: &str, values: &Values) -> String {
    let mut subject = String::new();
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) | Piece::Open(words) => subject.push_str(words),
            Piece::Variable(name) => {
                let value = Variable::named(name).filter(|variable| variable.in_subject());
                subject.push_str(&value.and_then(|variable| values.get(variable)).unwrap_or_default());
            }
        }
    }
    subject
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first of the characters that stand for variables while Markdown is read. Nobody can type them: they
/// are taken out of the words first.
const MARKS: u32 = 0xE000;

fn mark(variable: Variable) -> Option<char> {
    let index = Variable::ALL.iter().position(|known| *known == variable)?;
    char::from_u32(MARKS + u32::try_from(index).ok()?)
}

/// The variable a character stands for.
fn marks(c: char) -> Option<Variable> {
    let index = u32::from(c).checked_sub(MARKS)?;
    Variable::ALL.get(usize::try_from(index).ok()?).copied()
}

fn marked(body: &str) -> String {
    let mut marked = String::new();
    for piece in pieces(body) {
        match piece {
            Piece::Words(words) | Piece::Open(words) => marked.extend(words.chars().filter(|c| marks(*c).is_none())),
            Piece::Variable(name) => marked.extend(Variable::named(name).and_then(mark)),
        }
    }
    marked
}

#[cfg(test)]
mod tests;
