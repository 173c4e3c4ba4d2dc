//! A button that opens a list to choose one thing from: with the mouse, with arrow keys, or by
//! typing the beginning. Can be opened from outside, for a keyboard shortcut.

mod options;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::dom::unique_id;
use super::{Glyph, Icon, Kbd};

pub use options::{PickOption, next_option};

/// Chooses one of a list.
#[component]
pub fn Picker<T>(
    /// What is chosen: "Stage". The button's name together with the present choice.
    #[prop(into)]
    label: String,
    /// What the button shows.
    #[prop(into)]
    shown: Signal<String>,
    /// What there is to choose.
    #[prop(into)]
    options: Signal<Vec<PickOption<T>>>,
    /// Whether the list is open; setting it opens the list.
    open: RwSignal<bool>,
    /// Called with what was chosen, unless it holds already.
    #[prop(into)]
    on_pick: Callback<T>,
    /// The button's classes.
    #[prop(default = "btn btn-dense")]
    class: &'static str,
    /// The shortcut that opens it, in the form of `aria-keyshortcuts`.
    #[prop(optional)]
    shortcut: &'static str,
    /// Aligns the list with the button's end instead of its start.
    #[prop(optional)]
    align_end: bool,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    // News that changes nothing here must not draw the list anew under the pointer.
    let options = Memo::new(move |_| options.get());
    let active = RwSignal::new(0_usize);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Ul>::new();
    let id = unique_id("picker");
    let item = {
        let id = id.clone();
        move |position: usize| format!("{id}-{position}")
    };
    let close = move |refocus: bool| {
        open.set(false);
        if let (true, Some(button)) = (refocus, button.get_untracked()) {
            let _ = button.focus();
        }
    };
    let pick = move |position: usize| {
        let chosen = options.with_untracked(|options| options.get(position).cloned());
        close(true);
        if let Some(chosen) = chosen.filter(|option| !option.current) {
            on_pick.run(chosen.value);
        }
    };
    Effect::new(move |_| {
        if open.get() {
            active.set(options.with_untracked(|options| options.iter().position(|o| o.current).unwrap_or(0)));
        }
    });
    // As soon as it is there, before the next key: that one may already be meant for the list.
    Effect::new(move |_| drop(list.get().map(|list| list.focus())));
    let on_key = move |event: KeyboardEvent| {
        let key = event.key();
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match key.as_str() {
            "Enter" | " " => pick(active.get_untracked()),
            "Escape" => close(true),
            "Tab" => return close(false),
            _ => match options.with_untracked(|options| next_option(options, active.get_untracked(), &key)) {
                Some((to, choose)) => {
                    if choose {
                        pick(to)
                    } else {
                        active.set(to)
                    }
                }
                None => return,
            },
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if open.get_untracked() && !root.get_untracked().is_some_and(|root| root.contains(target.as_ref())) {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let active_item = {
        let item = item.clone();
        move || open.get().then(|| item(active.get()))
    };
    let rows = move || {
        let row = |(position, option): (usize, PickOption<T>)| {
            view! {
                <li role="option" class="picker-option" id=item(position) class:picker-active=move || active.get() == position
                    aria-selected=option.current.to_string()
                    on:pointermove=move |_| active.set(position)
                    on:click=move |_| pick(position)>
                    <span class="picker-label">{option.label}</span>
                    {option.hint.map(|keys| view! { <Kbd keys/> })}
                    {option.current.then(|| view! { <Icon glyph=Glyph::Check/> })}
                </li>
            }
        };
        options.get().into_iter().enumerate().map(row).collect_view()
    };
    let spoken = label.clone();
    view! {
        <div class="picker" node_ref=root>
            <button type="button" node_ref=button class=class aria-haspopup="listbox" aria-expanded=move || open.get().to_string()
                aria-label=move || format!("{spoken}: {}", shown.get()) title=label.clone()
                aria-keyshortcuts=(!shortcut.is_empty()).then_some(shortcut)
                on:click=move |_| open.update(|open| *open = !*open)>
                <span class="picker-shown">{move || shown.get()}</span>
                <Icon glyph=Glyph::ChevronDown/>
            </button>
            <Show when=move || open.get()>
                <ul class="picker-list" class:picker-end=align_end node_ref=list role="listbox" tabindex="-1" aria-label=label.clone()
                    aria-activedescendant=active_item.clone() on:keydown=on_key>
                    {rows.clone()}
                </ul>
            </Show>
        </div>
    }
}
