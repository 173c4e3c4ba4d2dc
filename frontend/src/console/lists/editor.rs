//! The parts of a list's form: name, conditions, and who passes them.

use leptos::prelude::*;
use openapi::filters::FilterPreview;

use crate::api::load::Load;
use crate::console::preview::contact_link;
use crate::console::refused::alert;
use crate::ui::{Building, ErrorSummary, Field, FilterBuilder, FilterMatches, Form, Input, Nouns};

/// What an active list without a condition is told.
pub const EMPTY: &str = "Add a condition: it says who is on the list.";

/// What is filtered.
pub const CONTACTS: Nouns = Nouns { one: "contact", many: "contacts" };

/// Name and, for an active list, conditions.
#[component]
pub fn NameAndFilter(
    form: Form,
    name: RwSignal<String>,
    /// The builder of an active list.
    state: Option<Building>,
    /// What is wrong with the filter as a whole.
    whole: RwSignal<Option<String>>,
) -> impl IntoView {
    let builder = state.map(|state| {
        view! {
            <section class="filter-section" aria-labelledby="conditions">
                <h2 id="conditions">"Conditions"</h2>
                <p class="muted small">"A contact is on the list while all conditions of any one group hold."</p>
                {alert(whole.into())}
                <FilterBuilder state label="Conditions" empty="No conditions yet: nobody is on the list."/>
            </section>
        }
    });
    view! {
        <ErrorSummary form/>
        <div class="name-field"><Field label="Name" pointer="/name" form><Input value=name required=true attr:maxlength="100"/></Field></div>
        {builder}
    }
}

/// The card with who passes.
#[component]
pub fn Matches(state: Building, load: Load<FilterPreview>) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="matches">
            <h2 id="matches">"Who is on the list"</h2>
            <FilterMatches state load nouns=CONTACTS link=contact_link empty="Nobody yet. Add a condition to see who passes."/>
        </section>
    }
}
