//! What is being written on a ticket: a reply and a note, each with its own text, files and draft,
//! and sending them.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::files::Attachment;
use openapi::id::{TicketId, UserId};
use openapi::tickets::console::{Entry, NewMessage, NewNote};
use serde::{Deserialize, Serialize};

use crate::api::console::{ATTACHMENTS, tickets};
use crate::api::idempotency::{Attempt, random_key};
use crate::api::problem::Failure;
use crate::console::desk::note;
use crate::console::session::Session;
use crate::console::ticket::entry;
use crate::console::ticket::record::Record;
use crate::ui::{Announcer, Draft, Files, forget_drafts};
use crate::words;

/// Where the words go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// To the customer.
    Reply,
    /// To colleagues.
    Note,
}

impl Tab {
    const fn word(self) -> &'static str {
        match self {
            Tab::Reply => "reply",
            Tab::Note => "note",
        }
    }
}

/// The key under which a draft is kept: by person, ticket and tab.
pub fn draft_key(user: Option<UserId>, ticket: TicketId, tab: Tab) -> String {
    format!("{}ticket:{ticket}:{}", draft_prefix(user), tab.word())
}

/// What the keys of all drafts of a person begin with.
pub fn draft_prefix(user: Option<UserId>) -> String {
    format!("console:{}:", user.map_or(0, |user| user.0))
}

/// What is kept of a message that is not sent yet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Kept {
    text: String,
    files: Vec<Attachment>,
}

/// A message being written. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// What is typed.
    pub text: RwSignal<String>,
    /// The files.
    pub files: Files,
    /// Why it was not sent.
    pub error: RwSignal<Option<String>>,
    /// Where it is kept.
    pub draft: Draft,
    attempt: StoredValue<Attempt>,
}

impl Sheet {
    fn new(key: &str, session: Session) -> Self {
        let kept = Draft::read::<Kept>(key).unwrap_or_default();
        let text = RwSignal::new(kept.text);
        let files = Files::new(ATTACHMENTS).on_failure(Callback::new(move |failure: Failure| note(session, &failure)));
        files.restore(kept.files);
        let draft = Draft::keep(key, move || Kept { text: text.get(), files: files.arrived() });
        Self { text, files, error: RwSignal::new(None), draft, attempt: StoredValue::new(Attempt::default()) }
    }

    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.text.with(|text| text.trim().is_empty()) && self.files.arrived().is_empty()
    }

    /// The key that lets the same message be sent again without being doubled.
    fn key(&self, body: &impl Serialize) -> String {
        let body = serde_json::to_string(body).unwrap_or_default();
        self.attempt.try_update_value(|attempt| attempt.key_for(&body, random_key)).unwrap_or_else(random_key)
    }

    fn sent(&self) {
        self.text.set(String::new());
        self.files.clear();
        self.draft.clear();
        self.attempt.update_value(Attempt::done);
    }
}

/// Everything being written on a ticket. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Writing {
    /// Which tab is shown.
    pub tab: RwSignal<Tab>,
    /// The reply.
    pub reply: Sheet,
    /// The note.
    pub note: Sheet,
    /// Whether one of them is being sent.
    pub busy: RwSignal<bool>,
    /// The text field of the tab that is shown.
    pub field: NodeRef<html::Textarea>,
    record: Record,
    session: Session,
    announcer: Announcer,
}

impl Writing {
    /// What was left unsent on this ticket, or nothing yet.
    pub fn new(record: Record) -> Self {
        let session = Session::expect();
        let my_id = session.my_id();
        let page = |tab| Sheet::new(&draft_key(my_id, record.id, tab), session);
        let (reply, note) = (page(Tab::Reply), page(Tab::Note));
        let tab = if reply.is_empty() && !note.is_empty() { Tab::Note } else { Tab::Reply };
        Self {
            tab: RwSignal::new(tab),
            reply,
            note,
            busy: RwSignal::new(false),
            field: NodeRef::new(),
            record,
            session,
            announcer: expect_context(),
        }
    }

    /// Shows a tab and lets the user write.
    pub fn focus(&self, tab: Tab) {
        self.tab.set(tab);
        let field = self.field;
        request_animation_frame(move || drop(field.get_untracked().map(|field| field.focus())));
    }

    /// What is written on a tab.
    pub fn page(&self, tab: Tab) -> Sheet {
        match tab {
            Tab::Reply => self.reply,
            Tab::Note => self.note,
        }
    }

    /// Sends what the shown tab holds; a reply may close the ticket in the same step. If that fails
    /// everything stays as it was.
    pub fn send(&self, close: bool) {
        let tab = self.tab.get_untracked();
        let page = self.page(tab);
        page.error.set(None);
        if self.busy.get_untracked() {
            return;
        }
        if let Some(obstacle) = untrack(|| obstacle(page.files)) {
            return page.error.set(Some(obstacle.into()));
        }
        let (text, attachments) = (page.text.get_untracked(), untrack(|| page.files.ids()));
        match tab {
            Tab::Reply => self.send_reply(NewMessage { text, attachments, close }),
            Tab::Note => self.send_note(NewNote { text, attachments }),
        }
    }

    fn send_reply(&self, message: NewMessage) {
        let writing = *self;
        if let Some(refused) = message.check().into_iter().next() {
            return writing.reply.error.set(Some(refused.message));
        }
        let key = writing.reply.key(&message);
        writing.busy.set(true);
        spawn_local(async move {
            let answer = tickets::post_message(writing.record.id, &message, &key).await;
            let said = if message.close { "Reply sent, ticket closed" } else { "Reply sent" };
            writing.answered(Tab::Reply, answer.map(Entry::Message), said);
        });
    }

    fn send_note(&self, note: NewNote) {
        let writing = *self;
        if let Some(refused) = note.check().into_iter().next() {
            return writing.note.error.set(Some(refused.message));
        }
        let key = writing.note.key(&note);
        writing.busy.set(true);
        spawn_local(async move {
            let answer = tickets::post_note(writing.record.id, &note, &key).await;
            writing.answered(Tab::Note, answer.map(Entry::Note), "Note saved");
        });
    }

    fn answered(&self, tab: Tab, answer: Result<Entry, Failure>, said: &'static str) {
        let page = self.page(tab);
        if self.busy.is_disposed() {
            // The ticket was left meanwhile: what was sent must not come back as a draft.
            if answer.is_ok() {
                forget_drafts(&draft_key(self.session.my_id(), self.record.id, tab));
            }
            return;
        }
        self.busy.set(false);
        match answer {
            Ok(entry) => {
                page.sent();
                self.announcer.polite(said);
                let key = entry::element_id(&entry);
                self.record.wrote(entry);
                request_animation_frame(move || crate::ui::dom::focus_id(&key));
            }
            Err(failure) => {
                note(self.session, &failure);
                page.error.set(Some(format!("It was not sent. {}", words::failure(&failure))));
            }
        }
    }
}

/// What must be settled before sending.
fn obstacle(files: Files) -> Option<&'static str> {
    if files.uploading() {
        Some("Wait until all files have arrived.")
    } else if files.any_failed() {
        Some("A file did not arrive. Try it again or remove it.")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_of_other_people_tickets_and_tabs_have_other_keys() {
        let keys = [
            draft_key(Some(UserId(1)), TicketId(2), Tab::Reply),
            draft_key(Some(UserId(1)), TicketId(2), Tab::Note),
            draft_key(Some(UserId(1)), TicketId(3), Tab::Reply),
            draft_key(Some(UserId(12)), TicketId(2), Tab::Reply),
        ];
        assert_eq!(keys[0], "console:1:ticket:2:reply");
        assert!((1..keys.len()).all(|at| !keys[..at].contains(&keys[at])));
        assert!(keys[0].starts_with(&draft_prefix(Some(UserId(1)))));
        assert!(!keys[3].starts_with(&draft_prefix(Some(UserId(1)))));
    }
}
