//! What customers agree to when they register, and how that looks.

use leptos::prelude::*;

use crate::console::settings::private::editing::Editing;
use crate::console::settings::private::preview::html_of;
use crate::ui::{Field, Input, RichText, RichTextInput, dynamic};

/// The element id of the heading, for whoever is led here.
pub const CONSENT: &str = "consent";

/// The fields.
#[component]
pub fn Consent(editing: Editing) -> impl IntoView {
    let version = move || match editing.saved.with(|saved| saved.consent_version) {
        0 => "Nothing has been written yet.".to_owned(),
        version => format!(
            "This is version {version}. Other words make a new version; what a contact agreed to is kept on its record as it was worded."
        ),
    };
    let required = move || editing.self_registration.get().then_some("Required while self-registration is allowed.");
    view! {
        <section class="setting" aria-labelledby=CONSENT>
            <h2 id=CONSENT tabindex="-1">"Consent to process"</h2>
            <p class="muted small">{dynamic(version)} " " {required}</p>
            <Field label="Notice" pointer="/consent_notice" form=editing.saving.form
                hint="What you do with the data of whoever registers, and where your privacy policy is.">
                <RichTextInput value=editing.notice rows=6/>
            </Field>
            <Field label="Words beside the checkbox" pointer="/consent_label" form=editing.saving.form
                hint="One line. A link is written as [privacy policy](https://…).">
                <Input value=editing.label attr:maxlength="500"/>
            </Field>
        </section>
    }
}

/// What whoever registers will see of it.
#[component]
pub fn ConsentPreview(editing: Editing) -> impl IntoView {
    let (notice, label) =
        editing.saved.with_untracked(|saved| (saved.consent_notice_html.clone(), saved.consent_label_html.clone()));
    let notice = html_of(editing.notice, notice);
    let label = html_of(editing.label, label);
    let nothing = move || notice.html.with(String::is_empty) && label.html.with(String::is_empty);
    let shown = move || {
        match nothing() {
        true => view! { <p class="muted small">"Write a notice to see here how it looks."</p> }.into_any(),
        false => view! {
            <RichText html=notice.html/>
            <div class="consent-check"><span class="consent-box" aria-hidden="true"></span><RichText html=label.html/></div>
        }
        .into_any(),
    }
    };
    let busy = move || (notice.busy.get() || label.busy.get()).to_string();
    view! {
        <section class="card consent-preview" aria-labelledby="consent-preview" aria-busy=busy>
            <h2 id="consent-preview">"What customers agree to"</h2>
            <div class="stack">{dynamic(shown)}</div>
        </section>
    }
}
