//! What another filter would change for a list: who joins, who goes, and who could no longer enter a
//! portal. Shown while it is being edited and asked about before it is saved.

use leptos::prelude::*;
use openapi::lists::{ListChangePreview, PortalEffect};

use crate::api::load::Load;
use crate::console::lists::affected::AffectedPeople;
use crate::ui::{Banner, Tone, dynamic};

/// How many could no longer enter some portal.
pub fn shut_out(change: &ListChangePreview) -> u64 {
    change.portals.iter().map(|portal| portal.lose.count).sum()
}

/// The card; nothing while the saved filter is shown.
#[component]
pub fn ChangeCard(load: Load<ListChangePreview>, changed: Signal<bool>) -> impl IntoView {
    dynamic(move || {
        let change = load.data.get().filter(|_| changed.get() && load.failure.with(Option::is_none))?;
        Some(view! {
            <section class="card" aria-labelledby="change" aria-busy=move || load.busy.get().to_string()>
                <h2 id="change">"What saving changes"</h2>
                <Change change/>
            </section>
        })
    })
}

/// Who joins and goes, and what that means for portals.
#[component]
pub fn Change(change: ListChangePreview) -> impl IntoView {
    let nobody = change.gain.count == 0 && change.lose.count == 0;
    let portal = |effect: PortalEffect| {
        let lost = effect.lose.count > 0;
        view! {
            <div class="effect">
                <p><b>{effect.name}</b></p>
                {lost.then(|| view! { <Banner tone=Tone::Danger>"Contacts who may enter now are shut out at once."</Banner> })}
                <AffectedPeople who=effect.lose one="can no longer enter" many="can no longer enter" loss=true/>
                <AffectedPeople who=effect.gain one="can enter from then on" many="can enter from then on"/>
            </div>
        }
    };
    view! {
        <div class="effects">
            {nobody.then(|| view! { <p class="muted">"The same contacts stay on the list."</p> })}
            <AffectedPeople who=change.gain one="joins the list" many="join the list"/>
            <AffectedPeople who=change.lose one="leaves the list" many="leave the list"/>
            {change.portals.into_iter().map(portal).collect_view()}
        </div>
    }
}
