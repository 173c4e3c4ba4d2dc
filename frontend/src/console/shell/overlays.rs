//! The dialogs that can be opened from anywhere.

use leptos::prelude::*;
use openapi::contacts::console::ContactRef;
use openapi::users::Permission;

use crate::console::session::Session;
use crate::console::shortcuts::Action;

/// Which dialogs are open, offered to every page. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Overlays {
    /// The palette.
    pub palette: RwSignal<bool>,
    /// The table of shortcuts.
    pub help: RwSignal<bool>,
    /// The form for a new ticket.
    pub new_ticket: RwSignal<bool>,
    /// Whose ticket it will be, where that is known beforehand.
    pub new_ticket_for: RwSignal<Option<ContactRef>>,
    /// Something that failed and belongs to no page; shown above all of them until dismissed.
    pub trouble: RwSignal<Option<String>>,
}

impl Overlays {
    /// Offers the dialogs, all closed, to everything below.
    pub fn provide() -> Self {
        let overlays = Self {
            palette: RwSignal::new(false),
            help: RwSignal::new(false),
            new_ticket: RwSignal::new(false),
            new_ticket_for: RwSignal::new(None),
            trouble: RwSignal::new(None),
        };
        provide_context(overlays);
        overlays
    }

    /// The one that a parent provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Opens the form for a new ticket, for `contact` if it is known who asks.
    pub fn file_ticket(&self, contact: Option<ContactRef>) {
        self.new_ticket_for.set(contact);
        self.new_ticket.set(true);
    }

    /// Opens what an action asks for. False when it asks for something else or may not.
    pub fn show(&self, action: Action, session: Session) -> bool {
        match action {
            Action::Search => self.palette.update(|open| *open = !*open),
            Action::Help => self.help.set(true),
            Action::NewTicket if session.may(Permission::TicketsEdit) => self.file_ticket(None),
            _ => return false,
        }
        true
    }
}
