//! The customer's own page: who they are here, address and password, and where they are signed in. In a
//! preview it can only be read.

mod attempt;
mod change;
mod devices;
mod email;
mod password;

use leptos::prelude::*;

use super::session::use_session;
use super::shell::sign_out_action;
use crate::ui::{Button, Glyph, Heading};
use devices::DeviceList;
use email::ChangeEmail;
use password::ChangePassword;

/// Your account.
#[component]
pub fn Account() -> impl IntoView {
    let session = use_session();
    let me = session.me.get_untracked();
    let company = me.organization;
    let may = !session.is_preview();
    let devices = devices::load();
    let sign_out = sign_out_action(session);
    view! {
        <div class="account">
            <Heading title="Your account"/>
            <dl class="props">
                <div><dt>"Name"</dt><dd>{me.name}</dd></div>
                {company.map(|name| view! { <div><dt>"Company"</dt><dd>{name}</dd></div> })}
            </dl>
            <section aria-labelledby="account-email">
                <h2 id="account-email">"E-mail address"</h2>
                <p class="break-anywhere">{me.email}</p>
                {may.then(|| view! { <ChangeEmail/> })}
            </section>
            {may.then(|| view! {
                <section aria-labelledby="account-password">
                    <h2 id="account-password">"Password"</h2>
                    <ChangePassword on_done=move |()| devices.refresh()/>
                </section>
            })}
            <section aria-labelledby="account-devices">
                <h2 id="account-devices">"Where you are signed in"</h2>
                <DeviceList devices/>
            </section>
            {may.then(|| view! {
                <section aria-labelledby="account-leave">
                    <h2 id="account-leave">"Sign out here"</h2>
                    <p class="muted">"Signing out also removes your drafts from this device."</p>
                    <Button icon=Glyph::SignOut on_click=move |_| sign_out.run(())>"Sign out"</Button>
                </section>
            })}
        </div>
    }
}
