//! The mail log: every e-mail that Portico sent, will send or could not send.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::id::{MailId, TicketId};
use chrono::{DateTime, Utc};

/// Which mails to list. Newest first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MailQuery {
    /// Only mails of this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub status: Option<MailStatus>,
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

/// How far a mail got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailStatus {
    /// Waits to be sent, or to be tried again.
    Queued,
    /// The SMTP server took it.
    Sent,
    /// Given up: refused for good, or tried for three days.
    Failed,
}

impl MailStatus {
    /// Every status.
    pub const ALL: &'static [MailStatus] = &[MailStatus::Queued, MailStatus::Sent, MailStatus::Failed];

    /// The word on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            MailStatus::Queued => "queued",
            MailStatus::Sent => "sent",
            MailStatus::Failed => "failed",
        }
    }
}

/// Whether mails leave the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailTransport {
    /// An SMTP server is configured.
    Smtp,
    /// None is: mails wait in the outbox.
    Outbox,
}

/// A row of the mail log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MailSummary {
    /// Its id.
    pub id: MailId,
    /// The recipient's address.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// How far it got.
    pub status: MailStatus,
    /// How often it was tried.
    pub attempts: u32,
    /// The ticket it is about.
    pub ticket_id: Option<TicketId>,
    /// When it was written.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
    /// When the SMTP server took it.
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub sent_at: Option<DateTime<Utc>>,
}

/// One mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Mail {
    /// The row of the log.
    pub summary: MailSummary,
    /// The sender's address.
    pub sender: String,
    /// The plain text; links that only the recipient may use are masked.
    pub text: String,
    /// What the SMTP server last said when it did not take the mail.
    pub last_error: Option<String>,
    /// When it will be tried next.
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub next_attempt_at: Option<DateTime<Utc>>,
}
