//! The frame of every page here: whose portal it is, heading and text, and what is done. Where staff have
//! worded a page, their words and layout are shown.

use leptos::prelude::*;
use openapi::domains::pages::PageTemplate;
use openapi::portals::entry::Page as Words;

use super::use_entry;
use crate::ui::{Heading, SystemPage};

/// A page whose heading is `title`, laid out as the sign-in page is.
#[component]
pub fn Card(
    /// The heading.
    title: &'static str,
    /// Form or buttons.
    children: Children,
) -> impl IntoView {
    let template = use_entry().pages().sign_in.template;
    frame(title.to_owned(), String::new(), template, children)
}

/// A page in the words of staff. Its button is the caller's.
#[component]
pub fn WordedCard(
    /// The words.
    words: Words,
    /// Form or buttons.
    children: Children,
) -> impl IntoView {
    frame(words.heading, words.body_html, words.template, children)
}

fn frame(title: String, text: String, template: PageTemplate, children: Children) -> AnyView {
    let portal = use_entry().portal();
    let brand = portal.name.clone();
    let foot = move || {
        let mail = format!("mailto:{}", portal.help_email);
        view! { {portal.company.clone()} " · " <a href=mail>"Help"</a> }
    };
    let heading = view! { <Heading title/> }.into_any();
    view! { <SystemPage template brand heading text foot>{children()}</SystemPage> }.into_any()
}
