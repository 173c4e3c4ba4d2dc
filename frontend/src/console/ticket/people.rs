//! Who takes part in the ticket: adding any contact, removing all but the one who asked, and keeping the
//! ticket from their company.

use leptos::prelude::*;
use openapi::contacts::console::{Contact, ContactRef};
use openapi::problem::{FieldCode, FieldProblem};
use openapi::users::Permission;

use crate::console::contacts::{ContactPicker, NewContactForm, found};
use crate::console::place::Place;
use crate::console::session::Session;
use crate::console::ticket::record::Record;
use crate::ui::dom::focus_id;
use crate::ui::{Button, Dialog, Form, Found, Glyph, IconButton, Kind, Toasts};

/// The element id of the card's heading.
const TITLE: &str = "side-participants";

/// The card.
#[component]
pub fn PeopleCard(record: Record, may_edit: bool) -> impl IntoView {
    let people = Memo::new(move |_| {
        record.ticket.with(|ticket| ticket.as_ref().map(|t| t.contacts.clone()).unwrap_or_default())
    });
    let requester = Memo::new(move |_| {
        record.ticket.with(|ticket| ticket.as_ref().and_then(|t| Some(t.summary.requester.as_ref()?.id)))
    });
    let adding = RwSignal::new(false);
    let rows = move || {
        let asked = requester.get();
        let row = |contact: ContactRef| {
            let is_requester = Some(contact.id) == asked;
            view! { <Participant record contact is_requester may_edit/> }
        };
        people.get().into_iter().map(row).collect_view()
    };
    let nobody = move || people.with(Vec::is_empty).then(|| view! { <p class="muted">"Nobody"</p> });
    let may_add = may_edit && Session::expect().may(Permission::ContactsView);
    view! {
        <section>
            <h3 id=TITLE tabindex="-1">"Participants"</h3>
            <ul class="side-participants">{rows}</ul>
            {nobody}
            {may_add.then(|| view! {
                <Button dense=true icon=Glyph::Plus on_click=move |_| adding.set(true)>"Add participant"</Button>
                <AddDialog record open=adding/>
            })}
            {may_edit.then(|| view! { <PrivacySwitch record/> })}
        </section>
    }
}

#[component]
fn Participant(record: Record, contact: ContactRef, is_requester: bool, may_edit: bool) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let known = Session::expect().may(Permission::ContactsView);
    let name = contact.name.clone();
    let shown = if known {
        view! { <a href=Place::Contact(contact.id).path()>{name.clone()}</a> }.into_any()
    } else {
        name.clone().into_any()
    };
    let id = contact.id;
    let label = format!("Remove {name}");
    let remove = move |_| {
        let name = name.clone();
        record.remove_participant(id, move |done| {
            if done {
                let undo = Callback::new(move |()| record.add_participant(id, |_| {}));
                toasts.show_with(format!("{name} was removed"), "Undo", undo);
                request_animation_frame(|| focus_id(TITLE));
            }
        });
    };
    view! {
        <li>
            <span>{shown}{is_requester.then(|| view! { <span class="muted">" (asked)"</span> })}</span>
            {(may_edit && !is_requester).then(|| view! { <IconButton glyph=Glyph::Close label dense=true on_click=remove/> })}
        </li>
    }
}

/// Whether only those who take part see the ticket.
#[component]
fn PrivacySwitch(record: Record) -> impl IntoView {
    // also when the change failed, so that it shows how the ticket stands
    let checked = move || {
        record.save_failure.track();
        record.ticket.with(|ticket| ticket.as_ref().is_some_and(|t| t.is_private))
    };
    view! {
        <div class="checkbox">
            <input type="checkbox" role="switch" id="side-private" prop:checked=checked
                on:change=move |event| record.keep_private(event_target_checked(&event))/>
            <label for="side-private">"Private to those who take part"</label>
        </div>
    }
}

/// Chooses whom to add; or makes a new contact on the spot.
#[component]
fn AddDialog(record: Record, open: RwSignal<bool>) -> impl IntoView {
    let chosen = RwSignal::new(None::<Found<ContactRef>>);
    let creating = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if open.get() {
            creating.set(None);
            chosen.set(None);
        }
    });
    let title = Signal::derive(move || {
        if creating.with(Option::is_some) { "New contact" } else { "Add participant" }.to_owned()
    });
    let made = Callback::new(move |contact: Contact| {
        let name = format!("{} {}", contact.first_name, contact.last_name).trim().to_owned();
        let name = if name.is_empty() { contact.email.clone() } else { name };
        chosen.set(Some(found(ContactRef { id: contact.id, name, email: contact.email })));
        creating.set(None);
    });
    let body = move || match creating.get() {
        Some(looked_for) => {
            view! { <NewContactForm done=made cancel=move |()| creating.set(None) looked_for/> }.into_any()
        }
        None => view! { <AddForm record open chosen creating/> }.into_any(),
    };
    view! { <Dialog open title class="dialog-form dialog-lookup">{body}</Dialog> }
}

#[component]
fn AddForm(
    record: Record,
    open: RwSignal<bool>,
    chosen: RwSignal<Option<Found<ContactRef>>>,
    creating: RwSignal<Option<String>>,
) -> impl IntoView {
    let form = Form::new();
    let toasts = expect_context::<Toasts>();
    let first = form.control_id("/contact_id");
    request_animation_frame(move || focus_id(&first));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(contact) = chosen.get_untracked() else {
            let message = "Choose who shall take part.".into();
            form.refuse(vec![FieldProblem { pointer: "/contact_id".into(), code: FieldCode::Required, message }]);
            return;
        };
        open.set(false);
        record.add_participant(contact.value.id, move |done| {
            if done {
                toasts.show(format!("{} was added", contact.label));
            }
        });
    };
    let create = Callback::new(move |looked_for: String| creating.set(Some(looked_for)));
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p class="muted">"They see the whole conversation except internal notes, can reply, and get every answer by e-mail."</p>
            <ContactPicker chosen form create/>
            <div class="form-end">
                <Button on_click=move |_| open.set(false)>"Cancel"</Button>
                <Button kind=Kind::Primary form_type="submit">"Add to ticket"</Button>
            </div>
        </form>
    }
}
