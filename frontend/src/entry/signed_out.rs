//! After signing out: that it is done, and the way back.

use leptos::prelude::*;

use super::card::WordedCard;
use super::use_entry;
use crate::routes::portal as routes;
use crate::ui::{ButtonLink, Kind};

/// Signed out.
#[component]
pub fn SignedOut() -> impl IntoView {
    let words = use_entry().pages().signed_out;
    let button = words.button.clone();
    let again = routes::sign_in(&use_entry().slug());
    view! {
        <WordedCard words>
            <p>"What you had begun to write was removed from this device."</p>
            <ButtonLink kind=Kind::Primary class="btn-wide" href=again>{button.clone()}</ButtonLink>
        </WordedCard>
    }
}
