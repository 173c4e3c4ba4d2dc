//! A key to press.

use leptos::prelude::*;

/// A key cap: "Ctrl ↵".
#[component]
pub fn Kbd(
    /// The key or keys.
    #[prop(into)]
    keys: String,
) -> impl IntoView {
    view! { <kbd class="kbd">{keys}</kbd> }
}
