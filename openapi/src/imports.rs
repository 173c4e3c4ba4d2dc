//! Imports: a support desk's CSV export becomes tickets.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::ImportId;
use crate::tickets::{Priority, Source};
use chrono::{DateTime, Utc};

/// How the columns of a CSV file become tickets.
///
/// Column names are the file's header. Values are compared without regard to case and surrounding
/// space. A column named nowhere is left out; one under `properties` becomes a custom property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Names the source system. With the ticket's key it decides whether a row was imported before.
    pub source_name: String,
    /// The column with the ticket's key in the source system, unique in the file.
    pub key: String,
    /// The column with the requester's e-mail address.
    pub email: String,
    /// The column with the requester's full name.
    #[serde(default)]
    pub name: Option<String>,
    /// The column with the requester's company; made or matched by name.
    #[serde(default)]
    pub company: Option<String>,
    /// The column with the subject.
    pub subject: String,
    /// The column with the description: the first message, from the customer.
    #[serde(default)]
    pub description: Option<String>,
    /// The column with the resolution: a message from the team.
    #[serde(default)]
    pub resolution: Option<String>,
    /// Text to replace inside subject, description and resolution by a column's value:
    /// `{product_purchased}` → `Product Purchased`.
    #[serde(default)]
    pub placeholders: BTreeMap<String, String>,
    /// The name of the pipeline that takes the tickets.
    pub pipeline: String,
    /// The stage, by the value of a column.
    pub stage: ValueMap<String>,
    /// The priority, by the value of a column.
    #[serde(default)]
    pub priority: Option<ValueMap<Priority>>,
    /// The source, by the value of a column.
    #[serde(default)]
    pub source: Option<ValueMap<Source>>,
    /// The column with the category.
    #[serde(default)]
    pub category: Option<String>,
    /// When the ticket was created.
    #[serde(default)]
    pub created_at: Option<TimeColumn>,
    /// When the team first answered; the time of the resolution message if nothing later is known.
    #[serde(default)]
    pub answered_at: Option<TimeColumn>,
    /// When it was closed.
    #[serde(default)]
    pub closed_at: Option<TimeColumn>,
    /// Columns that become custom properties, by name of the property.
    #[serde(default)]
    pub properties: BTreeMap<String, PropertyColumn>,
}

/// Turns the values of a column into values of ours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueMap<T> {
    /// The column.
    pub column: String,
    /// Ours by theirs.
    pub values: BTreeMap<String, T>,
    /// Ours for what `values` does not name; without it such a row is refused.
    #[serde(default = "none")]
    pub otherwise: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

/// A column with a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeColumn {
    /// The column. An empty cell means unknown.
    pub column: String,
    /// The format, as in strftime; a format without a time of day means midnight UTC.
    pub format: String,
}

/// A column that becomes a custom property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PropertyColumn {
    /// The column.
    pub column: String,
    /// What people call the property.
    pub label: String,
    /// Whether it describes the ticket or the contact.
    pub of: PropertyOwner,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: PropertyType,
}

/// What a custom property describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PropertyOwner {
    /// A ticket.
    Ticket,
    /// A contact.
    Contact,
}

/// The type of an imported custom property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PropertyType {
    /// A line of text.
    Text,
    /// A number.
    Number,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// One of the values found in the file.
    Select,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// Waits for its turn.
    Queued,
    /// Being read.
    Running,
    /// Read to the end.
    Done,
    /// Stopped by a fault; can be resumed.
    Failed,
}

/// A run of the importer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// The file's name.
    pub file_name: String,
    /// How far it is.
    pub status: ImportStatus,
    /// Rows in the file; null while they are being counted.
    pub rows: Option<u64>,
    /// Rows read so far.
    pub done: u64,
    /// Tickets made.
    pub created: u64,
    /// Rows that had been imported before.
    pub unchanged: u64,
    /// Rows refused; the report says why.
    pub refused: u64,
    /// Why it stopped, if it failed.
    pub error: Option<String>,
    /// When it was asked for.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
    /// When it ended.
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub finished_at: Option<DateTime<Utc>>,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RefusedRow {
    /// The line of the file the row begins on, counted from 1.
    pub line: u64,
    /// Why, and what to do.
    pub reason: String,
}
