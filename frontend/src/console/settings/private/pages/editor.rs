//! Writing a page: its fields, and beside them the page as customers will see it.

use leptos::prelude::*;
use openapi::domains::console::PrivateContent;
use openapi::domains::pages::{SystemPage, SystemPages};

use crate::api::load::Load;
use crate::console::leaving::UnsavedChanges;
use crate::console::place::{Place, PrivateTab};
use crate::console::settings::private::pages::editing::Editing;
use crate::console::settings::private::pages::look::LookChoice;
use crate::console::settings::private::pages::preview::PagePreview;
use crate::console::settings::private::pages::words::{page_name, page_purpose};
use crate::console::settings::private::saving::NotSaved;
use crate::console::settings::private::words_of::{ResetButton, WordsBadge};
use crate::ui::{Button, ErrorSummary, Field, Input, Kind, RichTextInput, dynamic};

/// The editor.
#[component]
pub fn Editor(content: PrivateContent, page: SystemPage, version: i64, load: Load<SystemPages>) -> impl IntoView {
    let kind = page.kind;
    let all = Place::PrivateContent(content.id, PrivateTab::Pages(None)).path();
    let editing = Editing::new(content.id, page, version);
    let form = editing.saving.form;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        editing.save();
    };
    let is_default = Memo::new(move |_| editing.saved.with(|saved| saved.is_default));
    let badge = move || view! { <WordsBadge is_default=is_default.get()/> };
    view! {
        <UnsavedChanges unsaved=Signal::derive(move || editing.is_unsaved())/>
        <p class="crumbs"><a href=all>"All pages"</a></p>
        <div class="text-head"><h2>{page_name(kind)}</h2>{dynamic(badge)}</div>
        <p class="muted small text-purpose">{page_purpose(kind)}"."</p>
        <div class="text-editor">
            <form class="stack" novalidate on:submit=submit>
                <NotSaved what="The page was not saved." saving=editing.saving reload=move |()| load.retry()/>
                <ErrorSummary form/>
                <Field label="Heading" pointer="/heading" form><Input value=editing.heading required=true attr:maxlength="120"/></Field>
                <Field label="Text" pointer="/body" form optional=true><RichTextInput value=editing.body rows=6/></Field>
                <Field label="Words on the button" pointer="/button" form><Input value=editing.button required=true attr:maxlength="40"/></Field>
                <LookChoice chosen=editing.template/>
                <div class="form-end form-start">
                    <Button kind=Kind::Primary form_type="submit" busy=editing.saving.busy busy_label="Saving…">"Save page"</Button>
                    <ResetButton shown=Signal::derive(move || !is_default.get()) busy=editing.saving.busy what="page"
                        on_agree=move |()| editing.reset()/>
                </div>
            </form>
            <PagePreview editing content/>
        </div>
    }
}
