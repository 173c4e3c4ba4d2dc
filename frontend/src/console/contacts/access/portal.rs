//! One portal on the access card: whether it is meant for the contact, the way in, and how it looks to them.

use leptos::prelude::*;
use openapi::contacts::console::{AccessStatus, PortalAccess, PortalEntry};
use openapi::id::{ContactId, PortalId};
use openapi::users::Permission;

use crate::api::console::access;
use crate::console::act::Act;
use crate::console::contacts::access::account::Account;
use crate::console::contacts::access::invite::InviteButton;
use crate::console::refused::NotDone;
use crate::console::session::Session;
use crate::ui::{Button, Glyph, Icon, dynamic};

/// One portal.
#[component]
pub fn Portal(account: Account, portal: PortalAccess) -> impl IntoView {
    let session = Session::expect();
    let PortalAccess { portal_id, portal: name, entry, .. } = portal;
    let may_invite = session.may(Permission::ContactsEdit) && entry != PortalEntry::Off;
    let may_look = [Permission::ContactsView, Permission::TicketsView].iter().all(|one| session.may(*one));
    let may_look = may_look && entry == PortalEntry::Open;
    let whether = move || {
        let (yes, words) = entry_words(entry, account.status.get());
        let glyph = if yes { Glyph::Check } else { Glyph::Lock };
        view! { <Icon glyph/><span>{words}</span> }
    };
    let label = account.name.with_value(|whose| format!("See portal as {whose}"));
    view! {
        <li class="access-portal">
            <b>{name}</b>
            <p class="access-entry small" class:may-enter=move || entry_words(entry, account.status.get()).0>{dynamic(whether)}</p>
            {may_invite.then(|| view! { <InviteButton account portal=portal_id/> })}
            {may_look.then(|| view! { <PreviewButton contact=account.contact portal=portal_id label/> })}
        </li>
    }
}

/// Whether the contact may enter, and in words why or why not.
const fn entry_words(entry: PortalEntry, status: AccessStatus) -> (bool, &'static str) {
    match (entry, status) {
        (PortalEntry::Off, _) => (false, "The portal is turned off."),
        (_, AccessStatus::Blocked) => (false, "May not enter: blocked."),
        (PortalEntry::NotListed, _) => {
            (false, "May not enter: the portal is for contacts on chosen lists, and this contact is on none of them.")
        }
        (PortalEntry::Open, AccessStatus::Active) => (true, "May enter."),
        (PortalEntry::Open, AccessStatus::Invited) => (true, "May enter once a password is set."),
        (PortalEntry::Open, AccessStatus::None) => (true, "May enter once invited."),
    }
}

/// Shows the portal as the contact sees it, in a tab of its own.
#[component]
fn PreviewButton(contact: ContactId, portal: PortalId, label: String) -> impl IntoView {
    let act = Act::new();
    let look = move |_| {
        // at once, while the browser knows that a person wants it; the address follows
        let tab = window().open_with_url_and_target("about:blank", "_blank").ok().flatten();
        let spare = tab.clone();
        let preview = async move {
            let answer = access::preview(contact, portal).await;
            if answer.is_err() {
                spare.map(|tab| tab.close());
            }
            answer
        };
        act.run(preview, move |preview| {
            let _ = match tab {
                Some(tab) => tab.location().replace(&preview.url),
                None => window().location().assign(&preview.url),
            };
        });
    };
    let label = StoredValue::new(label);
    view! {
        <Button dense=true icon=Glyph::Eye busy=act.busy busy_label="Opening…" on_click=look>{label.get_value()}</Button>
        <NotDone what="The preview was not opened." failure=act.failure/>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_contact_may_not_enter_names_the_reason_that_comes_first() {
        let words = |entry, status| entry_words(entry, status).1;
        assert!(words(PortalEntry::Off, AccessStatus::Blocked).contains("turned off"));
        assert!(words(PortalEntry::NotListed, AccessStatus::Blocked).contains("blocked"));
        assert!(!entry_words(PortalEntry::NotListed, AccessStatus::Active).0);
        assert!(entry_words(PortalEntry::Open, AccessStatus::Active).0);
    }
}
