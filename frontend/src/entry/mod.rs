//! The entry app: how customers get in to a portal, and what they read who may not. Whoever gets in loads
//! the page anew and so gets the portal app.

mod app;
mod ask;
mod by_link;
mod card;
mod confirm_email;
mod consent;
mod denied;
mod expired;
mod inbox;
mod preview;
mod register;
mod set_password;
mod sign_in;
mod signed_out;
mod state;
mod token;
mod verify;

use leptos::prelude::*;
use state::{Entry, use_entry};

/// Puts the entry app into the page.
pub fn mount() {
    crate::start::mount(|boot| view! { <app::App boot/> });
}
