//! The control for a condition's value, in the form that property and operator call for.

use leptos::prelude::*;
use openapi::filters::{FilterProperty, ValueShape};
use openapi::properties::PropertyKind;

use super::draft::Key;
use super::several::Several;
use super::state::Building;
use super::value::Typed;

/// The control; nothing where the operator says everything.
#[component]
pub(super) fn ValueControl(
    state: Building,
    condition: Key,
    property: FilterProperty,
    shape: ValueShape,
) -> impl IntoView {
    let kind = property.kind;
    match shape {
        ValueShape::Nothing => ().into_any(),
        ValueShape::Several => view! { <Several state condition property/> }.into_any(),
        ValueShape::Flag => view! { <YesNo state condition/> }.into_any(),
        ValueShape::One => {
            view! { <One state condition kind=input(kind) label="Value" part="value" get=first set=set_first/> }
                .into_any()
        }
        ValueShape::Days => view! {
            <div class="filter-range">
                <One state condition kind="number" label="Days" part="value" get=first set=set_first/>
                <span class="muted">{move || days(state, condition)}</span>
            </div>
        }
        .into_any(),
        ValueShape::Range => view! {
            <div class="filter-range">
                <One state condition kind=input(kind) label="From" part="value" get=first set=set_first/>
                <span class="muted">"and"</span>
                <One state condition kind=input(kind) label="To" part="last" get=last set=set_last/>
            </div>
        }
        .into_any(),
    }
}

const fn input(kind: PropertyKind) -> &'static str {
    match kind {
        PropertyKind::Number => "number",
        PropertyKind::Date | PropertyKind::DateTime => "date",
        _ => "text",
    }
}

fn first(typed: &Typed) -> String {
    typed.first.clone()
}

fn set_first(typed: &mut Typed, text: String) {
    typed.first = text;
}

fn last(typed: &Typed) -> String {
    typed.last.clone()
}

fn set_last(typed: &mut Typed, text: String) {
    typed.last = text;
}

/// The word after the number of days.
fn days(state: Building, condition: Key) -> &'static str {
    use openapi::filters::FilterOperator as Op;
    let known = state
        .draft
        .with(|draft| draft.condition(condition).map(|condition| (condition.operator, condition.value.first == "1")));
    match known {
        Some((Op::MoreThanDaysAgo, true)) => "day ago",
        Some((Op::MoreThanDaysAgo, false)) => "days ago",
        Some((_, true)) => "day",
        _ => "days",
    }
}

/// One text, number or day.
#[component]
fn One(
    state: Building,
    condition: Key,
    kind: &'static str,
    label: &'static str,
    part: &'static str,
    get: fn(&Typed) -> String,
    set: fn(&mut Typed, String),
) -> impl IntoView {
    let value = Memo::new(move |_| {
        state.draft.with(|draft| draft.condition(condition).map(|condition| get(&condition.value)).unwrap_or_default())
    });
    let problem = state.problem(condition, "value");
    let error_id = format!("{}-error", state.id(condition, "value"));
    view! {
        <input class="input" type=kind step=(kind == "number").then_some("any") id=state.id(condition, part) aria-label=label autocomplete="off"
            maxlength=(kind == "text").then_some(openapi::filters::MAX_VALUE.to_string())
            aria-invalid=move || problem.with(Option::is_some).then_some("true")
            aria-describedby=move || problem.with(Option::is_some).then(|| error_id.clone())
            prop:value=move || value.get()
            on:input=move |event| {
                let text = event_target_value(&event);
                state.change(condition, |condition| set(&mut condition.value, text));
            }/>
    }
}

/// Yes or no.
#[component]
fn YesNo(state: Building, condition: Key) -> impl IntoView {
    let flag = Memo::new(move |_| {
        state.draft.with(|draft| draft.condition(condition).and_then(|condition| condition.value.flag))
    });
    let problem = state.problem(condition, "value");
    let error_id = format!("{}-error", state.id(condition, "value"));
    let word = move || match flag.get() {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    };
    let chosen = move |event| {
        let flag = match event_target_value(&event).as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        state.change(condition, |condition| condition.value.flag = flag);
    };
    view! {
        <div class="select">
            <select class="input" id=state.id(condition, "value") aria-label="Value" prop:value=word on:change=chosen
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || problem.with(Option::is_some).then(|| error_id.clone())>
                <option value="" selected=flag.get_untracked().is_none()>"Choose"</option>
                <option value="yes" selected=flag.get_untracked() == Some(true)>"Yes"</option>
                <option value="no" selected=flag.get_untracked() == Some(false)>"No"</option>
            </select>
        </div>
    }
}
