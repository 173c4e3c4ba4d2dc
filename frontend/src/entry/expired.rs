//! A mailed link that does not work any more, and the way on.

use leptos::prelude::*;

use super::card::Card;
use crate::ui::{Button, ButtonLink, Kind};

/// The link does not work any more.
#[component]
pub fn Expired(
    /// Where a new one can be had.
    #[prop(optional, into)]
    again: String,
    /// How a new one can be had on this very page, instead.
    #[prop(optional)]
    on_again: Option<Callback<()>>,
    /// "Send a new link".
    label: &'static str,
    /// More ways on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let way = match on_again {
        Some(again) => {
            view! { <Button kind=Kind::Primary class="btn-wide" on_click=move |_| again.run(())>{label}</Button> }
                .into_any()
        }
        None => view! { <ButtonLink kind=Kind::Primary class="btn-wide" href=again>{label}</ButtonLink> }.into_any(),
    };
    view! {
        <Card title="This link no longer works">
        <p>"A link works once and for a limited time, and a newer one replaces it. Ask for a new link and use it soon."</p>
        {way}
        {children.map(|children| children())}
        </Card>
    }
}
