//! One open ticket: reading it, keeping it fresh, and every change staff make to it.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::id::{ContactId, StageId, TicketId, UserId};
use openapi::tickets::console::{Author, Entry, Ticket, TicketSummary};
use openapi::tickets::{Priority, TicketState};

use crate::api::console::tickets;
use crate::api::problem::Failure;
use crate::console::desk::{Desk, gather, note};
use crate::console::session::Session;
use crate::console::ticket::thread::Thread;

/// An open ticket. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Record {
    /// Its number.
    pub id: TicketId,
    /// What is known of it; nothing until it has been read.
    pub ticket: RwSignal<Option<Ticket>>,
    /// Its conversation, as far as it is loaded.
    pub thread: RwSignal<Thread>,
    /// Why it could not be read.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether a change is on its way.
    pub saving: RwSignal<bool>,
    /// Why the last change failed.
    pub save_failure: RwSignal<Option<Failure>>,
    /// Whether earlier entries are on their way.
    pub earlier_busy: RwSignal<bool>,
    /// The names of customers who wrote since the ticket was opened here, newest last.
    pub news: RwSignal<Vec<String>>,
    changes: StoredValue<VecDeque<Change>, LocalStorage>,
    on_change: Callback<TicketSummary>,
    session: Session,
}

/// A change under way, from the request to what it leads to here.
type Change = Pin<Box<dyn Future<Output = ()>>>;

impl Record {
    /// Reads a ticket and follows live news about it. `on_change` hears how it stands now.
    pub fn open(id: TicketId, on_change: Callback<TicketSummary>) -> Self {
        let record = Self {
            id,
            ticket: RwSignal::new(None),
            thread: RwSignal::new(Thread::default()),
            failure: RwSignal::new(None),
            saving: RwSignal::new(false),
            save_failure: RwSignal::new(None),
            earlier_busy: RwSignal::new(false),
            news: RwSignal::new(Vec::new()),
            changes: StoredValue::new_local(VecDeque::new()),
            on_change,
            session: Session::expect(),
        };
        record.read(false);
        let reread = gather(move |()| record.read(true));
        Desk::expect().on_change(move |change| {
            if change.is_none_or(|change| change.ticket_id == id) {
                reread(());
            }
        });
        record
    }

    /// Reads it again; `background` when nobody asked.
    pub fn read(&self, background: bool) {
        let record = *self;
        if !background {
            record.failure.set(None);
        }
        spawn_local(async move {
            match tickets::get(record.id, background).await {
                Ok(ticket) => record.accept(ticket),
                Err(failure) => record.not_read(failure),
            }
        });
    }

    /// What is on the screen is better than an error, unless nothing is.
    fn not_read(&self, failure: Failure) {
        note(self.session, &failure);
        if self.ticket.try_with_untracked(Option::is_none) == Some(true) {
            self.failure.set(Some(failure));
        }
    }

    fn accept(&self, mut ticket: Ticket) {
        if self.ticket.is_disposed() {
            return;
        }
        let newest = std::mem::take(&mut ticket.conversation);
        let fresh = self.thread.try_update(|thread| thread.refresh(newest)).unwrap_or_default();
        if !fresh.is_empty() {
            self.news.update(|news| news.extend(fresh.iter().map(writer)));
        }
        self.on_change.run(ticket.summary.clone());
        self.failure.set(None);
        self.ticket.set(Some(ticket));
    }

    /// Puts the earlier part of the conversation in front.
    pub fn read_earlier(&self) {
        let record = *self;
        let Some(before) = record.thread.with_untracked(|thread| thread.before().map(String::from)) else { return };
        record.earlier_busy.set(true);
        spawn_local(async move {
            let answer = tickets::earlier(record.id, &before).await;
            if record.ticket.is_disposed() {
                return;
            }
            record.earlier_busy.set(false);
            match answer {
                Ok(earlier) => record.thread.update(|thread| thread.prepend(earlier)),
                Err(failure) => record.refused(failure),
            }
        });
    }

    /// Shows what was just written here, before it comes back as news.
    pub fn wrote(&self, entry: Entry) {
        self.thread.update(|thread| thread.push(entry));
        self.read(true);
    }

    /// Gives the ticket another subject; `then` is called with whether that went well.
    pub fn rename(&self, subject: String, then: impl Fn(bool) + 'static) {
        self.change(tickets::rename(self.id, subject), then);
    }

    /// Moves it to another stage.
    pub fn move_to(&self, stage: StageId) {
        self.change(tickets::move_to(self.id, stage), |_| {});
    }

    /// Sets or clears the priority.
    pub fn prioritise(&self, priority: Option<Priority>) {
        self.change(tickets::prioritise(self.id, priority), |_| {});
    }

    /// Gives it to a user, or to nobody.
    pub fn assign(&self, user: Option<UserId>) {
        self.change(tickets::assign(self.id, user), |_| {});
    }

    /// Lets a contact take part; `then` is called with whether that went well.
    pub fn add_participant(&self, contact: ContactId, then: impl Fn(bool) + 'static) {
        self.change(tickets::add_participant(self.id, contact), then);
    }

    /// Lets a contact take part no longer; `then` is called with whether that went well.
    pub fn remove_participant(&self, contact: ContactId, then: impl Fn(bool) + 'static) {
        self.change(tickets::remove_participant(self.id, contact), then);
    }

    /// Makes it private to those who take part, or shows it to their company again.
    pub fn keep_private(&self, is_private: bool) {
        self.change(tickets::keep_private(self.id, is_private), |_| {});
    }

    /// Closes it if it is open and reopens it if it is closed.
    pub fn toggle_state(&self) {
        let to = if self.is_closed() { TicketState::Open } else { TicketState::Closed };
        self.change(tickets::set_state(self.id, to), |_| {});
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.ticket.with(|ticket| ticket.as_ref().is_some_and(|t| t.summary.stage.state == TicketState::Closed))
    }

    /// Makes a change after those that are on their way: whoever is quick loses none.
    fn change(&self, request: impl Future<Output = Result<Ticket, Failure>> + 'static, then: impl Fn(bool) + 'static) {
        let record = *self;
        let change = async move {
            let answer = request.await;
            if record.ticket.is_disposed() {
                return;
            }
            then(answer.is_ok());
            match answer {
                Ok(ticket) => record.accept(ticket),
                Err(failure) => record.refused(failure),
            }
        };
        record.changes.update_value(|changes| changes.push_back(Box::pin(change)));
        record.save_failure.set(None);
        if record.saving.get_untracked() {
            return;
        }
        record.saving.set(true);
        spawn_local(async move {
            while let Some(change) = record.changes.try_update_value(VecDeque::pop_front).flatten() {
                change.await;
            }
            record.saving.try_set(false);
        });
    }

    fn refused(&self, failure: Failure) {
        note(self.session, &failure);
        self.save_failure.set(Some(failure));
    }
}

fn writer(entry: &Entry) -> String {
    match entry {
        Entry::Message(message) => match &message.author {
            Author::Contact(contact) => contact.name.clone(),
            Author::User(user) => user.name.clone(),
            Author::System => String::new(),
        },
        Entry::Note(_) | Entry::Event(_) => String::new(),
    }
}
