//! What staff see of tickets.

mod bodies;
mod conversation;

pub use bodies::*;
pub use conversation::*;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Priority, Source};
use crate::companies::console::CompanyRef;
use crate::contacts::console::ContactRef;
use crate::files::Attachment;
use crate::id::{ContactId, PortalId, TicketId};
use crate::pipelines::Stage;
use crate::users::UserRef;
use chrono::{DateTime, Utc};

/// Which tickets to list. Newest activity first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TicketQuery {
    /// A predefined selection; `open` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub view: Option<View>,
    /// Only tickets with these words in number, subject or messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// Only tickets of this contact (any view narrows further).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<i64>)]
    pub contact: Option<i64>,
    /// Only tickets of this company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<i64>)]
    pub company: Option<i64>,
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

/// A predefined selection of tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = console::View)]
pub enum View {
    /// Open and without an owner.
    Unassigned,
    /// Open and mine.
    Mine,
    /// Open.
    #[default]
    Open,
    /// Closed.
    Closed,
    /// All of them.
    All,
}

/// How many tickets each view of the inbox holds. Closed ones are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct TicketCounts {
    /// Open and without an owner.
    pub unassigned: u64,
    /// Open and mine.
    pub mine: u64,
    /// Open.
    pub open: u64,
}

/// A row of the inbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = console::TicketSummary)]
pub struct TicketSummary {
    /// Its number.
    pub id: TicketId,
    /// Its subject.
    pub subject: String,
    /// Where it stands.
    pub stage: Stage,
    /// Who asked.
    pub requester: Option<ContactRef>,
    /// The company it belongs to.
    pub company: Option<CompanyRef>,
    /// Who takes care of it.
    pub owner: Option<UserRef>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// Where it came from.
    pub source: Source,
    /// The beginning of the newest message, one line.
    pub snippet: String,
    /// Whether the customer wrote last: somebody has to answer.
    pub awaiting_team: bool,
    /// When it was created.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
    /// When anything last happened, internal things included.
    #[serde(deserialize_with = "crate::moment::read")]
    pub last_activity_at: DateTime<Utc>,
}

/// One ticket with the newest part of its conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = console::Ticket)]
pub struct Ticket {
    /// The row of the inbox.
    pub summary: TicketSummary,
    /// The pipeline's name.
    pub pipeline: String,
    /// The stages it can move to, in order.
    pub stages: Vec<Stage>,
    /// What it is about.
    pub category: Option<String>,
    /// When it was closed, if it is.
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub closed_at: Option<DateTime<Utc>>,
    /// The address replies are sent from.
    pub from_address: String,
    /// Whether only the contacts associated with it see it in a portal, and not their company.
    pub is_private: bool,
    /// Every contact associated with it; the requester first.
    pub contacts: Vec<ContactRef>,
    /// Every company associated with it; the primary one first.
    pub companies: Vec<CompanyRef>,
    /// Custom properties that have a value.
    pub properties: Vec<PropertyValue>,
    /// The newest entries, oldest first.
    pub conversation: Conversation,
    /// Every file, oldest first.
    pub attachments: Vec<Attachment>,
}

/// Whether customers see a ticket, portal by portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Visibility {
    /// Whether the customer made it private to those who take part.
    pub is_private: bool,
    /// Every portal.
    pub portals: Vec<PortalVisibility>,
}

/// Whether customers see a ticket in one portal, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PortalVisibility {
    /// The portal.
    pub portal_id: PortalId,
    /// The portal's name.
    pub portal: String,
    /// Whether any customer sees it there.
    pub visible: bool,
    /// Why nobody does; sentences. Empty when somebody does.
    pub against: Vec<String>,
    /// Who does.
    pub seen_by: SeenBy,
}

/// The customers who see a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct SeenBy {
    /// How many.
    pub count: u64,
    /// The first 20 of them, those who take part first.
    pub named: Vec<Seer>,
}

/// A customer who sees a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Seer {
    /// Who.
    pub contact: ContactRef,
    /// Whether they take part; otherwise they see it because it is their company's.
    pub takes_part: bool,
}

/// A contact who shall take part in a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = console::NewParticipant)]
pub struct NewParticipant {
    /// Who.
    pub contact_id: ContactId,
}

/// A custom property and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PropertyValue {
    /// Its name, for programs.
    pub name: String,
    /// Its label, for people.
    pub label: String,
    /// Its value, as people read it.
    pub value: String,
}
