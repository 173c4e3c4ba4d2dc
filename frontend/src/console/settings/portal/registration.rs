//! Whether strangers may register at the portal's domain, and the way to where that is set.

use leptos::prelude::*;
use openapi::domains::console::DomainSummary;
use openapi::users::Permission;

use crate::api::console::domains;
use crate::api::load::Load;
use crate::console::place::{Place, PrivateTab};
use crate::console::region::Region;
use crate::console::session::Session;

/// The part; nothing for whom private content is closed.
#[component]
pub fn Registration(
    /// The host of the portal.
    host: String,
) -> impl IntoView {
    Session::expect().may(Permission::PrivateContentSettings).then(|| {
        let load = Load::new(|| (), |(), _| domains::list());
        let ready = move |all: Vec<DomainSummary>| {
            all.into_iter().find(|domain| domain.host == host).map(|domain| view! { <Ways domain/> })
        };
        view! {
            <section class="invitations" aria-labelledby="portal-registration">
                <h2 id="portal-registration">"Registration"</h2>
                <Region load loading="Loading" failed="Whether strangers may register could not be loaded." rows=1 ready/>
            </section>
        }
    })
}

#[component]
fn Ways(domain: DomainSummary) -> impl IntoView {
    let (standing, allow) = match domain.self_registration {
        true => ("Strangers may register with an e-mail address of their own.", "Manage self-registration"),
        false => ("Strangers cannot register: whoever is to enter is invited.", "Allow self-registration"),
    };
    let to = |tab: PrivateTab| Place::PrivateContent(domain.id, tab).path();
    view! {
        <p>{standing}</p>
        <p class="ways">
            <a href=to(PrivateTab::Access)>{allow}</a>
            <a href=to(PrivateTab::Consent)>"Manage consent to process"</a>
        </p>
    }
}
