//! The combobox of a lookup.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::super::dom::unique_id;
use super::super::dynamic;
use super::state::{Ask, Looking, Named};

#[component]
pub(super) fn LookupField(
    id: String,
    choose: Callback<usize>,
    typed: RwSignal<String>,
    ask: Ask,
    placeholder: &'static str,
    invalid: Signal<bool>,
    patient: bool,
    #[prop(into)] last: ViewFn,
) -> impl IntoView {
    let state = Looking::new(ask, typed);
    let error_id = format!("{id}-error");
    let list = StoredValue::new(unique_id("lookup"));
    let option_id = move |position: usize| format!("{}-{position}", list.get_value());
    let choose = move |position: usize| {
        state.open.set(false);
        choose.run(position);
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !state.open.get_untracked() => state.ask(),
            "ArrowDown" => state.step(1),
            "ArrowUp" => state.step(-1),
            "Enter" if untrack(|| state.offers()) => choose(state.active.get_untracked()),
            "Escape" if state.open.get_untracked() => state.open.set(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let option = move |(position, found): (usize, Named)| {
        let active = move || state.active.get() == position;
        view! {
            <li role="option" class="lookup-option" class:lookup-active=active id=option_id(position)
                aria-selected=move || active().to_string() on:pointermove=move |_| state.active.set(position)
                on:pointerdown=|event| event.prevent_default() on:click=move |_| choose(position)>
                <span class="lookup-name">{found.label}</span> <span class="lookup-detail muted small">{found.detail}</span>
            </li>
        }
    };
    let asked = move |by_focus: bool| {
        if patient != by_focus {
            state.ask();
        }
    };
    view! {
        <div class="lookup" on:focusout=move |event| state.left(&event)>
            <input class="input" type="text" role="combobox" autocomplete="off" spellcheck="false" id=id placeholder=placeholder
                aria-expanded=move || state.open.get().to_string() aria-controls=list.get_value() aria-autocomplete="list"
                aria-activedescendant=move || state.offers().then(|| option_id(state.active.get()))
                aria-invalid=move || invalid.get().then_some("true") aria-describedby=move || invalid.get().then(|| error_id.clone()) prop:value=move || typed.get()
                on:keydown=on_key on:focus=move |_| asked(true) on:click=move |_| asked(false)
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    state.ask();
                }/>
            <div class="lookup-panel" hidden=move || !state.open.get()>
                <ul role="listbox" id=list.get_value() aria-label="Matches">
                    {dynamic(move || state.found.get().into_iter().enumerate().map(option).collect_view())}
                </ul>
                <p class="lookup-remark muted small" role="status">{move || state.remark()}</p>
                {last.run()}
            </div>
        </div>
    }
}
