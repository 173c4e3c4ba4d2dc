//! Where the customer is signed in, and signing out elsewhere.

use leptos::prelude::*;
use openapi::portals::account::Session as Device;

use super::attempt::Attempt;
use crate::api::load::Load;
use crate::api::portal::account::{delete_other_sessions, delete_session, list_sessions};
use crate::portal::session::use_session;
use crate::ui::{Button, FailurePanel, Kind, SkeletonRows, TimeAgo, Toasts, dynamic};

/// What is read of them.
pub type Devices = Load<Vec<Device>>;

/// Reads where the customer is signed in.
pub fn load() -> Devices {
    let session = use_session();
    Load::new(
        move || session.me.with(|me| me.email.clone()),
        move |_, quiet| session.call(quiet, list_sessions(&session.slug())),
    )
}

/// The list.
#[component]
pub fn DeviceList(
    /// What was read.
    devices: Devices,
) -> impl IntoView {
    let attempt = Attempt::new();
    let content = move || match (devices.data.get(), devices.failure.get()) {
        (Some(all), _) => rows(all, devices, attempt),
        (None, Some(failure)) => {
            let retry = move |()| devices.retry();
            view! { <FailurePanel what="Your devices could not be loaded" failure on_retry=retry/> }.into_any()
        }
        (None, None) => view! { <SkeletonRows rows=2 label="Loading your devices"/> }.into_any(),
    };
    view! {
        {attempt.said()}
        <div class="devices" aria-busy=move || devices.busy.get().to_string()>{dynamic(content)}</div>
    }
}

fn rows(all: Vec<Device>, devices: Devices, attempt: Attempt) -> AnyView {
    let session = use_session();
    let toasts = expect_context::<Toasts>();
    let may = !session.is_preview();
    if all.is_empty() {
        // only in a preview: whoever looks at their own page is signed in here
        return view! { <p class="muted">"Nowhere at the moment."</p> }.into_any();
    }
    let others = all.iter().any(|device| !device.is_current);
    let done = move |said: &'static str| {
        Callback::new(move |()| {
            toasts.show(said);
            devices.refresh();
        })
    };
    let row = move |device: Device| {
        let id = device.id;
        let out =
            move |_| attempt.send(Vec::new(), delete_session(&session.slug(), id), done("The device is signed out"));
        let end = if device.is_current {
            view! { <span class="badge badge-open">"This device"</span> }.into_any()
        } else if may {
            let name = device.device.clone();
            view! { <Button dense=true busy=attempt.busy on_click=out>"Sign out"<span class="sr-only">" "{name.clone()}</span></Button> }.into_any()
        } else {
            ().into_any()
        };
        view! {
            <li class="device">
                <div class="device-about">
                    <b class="break-anywhere">{device.device}</b>
                    <span class="muted">{device.ip} " · last used " <TimeAgo at=device.last_seen_at/></span>
                </div>
                {end}
            </li>
        }
    };
    let out_all = move |_| {
        attempt.send(Vec::new(), delete_other_sessions(&session.slug()), done("All other devices are signed out"))
    };
    view! {
        <ul class="device-list">{all.into_iter().map(row).collect_view()}</ul>
        {(others && may).then(|| view! { <Button kind=Kind::Secondary busy=attempt.busy on_click=out_all>"Sign out all other devices"</Button> })}
    }
    .into_any()
}
