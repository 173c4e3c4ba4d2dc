//! The reply: kept as a draft, sent once, and never lost to an ended session or a broken connection.

use crate::ui::dynamic;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::problem::ProblemCode;
use openapi::tickets::portal::{Message, NewMessage};

use super::dock::{focus_inside, keep_end_in_view};
use super::live::element_id;
use super::page::Open;
use crate::api::idempotency::{Attempt, random_key};
use crate::api::portal::tickets::{create_message, uploads_url};
use crate::api::problem::Failure;
use crate::customer::use_router;
use crate::portal::session::{Session, use_session};
use crate::portal::tickets::new::{Kept, follow_up};
use crate::routes::portal as routes;
use crate::ui::dom::{by_id, focus_id, reveal};
use crate::ui::time::clock_time;
use crate::ui::{Announcer, Banner, Button, Composer, Draft, FileState, Files, Glyph, Icon, Kind, Tone};
use crate::words;

/// A reply being written.
#[derive(Clone, Copy)]
struct Writing {
    open: Open,
    session: Session,
    text: RwSignal<String>,
    files: Files,
    draft: Draft,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    attempt: StoredValue<Attempt>,
    announcer: Announcer,
}

impl Writing {
    fn resume(open: Open) -> Self {
        let session = use_session();
        let text = RwSignal::new(String::new());
        let files = Files::new(uploads_url(&session.slug())).on_failure(session.heeding());
        let key = session.draft_key(&format!("ticket:{}", open.id));
        if let Some(kept) = Draft::read::<Kept>(&key) {
            text.set(kept.description);
            files.restore(kept.files);
        }
        let draft =
            Draft::keep(key, move || Kept { description: text.get(), files: files.arrived(), ..Kept::default() });
        Self {
            open,
            session,
            text,
            files,
            draft,
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            attempt: StoredValue::new(Attempt::default()),
            announcer: expect_context::<Announcer>(),
        }
    }

    fn send(self) {
        let body = NewMessage { text: self.text.get_untracked(), attachments: self.files.ids() };
        if let Some(refusal) = self.refusal(&body) {
            self.error.set(Some(refusal));
            return;
        }
        self.error.set(None);
        self.busy.set(true);
        let whole = serde_json::to_string(&body).unwrap_or_default();
        let key = self.attempt.try_update_value(|attempt| attempt.key_for(&whole, random_key)).unwrap_or_default();
        let session = self.session;
        let call = create_message(&session.slug(), self.open.id, &body, &key);
        spawn_local(async move {
            let answer = session.call(false, call).await;
            self.busy.try_set(false);
            match answer {
                Ok(message) => self.sent(message),
                Err(failure) => self.refused(&failure),
            }
        });
    }

    /// Why it cannot be sent as it is.
    fn refusal(&self, body: &NewMessage) -> Option<String> {
        if self.files.uploading() {
            Some("Wait until the files are uploaded, or cancel them.".to_owned())
        } else if self.files.any_failed() {
            Some("A file was not uploaded. Try it again or remove it.".to_owned())
        } else {
            body.check().first().map(words::field)
        }
    }

    fn sent(&self, message: Message) {
        // The page may have been left meanwhile; the draft goes all the same.
        self.draft.clear();
        if self.text.try_set(String::new()).is_some() {
            return;
        }
        self.files.clear();
        self.attempt.update_value(Attempt::done);
        let id = element_id(&message);
        self.open.thread.update(|thread| thread.sent(message));
        self.open.ticket.refresh();
        self.announcer.polite("Reply sent");
        request_animation_frame(move || focus_id(&id));
    }

    fn refused(&self, failure: &Failure) {
        if failure.is(ProblemCode::TicketClosed) {
            self.open.ticket.refresh();
        }
        let said = failure.fields().first().map_or_else(|| words::failure(failure), words::field);
        self.error.try_set(Some(said));
    }
}

/// The composer while replies are taken; else the words that they are not.
#[component]
pub fn Reply(
    /// The ticket.
    open: Open,
) -> impl IntoView {
    if use_session().is_preview() {
        return view! { <div class="closed"><Banner tone=Tone::Neutral>"Here the customer writes a reply."</Banner></div> }.into_any();
    }
    let writing = Writing::resume(open);
    let accepts =
        Memo::new(move |_| open.ticket.data.with(|ticket| ticket.as_ref().is_none_or(|ticket| ticket.accepts_reply)));
    dynamic(
        move || {
            if accepts.get() { view! { <Dock writing/> }.into_any() } else { view! { <Closed writing/> }.into_any() }
        },
    )
    .into_any()
}

/// The composer at the lower edge of the window: one line until somebody writes.
#[component]
fn Dock(
    /// The reply.
    writing: Writing,
) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let dock = NodeRef::<html::Div>::new();
    let (focused, watch_focus) = focus_inside();
    let idle = Memo::new(move |_| {
        let nothing = writing.text.with(String::is_empty) && writing.files.items.with(Vec::is_empty);
        nothing && !focused.get() && writing.error.with(Option::is_none)
    });
    let status = Signal::derive(move || {
        writing.draft.saved_at.get().map(|at| format!("Draft saved {}", clock_time(at))).unwrap_or_default()
    });
    // how far a file is changes all the time; what is said of it only when it is done, failed or gone
    let waiting = Memo::new(move |_| {
        writing.files.items.with(|items| {
            items.iter().map(|item| (item.key, matches!(item.state, FileState::Uploading(_)))).collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        writing.text.track();
        waiting.track();
        writing.error.set(None);
    });
    keep_end_in_view(dock, move || {
        idle.track();
        writing.text.track();
        writing.files.items.track();
        writing.error.track();
    });
    view! {
        <div class="composer-dock" node_ref=dock class:composer-idle=move || idle.get() on:focusin=watch_focus>
            <Below open=writing.open/>
            <Composer
                text=writing.text
                files=writing.files
                label="Reply"
                placeholder="Write a reply…"
                send_label="Send reply"
                busy=writing.busy
                error=writing.error
                status
                unkept=writing.draft.refused
                on_send=move |()| writing.send()
                node_ref=field
            />
        </div>
    }
}

/// "1 new reply", when it arrived out of sight.
#[component]
fn Below(
    /// The ticket.
    open: Open,
) -> impl IntoView {
    let go = move |_| {
        open.below.set(0);
        let last = open.thread.with_untracked(|thread| thread.last_message());
        if let Some(element) = last.and_then(|message| by_id(&element_id(&message))) {
            reveal(&element, true);
            crate::ui::dom::focus_in_place(&element);
        }
    };
    dynamic(move || {
        let count = open.below.get();
        let words = if count == 1 { "1 new reply".to_owned() } else { format!("{count} new replies") };
        (count > 0).then(|| {
            view! { <button type="button" class="jump" on:click=go><Icon glyph=Glyph::ArrowDown/> {words}</button> }
        })
    })
}

/// The ticket is closed. What was being written is not lost: it can begin a new ticket.
#[component]
fn Closed(
    /// The reply that was being written, if any.
    writing: Writing,
) -> impl IntoView {
    let router = use_router();
    let session = writing.session;
    let unsent = writing.text.with_untracked(|text| !text.trim().is_empty());
    let follow = move |_| {
        let subject = writing.open.ticket.data.with_untracked(|ticket| ticket.as_ref().map(|t| t.subject.clone()));
        follow_up(
            session,
            writing.open.id,
            &subject.unwrap_or_default(),
            &writing.text.get_untracked(),
            writing.files.arrived(),
        );
        writing.draft.clear();
        router.go(&routes::new_ticket(&session.slug()));
    };
    view! {
        <div class="closed">
            <Banner tone=Tone::Closed>
                <p><b>"This ticket is closed"</b></p>
                <p class="muted">"It takes no more replies. If something is still open, file a follow-up: it will refer to this ticket."</p>
                {unsent.then(|| view! { <p class="muted">"What you wrote here goes along."</p> })}
                <Button kind=Kind::Secondary icon=Glyph::Plus on_click=follow>"File a follow-up ticket"</Button>
            </Banner>
        </div>
    }
}
