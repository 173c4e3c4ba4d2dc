//! One condition: the property, how it is tested, and what it is compared with.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use openapi::filters::{FilterOperator, FilterProperty};
use openapi::properties::Object;
use wasm_bindgen::JsCast;

use super::combo::{Combo, ComboOption};
use super::control::ValueControl;
use super::draft::Key;
use super::operators::words;
use super::state::Building;
use crate::ui::{Glyph, Icon, dynamic};

/// The condition. Enter in one of its fields begins another after it.
#[component]
pub(super) fn ConditionRow(state: Building, condition: Key) -> impl IntoView {
    let name = move || {
        let (at, of) = state.draft.with(|draft| draft.position(condition)).unwrap_or_default();
        format!("Condition {} of {of}", at + 1)
    };
    let remove = move || state.remove(|draft| draft.remove(condition), "Condition removed");
    let on_enter = move |event: KeyboardEvent| {
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.is_composing();
        if event.key() == "Enter" && plain && !on_button(&event) {
            event.prevent_default();
            state.add(|draft| draft.add_after(condition), "Condition added");
        }
    };
    let on_delete = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Delete" | "Backspace") {
            event.prevent_default();
            remove();
        }
    };
    let tested = Memo::new(move |_| {
        let operator = state.draft.with(|draft| draft.condition(condition).map(|condition| condition.operator))?;
        let property = state.property(condition)?;
        let shape = operator.takes(property.kind);
        Some((property, shape))
    });
    let value = move || tested.get().map(|(property, shape)| view! { <ValueControl state condition property shape/> });
    let problems = ["property", "operator", "value"].map(|part| {
        let problem = state.problem(condition, part);
        let id = format!("{}-error", state.id(condition, part));
        dynamic(move || {
            problem.get().map(|problem| {
                view! { <p class="field-error" id=id.clone()><Icon glyph=Glyph::Alert/> {problem}</p> }
            })
        })
    });
    view! {
        <div class="filter-condition" role="group" aria-label=name on:keydown=on_enter>
            <Property state condition/>
            <Operator state condition/>
            <div class="filter-value">{dynamic(value)}</div>
            <button type="button" class="btn btn-quiet btn-dense btn-icon" id=state.id(condition, "remove")
                aria-label="Remove condition" title="Remove condition" aria-keyshortcuts="Delete"
                on:click=move |_| remove() on:keydown=on_delete>
                <Icon glyph=Glyph::Close/>
            </button>
            <div class="filter-problems">{problems}</div>
        </div>
    }
}

/// Whether a key was pressed on a button, where Enter means the button.
fn on_button(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| element.tag_name() == "BUTTON")
}

/// Which property.
#[component]
fn Property(state: Building, condition: Key) -> impl IntoView {
    let name = Memo::new(move |_| {
        state
            .draft
            .with(|draft| draft.condition(condition).map(|condition| condition.property.clone()))
            .unwrap_or_default()
    });
    let own = state.properties().with_value(|all| all.first().map(|property| property.object));
    let shown = Signal::derive(move || match state.property(condition) {
        Some(property) if Some(property.object) == own => property.label,
        // “Company name” says whose it is.
        Some(property) if property.label.starts_with(object_word(property.object)) => property.label,
        Some(property) => format!("{}: {}", object_word(property.object), property.label),
        // One that is gone; the server says so.
        None => name.get(),
    });
    let options = Signal::derive(move || {
        let chosen = name.get();
        let option = |property: &FilterProperty| ComboOption {
            group: object_word(property.object).to_owned(),
            label: property.label.clone(),
            chosen: property.property == chosen,
        };
        state.properties().with_value(|all| all.iter().map(option).collect())
    });
    let choose = move |index: usize| {
        if let Some(property) = state.properties().with_value(|all| all.get(index).cloned()) {
            state.change(condition, |condition| condition.choose(&property));
            super::state::focus_soon(Some(state.id(condition, "operator")));
        }
    };
    view! {
        <Combo id=state.id(condition, "property") label="Property" shown options on_choose=choose placeholder="Choose a property"
            problem=state.problem(condition, "property")/>
    }
}

const fn object_word(object: Object) -> &'static str {
    match object {
        Object::Ticket => "Ticket",
        Object::Contact => "Contact",
        Object::Company => "Company",
    }
}

/// How it is tested. Nothing to choose until there is a property.
#[component]
fn Operator(state: Building, condition: Key) -> impl IntoView {
    let kind = Memo::new(move |_| state.property(condition).map(|property| property.kind));
    let operator =
        Memo::new(move |_| state.draft.with(|draft| draft.condition(condition).map(|condition| condition.operator)));
    let problem = state.problem(condition, "operator");
    let error_id = format!("{}-error", state.id(condition, "operator"));
    let position = |operator: FilterOperator| FilterOperator::ALL.iter().position(|known| *known == operator);
    let options = move || {
        let kind = kind.get()?;
        let one = move |own: FilterOperator| {
            let value = position(own).map(|position| position.to_string());
            view! { <option value=value selected=move || operator.get() == Some(own)>{words(own, kind)}</option> }
        };
        Some(FilterOperator::of(kind).map(one).collect_view())
    };
    let chosen = move |event| {
        let index: Option<usize> = event_target_value(&event).parse().ok();
        if let Some(operator) = index.and_then(|index| FilterOperator::ALL.get(index)) {
            state.change(condition, |condition| condition.operator = *operator);
        }
    };
    view! {
        <div class="select filter-operator" hidden=move || kind.with(Option::is_none)>
            <select class="input" id=state.id(condition, "operator") aria-label="Comparison" on:change=chosen
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || problem.with(Option::is_some).then(|| error_id.clone())>
                {dynamic(options)}
            </select>
        </div>
    }
}
