//! Inviting a contact, or inviting it again.

use leptos::prelude::*;
use openapi::contacts::console::{AccessStatus, Invitation};
use openapi::id::PortalId;
use openapi::users::Permission;

use crate::api::console::access;
use crate::api::idempotency::random_key;
use crate::console::act::Act;
use crate::console::contacts::access::account::Account;
use crate::console::place::Place;
use crate::console::refused::NotDone;
use crate::console::session::Session;
use crate::ui::time::full_time;
use crate::ui::{Banner, Button, Tone};

/// The button, while the contact cannot sign in yet.
#[component]
pub fn InviteButton(account: Account, portal: PortalId) -> impl IntoView {
    let act = Act::new();
    let sent = RwSignal::new(None::<Invitation>);
    let invite = move |_| {
        let invited = async move { access::invite(account.contact, portal, &random_key()).await };
        act.run(invited, move |invitation| {
            account.status.try_set(invitation.status);
            sent.try_set(Some(invitation));
        });
    };
    let words = move || match account.status.get() {
        AccessStatus::Invited => "Send invitation again",
        AccessStatus::None | AccessStatus::Active | AccessStatus::Blocked => "Send invitation",
    };
    view! {
        <Show when=move || account.can_be_invited()>
            <Button dense=true busy=act.busy busy_label="Sending…" on_click=invite>{words}</Button>
        </Show>
        <NotDone what="The invitation was not sent." failure=act.failure/>
        <div role="status">{move || sent.get().map(|invitation| view! { <Sent invitation/> })}</div>
    }
}

/// Says where the mail is now.
#[component]
fn Sent(invitation: Invitation) -> impl IntoView {
    let until = format!("Its link works until {}. ", full_time(invitation.expires_at.timestamp_millis() as f64));
    view! { <Banner tone=Tone::Open><MailPlace/> {until}<MailLogLink/></Banner> }
}

/// Where a mail that was just sent is.
#[component]
pub fn MailPlace() -> impl IntoView {
    if Session::expect().outbox() { "The mail waits in the outbox. " } else { "The mail is on its way. " }
}

/// The way to the mail log, for whom it is open.
#[component]
pub fn MailLogLink() -> impl IntoView {
    let may = Session::expect().may(Permission::Settings);
    may.then(|| view! { <a href=Place::MailLog.path()>"Show mail log"</a> })
}
