//! Server-sent events: an event says what changed, the client fetches it through the normal rules.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::TicketId;

/// The data of one server-sent event named `change`. Its SSE id is the timeline event's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// The ticket that changed.
    pub ticket_id: TicketId,
    /// How it changed.
    pub kind: ChangeKind,
}

/// The data of the server-sent event named `signed_out`, the last of its stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignedOut {
    /// Whether somebody ended it: the session's owner, on this device or another, or staff, who may also have
    /// turned the portal off. Otherwise it was not used in time, lasted as long as it may, or the portal is not
    /// meant for its owner any more.
    #[serde(default)]
    pub revoked: bool,
}

/// How a ticket changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It was filed.
    Created,
    /// A customer wrote.
    CustomerMessage,
    /// The team wrote to the customer.
    TeamMessage,
    /// Staff wrote an internal note. Never sent to customers.
    Note,
    /// Its status, stage, owner or another property changed.
    Updated,
}
