//! The list of contacts.

use leptos::prelude::*;
use openapi::contacts::console::{Contact, ContactSummary};

use crate::api::console::directory;
use crate::console::address::Address;
use crate::console::contacts::access::EmailAddress;
use crate::console::contacts::new::NewContactForm;
use crate::console::index::{Index, IndexPage};
use crate::console::place::Place;
use crate::ui::{Glyph, TimeAgo, Toasts};

const CONTACTS: Index = Index {
    place: Place::Contacts,
    title: "Contacts",
    search: "Search name and e-mail",
    loading: "Loading contacts",
    failed: "The contacts could not be loaded.",
    no_match: "No contacts match",
    none: "No contacts yet",
    purpose: "Contacts are the customers who write to you.",
    glyph: Glyph::People,
    new: "New contact",
    beside: &[(Place::Contacts, "Contacts"), (Place::Lists, "Lists")],
};

/// The list of contacts.
#[component]
pub fn ContactsPage() -> impl IntoView {
    let read = |query| async move { directory::contacts(&query).await };
    view! { <IndexPage index=CONTACTS read table form/> }
}

fn table(contacts: Vec<ContactSummary>) -> AnyView {
    let row = |contact: ContactSummary| {
        view! {
            <tr>
                <td><a class="row-link" href=Place::Contact(contact.id).path()>{contact.name}</a></td>
                <td data-label="E-mail"><EmailAddress address=contact.email/></td>
                <td data-label="Company">{contact.company.map(|company| view! {
                    <a class="quiet-link above" href=Place::Company(company.id).path()>{company.name}</a>
                })}</td>
                <td data-label="Created"><TimeAgo at=contact.created_at/></td>
            </tr>
        }
    };
    view! {
        <table class="index index-cards">
            <caption class="sr-only">"Contacts by name"</caption>
            <thead><tr><th scope="col">"Name"</th><th scope="col">"E-mail"</th><th scope="col">"Company"</th><th scope="col">"Created"</th></tr></thead>
            <tbody>{contacts.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The form for a new contact; afterwards the contact's page opens.
fn form(open: RwSignal<bool>) -> AnyView {
    let address = Address::expect();
    let toasts = expect_context::<Toasts>();
    let done = Callback::new(move |contact: Contact| {
        open.set(false);
        toasts.show("Contact created");
        address.go_to(Place::Contact(contact.id));
    });
    view! { <NewContactForm done cancel=move |()| open.set(false)/> }.into_any()
}
