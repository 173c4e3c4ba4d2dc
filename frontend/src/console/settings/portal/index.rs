//! The portals, with what matters most about each.

use leptos::prelude::*;
use openapi::portals::console::{AccessKind, PortalSummary, TicketPermission};

use crate::api::console::portals;
use crate::api::load::Load;
use crate::console::place::{Place, PortalTab};
use crate::console::region::Region;
use crate::console::settings::frame::Frame;
use crate::ui::{Badge, EmptyState, Glyph, Tone};

/// The page.
#[component]
pub fn PortalsPage() -> impl IntoView {
    let load = Load::new(|| (), |(), _| portals::list());
    let rows = |all: Vec<PortalSummary>| {
        if all.is_empty() {
            return view! { <EmptyState glyph=Glyph::Globe title="There is no portal"/> }.into_any();
        }
        view! { <Table all/> }.into_any()
    };
    view! {
        <Frame tab=Place::Portals title="Portals">
            <Region load loading="Loading portals" failed="The portals could not be loaded." rows=2 ready=rows/>
        </Frame>
    }
}

/// On or off.
#[component]
pub fn OnBadge(is_on: bool) -> impl IntoView {
    let (tone, label) = if is_on { (Tone::Open, "On") } else { (Tone::Closed, "Off") };
    view! { <Badge tone label/> }
}

/// Who may enter.
pub const fn access_words(kind: AccessKind) -> &'static str {
    match kind {
        AccessKind::Everyone => "Everyone who can sign in",
        AccessKind::Lists => "Contacts on chosen lists",
    }
}

/// Whose tickets they see.
pub const fn permission_words(permission: TicketPermission) -> &'static str {
    match permission {
        TicketPermission::Own => "Their own tickets",
        TicketPermission::Company => "Their company's tickets too",
        TicketPermission::CompanyForSome => "Some: their company's tickets too",
    }
}

#[component]
fn Table(all: Vec<PortalSummary>) -> impl IntoView {
    let row = |portal: PortalSummary| {
        view! {
            <tr>
                <td><a class="row-link" href=Place::Portal(portal.id, PortalTab::General).path()>{portal.name}</a></td>
                <td data-label="Status"><OnBadge is_on=portal.is_on/></td>
                <td data-label="Who may enter">{access_words(portal.access)}</td>
                <td data-label="What they see">{permission_words(portal.ticket_permission)}</td>
            </tr>
        }
    };
    view! {
        <table class="index index-cards">
            <caption class="sr-only">"Portals"</caption>
            <thead><tr>
                <th scope="col">"Name"</th><th scope="col">"Status"</th><th scope="col">"Who may enter"</th><th scope="col">"What they see"</th>
            </tr></thead>
            <tbody>{all.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
