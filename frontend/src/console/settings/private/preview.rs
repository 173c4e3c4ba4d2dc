//! Rich text as customers will see it, made by the server while it is being written.

use leptos::prelude::*;
use openapi::domains::pages::RichTextHtml;

use crate::api::console::domains;
use crate::api::load::Load;
use crate::console::preview::after_pause;

/// The newest HTML of a text, and whether a newer is on its way. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Rendered {
    /// Sanitised HTML.
    pub html: Signal<String>,
    /// Whether it is older than the text.
    pub busy: RwSignal<bool>,
}

/// The HTML of a text in Markdown; `first` is that of the text it begins with.
pub fn html_of(text: RwSignal<String>, first: String) -> Rendered {
    let begun = text.get_untracked();
    let written = Memo::new(move |_| text.with(|text| (text.trim() != begun.trim()).then(|| text.clone())));
    let load: Load<RichTextHtml> = after_pause(written, |markdown| async move { domains::rich_text(markdown).await });
    // while nothing differs, what was saved is shown
    let html = Signal::derive(move || match written.with(Option::is_some) {
        false => first.clone(),
        true => load.data.with(|shown| shown.as_ref().map_or_else(|| first.clone(), |shown| shown.html.clone())),
    });
    let busy = RwSignal::new(false);
    Effect::new(move |_| busy.set(written.with(Option::is_some) && load.busy.get()));
    Rendered { html, busy }
}
