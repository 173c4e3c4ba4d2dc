//! Putting a filter together: groups of which any may hold, of conditions that must all hold, each with
//! a property, an operator and a value. Knows the filter language and no record; who passes is asked by
//! the page around it and shown by [`FilterMatches`].

mod combo;
mod condition;
mod control;
mod draft;
mod group;
mod number;
mod operators;
mod preview;
mod several;
mod state;
mod value;

#[cfg(test)]
mod tests;

use leptos::prelude::*;

use super::{Button, Glyph, each};
use group::GroupBox;

pub use preview::{FilterMatches, Nouns};
pub use state::{Building, Unfinished};

/// The builder.
#[component]
pub fn FilterBuilder(
    /// What is being put together.
    state: Building,
    /// What it is for: "Who is on the list".
    #[prop(into)]
    label: String,
    /// What it means that there is no condition: "Nobody is on the list yet."
    empty: &'static str,
) -> impl IntoView {
    let keys =
        Memo::new(move |_| state.draft.with(|draft| draft.groups().iter().map(|group| group.key).collect::<Vec<_>>()));
    let any = move || keys.with(|keys| !keys.is_empty());
    let group = move |key| view! { <GroupBox state key/> };
    let add = move |_| {
        let done = if state.is_empty() { "Condition added" } else { "Group added" };
        state.add(draft::Draft::add_group, done);
    };
    let start = state.start_id();
    view! {
        <div class="filter" role="group" aria-label=label>
            <Show when=move || !any()><p class="muted">{empty}</p></Show>
            {each(move || keys.get(), u32::to_string, group)}
            <div class="filter-end">
                <Button dense=true icon=Glyph::Plus on_click=add attr:id=start>
                    {move || if any() { "Add group" } else { "Add condition" }}
                </Button>
            </div>
        </div>
    }
}
