//! What was asked for was not done: said where it was asked, and aloud. One piece of program for every
//! page that needs it.

use leptos::prelude::*;

use crate::api::problem::Failure;
use crate::ui::{Banner, Tone, dynamic};
use crate::words;

/// A banner while something was refused.
#[component]
pub fn NotDone(
    /// "The list was not saved."
    what: &'static str,
    /// Why, if it was refused.
    failure: RwSignal<Option<Failure>>,
) -> impl IntoView {
    let text = Signal::derive(move || {
        failure.with(|failure| failure.as_ref().map(|failure| format!("{what} {}", words::failure(failure))))
    });
    alert(text)
}

/// A banner while there is something wrong that belongs to no single field.
pub fn alert(text: Signal<Option<String>>) -> AnyView {
    dynamic(move || text.get().map(|text| view! { <div role="alert"><Banner tone=Tone::Danger>{text}</Banner></div> }))
        .into_any()
}
