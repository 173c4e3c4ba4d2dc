//! The pages that customers meet before, at and after signing in, in the company's own words: who the page
//! is of, its heading and text, and what is done there. Customers and whoever edits the words see the same.

use leptos::prelude::*;
use openapi::domains::pages::PageTemplate;

use super::dynamic;

const fn class(template: PageTemplate) -> &'static str {
    match template {
        PageTemplate::Card => "system-page system-page-card",
        PageTemplate::Split => "system-page system-page-split",
        PageTemplate::Banner => "system-page system-page-banner",
    }
}

/// The page. It takes its shape from the width it is given, not from that of the window.
#[component]
pub fn SystemPage(
    /// How it is laid out.
    #[prop(into)]
    template: Signal<PageTemplate>,
    /// The portal's or company's name.
    #[prop(into)]
    brand: Signal<String>,
    /// The heading, as an element.
    heading: AnyView,
    /// The text below it, as sanitised HTML; may be empty.
    #[prop(into)]
    text: Signal<String>,
    /// Small words at the end of the page.
    #[prop(optional, into)]
    foot: ViewFn,
    /// What is done here: a form, a button.
    children: Children,
) -> impl IntoView {
    let letter = move || brand.with(|name| name.chars().find(|letter| letter.is_alphanumeric()).map(String::from));
    view! {
        <div class=move || class(template.get())>
            <div class="system-page-inner">
                <div class="system-page-lead">
                    <p class="system-page-brand">
                        <span class="system-page-mark" aria-hidden="true">{dynamic(letter)}</span>
                        <span>{move || brand.get()}</span>
                    </p>
                    {heading}
                    <RichText html=text/>
                </div>
                <div class="system-page-body">{children()}</div>
                <p class="system-page-foot">{foot.run()}</p>
            </div>
        </div>
    }
}

/// Rich text that the server has made safe to show.
#[component]
pub fn RichText(
    /// Sanitised HTML; nothing is shown while it is empty.
    #[prop(into)]
    html: Signal<String>,
) -> impl IntoView {
    let there = Memo::new(move |_| html.with(|html| !html.is_empty()));
    dynamic(move || there.get().then(|| view! { <div class="rich" inner_html=move || html.get()></div> }))
}
