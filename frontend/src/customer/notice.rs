//! Thin bars above the content: what is wrong with the connection or the session.

use leptos::prelude::*;

use crate::ui::{Glyph, Icon};

/// What the bar of a browser without a network says.
pub const OFFLINE: &str = "You are offline. What you write is kept on this device.";

/// A bar.
#[component]
pub fn NoticeBar(
    /// What stands before the words.
    glyph: Glyph,
    /// What is wrong.
    words: &'static str,
    /// Whether it is no cause for worry.
    #[prop(optional)]
    quiet: bool,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="notice" role="region" aria-label="Notice" class:notice-quiet=quiet>
            <Icon glyph/> <span>{words}</span> {children.map(|children| children())}
        </div>
    }
}

/// Whether the browser has a network.
pub fn online() -> RwSignal<bool> {
    let online = RwSignal::new(window().navigator().on_line());
    let handles = [
        window_event_listener(leptos::ev::online, move |_| online.set(true)),
        window_event_listener(leptos::ev::Custom::new("offline"), move |_: web_sys::Event| online.set(false)),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    online
}
