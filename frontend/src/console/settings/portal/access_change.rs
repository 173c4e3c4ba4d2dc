//! What another access would change: who may enter before and after, and how many mails would be sent.

use leptos::prelude::*;
use openapi::portals::console::PortalAccessPreview;

use crate::api::load::Load;
use crate::console::lists::{AffectedPeople, people};
use crate::ui::time::format_number;
use crate::ui::{Banner, Tone, dynamic};

/// The card; a hint while nothing was changed.
#[component]
pub fn AccessChangeCard(load: Load<PortalAccessPreview>, changed: Signal<bool>) -> impl IntoView {
    let content = move || {
        if !changed.get() {
            return view! { <p class="muted small">"Change who may enter to see here what saving would do."</p> }
                .into_any();
        }
        match (load.failure.get(), load.data.get()) {
            (Some(failure), _) => view! { <p class="field-error">{crate::words::failure(&failure)}</p> }.into_any(),
            (None, Some(preview)) => view! { <AccessChange preview/> }.into_any(),
            (None, None) => view! { <p class="muted small">"Counting…"</p> }.into_any(),
        }
    };
    view! {
        <section class="card" aria-labelledby="access-change" aria-busy=move || (changed.get() && load.busy.get()).to_string()>
            <h2 id="access-change">"What saving changes"</h2>
            <div role="status">{dynamic(content)}</div>
        </section>
    }
}

/// The change itself.
#[component]
pub fn AccessChange(preview: PortalAccessPreview) -> impl IntoView {
    let mails = match preview.invitations {
        0 => "No registration mails are sent.".to_owned(),
        1 => "One registration mail is sent, two minutes after saving.".to_owned(),
        count => format!("{} registration mails are sent, beginning two minutes after saving.", format_number(count)),
    };
    let nobody = preview.gain.count == 0 && preview.lose.count == 0;
    let lost = preview.lose.count > 0;
    view! {
        <div class="effects">
            <dl class="facts">
                <dt>"May enter now"</dt><dd class="num">{people(preview.before)}</dd>
                <dt>"Afterwards"</dt><dd class="num">{people(preview.after)}</dd>
            </dl>
            {lost.then(|| view! { <Banner tone=Tone::Danger>"Contacts who may enter now are shut out at once."</Banner> })}
            <AffectedPeople who=preview.lose one="can no longer enter" many="can no longer enter" loss=true/>
            <AffectedPeople who=preview.gain one="can enter from then on" many="can enter from then on"/>
            {nobody.then(|| view! { <p class="muted">"Nobody gains or loses access."</p> })}
            <p class="small">{mails}</p>
        </div>
    }
}
