//! Keeps the list's address plain: mistyped and outdated ones lead to a list, not to a dead end.

use leptos::prelude::*;
use openapi::page::Page;
use openapi::problem::ProblemCode;
use openapi::tickets::portal::TicketSummary;

use super::query::ListQuery;
use crate::api::load::Load;
use crate::customer::use_router;
use crate::portal::session::use_session;
use crate::routes::portal as routes;

/// Brings the address into its plain form, without what the list does not know; and leads from a page that was
/// never there to the first one.
pub fn tidy_address(query: Memo<ListQuery>, load: Load<Page<TicketSummary>>) {
    let router = use_router();
    let slug = use_session().slug();
    Effect::new(move |_| {
        let now = query.get();
        let foreign = now.is_later_page()
            && load.failure.with(|failure| failure.as_ref().is_some_and(|f| f.is(ProblemCode::MalformedQuery)));
        let wanted = if foreign { now.first_page() } else { now }.href(&slug);
        let address = router.address();
        // The address of another page is none of ours: this one is about to go.
        if address != wanted && address.split('?').next() == Some(routes::tickets(&slug).as_str()) {
            router.change(&wanted, true);
        }
    });
}
