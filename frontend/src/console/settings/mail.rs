//! One mail of the log: its text, what the server said, and sending it again.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::id::MailId;
use openapi::mails::{Mail, MailStatus};
use openapi::tickets::console::View;

use crate::api::console::mails;
use crate::api::idempotency::random_key;
use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::console::contacts::EmailAddress;
use crate::console::desk::note;
use crate::console::place::Place;
use crate::console::refused::NotDone;
use crate::console::region::Region;
use crate::console::session::Session;
use crate::console::settings::frame::Frame;
use crate::console::settings::outbox::{MailBadge, OutboxNotice};
use crate::ui::{Banner, Button, Glyph, TimeAgo, Toasts, Tone};

/// The page of a mail.
#[component]
pub fn MailPage(id: MailId) -> impl IntoView {
    let session = Session::expect();
    let load = Load::<Mail>::new(move || id, move |id, _| session.confirmed(mails::get(id)));
    let subject =
        |mail: &Option<Mail>| mail.as_ref().map_or_else(|| "Mail".into(), |mail| mail.summary.subject.clone());
    let title = Signal::derive(move || load.data.with(subject));
    view! {
        <Frame tab=Place::MailLog title above=(Place::MailLog, "All mails")>
            <OutboxNotice/>
            <Region load loading="Loading mail" failed="The mail could not be loaded."
                ready=move |mail| view! { <Content mail load/> }/>
        </Frame>
    }
}

#[component]
fn Content(mail: Mail, load: Load<Mail>) -> impl IntoView {
    let summary = mail.summary.clone();
    let sent = summary.sent_at.map(|at| view! { <dt>"Sent"</dt><dd><TimeAgo at/></dd> });
    let next = mail.next_attempt_at.filter(|_| !Session::expect().outbox());
    let next = next
        .map(|at| view! { <dt>"Next attempt"</dt><dd>{crate::ui::time::full_time(at.timestamp_millis() as f64)}</dd> });
    let ticket = summary.ticket_id.map(|id| {
        view! { <dt>"Ticket"</dt><dd><a href=Place::Inbox(View::All, Some(id)).path()>{format!("#{id}")}</a></dd> }
    });
    let error = mail.last_error.map(|error| {
        view! {
            <Banner tone=Tone::Danger><b>"The mail server said: "</b><span class="mail-error">{error}</span></Banner>
        }
    });
    view! {
        <div class="record">
            <div class="record-main">
                {error}
                <section class="card">
                    <h2 class="sr-only">"Content"</h2>
                    <pre class="mail-text">{mail.text}</pre>
                </section>
            </div>
            <aside class="record-side" aria-label="Details">
                <section class="card">
                    <h2>"Delivery"</h2>
                    <dl class="facts">
                        <dt>"Status"</dt><dd><MailBadge status=summary.status/></dd>
                        <dt>"To"</dt><dd><EmailAddress address=summary.recipient/></dd>
                        <dt>"From"</dt><dd><EmailAddress address=mail.sender/></dd>
                        <dt>"Attempts"</dt><dd class="num">{summary.attempts}</dd>
                        <dt>"Written"</dt><dd><TimeAgo at=summary.created_at/></dd>
                        {sent}{next}{ticket}
                    </dl>
                    <Resend id=summary.id status=summary.status load/>
                </section>
            </aside>
        </div>
    }
}

#[component]
fn Resend(id: MailId, status: MailStatus, load: Load<Mail>) -> impl IntoView {
    let session = Session::expect();
    let toasts = expect_context::<Toasts>();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let key = StoredValue::new(random_key());
    let send = move |_| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = mails::resend(id, &key.get_value()).await;
            busy.try_set(false);
            match answer {
                Ok(mail) => {
                    let words =
                        if session.outbox() { "The mail waits in the outbox" } else { "The mail will be sent again" };
                    toasts.show(words);
                    load.data.try_set(Some(mail));
                }
                Err(refused) => {
                    note(session, &refused);
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    let words = if status == MailStatus::Queued { "Send now" } else { "Send again" };
    view! {
        <div class="card-end">
            <Button dense=true icon=Glyph::Send busy busy_label="Sending…" on_click=send>{words}</Button>
        </div>
        <NotDone what="It was not sent." failure/>
    }
}
