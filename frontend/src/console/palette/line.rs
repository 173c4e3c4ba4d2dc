//! One line of the palette.

use leptos::prelude::*;

use super::entries::Entry;
use crate::console::shortcuts::Shortcuts;
use crate::console::ticket::StageBadge;
use crate::ui::{Glyph, Icon, Kbd};

/// The element id of the line at `position`.
pub fn id(position: usize) -> String {
    format!("palette-{position}")
}

/// What an entry shows.
#[component]
pub fn Line(entry: Entry) -> impl IntoView {
    match entry {
        Entry::Command(command) => {
            let keys = Shortcuts::expect().hint(command.action);
            view! {
                <Icon glyph=Glyph::ChevronRight/>
                <span class="main">{command.label}</span>
                {keys.map(|keys| view! { <span class="end"><Kbd keys/></span> })}
            }
            .into_any()
        }
        Entry::Ticket(ticket) => view! {
            <Icon glyph=Glyph::Ticket/>
            <span class="number">{format!("#{}", ticket.id)}</span>
            <span class="main">{ticket.subject}</span>
            <span class="more">{ticket.requester.map(|requester| requester.name)}</span>
            <span class="end"><StageBadge stage=ticket.stage/></span>
        }
        .into_any(),
        Entry::Contact(contact) => view! {
            <Icon glyph=Glyph::Person/>
            <span class="main">{contact.name}</span>
            <span class="more">{contact.email}</span>
            <span class="end muted small">{contact.company.map(|company| company.name)}</span>
        }
        .into_any(),
        Entry::Company(company) => view! {
            <Icon glyph=Glyph::Building/>
            <span class="main">{company.name}</span>
        }
        .into_any(),
    }
}
