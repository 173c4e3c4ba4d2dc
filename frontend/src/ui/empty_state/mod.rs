//! Nothing here: one icon, one sentence, one action.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// What is shown instead of an empty list.
#[component]
pub fn EmptyState(
    /// One line icon.
    glyph: Glyph,
    /// What there is not: "No tickets yet".
    #[prop(into)]
    title: String,
    /// One sentence more.
    #[prop(optional, into)]
    text: Option<String>,
    /// One action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <Icon glyph/>
            <p class="empty-state-title">{title}</p>
            {text.map(|text| view! { <p class="muted">{text}</p> })}
            {children.map(|children| view! { <div class="empty-state-action">{children()}</div> })}
        </div>
    }
}
