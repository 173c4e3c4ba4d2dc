//! The portal access card: each account of the contact with its portals and what can be done about it.

use leptos::prelude::*;
use openapi::contacts::console::{AccessStatus, PortalAccess};
use openapi::id::ContactId;
use openapi::users::Permission;

use crate::console::contacts::access::account::Account;
use crate::console::contacts::access::decide::Decide;
use crate::console::contacts::access::portal::Portal;
use crate::console::contacts::access::reset::ResetButton;
use crate::console::contacts::access::sessions::Signed;
use crate::console::contacts::access::{status_tone, status_word};
use crate::console::session::Session;
use crate::ui::{Badge, EmptyState, Glyph, TimeAgo, dynamic};

/// The card.
#[component]
pub fn AccessCard(contact: ContactId, name: String, access: Vec<PortalAccess>, signed: Signed) -> impl IntoView {
    let accounts = Account::of(contact, &name, access, signed);
    let several = accounts.len() > 1;
    let content = match accounts.is_empty() {
        true => view! { <EmptyState glyph=Glyph::Globe title="There is no portal"/> }.into_any(),
        false => accounts.into_iter().map(|account| view! { <AccountView account several/> }).collect_view().into_any(),
    };
    view! { <section class="card" aria-labelledby="portal-access"><h2 id="portal-access">"Portal access"</h2>{content}</section> }
}

/// One account.
#[component]
fn AccountView(account: Account, several: bool) -> impl IntoView {
    let may_edit = Session::expect().may(Permission::ContactsEdit);
    let portals = account.portals.get_value();
    let (host, last) = portals.first().map(|first| (first.host.clone(), first.last_sign_in_at)).unwrap_or_default();
    let signed_in = match last {
        Some(at) => view! { "Last signed in " <TimeAgo at/> }.into_any(),
        None => "Never signed in".into_any(),
    };
    let badge = move || {
        let status = account.status.get();
        view! { <Badge tone=status_tone(status) label=status_word(status)/> }
    };
    let meaning = move || (account.status.get() == AccessStatus::Blocked).then_some("Kept out of every portal here.");
    view! {
        <div class="access">
            <p class="access-head">{several.then(|| view! { <b class="break-anywhere">{host}</b> })}{dynamic(badge)}</p>
            <p class="muted small">{signed_in}". "{meaning}</p>
            <ul class="access-portals">
                {portals.into_iter().map(|portal| view! { <Portal account portal/> }).collect_view()}
            </ul>
            {may_edit.then(|| view! {
                <div class="access-actions"><ResetButton account/><Decide account/></div>
            })}
        </div>
    }
}
