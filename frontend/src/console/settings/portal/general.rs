//! Whether a portal is on, and where it is.

use leptos::prelude::*;
use openapi::portals::console::PortalSettings;

use crate::api::console::portals;
use crate::api::load::Load;
use crate::console::place::{Place, PortalTab};
use crate::console::settings::portal::index::{access_words, permission_words};
use crate::console::settings::portal::page::Known;
use crate::console::settings::portal::saving::{NotSaved, Saving};
use crate::ui::{Banner, Button, Dialog, Kind, Tone};

/// The part.
#[component]
pub fn General(settings: RwSignal<PortalSettings>, load: Load<Known>) -> impl IntoView {
    let saving = Saving::new(settings, load);
    let is_on = Memo::new(move |_| settings.with(|settings| settings.is_on));
    let turn = move |on: bool| {
        let done = if on { "The portal is on" } else { "The portal is off" };
        let (id, version) = settings.with_untracked(|settings| (settings.id, settings.version));
        saving.send(portals::publish(id, version, on), done);
    };
    let switch = move |_| if is_on.get_untracked() { saving.asking.set(true) } else { turn(true) };
    let words = move || if is_on.get() { "Turn portal off" } else { "Turn portal on" };
    let standing = move || match is_on.get() {
        true => "Customers reach this portal.",
        false => "Customers who come here read that the portal is not available. Nobody is invited.",
    };
    let PortalSettings { id, url, domain, access, ticket_permission, .. } = settings.get_untracked();
    view! {
        <div class="portal-part">
            <NotSaved saving/>
            <section class="card" aria-labelledby="publication">
                <h2 id="publication">"Publication"</h2>
                <p>{standing}</p>
                <div class="card-end"><Button busy=saving.busy busy_label="Saving…" on_click=switch>{words}</Button></div>
            </section>
            <section class="card" aria-labelledby="facts">
                <h2 id="facts">"About"</h2>
                <dl class="facts">
                    <dt>"Address"</dt><dd><a href=url.clone() target="_blank" rel="noopener external">{url.clone()}<span class="sr-only">" (opens in a new tab)"</span></a></dd>
                    <dt>"Domain"</dt><dd>{domain}</dd>
                    <dt>"Who may enter"</dt><dd><a href=Place::Portal(id, PortalTab::Access).path()>{access_words(access.kind)}</a></dd>
                    <dt>"What they see"</dt><dd><a href=Place::Portal(id, PortalTab::Visibility).path()>{permission_words(ticket_permission)}</a></dd>
                </dl>
            </section>
        </div>
        <Dialog open=saving.asking title="Turn the portal off?" class="dialog-form">
            <div class="stack">
                <Banner tone=Tone::Wait>"Everybody who is in it now is out at once. Invitations that were not sent yet are cancelled."</Banner>
                <div class="form-end">
                    <Button on_click=move |_| saving.asking.set(false)>"Keep it on"</Button>
                    <Button kind=Kind::Danger busy=saving.busy busy_label="Turning off…" on_click=move |_| turn(false)>"Turn portal off"</Button>
                </div>
            </div>
        </Dialog>
    }
}
