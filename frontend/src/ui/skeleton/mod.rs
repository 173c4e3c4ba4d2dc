//! The shape of what is being loaded, shown after a short moment so that quick answers do not flicker.

use leptos::prelude::*;

/// A grey bar. Sizes come from the classes of its CSS.
#[component]
pub fn Skeleton(
    /// `skeleton-line`, `skeleton-title`, `skeleton-block`, or a page's own.
    #[prop(default = "skeleton-line")]
    class: &'static str,
) -> impl IntoView {
    view! { <span class=format!("skeleton {class}") aria-hidden="true"></span> }
}

/// Rows of a list being loaded, said once to screen readers.
#[component]
pub fn SkeletonRows(
    /// How many.
    #[prop(default = 6)]
    rows: usize,
    /// What is being loaded: "Loading tickets".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <div class="skeleton-rows" aria-busy="true">
            <span class="sr-only" role="status">{label}</span>
            {(0..rows).map(|_| view! { <div class="skeleton-row" aria-hidden="true"><Skeleton/><Skeleton/><Skeleton/></div> }).collect_view()}
        </div>
    }
}
