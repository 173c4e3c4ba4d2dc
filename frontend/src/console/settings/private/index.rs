//! The domains, with who may register there.

use leptos::prelude::*;
use openapi::domains::console::DomainSummary;

use crate::api::console::domains;
use crate::api::load::Load;
use crate::console::place::{Place, PrivateTab};
use crate::console::region::Region;
use crate::console::settings::frame::Frame;
use crate::ui::{Badge, EmptyState, Glyph, Tone};

/// The page.
#[component]
pub fn PrivateContentsPage() -> impl IntoView {
    let load = Load::new(|| (), |(), _| domains::list());
    let rows = |all: Vec<DomainSummary>| {
        if all.is_empty() {
            return view! { <EmptyState glyph=Glyph::Globe title="There is no domain"/> }.into_any();
        }
        view! { <Table all/> }.into_any()
    };
    view! {
        <Frame tab=Place::PrivateContents title="Private content">
            <p class="muted page-purpose">"How customers of each domain register and sign in, what they agree to, and the pages and e-mails they meet on the way."</p>
            <Region load loading="Loading domains" failed="The domains could not be loaded." rows=2 ready=rows/>
        </Frame>
    }
}

/// Whether strangers may register.
#[component]
pub fn RegistrationBadge(on: bool) -> impl IntoView {
    let (tone, label) = if on { (Tone::Open, "On") } else { (Tone::Closed, "Off") };
    view! { <Badge tone label/> }
}

#[component]
fn Table(all: Vec<DomainSummary>) -> impl IntoView {
    let row = |domain: DomainSummary| {
        let portals = match domain.portals.is_empty() {
            true => "None".to_owned(),
            false => domain.portals.join(", "),
        };
        let default = domain.is_default.then(|| view! { " " <Badge tone=Tone::Neutral label="For trying out"/> });
        view! {
            <tr>
                <td><a class="row-link" href=Place::PrivateContent(domain.id, PrivateTab::Access).path()>{domain.host}</a>{default}</td>
                <td data-label="Portals">{portals}</td>
                <td data-label="Self-registration"><span class="cards-only">"Self-registration "</span><RegistrationBadge on=domain.self_registration/></td>
            </tr>
        }
    };
    view! {
        <table class="index index-cards">
            <caption class="sr-only">"Domains"</caption>
            <thead><tr><th scope="col">"Domain"</th><th scope="col">"Portals"</th><th scope="col">"Self-registration"</th></tr></thead>
            <tbody>{all.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
