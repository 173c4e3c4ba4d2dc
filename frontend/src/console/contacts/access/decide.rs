//! Keeping a contact out, and letting it in again. Both say beforehand what happens.

use leptos::prelude::*;
use openapi::contacts::access::AccessDecision;
use openapi::contacts::console::AccessStatus;

use crate::api::console::access;
use crate::console::act::Act;
use crate::console::contacts::access::account::Account;
use crate::console::refused::NotDone;
use crate::ui::{Button, Dialog, Kind, Toasts, dynamic};

/// The button for whichever of both can be done, and its dialog.
#[component]
pub fn Decide(account: Account) -> impl IntoView {
    let act = Act::new();
    let toasts = expect_context::<Toasts>();
    let asking = RwSignal::new(false);
    let blocked = Memo::new(move |_| account.status.get() == AccessStatus::Blocked);
    let words = move || if blocked.get() { "Let in again" } else { "Block" };
    let title = Signal::derive(move || {
        let name = account.name.get_value();
        if blocked.get() { format!("Let {name} in again?") } else { format!("Block {name}?") }
    });
    let agree = move |_| {
        let Some(portal) = account.way_in() else { return };
        let decision = if blocked.get_untracked() { AccessDecision::Active } else { AccessDecision::Blocked };
        act.run(async move { access::decide(account.contact, portal, decision).await }, move |now| {
            asking.try_set(false);
            account.status.try_set(now.status);
            account.signed.again();
            toasts.show(if decision == AccessDecision::Blocked { "Contact blocked" } else { "Contact let in again" });
        });
    };
    let button = move || {
        let (kind, words) =
            if blocked.get() { (Kind::Primary, "Let in again") } else { (Kind::Danger, "Block contact") };
        view! { <Button kind busy=act.busy busy_label="Saving…" on_click=agree>{words}</Button> }
    };
    view! {
        <Button dense=true on_click=move |_| { act.failure.set(None); asking.set(true); }>{dynamic(words)}</Button>
        <Dialog open=asking title class="dialog-form">
            <div class="stack">
                <NotDone what="Nothing was changed." failure=act.failure/>
                <p>{move || consequences(blocked.get(), &account.portal_names())}</p>
                <div class="form-end">
                    <Button on_click=move |_| asking.set(false)>"Cancel"</Button>
                    {dynamic(button)}
                </div>
            </div>
        </Dialog>
    }
}

/// What happens next, for somebody who is blocked now or is not.
fn consequences(blocked: bool, portals: &str) -> String {
    match blocked {
        true => format!(
            "They can sign in to {portals} again with the password they had. Whoever had none yet needs an invitation. Sessions that were ended stay ended."
        ),
        false => format!(
            "They are signed out at once and can no longer sign in to {portals}. Links that were mailed to them stop working. Their tickets stay, and they can be let in again at any time."
        ),
    }
}
