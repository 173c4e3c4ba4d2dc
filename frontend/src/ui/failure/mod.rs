//! What could not be loaded, why, and what to do.

use leptos::prelude::*;

use super::{Button, Glyph, Icon};
use crate::api::problem::Failure;
use crate::words;

/// A failed region: what failed, in words, Retry where it may help, and the request id for support.
#[component]
pub fn FailurePanel(
    /// What failed: "The tickets could not be loaded."
    #[prop(into)]
    what: String,
    /// Why.
    failure: Failure,
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let request_id = failure.request_id().map(str::to_owned);
    view! {
        <div class="failure" role="alert">
            <Icon glyph=if failure == Failure::Offline { Glyph::Offline } else { Glyph::Alert }/>
            <p class="failure-title">{what}</p>
            <p class="muted">{words::failure(&failure)}</p>
            <Button icon=Glyph::Refresh on_click=move |_| on_retry.run(())>"Try again"</Button>
            {request_id.map(|id| view! { <p class="small muted">"Request " <code>{id}</code></p> })}
        </div>
    }
}
