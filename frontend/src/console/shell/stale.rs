//! Says when live updates stopped, so that nobody trusts an old page.

use leptos::prelude::*;

use crate::api::live::{Connection, Live};
use crate::ui::{Announcer, Glyph, Icon};

/// A thin bar while the connection is lost.
#[component]
pub fn StaleBar(live: Live) -> impl IntoView {
    let announcer = expect_context::<Announcer>();
    let stale = Memo::new(move |_| live.connection.get() == Connection::Stale);
    Effect::new(move |was: Option<bool>| {
        let is = stale.get();
        match (was, is) {
            (_, true) => announcer.polite("Reconnecting. What you see may be out of date."),
            (Some(true), false) => announcer.polite("Connected again."),
            _ => {}
        }
        is
    });
    view! {
        <Show when=move || stale.get()>
            <div class="stale"><Icon glyph=Glyph::Offline/> "Reconnecting… What you see may be out of date."</div>
        </Show>
    }
}
