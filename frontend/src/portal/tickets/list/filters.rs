//! Search, status and view, above the table.

use crate::ui::dynamic;
use leptos::html;
use leptos::prelude::*;
use openapi::tickets::TicketState;
use openapi::tickets::portal::View;

use super::query::ListQuery;
use crate::customer::use_router;
use crate::portal::session::use_session;
use crate::ui::dom::matches_media;
use crate::ui::{Menu, MenuLink, SearchBox};

/// *View*: my tickets or those of my organization, where the portal allows it.
#[component]
pub fn ViewMenu(
    /// What the list shows.
    query: Memo<ListQuery>,
) -> impl IntoView {
    let session = use_session();
    let organization = session.me.with_untracked(|me| me.organization.clone());
    organization.map(|name| {
        let name = StoredValue::new(name);
        let label = Signal::derive(move || match query.get().view() {
            View::Mine => "View: My tickets".to_owned(),
            View::Organization => "View: Organization tickets".to_owned(),
        });
        let entries = move || {
            let now = query.get();
            let slug = session.slug();
            view! {
                <MenuLink href=now.with_view(View::Mine).href(&slug) current=now.view() == View::Mine>"My tickets"</MenuLink>
                <MenuLink href=now.with_view(View::Organization).href(&slug) current=now.view() == View::Organization>
                    <span>"Organization tickets" <span class="menu-note muted">{name.get_value()}</span></span>
                </MenuLink>
            }
        };
        view! { <Menu label>{dynamic(entries)}</Menu> }
    })
}

/// Search and status.
#[component]
pub fn Filters(
    /// What the list shows.
    query: Memo<ListQuery>,
    /// The search field, for the `/` key.
    search: NodeRef<html::Input>,
) -> impl IntoView {
    let session = use_session();
    let router = use_router();
    let find = move |text: String| {
        let href = query.get_untracked().with_search(&text).href(&session.slug());
        // Each search replaces the one before, or Back would go through every half-typed word.
        let replace = !query.get_untracked().search().is_empty();
        router.change(&href, replace);
    };
    let status_label = Signal::derive(move || match query.get().status() {
        None => "Status: Any".to_owned(),
        Some(status) => format!("Status: {}", status.label()),
    });
    let choices = move || {
        let now = query.get();
        let choice = |status: Option<TicketState>| {
            let words = status.map_or("Any", TicketState::label);
            view! { <MenuLink href=now.with_status(status).href(&session.slug()) current=now.status() == status>{words}</MenuLink> }
        };
        [None, Some(TicketState::Open), Some(TicketState::Closed)].map(choice).into_iter().collect_view()
    };
    view! {
        <div class="filters">
            <SearchBox
                value=Signal::derive(move || query.get().search().to_owned())
                label="Search tickets and replies"
                placeholder=if matches_media("(width < 640px)") { "Search tickets" } else { "Search tickets and replies" }
                on_search=find
                node_ref=search
            />
            <Menu label=status_label>{dynamic(choices)}</Menu>
        </div>
    }
}
