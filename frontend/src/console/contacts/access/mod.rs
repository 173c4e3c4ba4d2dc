//! A contact's access to the portals: how far it got, which portals are meant for it, and what staff do
//! about that.

mod account;
mod card;
mod consents;
mod decide;
mod invite;
mod portal;
mod reset;
mod sessions;

use leptos::prelude::*;
use openapi::contacts::console::{AccessStatus, PortalAccess};

use crate::ui::{TimeAgo, Tone};

pub use card::AccessCard;
pub use consents::ConsentCard;
pub use sessions::{SessionsCard, Signed};

/// How far a contact got, in a few words: "Active, signed in today".
#[component]
pub fn AccessWords(access: PortalAccess) -> impl IntoView {
    let signed_in = access.last_sign_in_at.map(|at| view! { ", signed in " <TimeAgo at day=true/> });
    view! { <span>{status_word(access.status)}{signed_in}</span> }
}

const fn status_word(status: AccessStatus) -> &'static str {
    match status {
        AccessStatus::None => "No access yet",
        AccessStatus::Invited => "Invited",
        AccessStatus::Active => "Active",
        AccessStatus::Blocked => "Blocked",
    }
}

const fn status_tone(status: AccessStatus) -> Tone {
    match status {
        AccessStatus::None => Tone::Neutral,
        AccessStatus::Invited => Tone::Wait,
        AccessStatus::Active => Tone::Open,
        AccessStatus::Blocked => Tone::Danger,
    }
}

/// An e-mail address that, where it must, breaks after the `@`.
#[component]
pub fn EmailAddress(address: String) -> impl IntoView {
    let (local, host) = address.split_once('@').map_or((address.as_str(), None), |(local, host)| (local, Some(host)));
    let host = host.map(|host| view! { "@"<wbr/>{host.to_owned()} });
    view! { {local.to_owned()}{host} }
}
