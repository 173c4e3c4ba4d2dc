//! What a customer sees of tickets.

mod conversation;

pub use conversation::*;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Priority, TicketState};
use crate::check::{Check, Checker, MAX_ATTACHMENTS, MAX_SUBJECT, MAX_TEXT};
use crate::files::Attachment;
use crate::id::{AttachmentId, ContactId, TicketId};
use crate::page::Direction;
use crate::problem::FieldProblem;
use chrono::{DateTime, Utc};

/// Which tickets to list, in which order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TicketQuery {
    /// Whose tickets; `mine` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub view: Option<View>,
    /// Only tickets of this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub status: Option<TicketState>,
    /// Only tickets with these words in number, subject or messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// The column to sort by; `last_activity` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub sort: Option<Sort>,
    /// The direction; `desc` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub direction: Option<Direction>,
    /// Items per page, 1 to 100; 25 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// Cursor: the page after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Cursor: the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Whether to count the whole list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<bool>,
}

/// Whose tickets a customer looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Tickets the contact is associated with.
    #[default]
    Mine,
    /// Tickets the contact's primary company is associated with; only where the portal allows it.
    Organization,
}

/// What a customer can sort tickets by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The number.
    Id,
    /// When it was created.
    Created,
    /// When customer or team last wrote, or its status changed.
    #[default]
    LastActivity,
}

/// A row of the ticket list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::TicketSummary)]
pub struct TicketSummary {
    /// Its number.
    pub id: TicketId,
    /// Its subject.
    pub subject: String,
    /// Open or closed.
    pub status: TicketState,
    /// When it was created.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
    /// When customer or team last wrote, or its status changed.
    #[serde(deserialize_with = "crate::moment::read")]
    pub last_activity_at: DateTime<Utc>,
    /// Whether the team wrote something this customer has not seen.
    pub unread: bool,
    /// Who asked, shown in the organization view.
    pub requester: Option<String>,
}

/// One ticket with the newest part of its conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::Ticket)]
pub struct Ticket {
    /// Its number.
    pub id: TicketId,
    /// Its subject.
    pub subject: String,
    /// Open or closed.
    pub status: TicketState,
    /// Whether a reply is accepted.
    pub accepts_reply: bool,
    /// When it was created.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
    /// When customer or team last wrote, or its status changed.
    #[serde(deserialize_with = "crate::moment::read")]
    pub last_activity_at: DateTime<Utc>,
    /// When it was closed, if it is.
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub closed_at: Option<DateTime<Utc>>,
    /// Who asked.
    pub requester: Option<String>,
    /// The company it belongs to.
    pub company: Option<String>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// What it is about, one of the portal's categories.
    pub category: Option<String>,
    /// Whether only those who take part see it, and not their company.
    pub is_private: bool,
    /// Who takes part; who asked comes first.
    pub participants: Vec<Participant>,
    /// Whether this customer takes part, and so may remove others and make the ticket private. Others see
    /// it because it is their company's.
    pub takes_part: bool,
    /// The newest entries, oldest first.
    pub conversation: Conversation,
    /// Every file of the ticket that the customer may see, oldest first.
    pub attachments: Vec<Attachment>,
}

/// Somebody who takes part in a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::Participant)]
pub struct Participant {
    /// Who.
    pub contact_id: ContactId,
    /// Name to show.
    pub name: String,
    /// Whether it is the customer who is asking.
    pub is_you: bool,
    /// Whether it is who asked, and so cannot be removed.
    pub is_requester: bool,
}

/// Somebody of the customer's own company who shall take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = portal::NewParticipant)]
pub struct NewParticipant {
    /// The colleague's e-mail address.
    pub email: String,
}

impl Check for NewParticipant {
    fn check(&self) -> Vec<FieldProblem> {
        Checker::default().email("/email", &self.email).done()
    }
}

/// Who sees a ticket besides the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// Whether only those who take part see it, and not their company.
    pub is_private: bool,
}

/// A reply.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = portal::NewMessage)]
pub struct NewMessage {
    /// Plain text, at most 200,000 characters; may be blank when files are attached.
    pub text: String,
    /// Pending attachments to send along, at most 10.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
}

impl Check for NewMessage {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        if self.attachments.is_empty() {
            checker.required("/text", &self.text, "a message, or attach a file");
        }
        checker.max_chars("/text", &self.text, MAX_TEXT);
        checker.max_items("/attachments", &self.attachments, MAX_ATTACHMENTS, "files");
        checker.done()
    }
}

/// A new ticket.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = portal::NewTicket)]
pub struct NewTicket {
    /// One line, at most 250 characters.
    pub subject: String,
    /// Plain text, at most 200,000 characters; becomes the first message.
    pub description: String,
    /// One of the portal's categories.
    #[serde(default)]
    pub category: Option<String>,
    /// How urgent it is.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// Pending attachments to send along, at most 10.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
    /// Whether only those who take part shall see it, and not their company.
    #[serde(default)]
    pub is_private: bool,
}

impl Check for NewTicket {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        checker.required("/subject", &self.subject, "a subject");
        checker.max_chars("/subject", &self.subject, MAX_SUBJECT).one_line("/subject", &self.subject);
        checker.required("/description", &self.description, "a description");
        checker.max_chars("/description", &self.description, MAX_TEXT);
        checker.max_items("/attachments", &self.attachments, MAX_ATTACHMENTS, "files");
        checker.done()
    }
}
