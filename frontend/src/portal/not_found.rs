//! Nothing at this address, or nothing this customer may see: the two are told in the same words.

use leptos::prelude::*;

use super::session::use_session;
use crate::routes::portal as routes;
use crate::ui::{ButtonLink, EmptyState, Glyph, Heading, Kind};

/// The page for addresses that lead nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    let slug = use_session().slug();
    view! {
        <div class="not-found">
            <Heading title="Page not found"/>
            <EmptyState
                glyph=Glyph::Search
                title="There is nothing here"
                text="The address may be mistyped, or what was here is not visible to you."
            >
                <ButtonLink kind=Kind::Primary href=routes::tickets(&slug)>"Go to your tickets"</ButtonLink>
            </EmptyState>
        </div>
    }
}
