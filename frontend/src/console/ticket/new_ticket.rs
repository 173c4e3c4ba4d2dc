//! Filing a ticket for a customer, say after a call.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::contacts::console::{Contact, ContactRef};
use openapi::problem::{FieldCode, FieldProblem};
use openapi::tickets::console::{NewTicket, View};
use openapi::tickets::{Priority, Source};

use crate::api::console::tickets;
use crate::api::idempotency::{Attempt, random_key};
use crate::api::problem::Failure;
use crate::console::address::Address;
use crate::console::contacts::{ContactPicker, NewContactForm, found};
use crate::console::desk::note;
use crate::console::place::Place;
use crate::console::refused::NotDone;
use crate::console::session::Session;
use crate::ui::dom::focus_id;
use crate::ui::{Button, Choice, Dialog, ErrorSummary, Field, Form, Found, Input, Kind, Select, Textarea, Toasts};

/// What is typed; kept while the dialog is closed, until the ticket is filed.
#[derive(Clone, Copy)]
struct Typed {
    contact: RwSignal<Option<Found<ContactRef>>>,
    subject: RwSignal<String>,
    description: RwSignal<String>,
    priority: RwSignal<String>,
    source: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        Self {
            contact: RwSignal::new(None),
            subject: RwSignal::new(String::new()),
            description: RwSignal::new(String::new()),
            priority: RwSignal::new(String::new()),
            source: RwSignal::new(Source::Phone.as_str().into()),
        }
    }

    /// The ticket, or everything that is refused.
    fn ticket(&self) -> Result<NewTicket, Vec<FieldProblem>> {
        let contact = self.contact.with_untracked(|contact| contact.as_ref().map(|contact| contact.value.id));
        let ticket = NewTicket {
            subject: self.subject.with_untracked(|subject| subject.trim().to_owned()),
            description: self.description.get_untracked(),
            contact_id: contact.unwrap_or(openapi::id::ContactId(0)),
            priority: self.priority.with_untracked(|word| Priority::parse(word)),
            source: self.source.with_untracked(|word| Source::parse(word)).unwrap_or(Source::Phone),
        };
        let mut refused = ticket.check();
        if contact.is_none() {
            let message = "Choose who asked.".into();
            refused.insert(0, FieldProblem { pointer: "/contact_id".into(), code: FieldCode::Required, message });
        }
        if refused.is_empty() { Ok(ticket) } else { Err(refused) }
    }

    fn clear(&self) {
        let fresh = Self::new();
        self.contact.set(None);
        self.subject.set(String::new());
        self.description.set(String::new());
        self.priority.set(String::new());
        self.source.set(fresh.source.get_untracked());
    }
}

/// The dialog. `contact` is who asked, where that is known beforehand.
#[component]
pub fn NewTicketDialog(open: RwSignal<bool>, contact: RwSignal<Option<ContactRef>>) -> impl IntoView {
    let typed = Typed::new();
    let creating = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if open.get() {
            creating.set(None);
            if let Some(contact) = contact.get() {
                typed.contact.set(Some(found(contact)));
            }
        }
    });
    let title =
        Signal::derive(move || if creating.with(Option::is_some) { "New contact" } else { "New ticket" }.to_owned());
    let made = Callback::new(move |contact: Contact| {
        let name = format!("{} {}", contact.first_name, contact.last_name).trim().to_owned();
        let name = if name.is_empty() { contact.email.clone() } else { name };
        typed.contact.set(Some(found(ContactRef { id: contact.id, name, email: contact.email })));
        creating.set(None);
    });
    let body = move || match creating.get() {
        Some(looked_for) => {
            view! { <NewContactForm done=made cancel=move |()| creating.set(None) looked_for/> }.into_any()
        }
        None => view! { <TicketForm typed open creating/> }.into_any(),
    };
    view! { <Dialog open title class="dialog-form">{body}</Dialog> }
}

#[component]
fn TicketForm(typed: Typed, open: RwSignal<bool>, creating: RwSignal<Option<String>>) -> impl IntoView {
    let form = Form::new();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let file = filer(typed, open, form, busy, failure);
    let known = typed.contact.with_untracked(Option::is_some);
    let first = form.control_id(if known { "/subject" } else { "/contact_id" });
    request_animation_frame(move || focus_id(&first));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        file.run(());
    };
    let create = Callback::new(move |looked_for: String| creating.set(Some(looked_for)));
    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            <NotDone what="The ticket was not filed." failure/>
            <ContactPicker chosen=typed.contact form create/>
            <Field label="Subject" pointer="/subject" form><Input value=typed.subject required=true/></Field>
            <Field label="Description" pointer="/description" form optional=true hint="What the customer said. They will see it as the first message.">
                <Textarea value=typed.description rows=5/>
            </Field>
            <div class="form-pair">
                <Field label="Priority" pointer="/priority" form><Select value=typed.priority choices=priorities()/></Field>
                <Field label="Source" pointer="/source" form><Select value=typed.source choices=sources()/></Field>
            </div>
            <div class="form-end">
                <Button on_click=move |_| open.set(false)>"Cancel"</Button>
                <Button kind=Kind::Primary form_type="submit" busy busy_label="Filing…">"File ticket"</Button>
            </div>
        </form>
    }
}

/// Files what is typed and opens the new ticket. If that fails everything stays as typed.
fn filer(
    typed: Typed,
    open: RwSignal<bool>,
    form: Form,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
) -> Callback<()> {
    let address = Address::expect();
    let session = Session::expect();
    let toasts = expect_context::<Toasts>();
    let attempt = StoredValue::new(Attempt::default());
    Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        let ticket = match typed.ticket() {
            Ok(ticket) => ticket,
            Err(refused) => {
                form.refuse(refused);
                return;
            }
        };
        form.refuse(Vec::new());
        let body = serde_json::to_string(&ticket).unwrap_or_default();
        let key = attempt.try_update_value(|attempt| attempt.key_for(&body, random_key)).unwrap_or_default();
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = tickets::create(&ticket, &key).await;
            busy.try_set(false);
            match answer {
                Ok(ticket) => {
                    typed.clear();
                    open.set(false);
                    toasts.show(format!("Ticket #{} filed", ticket.summary.id));
                    address.go_to(Place::Inbox(View::Open, Some(ticket.summary.id)));
                }
                Err(refused) => {
                    note(session, &refused);
                    form.refuse(refused.fields().to_vec());
                    failure.try_set(Some(refused).filter(|refused| refused.fields().is_empty()));
                }
            }
        });
    })
}

fn priorities() -> Vec<Choice> {
    let none = Choice::new("", "None");
    std::iter::once(none).chain(Priority::ALL.iter().rev().map(|p| Choice::new(p.as_str(), p.label()))).collect()
}

fn sources() -> Vec<Choice> {
    let by_hand = Source::ALL.iter().filter(|source| !matches!(source, Source::Api | Source::Portal));
    by_hand.map(|source| Choice::new(source.as_str(), source.label())).collect()
}
