//! What a contact agreed to when registering, as it was worded then.

use leptos::prelude::*;
use openapi::contacts::access::ContactConsent;
use openapi::id::ContactId;

use crate::api::console::access;
use crate::api::load::Load;
use crate::console::region::Region;
use crate::ui::{PlainText, TimeAgo};

/// The card.
#[component]
pub fn ConsentCard(contact: ContactId) -> impl IntoView {
    let load = Load::new(move || contact, |contact, _| access::consents(contact));
    let ready = |all: Vec<ContactConsent>| {
        if all.is_empty() {
            return view! { <p class="muted small">"Has agreed to nothing: contacts are asked when they register."</p> }
                .into_any();
        }
        view! { <ul class="consents">{all.into_iter().map(|consent| view! { <Consent consent/> }).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <section class="card" aria-labelledby="contact-consent">
            <h2 id="contact-consent">"Consent"</h2>
            <Region load loading="Loading consent" failed="What was agreed to could not be loaded." rows=1 ready/>
        </section>
    }
}

/// One of them; its wording on demand.
#[component]
fn Consent(consent: ContactConsent) -> impl IntoView {
    let ContactConsent { host, version, notice, label, ip, agreed_at } = consent;
    view! {
        <li class="consent">
            <span>{format!("Agreed to version {version}, ")}<TimeAgo at=agreed_at/></span>
            <span class="muted small break-anywhere">{format!("on {host}, from {ip}")}</span>
            <details class="explain">
                <summary>"Show wording"</summary>
                <div class="consent-text">
                    <PlainText text=notice/>
                    <p class="muted small">"Beside the checkbox:"</p>
                    <PlainText text=label/>
                </div>
            </details>
        </li>
    }
}
