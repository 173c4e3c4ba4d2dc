//! Attachments: uploaded to *pending* first, then named in the message that uses them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::AttachmentId;

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The name it was given, cleaned of control characters.
    pub name: String,
    /// Its media type, `application/octet-stream` unless known to be harmless.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
}
