//! One row of the inbox list.

use leptos::prelude::*;
use openapi::id::TicketId;
use openapi::tickets::TicketState;
use openapi::tickets::console::{TicketSummary, View};

use crate::console::inbox::Inbox;
use crate::console::ticket::{PriorityMark, SourceIcon, StageBadge};
use crate::ui::TimeAgo;
use crate::ui::dom::focus_id;

/// Gives a row the browser's focus, once it is drawn.
pub fn focus(id: TicketId) {
    request_animation_frame(move || focus_id(&element_id(id)));
}

fn element_id(id: TicketId) -> String {
    format!("row-{id}")
}

/// A row: a link that keeps its place and focus while what it shows changes.
#[component]
pub fn Row(inbox: Inbox, id: TicketId) -> impl IntoView {
    let rows = inbox.source.rows;
    let row = Memo::new(move |_| rows.with(|rows| rows.get(id).cloned()));
    let waiting = move || row.with(|row| row.as_ref().is_some_and(needs_answer));
    let stop = move || if rows.with(|rows| rows.is_tab_stop(id)) { "0" } else { "-1" };
    let opened = move || (inbox.open.get() == Some(id)).then_some("true");
    let all = move || inbox.wanted.with(|wanted| matches!(wanted.view, View::Open | View::All | View::Closed));
    view! {
        <li>
            <a class="row" class:waiting=waiting id=element_id(id) href=move || inbox.href(Some(id)) tabindex=stop
                aria-current=opened on:focus=move |_| rows.update(|rows| rows.focus(Some(id)))>
                {move || row.get().map(|row| view! { <Content row with_owner=all()/> })}
            </a>
        </li>
    }
}

/// Whether somebody has to answer. A customer may have had the last word on a closed ticket.
pub fn needs_answer(row: &TicketSummary) -> bool {
    row.awaiting_team && row.stage.state == TicketState::Open
}

#[component]
fn Content(row: TicketSummary, with_owner: bool) -> impl IntoView {
    let waiting = needs_answer(&row);
    let name = row.requester.map_or_else(|| "No contact".to_owned(), |requester| requester.name);
    let owner = with_owner.then(|| row.owner.map_or_else(|| "Unassigned".to_owned(), |owner| owner.name));
    view! {
        <span class="row-who">
            <span class="name">{name}</span>
            {row.company.map(|company| view! { <span class="company">"· " {company.name}</span> })}
            <SourceIcon source=row.source/>
        </span>
        <span class="row-when"><TimeAgo at=row.last_activity_at short=true/></span>
        <span class="row-subject">
            {waiting.then(|| view! { <span class="sr-only">"Waiting for an answer: "</span> })}
            {row.subject}
        </span>
        <span class="row-snippet">{row.snippet}</span>
        <span class="row-meta">
            <StageBadge stage=row.stage/>
            <PriorityMark priority=row.priority/>
            {owner.map(|owner| view! { <span class="row-owner">{owner}</span> })}
        </span>
    }
}
