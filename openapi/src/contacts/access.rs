//! How contacts get in, as staff see it: sessions, consents, and keeping somebody out.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{PortalId, SessionId};

/// A browser in which a contact is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactSession {
    /// Its id.
    pub id: SessionId,
    /// The host it is for.
    pub host: String,
    /// Browser and system in words, such as "Firefox on Linux".
    pub device: String,
    /// The address it was started from.
    pub ip: String,
    /// When it was started.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
    /// When it was last used, to about a minute.
    #[serde(deserialize_with = "crate::moment::read")]
    pub last_seen_at: DateTime<Utc>,
}

/// What a contact agreed to when registering, as it was worded then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactConsent {
    /// The host it registered at.
    pub host: String,
    /// Which version of the text.
    pub version: i64,
    /// The notice, in Markdown.
    pub notice: String,
    /// What stood beside the checkbox, in Markdown.
    pub label: String,
    /// From which address.
    pub ip: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub agreed_at: DateTime<Utc>,
}

/// Whether a contact is kept out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessDecision {
    /// Let in again, as far as it had got.
    Active,
    /// Kept out of every portal of the domain, at once.
    Blocked,
}

/// Keeps a contact out, or lets it in again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessChange {
    /// What to do.
    pub status: AccessDecision,
}

/// Mails a contact a link to set a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContactPasswordReset {
    /// The portal the link leads to.
    pub portal_id: PortalId,
}
