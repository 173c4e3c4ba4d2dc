//! How many tickets each view of the inbox holds, kept fresh for rail and list.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::tickets::console::{TicketCounts, View};

use crate::api::console::tickets;

/// The counts, offered to every page. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Counts(RwSignal<Option<TicketCounts>>);

impl Counts {
    /// Offers the counts to everything below.
    pub fn provide() -> Self {
        let counts = Self(RwSignal::new(None));
        provide_context(counts);
        counts
    }

    /// The one that a parent provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Asks again. A failure leaves the last known numbers: they are a help, not a page.
    pub fn refresh(&self) {
        let counts = self.0;
        spawn_local(async move {
            if let Ok(fresh) = tickets::counts(true).await {
                counts.try_set(Some(fresh));
            }
        });
    }

    /// How many tickets a view holds; none for views that are not counted.
    pub fn of(&self, view: View) -> Option<u64> {
        self.0.with(|counts| {
            counts.and_then(|counts| match view {
                View::Unassigned => Some(counts.unassigned),
                View::Mine => Some(counts.mine),
                View::Open => Some(counts.open),
                View::Closed | View::All => None,
            })
        })
    }
}

/// What people call a view.
pub const fn view_label(view: View) -> &'static str {
    match view {
        View::Unassigned => "Unassigned",
        View::Mine => "Mine",
        View::Open => "All open",
        View::Closed => "Closed",
        View::All => "All tickets",
    }
}

/// The views of the inbox, in order.
pub const VIEWS: [View; 4] = [View::Unassigned, View::Mine, View::Open, View::Closed];
