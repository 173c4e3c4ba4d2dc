//! What staff send: replies, notes, new tickets and changes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::check::{Check, Checker, MAX_ATTACHMENTS, MAX_SUBJECT, MAX_TEXT};
use crate::id::{AttachmentId, ContactId, StageId, UserId};
use crate::problem::FieldProblem;
use crate::tickets::{Priority, Source, TicketState};

/// A reply to the customer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = console::NewMessage)]
pub struct NewMessage {
    /// Plain text, at most 200,000 characters; may be blank when files are attached.
    pub text: String,
    /// Pending attachments to send along, at most 10.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
    /// Also close the ticket, in the same step.
    #[serde(default)]
    pub close: bool,
}

impl Check for NewMessage {
    fn check(&self) -> Vec<FieldProblem> {
        check_text(&self.text, &self.attachments)
    }
}

/// An internal note.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = console::NewNote)]
pub struct NewNote {
    /// Plain text, at most 200,000 characters; may be blank when files are attached.
    pub text: String,
    /// Pending attachments to keep with it, at most 10.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
}

impl Check for NewNote {
    fn check(&self) -> Vec<FieldProblem> {
        check_text(&self.text, &self.attachments)
    }
}

fn check_text(text: &str, attachments: &[AttachmentId]) -> Vec<FieldProblem> {
    let mut checker = Checker::default();
    if attachments.is_empty() {
        checker.required("/text", text, "a message, or attach a file");
    }
    checker.max_chars("/text", text, MAX_TEXT);
    checker.max_items("/attachments", attachments, MAX_ATTACHMENTS, "files");
    checker.done()
}

/// A ticket that staff file for a customer, say after a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = console::NewTicket)]
pub struct NewTicket {
    /// One line, at most 250 characters.
    pub subject: String,
    /// What the customer said; becomes the first message. May be blank.
    #[serde(default)]
    pub description: String,
    /// Who asked.
    pub contact_id: ContactId,
    /// How urgent it is.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// Where it came from.
    pub source: Source,
}

impl Check for NewTicket {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        checker.required("/subject", &self.subject, "a subject");
        checker.max_chars("/subject", &self.subject, MAX_SUBJECT).one_line("/subject", &self.subject);
        checker.max_chars("/description", &self.description, MAX_TEXT);
        checker.done()
    }
}

/// Changes to a ticket. An absent field stays; `null` clears what may be empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = console::TicketPatch)]
pub struct TicketPatch {
    /// A new subject.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[schema(nullable = false)]
    pub subject: Option<String>,
    /// A stage of the ticket's pipeline; also closes or reopens.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[schema(nullable = false)]
    pub stage_id: Option<StageId>,
    /// A priority, or null for none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "double")]
    #[schema(value_type = Option<Priority>)]
    pub priority: Option<Option<Priority>>,
}

impl Check for TicketPatch {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        if let Some(subject) = &self.subject {
            checker.required("/subject", subject, "a subject");
            checker.max_chars("/subject", subject, MAX_SUBJECT).one_line("/subject", subject);
        }
        checker.done()
    }
}

/// Reads a field that may be absent or a value, but not null.
fn present<'de, D, T>(source: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(source).map(Some)
}

/// Reads a field that may be absent, null or a value, and tells the three apart.
pub fn double<'de, D, T>(source: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(source).map(Some)
}

/// Who takes care of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// A user, or null for nobody. It must be there: a body without it would take the ticket from
    /// somebody by mistake.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required = true)]
    pub user_id: Option<UserId>,
}

/// Whether a ticket is open or closed. Moves it to the first stage of its pipeline in that state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StateChange {
    /// The state it should have.
    pub state: TicketState,
}
