//! Small marks that stand for parts of a ticket wherever it is named.

use leptos::prelude::*;
use openapi::pipelines::Stage;
use openapi::tickets::console::{TicketSummary, View};
use openapi::tickets::{Priority, Source, TicketState};

use crate::console::place::Place;
use crate::ui::{Badge, Glyph, Icon, TimeAgo, Tone};

/// The stage: green while open, grey when closed. The same words always look the same; that somebody has to
/// answer is told by the subject's weight.
#[component]
pub fn StageBadge(stage: Stage) -> impl IntoView {
    let tone = match stage.state {
        TicketState::Closed => Tone::Closed,
        TicketState::Open => Tone::Open,
    };
    view! { <Badge tone label=stage.name/> }
}

/// The priority where it deserves attention: high and urgent.
#[component]
pub fn PriorityMark(priority: Option<Priority>) -> impl IntoView {
    match priority {
        Some(priority @ Priority::Urgent) => {
            Some(view! { <Badge tone=Tone::Danger label=priority.label()/> }.into_any())
        }
        Some(priority @ Priority::High) => {
            Some(view! { <Badge tone=Tone::Neutral label=priority.label()/> }.into_any())
        }
        Some(Priority::Medium | Priority::Low) | None => None,
    }
}

/// Where a ticket came from, as an icon with its name.
#[component]
pub fn SourceIcon(source: Source) -> impl IntoView {
    let glyph = match source {
        Source::Email => Glyph::Mail,
        Source::Phone => Glyph::Phone,
        Source::Portal => Glyph::Globe,
        Source::Chat | Source::Messenger => Glyph::Speech,
        Source::Form => Glyph::Pen,
        Source::Api => Glyph::External,
    };
    view! { <span class="source" title=source.label()><Icon glyph/><span class="sr-only">{source.label()}</span></span> }
}

/// A ticket as one line of a short list.
#[component]
pub fn TicketLink(ticket: TicketSummary) -> impl IntoView {
    view! {
        <a class="ticket-link" href=Place::Inbox(View::All, Some(ticket.id)).path()>
            <span class="number">{format!("#{}", ticket.id)}</span>
            <span class="subject">{ticket.subject}</span>
            <span class="when"><TimeAgo at=ticket.last_activity_at short=true/></span>
            <StageBadge stage=ticket.stage/>
        </a>
    }
}
