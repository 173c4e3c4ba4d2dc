//! The portal's mark and name.

use leptos::prelude::*;

/// The portal's mark and name.
#[component]
pub fn Brand(
    /// The portal's name.
    name: String,
    /// Where it leads; plain words without it.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let letter = name.chars().find(|c| c.is_alphanumeric());
    let inner = view! {
        <span class="brand-mark" aria-hidden="true">{letter}</span>
        <span class="brand-name">{name}</span>
    };
    match href {
        Some(href) => view! { <a class="brand" href=href>{inner}</a> }.into_any(),
        None => view! { <p class="brand">{inner}</p> }.into_any(),
    }
}
