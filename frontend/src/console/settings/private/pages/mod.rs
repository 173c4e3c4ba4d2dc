//! The pages that customers meet before, at and after signing in: which there are, and writing one while
//! seeing it as customers will.

mod editing;
mod editor;
mod look;
mod preview;
mod sample;
mod words;

use leptos::prelude::*;
use openapi::domains::console::PrivateContent;
use openapi::domains::pages::{PageKind, SystemPage, SystemPages};
use openapi::id::DomainId;

use crate::api::console::domains;
use crate::api::load::Load;
use crate::console::place::{Place, PrivateTab};
use crate::console::region::Region;
use crate::console::settings::private::pages::editor::Editor;
use crate::console::settings::private::pages::words::{page_name, page_purpose};
use crate::console::settings::private::words_of::WordsBadge;

/// The part: every page, or the one that is edited.
#[component]
pub fn PagesPart(content: PrivateContent, kind: Option<PageKind>) -> impl IntoView {
    let id = content.id;
    let load = Load::<SystemPages>::new(move || id, |id, _| domains::pages(id));
    let content = StoredValue::new(content);
    let ready = move |all: SystemPages| match kind {
        None => view! { <Table id pages=all.pages/> }.into_any(),
        Some(kind) => match all.pages.into_iter().find(|page| page.kind == kind) {
            Some(page) => view! { <Editor content=content.get_value() page version=all.version load/> }.into_any(),
            None => ().into_any(),
        },
    };
    view! { <Region load loading="Loading pages" failed="The pages could not be loaded." ready/> }
}

#[component]
fn Table(id: DomainId, pages: Vec<SystemPage>) -> impl IntoView {
    let row = move |page: SystemPage| {
        let to = Place::PrivateContent(id, PrivateTab::Pages(Some(page.kind))).path();
        view! {
            <tr>
                <td><a class="row-link" href=to>{page_name(page.kind)}</a><p class="muted small">{page_purpose(page.kind)}</p></td>
                <td data-label="Heading">{page.heading}</td>
                <td data-label="Words"><WordsBadge is_default=page.is_default/></td>
            </tr>
        }
    };
    view! {
        <table class="index index-cards index-texts">
            <caption class="sr-only">"Pages"</caption>
            <thead><tr><th scope="col">"Page"</th><th scope="col">"Heading"</th><th scope="col">"Words"</th></tr></thead>
            <tbody>{pages.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
