//! The e-mails that customers get: which there are, and writing one while seeing it as they will.

mod editing;
mod editor;
mod preview;
mod variables;
mod words;

use leptos::prelude::*;
use openapi::domains::console::PrivateContent;
use openapi::domains::mails::{DomainMail, DomainMails, MailKind};
use openapi::id::DomainId;

use crate::api::console::domains;
use crate::api::load::Load;
use crate::console::place::{Place, PrivateTab};
use crate::console::region::Region;
use crate::console::settings::private::mails::editor::Editor;
use crate::console::settings::private::mails::words::{mail_name, mail_purpose};
use crate::console::settings::private::words_of::WordsBadge;

/// The part: every e-mail, or the one that is edited.
#[component]
pub fn MailsPart(content: PrivateContent, kind: Option<MailKind>) -> impl IntoView {
    let id = content.id;
    let load = Load::<DomainMails>::new(move || id, |id, _| domains::mails(id));
    let ready = move |all: DomainMails| match kind {
        None => view! { <Table id mails=all.mails/> }.into_any(),
        Some(kind) => match all.mails.into_iter().find(|mail| mail.kind == kind) {
            Some(mail) => view! { <Editor id mail version=all.version load/> }.into_any(),
            None => ().into_any(),
        },
    };
    view! { <Region load loading="Loading e-mails" failed="The e-mails could not be loaded." ready/> }
}

#[component]
fn Table(id: DomainId, mails: Vec<DomainMail>) -> impl IntoView {
    let row = move |mail: DomainMail| {
        let to = Place::PrivateContent(id, PrivateTab::Mails(Some(mail.kind))).path();
        view! {
            <tr>
                <td><a class="row-link" href=to>{mail_name(mail.kind)}</a><p class="muted small">{mail_purpose(mail.kind)}</p></td>
                <td data-label="Subject">{mail.subject}</td>
                <td data-label="Words"><WordsBadge is_default=mail.is_default/></td>
            </tr>
        }
    };
    view! {
        <table class="index index-cards index-texts">
            <caption class="sr-only">"E-mails"</caption>
            <thead><tr><th scope="col">"E-mail"</th><th scope="col">"Subject"</th><th scope="col">"Words"</th></tr></thead>
            <tbody>{mails.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
