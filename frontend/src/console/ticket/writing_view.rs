//! The composer below the conversation: tabs for reply and note, who will get it, and sending.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::console::shortcuts::{Action, Shortcuts};
use crate::console::ticket::record::Record;
use crate::console::ticket::writing::{Tab, Writing};
use crate::ui::time::clock_time;
use crate::ui::{Button, Composer, Kbd};

/// The composer.
#[component]
pub fn WritingView(record: Record, writing: Writing) -> impl IntoView {
    let opened = RwSignal::new(!writing.reply.is_empty() || !writing.note.is_empty());
    let send_and_close = move |event: KeyboardEvent| {
        let ctrl = event.ctrl_key() || event.meta_key();
        if event.key() == "Enter" && ctrl && event.shift_key() && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            writing.send(writing.tab.get_untracked() == Tab::Reply && !untrack(|| record.is_closed()));
        }
    };
    let leave = move |event: KeyboardEvent| {
        // Escape leads from writing back to reading, where single keys act again.
        if event.key() == "Escape" {
            event.stop_propagation();
            crate::ui::dom::focus_id("thread");
        }
    };
    view! {
        <div class="conv-foot" class:opened=move || opened.get() on:keydown:capture=send_and_close on:keydown=leave on:focusin=move |_| opened.set(true)>
            {move || view! { <OnePage record writing tab=writing.tab.get()/> }}
        </div>
    }
}

#[component]
fn OnePage(record: Record, writing: Writing, tab: Tab) -> impl IntoView {
    let page = writing.page(tab);
    let reply = tab == Tab::Reply;
    let status = move || match page.draft.saved_at.get() {
        Some(at) if !page.is_empty() => format!("Draft saved {}", clock_time(at)),
        _ => String::new(),
    };
    let actions = move || {
        let offered = move || reply && !record.is_closed();
        view! {
            <Show when=offered>
                <Button dense=true class="send-and-close" busy=writing.busy busy_label="Sending…" on_click=move |_| writing.send(true)>
                    "Send and close"
                </Button>
            </Show>
        }
    };
    view! {
        <Composer
            text=page.text
            files=page.files
            label=if reply { "Reply" } else { "Internal note" }
            placeholder=if reply { "Write a reply" } else { "Write a note that only your team sees" }
            send_label=if reply { "Send" } else { "Save note" }
            busy=writing.busy
            on_send=move |()| writing.send(false)
            error=page.error
            status=Signal::derive(status)
            unkept=page.draft.refused
            note=!reply
            top=move || view! { <Top record writing tab/> }
            actions
            send_hint=|| view! { <Kbd keys="Ctrl ↵"/> }
            node_ref=writing.field
        />
    }
}

#[component]
fn Top(record: Record, writing: Writing, tab: Tab) -> impl IntoView {
    let shortcuts = Shortcuts::expect();
    let button = move |own: Tab, label: &'static str, action: Action| {
        let hint = move || shortcuts.hint(action).map(|keys| view! { <Kbd keys/> });
        view! {
            <button type="button" role="tab" class="writing-tab" aria-selected=(tab == own).to_string()
                tabindex=if tab == own { "0" } else { "-1" } on:click=move |_| writing.focus(own)>
                {label} {hint}
            </button>
        }
    };
    let arrows = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            writing.focus(if tab == Tab::Reply { Tab::Note } else { Tab::Reply });
        }
    };
    let to = move || match tab {
        Tab::Note => "Only your team sees this".to_owned(),
        Tab::Reply => record.ticket.with(|ticket| ticket.as_ref().map(recipients).unwrap_or_default()),
    };
    view! {
        <div class="writing-tabs" role="tablist" aria-label="Write" on:keydown=arrows>
            {button(Tab::Reply, "Reply", Action::Reply)}
            {button(Tab::Note, "Note", Action::Note)}
        </div>
        <p class="writing-to">{to}</p>
    }
}

fn recipients(ticket: &openapi::tickets::console::Ticket) -> String {
    let to = ticket.summary.requester.as_ref().map_or("nobody: the ticket has no contact", |contact| &contact.name);
    format!("To {to} · from {}", ticket.from_address)
}
