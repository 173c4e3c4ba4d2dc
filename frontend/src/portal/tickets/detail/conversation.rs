//! The conversation on the page.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::id::TicketId;
use openapi::tickets::portal::{ConversationQuery, Entry, Event, Happened, Message as Written, Side};

use super::live::element_id;
use super::page::Open;
use super::thread::Row;
use crate::api::portal::tickets::{download_url, get_conversation};
use crate::api::problem::Failure;
use crate::portal::session::use_session;
use crate::ui::time::{clock_time, day_heading, exact_time, full_time, local_day, now_ms};
use crate::ui::{Button, Clock, DayLine, EventLine, FileChip, Message, PlainText, Voice, dynamic, each};
use crate::words;

/// The conversation, oldest first.
#[component]
pub fn ConversationList(
    /// The ticket.
    open: Open,
) -> impl IntoView {
    let clock = use_context::<Clock>();
    let today = Memo::new(move |_| local_day(clock.map_or_else(now_ms, |clock| clock.now())));
    let row = move |row: Row| match row {
        Row::Day(at, _) => {
            let label = move || {
                today.track();
                day_heading(at, now_ms())
            };
            view! { <li class="thread-line">{move || view! { <DayLine label=label()/> }}</li> }.into_any()
        }
        Row::New => view! { <li class="thread-line"><DayLine label="New messages" new=true/></li> }.into_any(),
        Row::Entry(Entry::Message(message)) => view! { <li><MessageRow ticket=open.id message/></li> }.into_any(),
        Row::Entry(Entry::Event(event)) => view! { <li class="thread-line"><EventRow event/></li> }.into_any(),
    };
    view! {
        <Earlier open/>
        <ol class="thread">
            {each(move || open.thread.with(|thread| thread.rows(local_day)), Row::key, row)}
        </ol>
    }
}

/// The button that brings what was before.
#[component]
fn Earlier(
    /// The ticket.
    open: Open,
) -> impl IntoView {
    let session = use_session();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let fetch = move |_| {
        let query = ConversationQuery { before: open.thread.with_untracked(|thread| thread.before()) };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = session.call(false, get_conversation(&session.slug(), open.id, &query)).await;
            busy.try_set(false);
            match answer {
                Ok(earlier) => open.thread.try_update(|thread| thread.merge_earlier(earlier)).unwrap_or_default(),
                Err(refused) => drop(failure.try_set(Some(refused))),
            }
        });
    };
    let more = Memo::new(move |_| open.thread.with(|thread| thread.before().is_some()));
    let said = move || failure.get().map(|failure| view! { <p class="field-error">{words::failure(&failure)}</p> });
    dynamic(move || {
        more.get().then(|| {
            view! {
                <div class="earlier">
                    <Button dense=true busy busy_label="Loading…" on_click=fetch>"Show earlier messages"</Button>
                    <div role="alert">{dynamic(said)}</div>
                </div>
            }
        })
    })
}

/// A message with its files.
#[component]
fn MessageRow(
    /// The ticket it belongs to.
    ticket: TicketId,
    /// The message.
    message: Written,
) -> impl IntoView {
    let slug = use_session().slug();
    let id = element_id(&message);
    let at = message.sent_at.timestamp_millis() as f64;
    let (datetime, exact) = (exact_time(at), full_time(at));
    let side = message.author.side;
    let author = if side == Side::You { "You".to_owned() } else { message.author.name.clone() };
    // Beside a person's name, where the team signs with one.
    let of_team = side == Side::Team && !author.to_ascii_lowercase().contains("support");
    let meta = move || {
        view! {
            {of_team.then_some("Support team")}
            <time datetime=datetime.clone() title=exact.clone()>{clock_time(at)}</time>
        }
    };
    let files = message.attachments.into_iter().map(|file| {
        let href = download_url(&slug, ticket, file.id);
        view! { <FileChip name=file.name size=file.size media_type=file.media_type href/> }
    });
    let files: Vec<_> = files.collect();
    let voice = if side == Side::You { Voice::Own } else { Voice::Other };
    view! {
        <Message voice author avatar=message.author.name team=side == Side::Team id meta>
            <PlainText text=message.text/>
            {(!files.is_empty()).then(|| view! { <div class="file-chips">{files}</div> })}
        </Message>
    }
}

/// What happened to the ticket.
#[component]
fn EventRow(
    /// The event.
    event: Event,
) -> impl IntoView {
    let at = event.at.timestamp_millis() as f64;
    let what = match event.what {
        Happened::Status(status) => format!("Status changed to {}", status.label()),
        Happened::ParticipantAdded(name) => format!("{name} was added"),
        Happened::ParticipantRemoved(name) => format!("{name} was removed"),
        Happened::Private(true) => "Made private to those who take part".to_owned(),
        Happened::Private(false) => "Shown to the company again".to_owned(),
    };
    view! {
        <EventLine>
            {what} " · "
            <time datetime=exact_time(at) title=full_time(at)>{clock_time(at)}</time>
        </EventLine>
    }
}
