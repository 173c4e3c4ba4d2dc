//! The list pane: its bar, its rows, and what stands there while or when there are none.

use leptos::html;
use leptos::prelude::*;
use openapi::id::TicketId;
use openapi::tickets::console::View;
use openapi::users::Permission;
use wasm_bindgen::JsCast;

use crate::console::counts::{VIEWS, view_label};
use crate::console::inbox::Inbox;
use crate::console::inbox::row::Row;
use crate::console::place::Place;
use crate::console::session::Session;
use crate::console::shell::{Overlays, ViewCount};
use crate::ui::time::format_number;
use crate::ui::{Button, ButtonLink, EmptyState, FailurePanel, Glyph, IconButton, Kind, SearchBox, SkeletonRows};
use crate::words;

/// Pixels before the end of the list at which the page after is asked for.
const AHEAD: i32 = 400;

/// The list pane.
#[component]
pub fn List(inbox: Inbox) -> impl IntoView {
    let source = inbox.source;
    let label = move || inbox.wanted.with(|wanted| view_label(wanted.view));
    let scrolled = move |event: web_sys::Event| {
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let near = |e: &web_sys::Element| e.scroll_height() - e.scroll_top() - e.client_height() < AHEAD;
        if element.as_ref().is_some_and(near) && source.more_failure.with_untracked(Option::is_none) {
            source.read_more();
        }
    };
    let body = Memo::new(move |_| {
        let empty = source.rows.with(|rows| rows.items().is_empty());
        match (empty, source.failure.with(Option::is_some), source.busy.get()) {
            (_, true, _) => Body::Failed,
            (true, false, true) => Body::Loading,
            (true, false, false) => Body::Empty,
            (false, false, _) => Body::Rows,
        }
    });
    view! {
        <section class="list" aria-label="Tickets">
            <ListBar inbox/>
            <ViewTabs inbox/>
            <div class="list-scroll" on:scroll=scrolled aria-busy=move || source.busy.get().to_string()>
                {move || match body.get() {
                    Body::Failed => view! { <Failed inbox/> }.into_any(),
                    Body::Loading => view! { <SkeletonRows rows=7 label="Loading tickets"/> }.into_any(),
                    Body::Empty => view! { <Nothing inbox/> }.into_any(),
                    Body::Rows => view! { <RowList inbox label=Signal::derive(move || label().to_owned())/> }.into_any(),
                }}
            </div>
        </section>
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Body {
    Loading,
    Failed,
    Empty,
    Rows,
}

#[component]
fn ListBar(inbox: Inbox) -> impl IntoView {
    let words = Signal::derive(move || inbox.wanted.with(|wanted| wanted.words.clone()));
    let searching = RwSignal::new(!words.get_untracked().is_empty());
    let field = NodeRef::<html::Input>::new();
    let overlays = Overlays::expect();
    let may_file = Session::expect().may(Permission::TicketsEdit);
    let toggle = move |_| {
        if searching.get_untracked() {
            inbox.search("");
        }
        searching.update(|searching| *searching = !*searching);
    };
    Effect::new(move |last: Option<bool>| {
        let now = searching.get();
        if now && last == Some(false) {
            request_animation_frame(move || drop(field.get_untracked().map(|field| field.focus())));
        }
        now
    });
    let found = move || {
        let total =
            inbox.source.rows.with(|rows| rows.total()).filter(|total| *total > 0 && !words.with(String::is_empty));
        total.map(|total| {
            if total == 1 { "1 ticket matches".into() } else { format!("{} tickets match", format_number(total)) }
        })
    };
    view! {
        <div class="list-bar">
            <h2>{move || inbox.wanted.with(|wanted| view_label(wanted.view))}</h2>
            <IconButton glyph=Glyph::Search dense=true on_click=toggle
                label=Signal::derive(move || if searching.get() { "Close search".to_owned() } else { "Search this list".to_owned() })/>
            {may_file.then(|| view! {
                <IconButton glyph=Glyph::Plus dense=true label="New ticket" on_click=move |_| overlays.file_ticket(None)/>
            })}
        </div>
        <Show when=move || searching.get()>
            <div class="list-search">
                <SearchBox value=words label="Search number, subject and messages" on_search=move |words: String| inbox.search(&words) node_ref=field/>
            </div>
        </Show>
        <p class="list-summary" role="status" hidden=move || found().is_none()>{found}</p>
    }
}

/// The views, where the rail has no room for them.
#[component]
fn ViewTabs(inbox: Inbox) -> impl IntoView {
    let tab = move |view: View| {
        let current = move || inbox.wanted.with(|wanted| wanted.view == view).then_some("page");
        view! { <a href=Place::Inbox(view, None).path() aria-current=current>{view_label(view)} <ViewCount view/></a> }
    };
    view! { <nav class="list-views" aria-label="Views">{VIEWS.map(tab)}</nav> }
}

#[component]
fn RowList(inbox: Inbox, label: Signal<String>) -> impl IntoView {
    let source = inbox.source;
    let ids = move || source.rows.with(|rows| rows.items().iter().map(|row| row.id).collect::<Vec<TicketId>>());
    let more = move || source.rows.with(|rows| rows.next().is_some());
    view! {
        <ul class="rows" aria-label=label>
            <For each=ids key=|id| *id children=move |id| view! { <Row inbox id/> }/>
        </ul>
        <Show when=more>
            <div class="list-more">
                {move || source.more_failure.get().map(|failure| view! { <p class="muted" role="alert">{words::failure(&failure)}</p> })}
                <Button kind=Kind::Quiet dense=true busy=source.more_busy busy_label="Loading…" on_click=move |_| source.read_more()>
                    "Show more"
                </Button>
            </div>
        </Show>
    }
}

#[component]
fn Failed(inbox: Inbox) -> impl IntoView {
    let source = inbox.source;
    move || {
        source.failure.get().map(|failure| {
            view! { <FailurePanel what="The tickets could not be loaded." failure on_retry=move |()| source.retry()/> }
        })
    }
}

/// What an empty list says: what it would hold, and one thing to do.
#[component]
fn Nothing(inbox: Inbox) -> impl IntoView {
    let overlays = Overlays::expect();
    let may_file = Session::expect().may(Permission::TicketsEdit);
    let file = move || {
        may_file.then(
            || view! { <Button icon=Glyph::Plus on_click=move |_| overlays.file_ticket(None)>"New ticket"</Button> },
        )
    };
    move || {
        let wanted = inbox.wanted.get();
        if !wanted.words.is_empty() {
            return view! {
                <EmptyState glyph=Glyph::Search title="No tickets match" text="Try fewer words, a number or an e-mail address.">
                    <Button on_click=move |_| inbox.search("")>"Clear search"</Button>
                </EmptyState>
            }
            .into_any();
        }
        match wanted.view {
            View::Unassigned => {
                view! { <EmptyState glyph=Glyph::Check title="Every open ticket has an owner"/> }.into_any()
            }
            View::Mine => view! {
                <EmptyState glyph=Glyph::Inbox title="No open tickets are yours">
                    <ButtonLink href=Place::Inbox(View::Unassigned, None).path()>"Show unassigned"</ButtonLink>
                </EmptyState>
            }
            .into_any(),
            View::Closed => {
                view! { <EmptyState glyph=Glyph::Ticket title="No ticket has been closed yet"/> }.into_any()
            }
            View::Open | View::All => {
                view! { <EmptyState glyph=Glyph::Inbox title="No open tickets">{file()}</EmptyState> }.into_any()
            }
        }
    }
}
