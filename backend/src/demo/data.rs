//! The shape of `data/*.toml`, compiled into the program.

use std::collections::BTreeMap;

use chrono::Duration;
use openapi::tickets::{Priority, Source};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// `people.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    /// Everybody's password.
    pub(super) password: String,
    pub(super) user: Vec<User>,
    pub(super) company: Vec<Company>,
    pub(super) contact: Vec<Contact>,
    pub(super) property: Vec<Property>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct User {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Company {
    pub(super) name: String,
    pub(super) domains: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Contact {
    pub(super) key: String,
    pub(super) name: (String, String),
    pub(super) email: String,
    pub(super) phone: Option<String>,
    /// Names; the first is the primary one.
    pub(super) companies: Vec<String>,
    pub(super) access: Option<Access>,
    #[serde(default)]
    pub(super) properties: BTreeMap<String, String>,
}

/// Whether a contact can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Access {
    Active,
    Invited,
    Blocked,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Property {
    pub(super) object: String,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) kind: String,
    #[serde(default)]
    pub(super) options: Vec<String>,
}

/// A ticket with its conversation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ticket {
    pub(super) subject: String,
    /// The key of the requester.
    pub(super) from: String,
    pub(super) source: Source,
    pub(super) category: Option<String>,
    pub(super) priority: Option<Priority>,
    /// The key of the user who takes care of it from the beginning.
    pub(super) owner: Option<String>,
    /// How long ago it was created.
    pub(super) ago: Span,
    #[serde(default)]
    pub(super) properties: BTreeMap<String, String>,
    /// Messages in turn, the requester's first, one `every` so often.
    #[serde(default)]
    pub(super) chat: Vec<String>,
    #[serde(default)]
    pub(super) every: Span,
    /// What happens then.
    pub(super) steps: Vec<Step>,
}

/// Something that happens to a ticket.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    /// How long after the step before it.
    #[serde(default)]
    pub(super) after: Span,
    /// The key of the user who does it; the owner if absent.
    pub(super) by: Option<String>,
    /// The key of the contact who says it; the requester if absent.
    pub(super) from: Option<String>,
    /// Names of files that come with it.
    #[serde(default)]
    pub(super) files: Vec<String>,
    /// The stage it leads to.
    pub(super) then: Option<String>,
    /// How the mail that carries it is doing, where the mail log is to show one.
    pub(super) mail: Option<MailFate>,
    #[serde(flatten)]
    pub(super) action: Action,
}

/// What is done.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Action {
    /// A customer writes. `@long-message.txt` stands for that file.
    Says(String),
    /// The team answers.
    Reply(String),
    /// The team writes to itself.
    Note(String),
    /// The ticket moves to a stage.
    Stage(String),
    /// The ticket goes to a user.
    Assign(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum MailFate {
    Sent,
    Failed,
}

/// A length of time, written `12d 3h 20m`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Span(i64);

impl Span {
    pub(super) fn duration(self) -> Duration {
        Duration::minutes(self.0)
    }
}

impl TryFrom<String> for Span {
    type Error = String;
    fn try_from(text: String) -> std::result::Result<Self, String> {
        let part = |part: &str| {
            let (number, unit) = part.split_at_checked(part.len().checked_sub(1)?)?;
            let minutes = match unit {
                "d" => 1440,
                "h" => 60,
                "m" => 1,
                _ => return None,
            };
            Some(number.parse::<i64>().ok()? * minutes)
        };
        let minutes: Option<i64> = text.split_whitespace().map(part).sum();
        minutes.map(Span).ok_or_else(|| format!("{text:?} is no length of time such as 3d 4h 20m"))
    }
}

impl People {
    pub(super) fn read() -> Result<Self> {
        parse("people.toml", include_str!("data/people.toml"))
    }
}

/// Every ticket, oldest first.
pub(super) fn tickets() -> Result<Vec<Ticket>> {
    #[derive(Deserialize)]
    struct File {
        ticket: Vec<Ticket>,
    }
    let mut all = Vec::new();
    for (name, text) in [
        ("showcase.toml", include_str!("data/showcase.toml")),
        ("chat.toml", include_str!("data/chat.toml")),
        ("open.toml", include_str!("data/open.toml")),
        ("closed.toml", include_str!("data/closed.toml")),
    ] {
        all.extend(parse::<File>(name, text)?.ticket);
    }
    all.sort_by_key(|ticket| std::cmp::Reverse(ticket.ago));
    Ok(all)
}

/// The text of a message: itself, or the file it names.
pub(super) fn text(text: &str) -> &str {
    match text {
        "@long-message.txt" => include_str!("data/long-message.txt"),
        text => text.trim_start_matches('\n'),
    }
}

fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| wrong(format!("{name}: {error}")))
}

/// A mistake in the data.
pub(super) fn wrong(what: impl std::fmt::Display) -> Error {
    Error::Internal(format!("demonstration data: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time() {
        assert_eq!(Span::try_from("2d 3h 4m".to_owned()), Ok(Span(2 * 1440 + 184)));
        for bad in ["3", "h", "3w", "ü"] {
            assert!(Span::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn nothing_happens_in_the_future() {
        for ticket in tickets().unwrap() {
            let chat = ticket.every.0 * i64::try_from(ticket.chat.len()).unwrap();
            let steps: i64 = ticket.steps.iter().map(|step| step.after.0).sum();
            assert!(
                chat + steps < ticket.ago.0,
                "{}: {} minutes too late",
                ticket.subject,
                chat + steps - ticket.ago.0
            );
        }
    }

    #[test]
    fn the_password_meets_the_rules_for_everybody() {
        use crate::auth::password::check;
        let people = People::read().unwrap();
        for user in &people.user {
            assert_eq!(check("", &people.password, 15, &[&user.name, &user.email]), []);
        }
        for contact in &people.contact {
            let words = [contact.name.0.as_str(), contact.name.1.as_str(), contact.email.as_str()];
            assert_eq!(check("", &people.password, 15, &words), []);
        }
    }
}
