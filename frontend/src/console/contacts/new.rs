//! The form for a new contact, in a dialog of its own or inside the one for a new ticket.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::companies::console::CompanyRef;
use openapi::contacts::console::{Contact, NewContact};

use crate::api::console::directory;
use crate::api::idempotency::{Attempt, random_key};
use crate::api::problem::Failure;
use crate::console::companies::CompanyPicker;
use crate::console::desk::note;
use crate::console::refused::NotDone;
use crate::console::session::Session;
use crate::ui::dom::focus_id;
use crate::ui::{Button, ErrorSummary, Field, Form, Input, Kind};

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    email: RwSignal<String>,
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    phone: RwSignal<String>,
    company: RwSignal<Option<CompanyRef>>,
}

impl Typed {
    fn contact(&self) -> NewContact {
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        NewContact {
            email: text(self.email),
            first_name: text(self.first_name),
            last_name: text(self.last_name),
            phone: Some(text(self.phone)).filter(|phone| !phone.is_empty()),
            company_id: self.company.with_untracked(|company| company.as_ref().map(|company| company.id)),
        }
    }
}

/// The form. `done` gets the new contact.
#[component]
pub fn NewContactForm(
    done: Callback<Contact>,
    #[prop(into)] cancel: Callback<()>,
    /// What was looked for before: an address, or a name.
    #[prop(optional)]
    looked_for: String,
) -> impl IntoView {
    let typed = typed(&looked_for);
    let form = Form::new();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let attempt = StoredValue::new(Attempt::default());
    let session = Session::expect();
    let create = move || {
        let contact = typed.contact();
        if busy.get_untracked() || !form.refuse(contact.check()) {
            return;
        }
        let body = serde_json::to_string(&contact).unwrap_or_default();
        let key = attempt.try_update_value(|attempt| attempt.key_for(&body, random_key)).unwrap_or_default();
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = directory::create_contact(&contact, &key).await;
            busy.try_set(false);
            match answer {
                Ok(contact) => done.run(contact),
                Err(refused) => {
                    note(session, &refused);
                    form.refuse(refused.fields().to_vec());
                    failure.try_set(Some(refused).filter(|refused| refused.fields().is_empty()));
                }
            }
        });
    };
    let first = form.control_id("/email");
    request_animation_frame(move || focus_id(&first));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // Inside another form, that one must not be sent too.
        event.stop_propagation();
        create();
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            <NotDone what="The contact was not created." failure/>
            <Field label="E-mail address" pointer="/email" form><Input value=typed.email kind="email" required=true/></Field>
            <div class="form-pair">
                <Field label="First name" pointer="/first_name" form optional=true><Input value=typed.first_name/></Field>
                <Field label="Last name" pointer="/last_name" form optional=true><Input value=typed.last_name/></Field>
            </div>
            <Field label="Phone" pointer="/phone" form optional=true><Input value=typed.phone kind="tel"/></Field>
            <CompanyPicker chosen=typed.company form/>
            <div class="form-end">
                <Button on_click=move |_| cancel.run(())>"Cancel"</Button>
                <Button kind=Kind::Primary form_type="submit" busy busy_label="Creating…">"Create contact"</Button>
            </div>
        </form>
    }
}

fn typed(looked_for: &str) -> Typed {
    let (email, name) = if looked_for.contains('@') { (looked_for, "") } else { ("", looked_for) };
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    Typed {
        email: RwSignal::new(email.into()),
        first_name: RwSignal::new(first.into()),
        last_name: RwSignal::new(last.into()),
        phone: RwSignal::new(String::new()),
        company: RwSignal::new(None),
    }
}
