//! A ticket's conversation as staff see it: messages, internal notes, and what happened.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::contacts::console::ContactRef;
use crate::files::Attachment;
use crate::id::{EventId, MailId, MessageId, NoteId};
use crate::tickets::{Source, TicketState};
use crate::users::UserRef;

/// Part of a conversation, oldest first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = console::Conversation)]
pub struct Conversation {
    /// The entries, at most 50.
    pub entries: Vec<Entry>,
    /// Cursor of the entries before these; null when the first entry is here.
    pub before: Option<String>,
}

/// Something in a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = console::Entry)]
pub enum Entry {
    /// Somebody wrote to the other side.
    Message(Message),
    /// Staff wrote to each other.
    Note(Note),
    /// Something happened.
    Event(Event),
}

/// A message as staff see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = console::Message)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Who wrote.
    pub author: Author,
    /// What they wrote: plain text.
    pub text: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub sent_at: DateTime<Utc>,
    /// How its e-mail is doing; null when none was due.
    pub delivery: Option<Delivery>,
    /// Files that came with it.
    pub attachments: Vec<Attachment>,
}

/// Who did or wrote something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = console::Author)]
pub enum Author {
    /// A customer.
    Contact(ContactRef),
    /// A member of staff.
    User(UserRef),
    /// Portico itself, or an import.
    System,
}

/// How the e-mail of a message is doing. Of several recipients, the one that is worst off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Delivery {
    /// The mail in the log.
    pub mail_id: MailId,
    /// How far it got.
    pub status: crate::mails::MailStatus,
}

/// An internal note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = console::Note)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// Who wrote.
    pub author: Author,
    /// What they wrote: plain text.
    pub text: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub written_at: DateTime<Utc>,
    /// Files that came with it.
    pub attachments: Vec<Attachment>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = console::Event)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Who did it.
    pub actor: Author,
    /// What happened.
    pub what: EventKind,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: DateTime<Utc>,
}

/// What happened to a ticket. Values are the names at that time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    /// It was created.
    Created {
        /// Where it came from.
        source: Source,
    },
    /// Its stage changed.
    StageChanged {
        /// The stage before.
        from: String,
        /// The stage after.
        to: String,
        /// Whether it is open or closed now.
        state: TicketState,
    },
    /// Its owner changed.
    OwnerChanged {
        /// The owner before.
        from: Option<String>,
        /// The owner after.
        to: Option<String>,
    },
    /// Another property changed.
    PropertyChanged {
        /// The property's label.
        property: String,
        /// The value before.
        from: Option<String>,
        /// The value after.
        to: Option<String>,
    },
    /// Somebody takes part from now on.
    ParticipantAdded {
        /// Who.
        name: String,
    },
    /// Somebody takes part no longer.
    ParticipantRemoved {
        /// Who.
        name: String,
    },
    /// It became private to those who take part, or not private any more.
    PrivacyChanged {
        /// Whether it is private now.
        is_private: bool,
    },
}
