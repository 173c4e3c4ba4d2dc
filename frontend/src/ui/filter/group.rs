//! A group of conditions that must all hold.

use leptos::prelude::*;

use super::condition::ConditionRow;
use super::draft::Key;
use super::state::Building;
use crate::ui::{Button, Glyph, IconButton, Kind, each};

/// The group, with what can be done to it.
#[component]
pub(super) fn GroupBox(state: Building, key: Key) -> impl IntoView {
    let place =
        Memo::new(move |_| state.draft.with(|draft| (draft.group(key).map_or(0, |(at, _)| at), draft.groups().len())));
    let name = move || {
        let (at, of) = place.get();
        format!("Group {} of {of}", at + 1)
    };
    let conditions = Memo::new(move |_| {
        let keys = |draft: &super::draft::Draft| {
            draft
                .group(key)
                .map(|(_, group)| group.conditions.iter().map(|condition| condition.key).collect::<Vec<_>>())
        };
        state.draft.with(keys).unwrap_or_default()
    });
    let row = move |condition| view! { <ConditionRow state condition/> };
    view! {
        <p class="filter-or" hidden=move || place.get().0 == 0>"or"</p>
        <div class="filter-group" role="group" aria-label=name>
            <div class="filter-group-head">
                <span class="small muted">{name}</span>
                <IconButton glyph=Glyph::Copy label="Duplicate group" dense=true
                    on_click=move |_| state.add(|draft| draft.duplicate(key), "Group duplicated")/>
                <IconButton glyph=Glyph::Trash label="Delete group" dense=true
                    on_click=move |_| state.remove(|draft| draft.remove_group(key), "Group deleted")/>
            </div>
            {each(move || conditions.get(), u32::to_string, row)}
            <Button kind=Kind::Quiet dense=true icon=Glyph::Plus
                on_click=move |_| state.add(|draft| draft.add(key, None), "Condition added")>"Add condition"</Button>
        </div>
    }
}
