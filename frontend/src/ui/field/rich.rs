//! Several lines of Markdown with a small toolbar. Ctrl+B, Ctrl+I and Ctrl+K do the same as the buttons.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::super::dom::type_in;
use super::super::{Glyph, Icon};
use super::markdown::Mark;
use super::{Textarea, ties};

const TOOLS: [(Mark, Glyph, &str, &str); 4] = [
    (Mark::Bold, Glyph::Bold, "Bold", "Control+B"),
    (Mark::Italic, Glyph::Italic, "Italic", "Control+I"),
    (Mark::Link, Glyph::Link, "Link", "Control+K"),
    (Mark::List, Glyph::List, "List", ""),
];

/// The text field with its toolbar. Stands in a [`super::Field`].
#[component]
pub fn RichTextInput(
    /// What is typed, in Markdown.
    value: RwSignal<String>,
    /// Lines shown while empty.
    #[prop(default = 8)]
    rows: u32,
    /// Must be filled; said to screen readers, checked by the form.
    #[prop(optional)]
    required: bool,
    /// The element, for whoever types into it.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
    /// At the end of the toolbar.
    #[prop(optional, into)]
    tools: ViewFn,
) -> impl IntoView {
    let id = ties().id;
    let apply = move |mark: Mark| {
        if let Some(area) = node_ref.get_untracked() {
            edit(&area, mark);
        }
    };
    let key = move |event: KeyboardEvent| {
        let only_ctrl = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        let mark = match event.key().to_ascii_lowercase().as_str() {
            "b" => Mark::Bold,
            "i" => Mark::Italic,
            "k" => Mark::Link,
            _ => return,
        };
        if only_ctrl && !event.is_composing() {
            event.prevent_default();
            apply(mark);
        }
    };
    // one stop for Tab; the arrows go from button to button
    let current = RwSignal::new(0_usize);
    let button = move |(at, (mark, glyph, label, keys)): (usize, (Mark, Glyph, &'static str, &'static str))| {
        let title = match keys.strip_prefix("Control+") {
            Some(key) => format!("{label} (Ctrl+{key})"),
            None => label.to_owned(),
        };
        view! {
            <button type="button" class="btn btn-quiet btn-dense btn-icon" aria-label=label title=title
                aria-keyshortcuts=Some(keys).filter(|keys| !keys.is_empty())
                tabindex=move || if current.get() == at { "0" } else { "-1" }
                on:focus=move |_| current.set(at) on:click=move |_| apply(mark)>
                <Icon glyph/>
            </button>
        }
    };
    view! {
        <div class="rich-input" on:keydown=key>
            <div class="rich-tools">
                <div class="rich-marks" role="toolbar" aria-label="Formatting" aria-controls=id on:keydown=move |event| go_along(&event)>
                    {TOOLS.into_iter().enumerate().map(button).collect_view()}
                </div>
                {tools.run()}
            </div>
            <Textarea value rows required node_ref/>
        </div>
    }
}

/// Moves the focus along a toolbar.
fn go_along(event: &KeyboardEvent) {
    let step: fn(&web_sys::Element) -> Option<web_sys::Element> = match event.key().as_str() {
        "ArrowRight" => web_sys::Element::next_element_sibling,
        "ArrowLeft" => web_sys::Element::previous_element_sibling,
        _ => return,
    };
    let here = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(next) = here.and_then(|here| step(&here)).and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        let _ = next.focus();
    }
}

fn edit(area: &HtmlTextAreaElement, mark: Mark) {
    let position = |found: Result<Option<u32>, _>| found.ok().flatten().unwrap_or(0);
    let selected = (position(area.selection_start()) as usize, position(area.selection_end()) as usize);
    let change = mark.apply(&area.value(), selected);
    let select = |(from, to): (usize, usize)| {
        let _ = area.set_selection_range(from as u32, to as u32);
    };
    let _ = area.focus();
    select(change.range);
    type_in(area, &change.text);
    select(change.selected);
}
