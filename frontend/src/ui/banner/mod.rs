//! A message that belongs to the page and stays until it is settled or dismissed.

use leptos::prelude::*;

use super::{Glyph, Icon, IconButton, Tone};

/// A banner. Announced by the caller where that is needed.
#[component]
pub fn Banner(
    /// Its colour and icon.
    tone: Tone,
    /// Dismisses it; without it the banner cannot be dismissed.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<()>>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (class, glyph) = match tone {
        Tone::Open => ("banner banner-success", Glyph::Check),
        Tone::Wait => ("banner banner-warning", Glyph::Alert),
        Tone::Danger => ("banner banner-danger", Glyph::Alert),
        Tone::Closed | Tone::Neutral => ("banner", Glyph::Info),
    };
    view! {
        <div class=class>
            <Icon glyph/>
            <div class="banner-body">{children()}</div>
            {on_dismiss
                .map(|dismiss| view! { <IconButton glyph=Glyph::Close label="Dismiss" dense=true on_click=move |_| dismiss.run(())/> })}
        </div>
    }
}
