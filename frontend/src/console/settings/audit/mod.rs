//! The audit log: who did what and when, found by action, user and time, with what it was before and
//! after.

mod detail;
mod filters;
mod words;

use leptos::prelude::*;
use openapi::audit::{AuditEvent, AuditQuery};
use openapi::page::Page;

use crate::api::console::audit;
use crate::api::load::Load;
use crate::console::address::{Address, param, with_query};
use crate::console::place::Place;
use crate::console::region::Region;
use crate::console::settings::frame::Frame;
use crate::ui::{Button, Dialog, EmptyState, Glyph, Pagination, TimeAgo, dynamic};
use detail::Detail;
use filters::{Filters, Wanted};

/// The page.
#[component]
pub fn AuditLogPage() -> impl IntoView {
    let wanted = Wanted::of_address();
    let (after, before) = (param("after"), param("before"));
    let query = move || AuditQuery { after: after.get(), before: before.get(), ..wanted.query() };
    let load = Load::new(query, |query, _| async move { audit::list(&query).await });
    let shown = RwSignal::new(None::<AuditEvent>);
    let open = RwSignal::new(false);
    let show = Callback::new(move |event: AuditEvent| {
        shown.set(Some(event));
        open.set(true);
    });
    let rows = move |page: Page<AuditEvent>| match page.items.is_empty() {
        true => view! { <Nothing filtered=untrack(|| wanted.is_filtered())/> }.into_any(),
        false => view! { <Table page wanted show/> }.into_any(),
    };
    let refresh =
        move || view! { <Button dense=true icon=Glyph::Refresh on_click=move |_| load.retry()>"Refresh"</Button> };
    let title = Signal::derive(move || {
        shown.with(|event| event.as_ref().map(|event| words::action(&event.action))).unwrap_or_default()
    });
    view! {
        <Frame tab=Place::AuditLog title="Audit log" actions=refresh>
            <Filters wanted/>
            <Region load loading="Loading events" failed="The audit log could not be loaded." ready=rows/>
        </Frame>
        <Dialog open title class="dialog-wide">{dynamic(move || shown.get().map(|event| view! { <Detail event/> }))}</Dialog>
    }
}

#[component]
fn Table(page: Page<AuditEvent>, wanted: Wanted, show: Callback<AuditEvent>) -> impl IntoView {
    let row = move |event: AuditEvent| {
        let whole = event.clone();
        // who did it to themselves is not named twice
        let by = if event.actor == event.object_name { "Themselves".to_owned() } else { event.actor };
        view! {
            <tr>
                <td><button type="button" class="row-link" on:click=move |_| show.run(whole.clone())>{words::action(&event.action)}</button></td>
                <td data-label="Of">{event.object_name}</td>
                <td data-label="By">{by}</td>
                <td data-label="When"><TimeAgo at=event.created_at/></td>
            </tr>
        }
    };
    let link =
        move |name: &'static str, cursor: Option<String>| cursor.map(|cursor| untrack(|| wanted.path(name, &cursor)));
    let (first, shown, total) = (page.first, page.items.len(), page.total);
    view! {
        <table class="index index-cards">
            <caption class="sr-only">"Events, newest first"</caption>
            <thead><tr>
                <th scope="col">"Action"</th><th scope="col">"Of"</th><th scope="col">"By"</th><th scope="col">"When"</th>
            </tr></thead>
            <tbody>{page.items.into_iter().map(row).collect_view()}</tbody>
        </table>
        <Pagination first shown total previous=link("before", page.previous) next=link("after", page.next)/>
    }
}

#[component]
fn Nothing(filtered: bool) -> impl IntoView {
    let address = Address::expect();
    if filtered {
        return view! {
            <EmptyState glyph=Glyph::Search title="No events match">
                <Button on_click=move |_| address.go(&with_query(&Place::AuditLog.path(), &[]))>"Clear filters"</Button>
            </EmptyState>
        }
        .into_any();
    }
    view! { <EmptyState glyph=Glyph::Clock title="Nothing has been recorded yet" text="Changes of settings, access and lists, and who signs in, are listed here."/> }
        .into_any()
}
