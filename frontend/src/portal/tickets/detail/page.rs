//! The ticket page: loading, not there, failed, ready.

use crate::ui::dynamic;
use leptos::prelude::*;
use openapi::id::TicketId;
use openapi::problem::ProblemCode;
use openapi::tickets::portal::{Ticket, TicketSummary};

use super::conversation::ConversationList;
use super::details::Details;
use super::live::follow;
use super::reply::Reply;
use super::thread::Thread;
use crate::api::load::Load;
use crate::api::portal::tickets::get_ticket;
use crate::customer::use_router;
use crate::portal::not_found::NotFound;
use crate::portal::session::use_session;
use crate::portal::tickets::{ListMemory, StatusBadge};
use crate::routes::portal as routes;
use crate::ui::{Banner, FailurePanel, Glyph, Heading, Icon, Skeleton, Tone};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Open {
    /// The ticket's number.
    pub id: TicketId,
    /// The ticket as last read.
    pub ticket: Load<Ticket>,
    /// What is shown of its conversation.
    pub thread: RwSignal<Thread>,
    /// Replies that arrived out of sight.
    pub below: RwSignal<usize>,
}

/// Which of its states the page is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Missing,
    Failed,
    Ready,
}

/// The page at `/tickets/{id}`.
#[component]
pub fn TicketPage(
    /// Its number.
    id: TicketId,
) -> impl IntoView {
    let session = use_session();
    let ticket = Load::new(|| (), move |(), quiet| session.call(quiet, get_ticket(&session.slug(), id)));
    let open = Open { id, ticket, thread: RwSignal::new(Thread::default()), below: RwSignal::new(0) };
    provide_context(open);
    follow(open);
    let state = Memo::new(move |_| match (ticket.data.with(Option::is_some), ticket.failure.get()) {
        (_, Some(failure)) if failure.is(ProblemCode::NotFound) => State::Missing,
        (false, Some(_)) => State::Failed,
        (false, None) => State::Loading,
        (true, _) => State::Ready,
    });
    dynamic(move || match state.get() {
        State::Missing => view! { <NotFound/> }.into_any(),
        State::Loading => view! { <Top open/> <LoadingColumns/> }.into_any(),
        State::Ready => view! { <Top open/> <Columns open/> }.into_any(),
        State::Failed => {
            let failure = ticket.failure.get_untracked().unwrap_or(crate::api::problem::Failure::Unreachable);
            view! { <Top open/> <FailurePanel what="The ticket could not be loaded" failure on_retry=move |()| ticket.retry()/> }.into_any()
        }
    })
}

/// Where we are, the subject, the status. Known from the list before the ticket is loaded.
#[component]
fn Top(
    /// The ticket.
    open: Open,
) -> impl IntoView {
    let slug = use_session().slug();
    let memory = expect_context::<ListMemory>();
    let known = memory.known(open.id);
    let list = memory.list_href().unwrap_or_else(|| routes::tickets(&slug));
    let known_status = known.as_ref().map(|known: &TicketSummary| known.status);
    let title = Signal::derive(move || {
        let loaded = open.ticket.data.with(|ticket| ticket.as_ref().map(|ticket| ticket.subject.clone()));
        loaded
            .or_else(|| known.as_ref().map(|known| known.subject.clone()))
            .unwrap_or_else(|| format!("Ticket #{}", open.id))
    });
    let status = Memo::new(move |_| {
        open.ticket.data.with(|ticket| ticket.as_ref().map(|ticket| ticket.status)).or(known_status)
    });
    let private = Memo::new(move |_| open.ticket.data.with(|ticket| ticket.as_ref().is_some_and(|t| t.is_private)));
    let filed = untrack(|| use_router().parameter("filed")).is_some();
    view! {
        <nav class="crumb" aria-label="Breadcrumb">
            <a href=list>"Tickets"</a> <span aria-hidden="true">"/"</span> <span class="num" aria-current="page">{format!("#{}", open.id)}</span>
        </nav>
        <div class="ticket-head">
            <Heading title/>
            <span class="badges">
                {dynamic(move || private.get().then(|| view! { <span class="badge badge-neutral"><Icon glyph=Glyph::Lock/> "Private"</span> }))}
                {move || status.get().map(|status| view! { <StatusBadge status/> })}
            </span>
        </div>
        {filed.then(|| view! { <Filed id=open.id/> })}
    }
}

/// "We got it."
#[component]
fn Filed(
    /// The ticket's number.
    id: TicketId,
) -> impl IntoView {
    let shown = RwSignal::new(true);
    let words = format!("We got it. #{id}. You'll get an answer by e-mail and here.");
    view! {
        <div class="filed" role="status">
            {move || {
                shown.get().then(|| {
                    let words = words.clone();
                    view! { <Banner tone=Tone::Open on_dismiss=move |()| shown.set(false)>{words}</Banner> }
                })
            }}
        </div>
    }
}

/// Conversation and reply beside the details.
#[component]
fn Columns(
    /// The ticket.
    open: Open,
) -> impl IntoView {
    view! {
        <div class="ticket-columns">
            <Details open/>
            <section class="ticket-main" aria-label="Conversation">
                <ConversationList open/>
                <Reply open/>
            </section>
        </div>
    }
}

/// The shape of what is coming.
#[component]
fn LoadingColumns() -> impl IntoView {
    view! {
        <div class="ticket-columns" aria-busy="true">
            <div class="ticket-side" aria-hidden="true"><Skeleton/><Skeleton/><Skeleton/></div>
            <div class="ticket-main">
                <span class="sr-only" role="status">"Loading the ticket"</span>
                <div class="thread" aria-hidden="true"><Skeleton class="skeleton-block"/><Skeleton class="skeleton-block"/></div>
            </div>
        </div>
    }
}
