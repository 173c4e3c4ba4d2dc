//! The tickets as a table; below 640 px every row becomes a card. Rows stay in place while their content
//! changes, so that whoever has the focus on one keeps it.

use leptos::prelude::*;
use openapi::id::TicketId;
use openapi::tickets::portal::{Sort, TicketSummary, View};

use super::query::ListQuery;
use crate::portal::session::use_session;
use crate::portal::tickets::StatusBadge;
use crate::routes::portal as routes;
use crate::ui::{SortHeader, TimeAgo, dynamic, each};

/// The table.
#[component]
pub fn TicketTable(
    /// What the list shows.
    query: Memo<ListQuery>,
    /// The tickets of this page.
    tickets: Memo<Vec<TicketSummary>>,
    /// Called with a ticket that is about to be opened.
    #[prop(into)]
    on_open: Callback<TicketId>,
) -> impl IntoView {
    let session = use_session();
    let organization = Memo::new(move |_| query.get().view() == View::Organization);
    let column = move |label: &'static str, class: &'static str, sort: Sort| {
        let href = Signal::derive(move || query.get().sorted(sort).href(&session.slug()));
        let sorted = Signal::derive(move || query.get().sorted_by(sort));
        view! { <SortHeader label href sorted class/> }
    };
    let row = move |ticket: TicketSummary| {
        let id = ticket.id;
        let current = Memo::new(move |_| {
            let found = tickets.with(|tickets| tickets.iter().find(|ticket| ticket.id == id).cloned());
            found.unwrap_or_else(|| ticket.clone())
        });
        view! { <TicketRow id ticket=current organization on_open/> }
    };
    view! {
        <table class="index tickets" role="table">
            <caption class="sr-only">{move || query.get().describe()}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    {column("ID", "c-id", Sort::Id)}
                    <th scope="col" class="c-subject">"Subject"</th>
                    {move || organization.get().then(|| view! { <th scope="col" class="c-who">"Requester"</th> })}
                    <th scope="col" class="c-status">"Status"</th>
                    {column("Created", "c-created", Sort::Created)}
                    {column("Last activity", "c-last", Sort::LastActivity)}
                </tr>
            </thead>
            <tbody role="rowgroup">
                {each(move || tickets.get(), |ticket| ticket.id.to_string(), row)}
            </tbody>
        </table>
    }
}

/// One ticket.
#[component]
fn TicketRow(
    /// Its number.
    id: TicketId,
    /// The ticket.
    ticket: Memo<TicketSummary>,
    /// Whether to say who asked.
    organization: Memo<bool>,
    /// Called when it is about to be opened.
    on_open: Callback<TicketId>,
) -> impl IntoView {
    let href = routes::ticket(&use_session().slug(), id);
    let unread = Memo::new(move |_| ticket.with(|ticket| ticket.unread));
    let mark = move || {
        unread
            .get()
            .then(|| view! { <span class="dot" aria-hidden="true"></span><span class="sr-only">"New reply. "</span> })
    };
    let requester = move || {
        let name = ticket.with(|ticket| ticket.requester.clone());
        organization.get().then(|| view! { <td role="cell" class="c-who muted" data-label="Requester">{name}</td> })
    };
    let status = Memo::new(move |_| ticket.with(|ticket| ticket.status));
    let created = Memo::new(move |_| ticket.with(|ticket| ticket.created_at));
    let active = Memo::new(move |_| ticket.with(|ticket| ticket.last_activity_at));
    view! {
        <tr role="row" class:unread=move || unread.get()>
            <td role="cell" class="c-id num muted">{format!("#{id}")}</td>
            <td role="cell" class="c-subject">
                {dynamic(mark)}
                <a class="row-link" id=row_id(id) href=href on:click=move |_| on_open.run(id)>
                    {move || ticket.with(|ticket| ticket.subject.clone())}
                </a>
            </td>
            {dynamic(requester)}
            <td role="cell" class="c-status">{move || view! { <StatusBadge status=status.get()/> }}</td>
            <td role="cell" class="c-created num muted" data-label="Created">{move || view! { <TimeAgo at=created.get() day=true/> }}</td>
            <td role="cell" class="c-last num muted" data-label="Last activity">{move || view! { <TimeAgo at=active.get()/> }}</td>
        </tr>
    }
}

/// The element id of a ticket's link.
pub fn row_id(id: TicketId) -> String {
    format!("ticket-{id}")
}
