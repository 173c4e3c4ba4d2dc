//! Parts of index tables. The table itself is a native `<table class="index">` with a caption.

use super::dynamic;
use leptos::prelude::*;
use openapi::page::Direction;

use super::{Glyph, Icon};

/// A column header that sorts: a link, so that the order is in the address.
#[component]
pub fn SortHeader(
    /// The column.
    #[prop(into)]
    label: String,
    /// The address with this column sorted, or its order turned.
    #[prop(into)]
    href: Signal<String>,
    /// How the list is sorted by this column, if it is.
    #[prop(into)]
    sorted: Signal<Option<Direction>>,
    /// The column's class.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let aria_sort = move || {
        sorted.get().map(|direction| match direction {
            Direction::Asc => "ascending",
            Direction::Desc => "descending",
        })
    };
    let arrow = move || {
        sorted.get().map(|direction| {
            let glyph = match direction {
                Direction::Asc => Glyph::ArrowUp,
                Direction::Desc => Glyph::ArrowDown,
            };
            view! { <Icon glyph/> }
        })
    };
    view! {
        <th scope="col" class=class aria-sort=aria_sort>
            <a class="sort" href=move || href.get()>{label}{dynamic(arrow)}</a>
        </th>
    }
}
