//! On or off, at once understood as a setting: its label beside it, what it means below.

use leptos::prelude::*;

use super::super::dom::unique_id;

/// A switch.
#[component]
pub fn Switch(
    /// Whether it is on.
    on: RwSignal<bool>,
    /// Its label: "Let strangers register".
    label: &'static str,
    /// What it means.
    hint: &'static str,
) -> impl IntoView {
    let (id, hint_id) = (unique_id("switch"), unique_id("switch-hint"));
    view! {
        <div class="switch">
            <input
                type="checkbox"
                role="switch"
                id=id.clone()
                aria-describedby=hint_id.clone()
                prop:checked=move || on.get()
                on:change=move |event| on.set(event_target_checked(&event))
            />
            <label for=id>{label}</label>
            <p class="hint" id=hint_id>{hint}</p>
        </div>
    }
}
