//! One entry of the conversation.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use openapi::files::Attachment;
use openapi::id::TicketId;
use openapi::mails::MailStatus;
use openapi::tickets::console::{Author, Delivery, Entry, Event, Message as Written, Note};
use openapi::users::Permission;

use crate::api::console::tickets;
use crate::console::place::Place;
use crate::console::session::Session;
use crate::console::ticket::record::Record;
use crate::console::ticket::thread::{Key, key};
use crate::console::ticket::words::{author_name, delivery_words, event_sentence};
use crate::ui::time::{clock_time, full_time};
use crate::ui::{EventLine, FileChip, Message, PlainText, Voice};

/// The element id of an entry.
pub fn element_id(entry: &Entry) -> String {
    match key(entry) {
        Key::Message(id) => format!("message-{id}"),
        Key::Note(id) => format!("note-{id}"),
        Key::Event(id) => format!("event-{id}"),
    }
}

/// An entry as staff see it.
#[component]
pub fn EntryView(record: Record, entry: Entry) -> impl IntoView {
    let id = element_id(&entry);
    match entry {
        Entry::Message(message) => view! { <MessageView record message id/> }.into_any(),
        Entry::Note(note) => view! { <NoteView ticket=record.id note id/> }.into_any(),
        Entry::Event(event) => view! { <EventView event/> }.into_any(),
    }
}

#[component]
fn MessageView(record: Record, message: Written, id: String) -> impl IntoView {
    let my_id = Session::expect().my_id();
    let (wanted, at) = (message.id, message.sent_at);
    // The mail goes its way after the message is shown: only this part follows it.
    let delivery = Memo::new(move |_| {
        record.thread.with(|thread| {
            thread.entries().iter().find_map(|entry| match entry {
                Entry::Message(message) if message.id == wanted => message.delivery.clone(),
                _ => None,
            })
        })
    });
    let team = !matches!(message.author, Author::Contact(_));
    let meta = move || {
        view! {
            <Clock at/>
            {move || delivery.get().map(|delivery| view! { <DeliveryNote delivery/> })}
        }
    };
    view! {
        <Message voice=if team { Voice::Own } else { Voice::Other } author=author_name(&message.author, my_id)
            avatar=author_name(&message.author, None) team id meta>
            <PlainText text=message.text/>
            <Attached ticket=record.id files=message.attachments/>
        </Message>
    }
}

#[component]
fn NoteView(ticket: TicketId, note: Note, id: String) -> impl IntoView {
    let my_id = Session::expect().my_id();
    let at = note.written_at;
    view! {
        <Message voice=Voice::Note author=author_name(&note.author, my_id) avatar=author_name(&note.author, None) team=true
            id meta=move || view! { <Clock at/> }>
            <PlainText text=note.text/>
            <Attached ticket files=note.attachments/>
        </Message>
    }
}

#[component]
fn EventView(event: Event) -> impl IntoView {
    let sentence = event_sentence(&event, Session::expect().my_id());
    view! { <EventLine>{sentence} " · " <Clock at=event.at/></EventLine> }
}

/// The time of day; the line above says which day.
#[component]
fn Clock(at: DateTime<Utc>) -> impl IntoView {
    let moment = at.timestamp_millis() as f64;
    view! { <time datetime=at.to_rfc3339() title=full_time(moment)>{clock_time(moment)}</time> }
}

/// How the e-mail of a message is doing, with a way to the mail log.
#[component]
fn DeliveryNote(delivery: Delivery) -> impl IntoView {
    let session = Session::expect();
    let words = delivery_words(delivery.status, session.outbox());
    let failed = delivery.status == MailStatus::Failed;
    let shown = if session.may(Permission::Settings) {
        view! { <a href=Place::Mail(delivery.mail_id).path() title="Show the e-mail">{words}</a> }.into_any()
    } else {
        words.into_any()
    };
    view! { " · " <span class="delivery" class:delivery-failed=failed>{shown}</span> }
}

#[component]
fn Attached(ticket: TicketId, files: Vec<Attachment>) -> impl IntoView {
    let chip = move |file: Attachment| {
        view! {
            <li><FileChip name=file.name size=file.size media_type=file.media_type href=tickets::attachment(ticket, file.id)/></li>
        }
    };
    (!files.is_empty()).then(|| view! { <ul class="message-files" aria-label="Attachments">{files.into_iter().map(chip).collect_view()}</ul> })
}
