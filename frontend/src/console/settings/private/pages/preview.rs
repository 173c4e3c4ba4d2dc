//! The page as customers will see it, on a wide screen or a phone.

use leptos::prelude::*;
use openapi::domains::console::PrivateContent;

use crate::console::session::Session;
use crate::console::settings::private::pages::editing::Editing;
use crate::console::settings::private::pages::sample::sample;
use crate::console::settings::private::preview::html_of;
use crate::ui::dom::matches_media;
use crate::ui::{SystemPage, dynamic};

/// The preview.
#[component]
pub fn PagePreview(editing: Editing, content: PrivateContent) -> impl IntoView {
    let phone = RwSignal::new(matches_media("(max-width: 639px)"));
    let (kind, first) = editing.saved.with_untracked(|saved| (saved.kind, saved.body_html.clone()));
    let body = html_of(editing.body, first);
    let brand = content.portals.first().map_or_else(|| Session::expect().account(), |portal| portal.name.clone());
    let company = match content.settings.company_name.trim() {
        "" => Session::expect().account(),
        own => own.to_owned(),
    };
    let content = StoredValue::new(content);
    let choice = move |label: &'static str, own: bool| {
        view! {
            <button type="button" aria-pressed=move || (phone.get() == own).to_string() on:click=move |_| phone.set(own)>{label}</button>
        }
    };
    // made anew for each width, so that it starts at its top
    let page = move || {
        phone.track();
        let heading = view! { <h2>{move || editing.heading.get()}</h2> }.into_any();
        let company = company.clone();
        view! {
            <SystemPage template=editing.template brand=brand.clone() heading text=body.html
                foot=move || view! { {company.clone()} " · Help" }>
                {content.with_value(|content| sample(kind, editing.button, content))}
            </SystemPage>
        }
    };
    view! {
        <section class="page-preview" aria-labelledby="page-preview" aria-busy=move || body.busy.get().to_string()>
            <div class="page-preview-head">
                <h3 id="page-preview">"Preview"</h3>
                <div class="segments" role="group" aria-label="Width">{choice("Desktop", false)}{choice("Phone", true)}</div>
            </div>
            <div class="page-preview-frame" class:page-preview-phone=move || phone.get()>
                <div class="page-preview-page" tabindex="0" role="group" aria-label="Page as customers see it">{dynamic(page)}</div>
            </div>
        </section>
    }
}
