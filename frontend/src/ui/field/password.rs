//! A password: can be shown, says when Caps Lock is on, and lets paste and password managers in.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::super::Icon;
use super::super::icon::Glyph;
use super::ties;

/// A password field with a *Show* button.
#[component]
pub fn PasswordInput(
    /// What is typed.
    value: RwSignal<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// The element, for whoever must focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let ties = ties();
    let shown = RwSignal::new(false);
    let caps = RwSignal::new(false);
    let notice_caps = move |event: KeyboardEvent| caps.set(event.get_modifier_state("CapsLock"));
    view! {
        <div class="password">
            <input
                class="input"
                node_ref=node_ref
                id=ties.id.clone()
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-required="true"
                aria-describedby=move || ties.described_by.get()
                aria-invalid=move || ties.invalid.get().then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=notice_caps
                on:keyup=notice_caps
                on:blur=move |_| caps.set(false)
            />
            <button
                type="button"
                class="password-show"
                aria-pressed=move || shown.get().to_string()
                aria-controls=ties.id
                aria-label="Show password"
                title=move || if shown.get() { "Hide password" } else { "Show password" }
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || view! { <Icon glyph=if shown.get() { Glyph::EyeOff } else { Glyph::Eye }/> }}
            </button>
        </div>
        <p class="hint password-caps" role="status">{move || caps.get().then_some("Caps Lock is on.")}</p>
    }
}
