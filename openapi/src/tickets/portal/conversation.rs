//! A ticket's conversation as its customers see it: messages and what happened.

use chrono::{DateTime, Utc};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::files::Attachment;
use crate::id::{EventId, MessageId};
use crate::tickets::TicketState;

/// Part of a conversation, oldest first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::Conversation)]
pub struct Conversation {
    /// The entries, at most 50.
    pub entries: Vec<Entry>,
    /// Cursor of the entries before these; null when the first entry is here.
    pub before: Option<String>,
}

/// Asks for an earlier part of a conversation.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConversationQuery {
    /// Cursor from [`Conversation::before`]; the newest part when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

/// Something in a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = portal::Entry)]
pub enum Entry {
    /// Somebody wrote.
    Message(Message),
    /// Something happened.
    Event(Event),
}

/// An entry of either kind. The usual way of reading one sets everything aside until its kind is known, which
/// weighs kilobytes in a customer's browser.
#[derive(Deserialize)]
struct AnyEntry {
    kind: EntryKind,
    id: i64,
    author: Option<Author>,
    text: Option<String>,
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    sent_at: Option<DateTime<Utc>>,
    attachments: Option<Vec<Attachment>>,
    what: Option<Happened>,
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum EntryKind {
    Message,
    Event,
}

impl AnyEntry {
    fn sort(self) -> Option<Entry> {
        Some(match self.kind {
            EntryKind::Message => Entry::Message(Message {
                id: MessageId(self.id),
                author: self.author?,
                text: self.text?,
                sent_at: self.sent_at?,
                attachments: self.attachments?,
            }),
            EntryKind::Event => Entry::Event(Event { id: EventId(self.id), what: self.what?, at: self.at? }),
        })
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let any = AnyEntry::deserialize(source)?;
        any.sort().ok_or_else(|| D::Error::custom("a part of the entry is missing"))
    }
}

/// A message as a customer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::Message)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Who wrote.
    pub author: Author,
    /// What they wrote: plain text, shown as text.
    pub text: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub sent_at: DateTime<Utc>,
    /// Files that came with it.
    pub attachments: Vec<Attachment>,
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::Author)]
pub struct Author {
    /// On which side of the conversation.
    pub side: Side,
    /// Name to show.
    pub name: String,
}

/// On which side of the conversation somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The customer who is asking.
    You,
    /// Another customer.
    Customer,
    /// The support team.
    Team,
}

/// Something that happened, as far as customers may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::Event)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// What.
    pub what: Happened,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: DateTime<Utc>,
}

/// What happened to a ticket, as far as customers may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = portal::Happened)]
pub enum Happened {
    /// It changed to this status.
    Status(TicketState),
    /// Somebody of this name takes part from now on.
    ParticipantAdded(String),
    /// Somebody of this name takes part no longer.
    ParticipantRemoved(String),
    /// Only those who take part see it (true), or their company as well (false).
    Private(bool),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(entry: Entry) {
        let written = serde_json::to_string(&entry).unwrap();
        assert_eq!(serde_json::from_str::<Entry>(&written).unwrap(), entry, "{written}");
    }

    #[test]
    fn entries_are_read_as_they_are_written() {
        let at = DateTime::from_timestamp_millis(1_763_818_200_120).unwrap();
        let author = Author { side: Side::Team, name: "Maya".into() };
        same(Entry::Message(Message { id: MessageId(7), author, text: "x".into(), sent_at: at, attachments: vec![] }));
        for what in [
            Happened::Status(TicketState::Closed),
            Happened::ParticipantAdded("Ann".into()),
            Happened::ParticipantRemoved("Ann".into()),
            Happened::Private(true),
        ] {
            same(Entry::Event(Event { id: EventId(1), what, at }));
        }
        assert!(serde_json::from_str::<Entry>(r#"{"kind":"event","id":1,"at":"2026-11-22T13:45:00Z"}"#).is_err());
    }
}
