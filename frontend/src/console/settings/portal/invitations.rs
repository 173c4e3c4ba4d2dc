//! How far the invitation of each list's members is, kept fresh while it moves, and stopping it.

use leptos::prelude::*;
use openapi::id::ListId;
use openapi::portals::console::{AccessKind, InvitationState, PortalAccessChange, PortalList, PortalSettings};

use crate::api::console::portals;
use crate::api::load::Load;
use crate::console::settings::imports::poll;
use crate::console::settings::portal::saving::Saving;
use crate::ui::time::{clock_time, format_number};
use crate::ui::{Badge, Button, Dialog, Kind, TimeAgo, Tone, dynamic, each};

/// The invitations; nothing where everyone may enter.
#[component]
pub fn Invitations(saving: Saving) -> impl IntoView {
    let settings = saving.settings;
    let key = move || settings.with(|settings| (settings.id, settings.version));
    let load = Load::<PortalSettings>::new(key, |(id, _), background| portals::get(id, background));
    let lists = Memo::new(move |_| {
        load.data.with(|known| known.as_ref().map(|known| known.access.lists.clone())).unwrap_or_default()
    });
    let moving = |list: &PortalList| matches!(list.invitation, InvitationState::Planned | InvitationState::Running);
    poll(move || lists.with(|lists| lists.iter().any(moving)), move || load.refresh());
    let stopping = RwSignal::new(None::<ListId>);
    let asking = RwSignal::new(false);
    let stop = Callback::new(move |list: ListId| {
        stopping.set(Some(list));
        asking.set(true);
    });
    let only = move || lists.with(|lists| lists.len() < 2);
    let key_now = move || settings.with_untracked(|settings| (settings.id, settings.version));
    let agree = move |_| {
        asking.set(false);
        let Some(list) = stopping.get_untracked() else { return };
        let (id, version) = key_now();
        if untrack(only) {
            return saving.send(portals::publish(id, version, false), "The portal is off and nobody else is invited");
        }
        let others = lists.with_untracked(|lists| lists.iter().map(|one| one.id).filter(|one| *one != list).collect());
        let change = PortalAccessChange { kind: AccessKind::Lists, lists: others };
        saving
            .send(portals::set_access(id, version, &change), "The list was taken off and nobody else on it is invited");
    };
    let words = move || match only() {
        true => {
            "It is the only list of this portal. Inviting stops when the portal is turned off; members keep what they got."
        }
        false => {
            "The list is taken off this portal: nobody else on it is invited, and its members can no longer enter because of it."
        }
    };
    let button = move || if only() { "Turn portal off" } else { "Take list off" };
    view! {
        <Show when=move || lists.with(|lists| !lists.is_empty())>
            <section class="invitations" aria-labelledby="invitations">
                <h2 id="invitations">"Invitations"</h2>
                <ul>{each(move || lists.get(), row_key, move |list| view! { <Progress list stop/> })}</ul>
            </section>
        </Show>
        <Dialog open=asking title="Stop inviting?" class="dialog-form">
            <div class="stack">
                <p>{words}</p>
                <div class="form-end">
                    <Button on_click=move |_| asking.set(false)>"Go on inviting"</Button>
                    <Button kind=Kind::Danger on_click=agree>{dynamic(button)}</Button>
                </div>
            </div>
        </Dialog>
    }
}

fn row_key(list: &PortalList) -> String {
    format!("{}-{}-{}", list.id, list.invitation as u8, list.invited)
}

/// How far one list is.
#[component]
fn Progress(list: PortalList, stop: Callback<ListId>) -> impl IntoView {
    let at = clock_time(list.invite_at.timestamp_millis() as f64);
    let invited = format!("{} invited", format_number(list.invited));
    let (tone, word, detail) = match list.invitation {
        InvitationState::Off => (Tone::Closed, "Off", "Nobody is invited while the portal is off.".to_owned()),
        InvitationState::Planned => (Tone::Wait, "Planned", format!("Begins at {at}. It can still be prevented.")),
        InvitationState::Running => (Tone::Wait, "Inviting", invited),
        InvitationState::Done => (Tone::Open, "Invited", invited),
    };
    let id = list.id;
    let moving = matches!(list.invitation, InvitationState::Planned | InvitationState::Running);
    let done = list.invited_at.map(|at| view! { ", " <TimeAgo at/> });
    view! {
        <li class="invitation">
            <span class="invitation-name"><b>{list.name}</b>" "<Badge tone label=word/></span>
            <span class="muted small">{detail}{done}</span>
            {moving.then(|| view! { <Button dense=true on_click=move |_| stop.run(id)>"Stop inviting"</Button> })}
        </li>
    }
}
