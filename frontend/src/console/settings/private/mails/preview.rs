//! The e-mail as its recipient would get it, with sample values: as HTML and as plain text.

use leptos::prelude::*;
use openapi::domains::mails::{MailPreview, MailWords};

use crate::api::console::domains;
use crate::api::load::Load;
use crate::console::preview::after_pause;
use crate::console::settings::private::mails::editing::Editing;
use crate::ui::{RichText, dynamic};

/// The preview; it stays at the newest words that make sense.
#[component]
pub fn MailPreviewPane(editing: Editing) -> impl IntoView {
    let plain = RwSignal::new(false);
    let (domain, kind) = (editing.domain, editing.kind);
    let words = Memo::new(move |_| {
        let words = editing.wanted();
        words.check_for(kind).is_empty().then_some(words)
    });
    let load: Load<MailPreview> =
        after_pause(words, move |words: MailWords| async move { domains::preview_mail(domain, kind, &words).await });
    let choice = move |label: &'static str, own: bool| {
        view! {
            <button type="button" aria-pressed=move || (plain.get() == own).to_string() on:click=move |_| plain.set(own)>{label}</button>
        }
    };
    let hint = move || {
        let words = match (words.with(Option::is_some), load.failure.get()) {
            (false, _) => "Correct the words to see them here.".to_owned(),
            (true, Some(failure)) => crate::words::failure(&failure),
            (true, None) => return None,
        };
        Some(view! { <p class="muted small">{words}</p> })
    };
    let shown = move || load.data.get().map(|preview| view! { <Shown preview plain/> });
    view! {
        <section class="page-preview" aria-labelledby="mail-preview" aria-busy=move || (words.with(Option::is_some) && load.busy.get()).to_string()>
            <div class="page-preview-head">
                <h3 id="mail-preview">"Preview"</h3>
                <div class="segments" role="group" aria-label="Form">{choice("HTML", false)}{choice("Plain text", true)}</div>
            </div>
            <div role="status">{dynamic(hint)}</div>
            {dynamic(shown)}
        </section>
    }
}

#[component]
fn Shown(preview: MailPreview, plain: RwSignal<bool>) -> impl IntoView {
    let MailPreview { subject, content_html, text, .. } = preview;
    // the heading of the e-mail is not that of this page
    let content_html = content_html.replace("<h1>", "<h4>").replace("</h1>", "</h4>");
    let body = move || match plain.get() {
        true => view! { <pre class="mail-text mail-plain">{text.clone()}</pre> }.into_any(),
        false => {
            view! { <div class="mail-page"><div class="mail-sheet"><RichText html=content_html.clone()/></div></div> }
                .into_any()
        }
    };
    view! {
        <div class="mail-shown">
            <p class="mail-subject"><span class="muted">"Subject "</span><b>{subject}</b></p>
            {dynamic(body)}
        </div>
    }
}
