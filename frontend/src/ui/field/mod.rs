//! A labelled control with hint and error, and the controls that go into it.
//!
//! A control inside a [`Field`] takes its id, description and validity from it.

mod choice;
mod markdown;
mod password;
mod rich;
mod switch;
mod text;

pub use choice::{Checkbox, Choice, RadioChoice, Radios, Select};
pub use password::PasswordInput;
pub use rich::RichTextInput;
pub use switch::Switch;
pub use text::{Input, Textarea};

use super::dynamic;
use leptos::prelude::*;

use super::dom::unique_id;
use super::{Form, Glyph, Icon};

/// What a control inside a field needs to know of it.
#[derive(Clone)]
pub(super) struct Inside {
    id: String,
    hint: Option<String>,
    error: String,
    problem: Signal<Option<String>>,
}

/// The attributes that tie a control to its field.
pub(super) struct Ties {
    id: String,
    described_by: Signal<Option<String>>,
    invalid: Signal<bool>,
}

/// The ties of the surrounding field, or of no field.
pub(super) fn ties() -> Ties {
    match use_context::<Inside>() {
        None => {
            Ties { id: unique_id("control"), described_by: Signal::derive(|| None), invalid: Signal::derive(|| false) }
        }
        Some(Inside { id, hint, error, problem }) => Ties {
            id,
            described_by: Signal::derive(move || {
                let error = problem.with(Option::is_some).then(|| error.clone());
                let ids: Vec<String> = [hint.clone(), error].into_iter().flatten().collect();
                (!ids.is_empty()).then(|| ids.join(" "))
            }),
            invalid: Signal::derive(move || problem.with(Option::is_some)),
        },
    }
}

/// A label above, a hint, the control, and its error below.
#[component]
pub fn Field(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// Which part of the request body the control fills, e.g. `/subject`: finds its errors in `form`.
    #[prop(optional)]
    pointer: &'static str,
    /// The form it belongs to.
    #[prop(optional)]
    form: Option<Form>,
    /// What to know before filling it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Says "(optional)" after the label.
    #[prop(optional)]
    optional: bool,
    /// Hides the label from sight, not from screen readers.
    #[prop(optional)]
    quiet_label: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let id = match form {
        Some(form) if !pointer.is_empty() => form.control_id(pointer),
        _ => unique_id("field"),
    };
    let problem = form.map_or_else(|| Signal::derive(|| None), |form| form.error_of(pointer));
    let hint_id = hint.is_some().then(|| format!("{id}-hint"));
    let error_id = format!("{id}-error");
    let inside = Inside { id: id.clone(), hint: hint_id.clone(), error: error_id.clone(), problem };
    let shown_error = move || {
        problem.get().map(
            |message| view! { <p class="field-error" id=error_id.clone()><Icon glyph=Glyph::Alert/> {message}</p> },
        )
    };
    view! {
        <div class="field" class:field-invalid=move || problem.with(Option::is_some)>
            <label for=id class:sr-only=quiet_label>
                {move || label.get()}
                {optional.then(|| view! { <span class="muted">" (optional)"</span> })}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <leptos::context::Provider value=inside>{children()}</leptos::context::Provider>
            {dynamic(shown_error)}
        </div>
    }
}
