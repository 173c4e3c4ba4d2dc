//! A search field: searches after a pause in typing and at once on Enter.

use std::time::Duration;

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;

use super::{Glyph, Icon};

/// The pause after the last key.
const PAUSE: Duration = Duration::from_millis(400);

/// A search field.
#[component]
pub fn SearchBox(
    /// What is searched for right now, for example from the address.
    #[prop(into)]
    value: Signal<String>,
    /// Its name, and its placeholder unless there is a shorter one: "Search tickets and replies".
    #[prop(into)]
    label: String,
    /// What stands in it while it is empty, where the name is too long.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// Searches; gets the trimmed text.
    #[prop(into)]
    on_search: Callback<String>,
    /// The element, for whoever must focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
    /// Most characters.
    #[prop(default = openapi::check::MAX_SEARCH)]
    max: usize,
) -> impl IntoView {
    let typed = RwSignal::new(value.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    // The address changed by Back, a cleared filter and the like: follow it, but never while typing.
    Effect::new(move |_| {
        let value = value.get();
        if typed.with_untracked(|typed| typed.trim() != value) && timer.with_value(Option::is_none) {
            typed.set(value);
        }
    });
    let search = move || {
        stop();
        let text = typed.with_untracked(|typed| typed.trim().to_owned());
        if text != value.get_untracked() {
            on_search.run(text);
        }
    };
    let input = move |event| {
        typed.set(event_target_value(&event));
        stop();
        timer.set_value(set_timeout_with_handle(search, PAUSE).ok());
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && typed.with_untracked(|typed| !typed.is_empty()) {
            event.prevent_default();
            typed.set(String::new());
            search();
        }
    };
    let placeholder = placeholder.map_or_else(|| label.clone(), str::to_owned);
    view! {
        <form
            class="search-box"
            role="search"
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                search();
            }
        >
            <Icon glyph=Glyph::Search/>
            <input
                class="input"
                type="search"
                node_ref=node_ref
                autocomplete="off"
                enterkeyhint="search"
                maxlength=max.to_string()
                aria-label=label
                placeholder=placeholder
                prop:value=move || typed.get()
                on:input=input
                on:keydown=key
            />
        </form>
    }
}
