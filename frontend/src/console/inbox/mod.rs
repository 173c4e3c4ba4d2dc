//! The inbox: the list of a view, and the open ticket beside it.

mod keys;
mod list;
mod row;
mod rows;
mod source;

use leptos::prelude::*;
use openapi::id::TicketId;
use openapi::tickets::console::{TicketSummary, View};

use crate::api::query::percent_encode;
use crate::console::address::{Address, words};
use crate::console::counts::view_label;
use crate::console::place::Place;
use crate::console::ticket::TicketPane;
use crate::ui::{EmptyState, Glyph, PageTitle};
use keys::follow_keys;
use list::List;
pub use row::needs_answer;
use source::{Source, Wanted};

/// The inbox's choices and where they lead. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Inbox {
    /// The list.
    source: Source,
    /// What the list shows.
    wanted: Memo<Wanted>,
    /// The open ticket.
    open: Memo<Option<TicketId>>,
    bar: Address,
}

impl Inbox {
    /// The address of a ticket, or of the list alone, with the present view and search.
    pub fn href(&self, ticket: Option<TicketId>) -> String {
        self.wanted.with(|wanted| address(wanted.view, ticket, &wanted.words))
    }

    /// Opens a ticket, or closes it and leads back to the list.
    pub fn go_to(&self, ticket: Option<TicketId>) {
        self.bar.go(&untrack(|| self.href(ticket)));
    }

    /// Looks for other words in the present view.
    pub fn search(&self, words: &str) {
        let view = self.wanted.with_untracked(|wanted| wanted.view);
        self.bar.go(&address(view, self.open.get_untracked(), words));
    }
}

fn address(view: View, ticket: Option<TicketId>, words: &str) -> String {
    let path = Place::Inbox(view, ticket).path();
    if words.is_empty() { path } else { format!("{path}?q={}", percent_encode(words)) }
}

/// The inbox page.
#[component]
pub fn InboxPage(here: Memo<Place>) -> impl IntoView {
    let inbox = inbox(here);
    let subject = RwSignal::new(None::<String>);
    let title = Signal::derive(move || match (inbox.open.get(), subject.get()) {
        (Some(id), Some(subject)) => format!("#{id} {subject}"),
        (Some(id), None) => format!("#{id}"),
        (None, _) => view_label(inbox.wanted.with(|wanted| wanted.view)).into(),
    });
    let on_change = Callback::new(move |summary: TicketSummary| {
        if inbox.open.get_untracked() == Some(summary.id) {
            subject.set(Some(summary.subject.clone()));
        }
        inbox.source.rows.update(|rows| rows.update(summary));
    });
    Effect::new(move |last: Option<Option<TicketId>>| {
        let open = inbox.open.get();
        let known = |id| inbox.source.rows.with_untracked(|rows| rows.get(id).map(|row| row.subject.clone()));
        subject.set(open.and_then(known));
        if open.is_some() {
            inbox.source.rows.update(|rows| rows.focus(open));
        } else if let Some(Some(closed)) = last {
            row::focus(closed);
        }
        open
    });
    follow_keys(inbox);
    let back = Callback::new(move |()| inbox.go_to(None));
    let pane = move || {
        match inbox.open.get() {
        Some(id) => view! { <TicketPane id on_change back/> }.into_any(),
        None => view! {
            <div class="pane-empty"><EmptyState glyph=Glyph::Inbox title="No ticket is open" text="Choose one from the list."/></div>
        }
        .into_any(),
    }
    };
    view! {
        <PageTitle title/>
        <h1 class="sr-only">{move || title.get()}</h1>
        <div class="inbox" class:reading=move || inbox.open.get().is_some()>
            <List inbox/>
            <section class="pane" aria-label="Ticket">{pane}</section>
        </div>
    }
}

fn inbox(here: Memo<Place>) -> Inbox {
    let bar = Address::expect();
    let query = words();
    let words = Memo::new(move |_| query.get().unwrap_or_default());
    // Leaving for another page must not make the list read another view first.
    let place = Memo::new(move |before: Option<&(View, Option<TicketId>)>| match here.get() {
        Place::Inbox(view, ticket) => (view, ticket),
        _ => before.copied().unwrap_or_default(),
    });
    let wanted = Memo::new(move |_| Wanted { view: place.get().0, words: words.get() });
    let open = Memo::new(move |_| place.get().1);
    Inbox { source: Source::new(wanted), wanted, open, bar }
}
