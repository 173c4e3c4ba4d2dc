//! Whether customers see the ticket, in which portal, who of them and through what; or why nobody does.

use leptos::prelude::*;
use openapi::tickets::console::{PortalVisibility, Seer};

use crate::api::console::tickets;
use crate::api::load::Load;
use crate::console::ticket::record::Record;
use crate::ui::{Button, Kind};

/// The card. Asked for when the ticket is opened, and again whenever it was read anew.
#[component]
pub fn VisibilityCard(record: Record) -> impl IntoView {
    let load = Load::new(|| (), move |(), quiet| tickets::visibility(record.id, quiet));
    Effect::new(move |known: Option<()>| {
        record.ticket.track();
        if known.is_some() {
            load.refresh();
        }
    });
    let portals = Memo::new(move |_| load.data.get().map(|visibility| visibility.portals).unwrap_or_default());
    let only = Memo::new(move |_| portals.with(Vec::len) == 1);
    let open = RwSignal::new(false);
    let rows = move || {
        let portal = |portal| view! { <InPortal portal only=only.get() open/> };
        portals.get().into_iter().map(portal).collect_view()
    };
    let trouble = move || {
        load.failure.get().map(|_| {
            view! {
                <p class="muted">"Whether customers see it could not be asked."</p>
                <Button kind=Kind::Quiet dense=true on_click=move |_| load.retry()>"Try again"</Button>
            }
        })
    };
    view! { <section class="side-seen"><h3>"Portal"</h3>{rows}{trouble}</section> }
}

/// One portal. `open` keeps the names in sight while they change.
#[component]
fn InPortal(portal: PortalVisibility, only: bool, open: RwSignal<bool>) -> impl IntoView {
    let place = if only { "portal".to_owned() } else { portal.portal.clone() };
    if !portal.visible {
        let why = portal.against.join(" ");
        return view! { <p>{format!("Visible in {place}: no")} <span class="muted">" – "{why}</span></p> }.into_any();
    }
    let seen = portal.seen_by;
    let words = format!("Visible in {place}: yes, {}", customers(seen.count));
    let others = seen.count.saturating_sub(seen.named.len() as u64);
    let toggled = move |event: leptos::ev::Event| {
        let details = event_target::<web_sys::HtmlDetailsElement>(&event);
        open.set(details.open());
    };
    view! {
        <details prop:open=open.get_untracked() on:toggle=toggled>
            <summary>{words}</summary>
            <ul class="side-names">
                {seen.named.into_iter().map(seer).collect_view()}
                {(others > 0).then(|| view! { <li class="muted">{format!("and {others} more")}</li> })}
            </ul>
        </details>
    }
    .into_any()
}

fn seer(seer: Seer) -> impl IntoView {
    let through = if seer.takes_part { "takes part" } else { "through the company" };
    view! { <li>{seer.contact.name} <span class="muted">" – "{through}</span></li> }
}

fn customers(count: u64) -> String {
    if count == 1 { "1 customer".to_owned() } else { format!("{count} customers") }
}
