//! The customer portal for whoever is in: the ticket list, a ticket with its conversation, a new ticket, the
//! customer's own page. State is plain structs tested without a browser; views only show it.

mod account;
mod app;
mod lead;
mod not_found;
mod session;
mod shell;
mod tickets;

use leptos::prelude::*;

/// Puts the portal into the page.
pub fn mount() {
    crate::start::mount(|boot| view! { <app::App boot/> });
}
