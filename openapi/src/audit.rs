//! Audit events: who did what, when, and what it was before and after.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::id::{AuditEventId, ContactId, UserId};

/// Which events to list, the newest first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Only those of this action, such as `list.updated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 100)]
    pub action: Option<String>,
    /// Only those about this kind of thing, such as `portal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 100)]
    pub object: Option<String>,
    /// Only those about the one with this id; needs `object`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_id: Option<i64>,
    /// Only those of this user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<i64>,
    /// Only those at this moment or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DateTime<Utc>>,
    /// Only those before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DateTime<Utc>>,
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
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AuditEvent {
    /// Its id.
    pub id: AuditEventId,
    /// What was done, such as `list.updated`.
    pub action: String,
    /// The user who did it, if it was one.
    pub user_id: Option<UserId>,
    /// The contact who did it, if it was one.
    pub contact_id: Option<ContactId>,
    /// Their name at that time; `Portico` for what it did by itself.
    pub actor: String,
    /// What kind of thing it was done to, such as `list`.
    pub object: String,
    /// Its id.
    pub object_id: Option<i64>,
    /// Its name at that time.
    pub object_name: String,
    /// What it was before and after, and whatever else there is to know.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
    /// The address it was asked from.
    pub ip: String,
    /// The browser or program it was asked with.
    pub user_agent: String,
    /// Names the request in the server's log.
    pub request_id: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
}
