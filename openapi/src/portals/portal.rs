//! What the portal app knows: a customer who is inside.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the portal app starts with, put into its page by the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::Boot)]
pub struct Boot {
    /// The portal.
    pub portal: Portal,
    /// Who is signed in.
    pub me: Me,
}

/// A portal as its customers know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::Portal)]
pub struct Portal {
    /// Its slug: the first segment of its addresses.
    pub slug: String,
    /// Its name, the browser tab's title.
    pub name: String,
    /// The name of the company whose portal it is.
    pub company: String,
    /// BCP 47 language tag of its pages.
    pub language: String,
    /// The address customers can write to for help.
    pub help_email: String,
    /// What a new ticket can be about.
    pub categories: Vec<String>,
}

/// The customer who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = portal::Me)]
pub struct Me {
    /// Name to show.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The primary company's name, when this customer may see its tickets: the *View* menu exists.
    pub organization: Option<String>,
    /// Whether a user looks at the portal as this customer: everything can be read, nothing changed.
    pub is_preview: bool,
    /// Seconds without a request after which the session ends. A request with `X-Background` does not
    /// count as one.
    pub idle_seconds: i64,
    /// Seconds that are left of them.
    pub idle_left_seconds: i64,
    /// When the session ends even in use.
    #[serde(deserialize_with = "crate::moment::read")]
    pub ends_at: DateTime<Utc>,
    /// Seconds until then, for browsers whose clock is wrong.
    pub ends_left_seconds: i64,
}
