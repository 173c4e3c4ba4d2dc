//! Choosing how a page is laid out, each choice pictured.

use leptos::prelude::*;
use openapi::domains::pages::PageTemplate;

use crate::console::settings::private::pages::words::template_name;
use crate::ui::dom::unique_id;

const ALL: [PageTemplate; 3] = [PageTemplate::Card, PageTemplate::Split, PageTemplate::Banner];

const fn picture(template: PageTemplate) -> &'static str {
    match template {
        PageTemplate::Card => "look look-card",
        PageTemplate::Split => "look look-split",
        PageTemplate::Banner => "look look-banner",
    }
}

/// The choice.
#[component]
pub fn LookChoice(chosen: RwSignal<PageTemplate>) -> impl IntoView {
    let name = unique_id("look");
    let choice = move |template: PageTemplate| {
        view! {
            <label class="look-choice">
                <input type="radio" name=name.clone() prop:checked=move || chosen.get() == template
                    on:change=move |_| chosen.set(template)/>
                <span class=picture(template) aria-hidden="true"><span></span><span></span></span>
                <span>{template_name(template)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="look-choices">
            <legend>"Layout"</legend>
            <div>{ALL.map(choice)}</div>
        </fieldset>
    }
}
