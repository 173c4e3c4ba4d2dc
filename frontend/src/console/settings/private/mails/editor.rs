//! Writing an e-mail: subject and body with variables, and beside them the e-mail as it is sent.

use leptos::html;
use leptos::prelude::*;
use openapi::domains::mails::{DomainMail, DomainMails};
use openapi::domains::variables::MailVariable;
use openapi::id::DomainId;
use web_sys::HtmlElement;

use crate::api::load::Load;
use crate::console::leaving::UnsavedChanges;
use crate::console::place::{Place, PrivateTab};
use crate::console::settings::private::mails::editing::Editing;
use crate::console::settings::private::mails::preview::MailPreviewPane;
use crate::console::settings::private::mails::variables::VariableMenu;
use crate::console::settings::private::mails::words::{mail_name, mail_purpose};
use crate::console::settings::private::saving::NotSaved;
use crate::console::settings::private::words_of::{ResetButton, WordsBadge};
use crate::ui::{Button, ErrorSummary, Field, Glyph, Input, Kind, RichTextInput, dynamic};

/// The editor.
#[component]
pub fn Editor(id: DomainId, mail: DomainMail, version: i64, load: Load<DomainMails>) -> impl IntoView {
    let (kind, variables) = (mail.kind, mail.variables.clone());
    let all = Place::PrivateContent(id, PrivateTab::Mails(None)).path();
    let editing = Editing::new(id, mail, version);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        editing.save();
    };
    let is_default = Memo::new(move |_| editing.saved.with(|saved| saved.is_default));
    let badge = move || view! { <WordsBadge is_default=is_default.get()/> };
    view! {
        <UnsavedChanges unsaved=Signal::derive(move || editing.is_unsaved())/>
        <p class="crumbs"><a href=all>"All e-mails"</a></p>
        <div class="text-head"><h2>{mail_name(kind)}</h2>{dynamic(badge)}</div>
        <p class="muted small text-purpose">{mail_purpose(kind)}"."</p>
        <div class="text-editor">
            <form class="stack" novalidate on:submit=submit>
                <NotSaved what="That was not done." saving=editing.saving reload=move |()| load.retry()/>
                <ErrorSummary form=editing.saving.form/>
                <Words editing variables/>
                <div class="form-end form-start">
                    <Button kind=Kind::Primary form_type="submit" busy=editing.saving.busy busy_label="Saving…">"Save e-mail"</Button>
                    <Button icon=Glyph::Mail busy=editing.testing busy_label="Sending…" on_click=move |_| editing.test()>"Send me a test"</Button>
                    <ResetButton shown=Signal::derive(move || !is_default.get()) busy=editing.saving.busy what="e-mail"
                        on_agree=move |()| editing.reset()/>
                </div>
            </form>
            <MailPreviewPane editing/>
        </div>
    }
}

/// Subject and body.
#[component]
fn Words(editing: Editing, variables: Vec<MailVariable>) -> impl IntoView {
    let form = editing.saving.form;
    let (subject, body) = (NodeRef::<html::Input>::new(), NodeRef::<html::Textarea>::new());
    let in_subject: Vec<MailVariable> = variables.iter().filter(|variable| variable.in_subject).cloned().collect();
    let subject_field = Callback::new(move |()| subject.get_untracked().map(HtmlElement::from));
    let body_field = Callback::new(move |()| body.get_untracked().map(HtmlElement::from));
    let required: Vec<&str> =
        variables.iter().filter(|variable| variable.is_required).map(|variable| &*variable.name).collect();
    let hint = match required.as_slice() {
        [] => String::new(),
        names => format!(
            "{{{{{}}}}} is needed, in a paragraph of its own. Written as [Words]({{{{{}}}}}) it becomes a button.",
            names.join("}}, {{"),
            names[0]
        ),
    };
    let variables = StoredValue::new(variables);
    let tools = move || {
        view! { <VariableMenu variables=variables.get_value() label="Insert variable" field=body_field/> }
    };
    view! {
        <div class="with-menu">
            <Field label="Subject" pointer="/subject" form><Input value=editing.subject node_ref=subject required=true attr:maxlength="200"/></Field>
            <VariableMenu variables=in_subject label="Insert into subject" field=subject_field/>
        </div>
        <Field label="Body" pointer="/body" form hint>
            <RichTextInput value=editing.body rows=14 required=true node_ref=body tools/>
        </Field>
    }
}
