//! Keeps an open ticket up to date, and the server informed of what has been read.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::tickets::portal::Message;

use super::page::Open;
use crate::api::live::{Live, News};
use crate::api::portal::tickets::put_read_mark;
use crate::portal::session::use_session;
use crate::ui::Announcer;
use crate::ui::dom::{by_id, distance_to_bottom, is_visible, reveal};

/// Closer to the end than this counts as reading the end, in pixels.
const AT_END: f64 = 240.0;

/// Takes every newly read state of the ticket into the conversation, reads it again when it changed, and
/// marks it as read while somebody looks at it.
pub fn follow(open: Open) {
    let announcer = expect_context::<Announcer>();
    Effect::new(move |_| {
        let Some(conversation) = open.ticket.data.with(|ticket| ticket.as_ref().map(|t| t.conversation.clone())) else {
            return;
        };
        let at_end = distance_to_bottom() < AT_END;
        let arrived = open.thread.try_update(|thread| thread.merge_newest(conversation)).unwrap_or_default();
        if let Some(last) = arrived.last() {
            announcer.polite(announcement(&arrived));
            if at_end {
                let id = element_id(last);
                request_animation_frame(move || by_id(&id).iter().for_each(|element| reveal(element, true)));
            } else {
                open.below.update(|below| *below += arrived.len());
            }
        }
    });
    expect_context::<Live>().listen(move |news| match news {
        News::Change(change) if change.ticket_id == open.id => open.ticket.refresh(),
        News::Resync => open.ticket.refresh(),
        News::Change(_) | News::Refused | News::SignedOut(_) => {}
    });
    mark_as_read(open);
}

/// The element id of a message.
pub fn element_id(message: &Message) -> String {
    format!("message-{}", message.id)
}

/// "New reply from Ann Lee", "3 new messages".
fn announcement(arrived: &[Message]) -> String {
    match arrived {
        [one] => format!("New reply from {}", one.author.name),
        many => format!("{} new messages", many.len()),
    }
}

fn mark_as_read(open: Open) {
    let session = use_session();
    if session.is_preview() {
        return;
    }
    let seen = RwSignal::new(is_visible());
    let handle = window_event_listener(leptos::ev::visibilitychange, move |_| seen.set(is_visible()));
    on_cleanup(move || handle.remove());
    let newest =
        Memo::new(move |_| open.ticket.data.with(|ticket| ticket.as_ref().map(|ticket| ticket.last_activity_at)));
    Effect::new(move |marked: Option<Option<_>>| {
        let newest = newest.get();
        if !seen.get() || newest.is_none() || marked == Some(newest) {
            return marked.flatten();
        }
        // If this fails the ticket stays unread in the list, which does no harm.
        spawn_local(async move { drop(put_read_mark(session.slug(), open.id).await) });
        newest
    });
}
