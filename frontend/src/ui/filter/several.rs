//! Several values: chips of what was chosen, and a field to choose or type more.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use openapi::filters::{FilterProperty, FilterScalar};

use super::combo::{Combo, ComboOption};
use super::draft::{Key, scalar_text};
use super::state::{Building, focus_soon};
use crate::ui::{Glyph, IconButton, each};

/// The control, for a property with options or without.
#[component]
pub(super) fn Several(state: Building, condition: Key, property: FilterProperty) -> impl IntoView {
    let values = Memo::new(move |_| {
        state.draft.with(|draft| {
            draft.condition(condition).map(|condition| condition.value.several.clone()).unwrap_or_default()
        })
    });
    let known = StoredValue::new(property.options.clone());
    let label_of = move |value: &FilterScalar| {
        known
            .with_value(|all| all.iter().find(|option| option.value == *value).map(|option| option.label.clone()))
            .unwrap_or_else(|| scalar_text(value))
    };
    let chip = move |value: FilterScalar| {
        let label = label_of(&value);
        let name = format!("Remove {label}");
        let remove = move |_| {
            state.change(condition, |condition| condition.value.toggle(&value));
            focus_soon(Some(state.id(condition, "value")));
        };
        view! {
            <li class="filter-chip">
                <span>{label}</span>
                <IconButton glyph=Glyph::Close label=name dense=true on_click=remove/>
            </li>
        }
    };
    let control = if property.options.is_empty() {
        view! { <Free state condition property/> }.into_any()
    } else {
        view! { <Chosen state condition property values/> }.into_any()
    };
    view! {
        <div class="filter-several">
            <Show when=move || values.with(|values| !values.is_empty())>
                <ul class="filter-chips" aria-label="Chosen values">{each(move || values.get(), scalar_text, chip)}</ul>
            </Show>
            {control}
        </div>
    }
}

/// Takes the last value out when Backspace meets an empty field.
fn take_back(state: Building, condition: Key, event: &KeyboardEvent) {
    let empty = event_target_value(event).is_empty();
    if event.key() == "Backspace" && empty {
        state.change(condition, |condition| drop(condition.value.several.pop()));
    }
}

/// Values out of options.
#[component]
fn Chosen(state: Building, condition: Key, property: FilterProperty, values: Memo<Vec<FilterScalar>>) -> impl IntoView {
    let known = StoredValue::new(property.options);
    let options = Signal::derive(move || {
        let chosen = values.get();
        let option = |option: &openapi::filters::FilterOption| ComboOption {
            group: String::new(),
            label: option.label.clone(),
            chosen: chosen.contains(&option.value),
        };
        known.with_value(|all| all.iter().map(option).collect())
    });
    let choose = move |index: usize| {
        if let Some(value) = known.with_value(|all| all.get(index).map(|option| option.value.clone())) {
            state.change(condition, |condition| condition.value.toggle(&value));
        }
    };
    view! {
        <div on:keydown=move |event| take_back(state, condition, &event)>
            <Combo id=state.id(condition, "value") label="Values" shown=String::new() options on_choose=choose several=true
                placeholder="Choose values" problem=state.problem(condition, "value")/>
        </div>
    }
}

/// Values that are typed: Enter adds one.
#[component]
fn Free(state: Building, condition: Key, property: FilterProperty) -> impl IntoView {
    let kind = property.kind;
    let typed = RwSignal::new(String::new());
    let problem = state.problem(condition, "value");
    let id = state.id(condition, "value");
    let error_id = format!("{id}-error");
    let add = move || {
        // Leaving the field may also mean that it is being taken away.
        let text = typed.try_get_untracked().unwrap_or_default();
        let mut added = false;
        if !text.trim().is_empty() {
            state.change(condition, |condition| added = condition.value.add(&text, kind));
        }
        if added {
            typed.set(String::new());
        }
        added
    };
    let on_key = move |event: KeyboardEvent| {
        take_back(state, condition, &event);
        let blank = typed.with_untracked(|typed| typed.trim().is_empty());
        if event.key() == "Enter" && !blank {
            add();
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let number = kind == openapi::properties::PropertyKind::Number;
    view! {
        <input class="input" type=if number { "number" } else { "text" } step="any" id=id aria-label="Values" autocomplete="off"
            placeholder="Type a value and press Enter" prop:value=move || typed.get()
            aria-invalid=move || problem.with(Option::is_some).then_some("true")
            aria-describedby=move || problem.with(Option::is_some).then(|| error_id.clone())
            on:input=move |event| typed.set(event_target_value(&event)) on:keydown=on_key
            on:blur=move |_| { add(); }/>
    }
}
