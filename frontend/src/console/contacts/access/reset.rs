//! Mailing a contact a link to set a new password.

use leptos::prelude::*;
use openapi::contacts::console::AccessStatus;

use crate::api::console::access;
use crate::console::act::Act;
use crate::console::contacts::access::account::Account;
use crate::console::contacts::access::invite::{MailLogLink, MailPlace};
use crate::console::refused::NotDone;
use crate::ui::{Banner, Button, Tone};

/// The button, while the contact has a password to set anew.
#[component]
pub fn ResetButton(account: Account) -> impl IntoView {
    let act = Act::new();
    let sent = RwSignal::new(false);
    let send = move |_| {
        let Some(portal) = account.way_in() else { return };
        sent.set(false);
        act.run(async move { access::send_reset(account.contact, portal).await }, move |()| {
            sent.try_set(true);
        });
    };
    view! {
        <Show when=move || account.status.get() == AccessStatus::Active>
            <Button dense=true busy=act.busy busy_label="Sending…" on_click=send>"Send password reset"</Button>
        </Show>
        <NotDone what="The password reset was not sent." failure=act.failure/>
        <div role="status">{move || sent.get().then(|| view! {
            <Banner tone=Tone::Open><MailPlace/> "Its link works for an hour. " <MailLogLink/></Banner>
        })}</div>
    }
}
