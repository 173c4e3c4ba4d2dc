//! Where the inbox list comes from: the first page when view or search change, the pages after on
//! request, and live news in between.

use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};
use openapi::id::TicketId;
use openapi::tickets::console::{TicketQuery, View};

use crate::api::console::tickets;
use crate::api::problem::Failure;
use crate::console::desk::{Desk, gather, note};
use crate::console::inbox::rows::Rows;
use crate::console::session::Session;

/// Rows per page.
const PAGE: u32 = 30;

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The view.
    pub view: View,
    /// Words to look for; empty for all.
    pub words: String,
}

impl Wanted {
    fn query(&self) -> TicketQuery {
        let words = self.words.trim();
        TicketQuery {
            view: Some(self.view),
            q: (!words.is_empty()).then(|| words.to_owned()),
            limit: Some(PAGE),
            count: (!words.is_empty()).then_some(true),
            ..TicketQuery::default()
        }
    }
}

/// The list and how reading it is going. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Source {
    /// The rows; while other words are looked for, those of the previous words.
    pub rows: RwSignal<Rows>,
    /// Whether the first page of the present choice is on its way.
    pub busy: RwSignal<bool>,
    /// Why the first page could not be read.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether the page after is on its way.
    pub more_busy: RwSignal<bool>,
    /// Why the page after could not be read.
    pub more_failure: RwSignal<Option<Failure>>,
    wanted: Memo<Wanted>,
    again: RwSignal<u32>,
    session: Session,
}

impl Source {
    /// Reads what `wanted` says now and whenever it changes; follows live news.
    pub fn new(wanted: Memo<Wanted>) -> Self {
        let source = Self {
            rows: RwSignal::new(Rows::default()),
            busy: RwSignal::new(true),
            failure: RwSignal::new(None),
            more_busy: RwSignal::new(false),
            more_failure: RwSignal::new(None),
            wanted,
            again: RwSignal::new(0),
            session: Session::expect(),
        };
        Effect::new(move |last: Option<View>| {
            source.again.track();
            let wanted = wanted.get();
            if last.is_some_and(|last| last != wanted.view) {
                source.rows.set(Rows::default());
            }
            let view = wanted.view;
            source.read_first(wanted);
            view
        });
        source.follow();
        source
    }

    /// Reads the first page again because the user asked.
    pub fn retry(&self) {
        self.again.update(|count| *count += 1);
    }

    /// Reads the page after the last row, if there is one and it is not on its way already.
    pub fn read_more(&self) {
        let source = *self;
        let next = source.rows.with_untracked(|rows| rows.next().map(String::from));
        let Some(after) = next.filter(|_| !source.more_busy.get_untracked()) else { return };
        let wanted = source.wanted.get_untracked();
        source.more_busy.set(true);
        source.more_failure.set(None);
        spawn_local(async move {
            let query = TicketQuery { after: Some(after), count: None, ..wanted.query() };
            let answer = tickets::list(&query, false).await;
            if source.wanted.try_get_untracked() != Some(wanted) {
                return;
            }
            source.more_busy.set(false);
            match answer {
                Ok(page) => source.rows.update(|rows| rows.append(page)),
                Err(failure) => source.more_failed(failure),
            }
        });
    }

    fn more_failed(&self, failure: Failure) {
        note(self.session, &failure);
        self.more_failure.set(Some(failure));
    }

    fn read_first(&self, wanted: Wanted) {
        let source = *self;
        source.busy.set(true);
        source.failure.set(None);
        source.more_busy.set(false);
        source.more_failure.set(None);
        spawn_local_scoped_with_cancellation(async move {
            match tickets::list(&wanted.query(), false).await {
                Ok(page) => source.rows.update(|rows| rows.replace(page)),
                Err(failure) => {
                    note(source.session, &failure);
                    source.failure.set(Some(failure));
                }
            }
            source.busy.set(false);
        });
    }

    /// Works live news in: a fresh first page, and which rows changed.
    fn follow(&self) {
        let source = *self;
        let changed = StoredValue::new(Vec::<TicketId>::new());
        let refresh = gather(move |()| {
            let ids = changed.try_update_value(std::mem::take).unwrap_or_default();
            source.refresh(ids);
        });
        Desk::expect().on_change(move |change| {
            if let Some(change) = change {
                changed.try_update_value(|ids| ids.push(change.ticket_id));
            }
            refresh(());
        });
    }

    fn refresh(&self, changed: Vec<TicketId>) {
        let source = *self;
        let Some(wanted) = source.wanted.try_get_untracked() else { return };
        spawn_local(async move {
            let Ok(page) = tickets::list(&wanted.query(), true).await else { return };
            let same = source.wanted.try_get_untracked() == Some(wanted);
            if same && !source.busy.get_untracked() {
                source.failure.set(None);
                source.rows.update(|rows| rows.merge(page, &changed));
            }
        });
    }
}
