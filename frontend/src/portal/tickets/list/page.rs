//! The list page: loading, empty, filtered empty, failed, ready; and what changed meanwhile.

use crate::ui::dynamic;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use openapi::id::TicketId;
use openapi::page::Page;
use openapi::tickets::portal::{TicketSummary, View};
use wasm_bindgen::JsCast;

use super::filters::{Filters, ViewMenu};
use super::memory::{Left, ListMemory};
use super::query::ListQuery;
use super::table::{TicketTable, row_id};
use super::tidy::tidy_address;
use super::waiting::Waiting;
use crate::api::live::{Live, News};
use crate::api::load::Load;
use crate::api::portal::tickets::list_tickets;
use crate::api::problem::Failure;
use crate::customer::use_router;
use crate::portal::session::use_session;
use crate::routes::portal as routes;
use crate::ui::dom::{by_id, focus_id, focus_in_place};
use crate::ui::time::format_number;
use crate::ui::{
    Announcer, Button, ButtonLink, EmptyState, FailurePanel, Glyph, Heading, Icon, Kind, PageTitles, Pagination,
    SkeletonRows,
};

/// The element id of the list region.
const RESULTS: &str = "results";

type Tickets = Load<Page<TicketSummary>>;

/// The ticket list.
#[component]
pub fn TicketList() -> impl IntoView {
    let session = use_session();
    let router = use_router();
    let query = Memo::new(move |_| ListQuery::read(|name| router.parameter(name)));
    let load: Tickets = Load::new(
        move || query.get(),
        move |query, quiet| session.call(quiet, list_tickets(&session.slug(), &query.request())),
    );
    restore(load, query);
    say_results(load, query);
    let waiting = watch(load);
    let search = NodeRef::<html::Input>::new();
    focus_on_slash(search);
    tidy_address(query, load);
    // Where there is no ticket yet the list itself offers to file one.
    let none_yet = Memo::new(move |_| {
        let empty = load.data.with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()));
        empty && query.with(|query| !query.is_filtered() && !query.is_later_page())
    });
    let file = move || {
        let href = routes::new_ticket(&session.slug());
        let button =
            move || view! { <ButtonLink kind=Kind::Primary icon=Glyph::Plus href>"File a support ticket"</ButtonLink> };
        (!none_yet.get() && !session.is_preview()).then(button)
    };
    view! {
        <div class="titlebar">
            <Heading title="Tickets"/>
            <ViewMenu query/>
            {dynamic(file)}
        </div>
        <Filters query search/>
        <NewsBar waiting load/>
        <Results load query/>
    }
}

/// Which of its states the list region is in.
#[derive(Debug, Clone, PartialEq)]
enum State {
    Loading,
    Failed(Failure),
    Empty(ListQuery),
    Ready,
}

/// What the list region shows in each of its states.
#[component]
fn Results(
    /// The list.
    load: Tickets,
    /// What it shows.
    query: Memo<ListQuery>,
) -> impl IntoView {
    let memory = expect_context::<ListMemory>();
    let session = use_session();
    let open = move |opened: TicketId| {
        let Some(page) = load.data.get_untracked() else { return };
        let href = query.get_untracked().href(&session.slug());
        let scroll = window().scroll_y().unwrap_or(0.0);
        memory.leave(Left { href, page, scroll, opened });
    };
    let tickets =
        Memo::new(move |_| load.data.with(|page| page.as_ref().map(|page| page.items.clone()).unwrap_or_default()));
    let state = Memo::new(move |_| match (load.data.with(Option::is_some), load.failure.get()) {
        (_, Some(failure)) => State::Failed(failure),
        (false, None) => State::Loading,
        (true, None) if tickets.with(Vec::is_empty) => State::Empty(query.get_untracked()),
        (true, None) => State::Ready,
    });
    let content = move || match state.get() {
        State::Loading => view! { <SkeletonRows rows=8 label="Loading tickets"/> }.into_any(),
        State::Failed(failure) => {
            view! { <FailurePanel what="The tickets could not be loaded" failure on_retry=move |()| load.retry()/> }
                .into_any()
        }
        State::Empty(query) => view! { <NoTickets query/> }.into_any(),
        State::Ready => view! { <TicketTable query tickets on_open=open/> <Pages load query/> }.into_any(),
    };
    let outdated = move || load.busy.get() && load.data.with(Option::is_some);
    view! {
        <div class="results" id=RESULTS tabindex="-1" class:results-outdated=outdated aria-busy=move || load.busy.get().to_string()>
            {dynamic(content)}
        </div>
    }
}

/// Where in the list this page is.
#[component]
fn Pages(
    /// The list.
    load: Tickets,
    /// What it shows.
    query: Memo<ListQuery>,
) -> impl IntoView {
    let slug = use_session().slug();
    dynamic(move || {
        load.data.get().map(|page| {
            let now = query.get_untracked();
            let next = page.next.map(|cursor| now.after(cursor).href(&slug));
            let previous = page.previous.map(|cursor| now.before(cursor).href(&slug));
            view! { <Pagination first=page.first shown=page.items.len() total=page.total previous next/> }
        })
    })
}

/// No tickets: none at all, none that match, or a page that is no longer there.
#[component]
fn NoTickets(
    /// What was looked for.
    query: ListQuery,
) -> impl IntoView {
    let session = use_session();
    let slug = session.slug();
    if query.is_filtered() {
        view! {
            <EmptyState glyph=Glyph::Search title="No tickets match" text="Try other words, or look at tickets of any status.">
                <ButtonLink href=query.unfiltered().href(&slug)>"Clear filters"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else if query.is_later_page() {
        view! {
            <EmptyState glyph=Glyph::Ticket title="No more tickets">
                <ButtonLink href=query.first_page().href(&slug)>"Go to the first page"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        let text = match query.view() {
            View::Mine => "What you ask our team about appears here, with every answer.",
            View::Organization => "What you and your colleagues ask our team about appears here.",
        };
        view! {
            <EmptyState glyph=Glyph::Ticket title="No tickets yet" text>
                {(!session.is_preview()).then(|| view! {
                    <ButtonLink kind=Kind::Primary icon=Glyph::Plus href=routes::new_ticket(&slug)>"File a support ticket"</ButtonLink>
                })}
            </EmptyState>
        }
        .into_any()
    }
}

/// "2 tickets changed – Refresh".
#[component]
fn NewsBar(
    /// What changed.
    waiting: RwSignal<Waiting>,
    /// The list.
    load: Tickets,
) -> impl IntoView {
    dynamic(move || {
        waiting.with(Waiting::words).map(|words| {
            view! {
                <div class="news-bar">
                    <Icon glyph=Glyph::Refresh/>
                    <span>{words}</span>
                    <Button dense=true on_click=move |_| load.retry()>"Refresh"</Button>
                </div>
            }
        })
    })
}

/// Collects what changes while the list is shown; forgotten when it is loaded anew.
fn watch(load: Tickets) -> RwSignal<Waiting> {
    let waiting = RwSignal::new(Waiting::default());
    let announcer = expect_context::<Announcer>();
    expect_context::<Live>().listen(move |news| {
        let before = waiting.with_untracked(Waiting::words);
        match news {
            News::Change(change) => waiting.update(|waiting| waiting.changed(change.ticket_id)),
            News::Resync => waiting.update(Waiting::missed),
            News::Refused | News::SignedOut(_) => {}
        }
        let now = waiting.with_untracked(Waiting::words);
        if let Some(words) = now.filter(|words| Some(words) != before.as_ref()) {
            announcer.polite(words);
        }
    });
    Effect::new(move |_| {
        load.data.track();
        waiting.set(Waiting::default());
    });
    waiting
}

/// Coming back from a ticket: the rows are there at once, scrolled and focused as they were left.
fn restore(load: Tickets, query: Memo<ListQuery>) {
    let href = query.get_untracked().href(&use_session().slug());
    let Some(left) = expect_context::<ListMemory>().coming_back(&href) else { return };
    if let Some(titles) = use_context::<PageTitles>() {
        titles.spare_focus();
    }
    load.data.set(Some(left.page));
    request_animation_frame(move || {
        window().scroll_to_with_x_and_y(0.0, left.scroll);
        if let Some(row) = by_id(&row_id(left.opened)) {
            focus_in_place(&row);
        }
    });
}

/// Tells screen readers how many tickets a new filter or search found, and brings whoever turned the page
/// to its beginning.
fn say_results(load: Tickets, query: Memo<ListQuery>) {
    let announcer = expect_context::<Announcer>();
    Effect::new(move |before: Option<Option<ListQuery>>| {
        let loaded = load.data.with(|page| page.as_ref().map(|page| page.total.unwrap_or(page.items.len() as u64)));
        let count = loaded?;
        let now = query.get_untracked();
        if let Some(before) = before.flatten().filter(|before| *before != now) {
            let noun = if count == 1 { "ticket" } else { "tickets" };
            announcer.polite(format!("{} {noun}", format_number(count)));
            if before.first_page() == now.first_page() {
                request_animation_frame(|| focus_id(RESULTS));
            }
        }
        Some(now)
    });
}

/// `/` goes to the search field, unless somebody is typing elsewhere.
fn focus_on_slash(search: NodeRef<html::Input>) {
    let handle = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        let typing =
            event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|element| {
                element.closest("input, textarea, select, [contenteditable], dialog[open]").ok().flatten().is_some()
            });
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        let wanted = search.get_untracked().filter(|_| event.key() == "/" && plain && !typing);
        if let Some(search) = wanted {
            event.prevent_default();
            let _ = search.focus();
        }
    });
    on_cleanup(move || handle.remove());
}
