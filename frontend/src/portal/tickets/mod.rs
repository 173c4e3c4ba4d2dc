//! Tickets as a customer meets them: the list, one ticket, a new one.

mod detail;
mod list;
mod new;

pub use detail::TicketPage;
pub use list::{ListMemory, TicketList};
pub use new::NewTicketPage;

use leptos::prelude::*;
use openapi::tickets::TicketState;

use crate::ui::{Badge, Tone};

/// A ticket's status as customers see it.
#[component]
pub fn StatusBadge(
    /// The status.
    status: TicketState,
) -> impl IntoView {
    let tone = match status {
        TicketState::Open => Tone::Open,
        TicketState::Closed => Tone::Closed,
    };
    view! { <Badge tone label=status.label()/> }
}
