//! What is kept of a ticket or a reply being written, and follow-ups that begin with something already in it.

use openapi::files::Attachment;
use openapi::id::TicketId;
use serde::{Deserialize, Serialize};

use crate::portal::session::Session;
use crate::ui::{Draft, forget_drafts};

/// Where the draft is kept.
pub const PLACE: &str = "new-ticket";

/// A ticket or a reply being written; a reply has a description only.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// As typed.
    #[serde(default)]
    pub subject: String,
    /// As typed.
    #[serde(default)]
    pub description: String,
    /// The chosen category; empty when none.
    #[serde(default)]
    pub category: String,
    /// The chosen priority's word; empty when none.
    #[serde(default)]
    pub priority: String,
    /// Whether the company shall not see it.
    #[serde(default)]
    pub private: bool,
    /// Files that have arrived.
    #[serde(default)]
    pub files: Vec<Attachment>,
}

/// Begins a follow-up to a closed ticket. A ticket already being written is not overwritten.
pub fn follow_up(session: Session, id: TicketId, subject: &str, text: &str, files: Vec<Attachment>) {
    let key = session.draft_key(PLACE);
    if Draft::read::<Kept>(&key).is_none() {
        let kept =
            Kept { subject: follow_up_subject(id, subject), description: text.to_owned(), files, ..Kept::default() };
        Draft::write_once(&key, &kept);
    }
}

/// Forgets the draft.
pub fn discard(session: Session) {
    forget_drafts(&session.draft_key(PLACE));
}

/// "Follow-up to #1042: Printer", cut to what a subject may have.
fn follow_up_subject(id: TicketId, subject: &str) -> String {
    format!("Follow-up to #{id}: {subject}").chars().take(openapi::check::MAX_SUBJECT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_subject_still_fits() {
        assert_eq!(follow_up_subject(TicketId(7), "Printer"), "Follow-up to #7: Printer");
        assert_eq!(follow_up_subject(TicketId(7), &"ü".repeat(300)).chars().count(), 250);
    }
}
