//! The mail log: every e-mail that was written, and how far it got.

use leptos::prelude::*;
use openapi::mails::{MailQuery, MailStatus, MailSummary};
use openapi::page::Page;

use crate::api::console::mails;
use crate::api::load::Load;
use crate::console::address::{Address, param, with_query};
use crate::console::contacts::EmailAddress;
use crate::console::place::Place;
use crate::console::region::Region;
use crate::console::session::Session;
use crate::console::settings::frame::Frame;
use crate::console::settings::outbox::{MailBadge, OutboxNotice, status_word};
use crate::ui::{Button, EmptyState, Glyph, Pagination, TimeAgo};

/// The mail log.
#[component]
pub fn MailLogPage() -> impl IntoView {
    let (word, after, before) = (param("status"), param("after"), param("before"));
    let status = Memo::new(move |_| word.with(|word| status_of(word.as_deref())));
    let query = move || MailQuery { status: status.get(), after: after.get(), before: before.get(), limit: None };
    let load = Load::new(query, |query, _| async move { mails::list(&query).await });
    let rows = move |page: Page<MailSummary>| {
        if page.items.is_empty() {
            return view! { <Nothing status=status.get_untracked()/> }.into_any();
        }
        view! { <Table page status=status.get_untracked()/> }.into_any()
    };
    let refresh =
        move || view! { <Button dense=true icon=Glyph::Refresh on_click=move |_| load.retry()>"Refresh"</Button> };
    view! {
        <Frame tab=Place::MailLog title="Mail log" actions=refresh>
            <OutboxNotice/>
            <div class="page-tools page-tools-after">
                <StatusFilter status/>
            </div>
            <Region load loading="Loading mails" failed="The mail log could not be loaded." ready=rows/>
        </Frame>
    }
}

fn status_of(word: Option<&str>) -> Option<MailStatus> {
    MailStatus::ALL.iter().copied().find(|status| Some(status.as_str()) == word)
}

/// All, or one status: links, so that the choice is in the address.
#[component]
fn StatusFilter(status: Memo<Option<MailStatus>>) -> impl IntoView {
    let outbox = Session::expect().outbox();
    let choice = move |own: Option<MailStatus>| {
        let label = own.map_or("All", |own| status_word(own, outbox));
        let href = with_query(&Place::MailLog.path(), &[("status", own.map(MailStatus::as_str))]);
        view! { <a href=href aria-current=move || (status.get() == own).then_some("true")>{label}</a> }
    };
    view! {
        <nav class="segments" aria-label="Status">
            {choice(None)}
            {MailStatus::ALL.iter().map(|status| choice(Some(*status))).collect_view()}
        </nav>
    }
}

#[component]
fn Table(page: Page<MailSummary>, status: Option<MailStatus>) -> impl IntoView {
    let row = |mail: MailSummary| {
        view! {
            <tr>
                <td><a class="row-link" href=Place::Mail(mail.id).path()>{mail.subject}</a></td>
                <td data-label="Recipient"><EmailAddress address=mail.recipient/></td>
                <td data-label="Status"><MailBadge status=mail.status/></td>
                <td class="num end" data-label="Attempts">{mail.attempts}</td>
                <td data-label="Written"><TimeAgo at=mail.created_at/></td>
            </tr>
        }
    };
    let link = move |name: &'static str, cursor: Option<String>| {
        let word = status.map(MailStatus::as_str);
        cursor.map(|cursor| with_query(&Place::MailLog.path(), &[("status", word), (name, Some(&cursor))]))
    };
    let (first, shown, total) = (page.first, page.items.len(), page.total);
    view! {
        <table class="index index-cards">
            <caption class="sr-only">"Mails, newest first"</caption>
            <thead><tr>
                <th scope="col">"Subject"</th><th scope="col">"Recipient"</th><th scope="col">"Status"</th>
                <th scope="col" class="end">"Attempts"</th><th scope="col">"Written"</th>
            </tr></thead>
            <tbody>{page.items.into_iter().map(row).collect_view()}</tbody>
        </table>
        <Pagination first shown total previous=link("before", page.previous) next=link("after", page.next)/>
    }
}

#[component]
fn Nothing(status: Option<MailStatus>) -> impl IntoView {
    let address = Address::expect();
    match status {
        Some(status) => {
            let title = format!("No mails are “{}”", status_word(status, Session::expect().outbox()).to_lowercase());
            view! {
                <EmptyState glyph=Glyph::Mail title>
                    <Button on_click=move |_| address.go_to(Place::MailLog)>"Show all mails"</Button>
                </EmptyState>
            }
            .into_any()
        }
        None => view! {
            <EmptyState glyph=Glyph::Mail title="No mails yet" text="Replies and invitations that go out by e-mail are listed here."/>
        }
        .into_any(),
    }
}
