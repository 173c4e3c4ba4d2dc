//! Where a contact is signed in, and signing it out everywhere.

use leptos::prelude::*;
use openapi::contacts::access::ContactSession;
use openapi::id::ContactId;
use openapi::users::Permission;

use crate::api::console::access;
use crate::api::load::Load;
use crate::console::act::Act;
use crate::console::refused::NotDone;
use crate::console::region::Region;
use crate::console::session::Session;
use crate::ui::{Button, Dialog, Kind, TimeAgo, Toasts};

/// The sessions, read again when something ended them. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Signed {
    contact: ContactId,
    load: Load<Vec<ContactSession>>,
}

impl Signed {
    /// Those of a contact.
    pub fn of(contact: ContactId) -> Self {
        Self { contact, load: Load::new(move || contact, access::sessions) }
    }

    /// Reads them again.
    pub fn again(self) {
        self.load.refresh();
    }
}

/// The card.
#[component]
pub fn SessionsCard(signed: Signed, name: String) -> impl IntoView {
    let may_end = Session::expect().may(Permission::ContactsEdit);
    let name = StoredValue::new(name);
    let row = |session: ContactSession| {
        view! {
            <li>
                <span>{session.device}</span>
                <span class="muted small">{session.ip}" · last used " <TimeAgo at=session.last_seen_at/></span>
            </li>
        }
    };
    let ready = move |all: Vec<ContactSession>| {
        if all.is_empty() {
            return view! { <p class="muted small">"Not signed in anywhere"</p> }.into_any();
        }
        let count = all.len();
        view! {
            <ul class="side-people">{all.into_iter().map(row).collect_view()}</ul>
            {may_end.then(|| view! { <div class="card-end"><SignOutButton signed name=name.get_value() count/></div> })}
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="contact-sessions">
            <h2 id="contact-sessions" tabindex="-1">"Sessions"</h2>
            <Region load=signed.load loading="Loading sessions" failed="The sessions could not be loaded." rows=1 ready/>
        </section>
    }
}

/// Ends all of them, after asking.
#[component]
fn SignOutButton(signed: Signed, name: String, count: usize) -> impl IntoView {
    let act = Act::new();
    let toasts = expect_context::<Toasts>();
    let asking = RwSignal::new(false);
    let agree = move |_| {
        act.run(access::sign_out(signed.contact), move |()| {
            asking.try_set(false);
            signed.again();
            toasts.show("Signed out everywhere");
            // the button goes with the sessions it ended
            request_animation_frame(|| crate::ui::dom::focus_id("contact-sessions"));
        });
    };
    let where_from = if count == 1 { "one browser".to_owned() } else { format!("{count} browsers") };
    let words = StoredValue::new(format!("They are signed out of {where_from} at once and have to sign in again."));
    view! {
        <Button dense=true on_click=move |_| { act.failure.set(None); asking.set(true); }>"Sign out everywhere"</Button>
        <Dialog open=asking title=format!("Sign {name} out everywhere?") class="dialog-form">
            <div class="stack">
                <NotDone what="Nobody was signed out." failure=act.failure/>
                <p>{words.get_value()}</p>
                <div class="form-end">
                    <Button on_click=move |_| asking.set(false)>"Cancel"</Button>
                    <Button kind=Kind::Danger busy=act.busy busy_label="Signing out…" on_click=agree>"Sign out everywhere"</Button>
                </div>
            </div>
        </Dialog>
    }
}
