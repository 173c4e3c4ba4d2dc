//! Opening a preview that the console started: looking at the portal as one of its customers.

use leptos::prelude::*;

use super::card::Card;
use super::use_entry;
use crate::api::entry::create_preview;
use crate::api::load::Load;
use crate::routes::portal as routes;
use crate::ui::{FailurePanel, cross_to, dynamic};

/// The page at `/preview#token`. It goes on to the tickets.
#[component]
pub fn OpenPreview() -> impl IntoView {
    let entry = use_entry();
    let location = window().location();
    let token = location.hash().unwrap_or_default().trim_start_matches('#').to_owned();
    let load = Load::new(|| (), move |(), _| create_preview(entry.slug(), token.clone()));
    Effect::new(move |_| {
        if load.data.with(Option::is_some) {
            cross_to(&routes::tickets(&entry.slug()), true);
        }
    });
    let failed = move || {
        load.failure.get().map(|failure| {
            view! { <FailurePanel what="The preview could not be opened. Start it again in the console" failure on_retry=move |()| load.retry()/> }
        })
    };
    view! { <Card title="Preview">{dynamic(failed)}</Card> }
}
