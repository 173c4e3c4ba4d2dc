//! A filter among a portal's settings: the builder, and who or what passes at this moment.

use leptos::prelude::*;
use openapi::filters::FilterMatch;
use openapi::properties::Object;

use crate::console::preview::matches_of;
use crate::ui::{Building, FilterBuilder, FilterMatches, Nouns};

/// The builder with its preview below.
#[component]
pub fn FilterPart(
    state: Building,
    /// What is filtered.
    object: Object,
    /// "Ticket filter".
    label: &'static str,
    /// What it means that there is no condition.
    empty: &'static str,
    nouns: Nouns,
    /// Where one that passes leads.
    link: fn(&FilterMatch) -> String,
) -> impl IntoView {
    let load = matches_of(state, object, None);
    view! {
        <FilterBuilder state label empty/>
        <Show when=move || !state.is_empty()>
            <div class="filter-now" role="group" aria-label=format!("{label}: what passes now")>
                <FilterMatches state load nouns link empty/>
            </div>
        </Show>
    }
}
