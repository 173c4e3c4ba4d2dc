//! What the list looked like when a ticket was opened, so that Back finds the same rows, the same scroll
//! position and the focus on the same ticket.

use leptos::prelude::*;
use openapi::id::TicketId;
use openapi::page::Page;
use openapi::tickets::portal::TicketSummary;

use crate::ui::time::now_ms;

/// How long after the browser's Back a page may believe that it was reached by it, in milliseconds.
const FRESH_MS: f64 = 2_000.0;

/// A list as it was left.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    /// Its address.
    pub href: String,
    /// What it showed.
    pub page: Page<TicketSummary>,
    /// How far it was scrolled, in pixels.
    pub scroll: f64,
    /// The ticket that was opened.
    pub opened: TicketId,
}

/// Remembers one list. Copies mean the same.
#[derive(Clone, Copy)]
pub struct ListMemory {
    left: StoredValue<Option<Left>>,
    went_back: StoredValue<f64>,
}

impl ListMemory {
    /// Nothing remembered; from now on notices Back and Forward.
    pub fn start() -> Self {
        let memory = Self { left: StoredValue::new(None), went_back: StoredValue::new(f64::NEG_INFINITY) };
        let handle = window_event_listener(leptos::ev::popstate, move |_| memory.went_back.set_value(now_ms()));
        on_cleanup(move || handle.remove());
        memory
    }

    /// Remembers a list that is being left.
    pub fn leave(&self, left: Left) {
        self.left.set_value(Some(left));
    }

    /// The list at `href` as it was left, if the user is coming back to it right now.
    pub fn coming_back(&self, href: &str) -> Option<Left> {
        let fresh = now_ms() - self.went_back.get_value() < FRESH_MS;
        self.left.get_value().filter(|left| fresh && left.href == href)
    }

    /// Where "back to the list" leads.
    pub fn list_href(&self) -> Option<String> {
        self.left.with_value(|left| left.as_ref().map(|left| left.href.clone()))
    }

    /// What is known of a ticket before it is loaded.
    pub fn known(&self, id: TicketId) -> Option<TicketSummary> {
        self.left.with_value(|left| left.as_ref()?.page.items.iter().find(|ticket| ticket.id == id).cloned())
    }
}
