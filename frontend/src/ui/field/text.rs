//! One line and several lines of text.

use leptos::html;
use leptos::prelude::*;

use super::ties;

/// One line of text. More attributes with `attr:name="value"`.
#[component]
pub fn Input(
    /// What is typed.
    value: RwSignal<String>,
    /// `text`, `email`, `search`, ….
    #[prop(default = "text")]
    kind: &'static str,
    /// What a password manager or browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Shown while empty; never the only label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Must be filled; said to screen readers, checked by the form.
    #[prop(optional)]
    required: bool,
    /// Shown but not editable.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// The element, for whoever must focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
    /// Called when the field was left.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let ties = ties();
    view! {
        <input
            class="input"
            node_ref=node_ref
            id=ties.id
            type=kind
            autocomplete=autocomplete
            placeholder=placeholder
            aria-required=required.then_some("true")
            readonly=move || readonly.get()
            aria-describedby=move || ties.described_by.get()
            aria-invalid=move || ties.invalid.get().then_some("true")
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
            on:blur=move |_| {
                if let Some(on_blur) = on_blur {
                    on_blur.run(());
                }
            }
        />
    }
}

/// Several lines of text; grows with what is typed.
#[component]
pub fn Textarea(
    /// What is typed.
    value: RwSignal<String>,
    /// Lines shown while empty.
    #[prop(default = 4)]
    rows: u32,
    /// Shown while empty; never the only label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Must be filled; said to screen readers, checked by the form.
    #[prop(optional)]
    required: bool,
    /// The element, for whoever must focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
    /// Called when the field was left.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let ties = ties();
    view! {
        <textarea
            class="input textarea"
            node_ref=node_ref
            id=ties.id
            rows=rows
            placeholder=placeholder
            aria-required=required.then_some("true")
            aria-describedby=move || ties.described_by.get()
            aria-invalid=move || ties.invalid.get().then_some("true")
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
            on:blur=move |_| {
                if let Some(on_blur) = on_blur {
                    on_blur.run(());
                }
            }
        ></textarea>
    }
}
