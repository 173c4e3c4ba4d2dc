//! The conversation: days, messages, notes and events, oldest first.

use chrono::{DateTime, Utc};
use std::collections::HashMap;

use leptos::prelude::*;
use openapi::tickets::console::Entry;

use crate::console::ticket::entry::EntryView;
use crate::console::ticket::record::Record;
use crate::console::ticket::scroll::Scroll;
use crate::console::ticket::thread::{Key, key};
use crate::ui::time::{day_heading, local_day, now_ms};
use crate::ui::{Announcer, Button, DayLine, Glyph, Kind};

/// The conversation.
#[component]
pub fn ThreadView(record: Record, scroll: Scroll) -> impl IntoView {
    let days = Memo::new(move |_| record.thread.with(|thread| first_of_days(thread.entries())));
    announce_news(record);
    scroll.hold_while(record.earlier_busy);
    view! {
        <div class="conv-body">
        <div class="conv-scroll" class:held=move || scroll.held.get() node_ref=scroll.element on:scroll=move |_| scroll.moved() id="thread" tabindex="0" role="region" aria-label="Conversation">
            <div class="conv-inner">
                <Show when=move || record.thread.with(|thread| thread.before().is_some())>
                    <div class="conv-earlier">
                        <Button kind=Kind::Quiet dense=true icon=Glyph::ArrowUp busy=record.earlier_busy busy_label="Loading…"
                            on_click=move |_| record.read_earlier()>"Show earlier"</Button>
                    </div>
                </Show>
                <ol class="thread">
                    <For each=move || record.thread.with(|thread| thread.entries().to_vec()) key=key
                        children=move |entry| view! { <li><DayBefore days entry=key(&entry)/><EntryView record entry/></li> }/>
                </ol>
            </div>
        </div>
        <NewsButton record scroll/>
        </div>
    }
}

/// The line above an entry that is the first of its day.
#[component]
fn DayBefore(days: Memo<HashMap<Key, f64>>, entry: Key) -> impl IntoView {
    let day = Memo::new(move |_| days.with(|days| days.get(&entry).copied()));
    move || day.get().map(|at| view! { <DayLine label=day_heading(at, now_ms())/> })
}

/// Leads to messages that came in below what the reader sees.
#[component]
fn NewsButton(record: Record, scroll: Scroll) -> impl IntoView {
    Effect::new(move |_| {
        if scroll.at_end.get() && record.news.with(|news| !news.is_empty()) {
            record.news.update(Vec::clear);
        }
    });
    let words = move || match record.news.with(Vec::len) {
        1 => "1 new message".to_owned(),
        count => format!("{count} new messages"),
    };
    view! {
        <Show when=move || !scroll.at_end.get() && record.news.with(|news| !news.is_empty())>
            <div class="conv-news">
                <Button dense=true icon=Glyph::ArrowDown on_click=move |_| scroll.to_end()>{words}</Button>
            </div>
        </Show>
    }
}

/// Tells screen readers about new messages of customers.
fn announce_news(record: Record) {
    let announcer = expect_context::<Announcer>();
    Effect::new(move |before: Option<usize>| {
        let (count, last) = record.news.with(|news| (news.len(), news.last().cloned()));
        if let Some(name) = last.filter(|_| before.is_some_and(|before| count > before)) {
            announcer.polite(format!("New message from {name}"));
        }
        count
    });
}

/// The first entry of each day with its moment, in milliseconds since 1970. The lines between days
/// belong to entries, so that earlier ones can be put in front without moving anything.
fn first_of_days(entries: &[Entry]) -> HashMap<Key, f64> {
    let mut firsts = HashMap::new();
    let mut day = None;
    for entry in entries {
        let at = moment(entry).timestamp_millis() as f64;
        let own = local_day(at);
        if day != Some(own) {
            firsts.insert(key(entry), at);
            day = Some(own);
        }
    }
    firsts
}

const fn moment(entry: &Entry) -> DateTime<Utc> {
    match entry {
        Entry::Message(message) => message.sent_at,
        Entry::Note(note) => note.written_at,
        Entry::Event(event) => event.at,
    }
}
