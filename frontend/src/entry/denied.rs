//! The portal is closed to whoever is signed in. It says so in general terms: which lists there are and who
//! is on them is nobody's business here.

use leptos::prelude::*;

use super::card::WordedCard;
use super::state::Denied;
use super::use_entry;
use crate::ui::{Button, Kind};

/// Access denied.
#[component]
pub fn DeniedPage(
    /// To whom.
    who: Denied,
) -> impl IntoView {
    let entry = use_entry();
    let words = entry.pages().access_denied;
    let button = words.button.clone();
    let email = entry.portal().access_email;
    let mail = format!("mailto:{email}");
    let sign_out = entry.sign_out_action();
    let address = |email| view! { <b class="break-anywhere">{email}</b> };
    let said = match who {
        Denied::SignedIn(who) => {
            view! { <p>"You are signed in as " {who.name} ", " {address(who.email)} "."</p> }.into_any()
        }
        Denied::Tried(email) => view! { <p>"You tried to sign in as " {address(email)} "."</p> }.into_any(),
        Denied::ByLink => view! { <p>"The link was yours, but you are not among those who may enter."</p> }.into_any(),
    };
    view! {
        <WordedCard words>
            {said}
            <p>
                "You reach us at "
                <a class="break-anywhere" href=mail>{email}</a> "."
            </p>
            <Button kind=Kind::Primary class="btn-wide" on_click=move |_| sign_out.run(())>{button.clone()}</Button>
        </WordedCard>
    }
}
