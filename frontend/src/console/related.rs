//! The tickets of a contact or a company, on its page.

use leptos::prelude::*;
use openapi::id::{CompanyId, ContactId};
use openapi::page::Page;
use openapi::tickets::console::{TicketQuery, TicketSummary, View};

use crate::api::console::tickets;
use crate::api::load::Load;
use crate::console::address::{param, with_query};
use crate::console::desk::{Desk, gather};
use crate::console::inbox::needs_answer;
use crate::console::place::Place;
use crate::console::region::Region;
use crate::console::ticket::{PriorityMark, StageBadge};
use crate::ui::{EmptyState, Glyph, Pagination, TimeAgo};

/// Whose tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A contact's.
    Contact(ContactId),
    /// A company's.
    Company(CompanyId),
}

impl Whose {
    fn path(self) -> String {
        match self {
            Whose::Contact(id) => Place::Contact(id).path(),
            Whose::Company(id) => Place::Company(id).path(),
        }
    }

    fn query(self) -> TicketQuery {
        let (contact, company) = match self {
            Whose::Contact(id) => (Some(id.0), None),
            Whose::Company(id) => (None, Some(id.0)),
        };
        TicketQuery { view: Some(View::All), contact, company, ..TicketQuery::default() }
    }
}

/// The tickets, newest activity first, kept fresh.
#[component]
pub fn RelatedTickets(whose: Whose) -> impl IntoView {
    let (after, before) = (param("after"), param("before"));
    let query = move || TicketQuery { after: after.get(), before: before.get(), ..whose.query() };
    let load = Load::new(query, |query, background| async move { tickets::list(&query, background).await });
    let refresh = gather(move |()| load.refresh());
    Desk::expect().on_change(move |_| refresh(()));
    view! {
        <section aria-labelledby="related-tickets">
            <h2 id="related-tickets">"Tickets"</h2>
            <Region load loading="Loading tickets" failed="The tickets could not be loaded."
                ready=move |page| view! { <Tickets whose page/> }/>
        </section>
    }
}

#[component]
fn Tickets(whose: Whose, page: Page<TicketSummary>) -> impl IntoView {
    if page.items.is_empty() {
        return view! { <EmptyState glyph=Glyph::Ticket title="No tickets yet"/> }.into_any();
    }
    let row = |ticket: TicketSummary| {
        let waiting = needs_answer(&ticket);
        view! {
            <tr class:unread=waiting>
                <td class="num muted" data-label="ID">{format!("#{}", ticket.id)}</td>
                <td><a class="row-link" href=Place::Inbox(View::All, Some(ticket.id)).path()>{ticket.subject}</a></td>
                <td data-label="Stage"><span class="marks">
                    <StageBadge stage=ticket.stage/>
                    <PriorityMark priority=ticket.priority/>
                </span></td>
                <td class="owner" data-label="Owner">{ticket.owner.map_or_else(|| "Nobody".to_owned(), |owner| owner.name)}</td>
                <td data-label="Last activity"><TimeAgo at=ticket.last_activity_at/></td>
            </tr>
        }
    };
    let paged = page.next.is_some() || page.previous.is_some();
    let link = move |name: &'static str, cursor: Option<String>| {
        cursor.map(|cursor| with_query(&whose.path(), &[(name, Some(&cursor))]))
    };
    let (first, shown, total) = (page.first, page.items.len(), page.total);
    view! {
        <table class="index index-cards index-tickets">
            <caption class="sr-only">"Tickets, newest activity first"</caption>
            <thead><tr>
                <th scope="col">"ID"</th><th scope="col">"Subject"</th><th scope="col">"Stage"</th>
                <th scope="col">"Owner"</th><th scope="col">"Last activity"</th>
            </tr></thead>
            <tbody>{page.items.into_iter().map(row).collect_view()}</tbody>
        </table>
        {paged.then(|| view! { <Pagination first shown total previous=link("before", page.previous) next=link("after", page.next)/> })}
    }
    .into_any()
}
