//! One of a few, and yes or no.

use crate::ui::dynamic;
use leptos::prelude::*;

use super::super::dom::unique_id;
use super::ties;

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the program knows it by.
    pub value: String,
    /// What people read.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// One of a few choices.
#[component]
pub fn Select(
    /// The chosen value.
    value: RwSignal<String>,
    /// What there is to choose.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Called after the user chose.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let ties = ties();
    let options = move || {
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let own = choice.value.clone();
                view! { <option value=choice.value selected=move || value.with(|value| *value == own)>{choice.label}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="select">
            <select
                class="input"
                id=ties.id
                aria-describedby=move || ties.described_by.get()
                aria-invalid=move || ties.invalid.get().then_some("true")
                prop:value=move || value.get()
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    value.set(chosen.clone());
                    if let Some(on_change) = on_change {
                        on_change.run(chosen);
                    }
                }
            >
                {dynamic(options)}
            </select>
        </div>
    }
}

/// Something to choose with what it means below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RadioChoice {
    value: &'static str,
    label: &'static str,
    hint: &'static str,
}

impl RadioChoice {
    /// A choice.
    pub const fn new(value: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self { value, label, hint }
    }
}

/// One of a few choices that are all in sight.
#[component]
pub fn Radios(
    /// What is chosen: "Kind".
    label: &'static str,
    /// The chosen value.
    value: RwSignal<String>,
    /// What there is to choose.
    choices: Vec<RadioChoice>,
) -> impl IntoView {
    let name = unique_id("radios");
    let radio = move |choice: RadioChoice| {
        let (id, hint) = (unique_id("radio"), unique_id("radio-hint"));
        let RadioChoice { value: own, label, hint: words } = choice;
        view! {
            <div class="radio">
                <input type="radio" name=name.clone() value=own id=id.clone() aria-describedby=hint.clone()
                    prop:checked=move || value.with(|value| value == own) on:change=move |_| value.set(own.to_owned())/>
                <label for=id>{label}</label>
                <p class="hint" id=hint>{words}</p>
            </div>
        }
    };
    view! {
        <fieldset class="radios">
            <legend>{label}</legend>
            {choices.into_iter().map(radio).collect_view()}
        </fieldset>
    }
}

/// Yes or no, with its label beside it.
#[component]
pub fn Checkbox(
    /// Whether it is ticked.
    checked: RwSignal<bool>,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let id = unique_id("checkbox");
    view! {
        <div class="checkbox">
            <input
                type="checkbox"
                id=id.clone()
                prop:checked=move || checked.get()
                on:change=move |event| checked.set(event_target_checked(&event))
            />
            <label for=id>{move || label.get()}</label>
        </div>
    }
}
