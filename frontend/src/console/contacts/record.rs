//! One contact: details, companies, lists, tickets, portal access, sessions and consent.

use leptos::prelude::*;
use openapi::contacts::console::{Contact, ContactRef};
use openapi::id::ContactId;
use openapi::users::Permission;

use crate::api::console::directory;
use crate::api::load::Load;
use crate::console::contacts::access::{AccessCard, ConsentCard, EmailAddress, SessionsCard, Signed};
use crate::console::contacts::lists::ListsCard;
use crate::console::place::Place;
use crate::console::region::Region;
use crate::console::related::{RelatedTickets, Whose};
use crate::console::session::Session;
use crate::console::shell::Overlays;
use crate::ui::time::day_of;
use crate::ui::{Avatar, Button, Glyph, Heading, TimeAgo};

/// The page of a contact.
#[component]
pub fn ContactPage(id: ContactId) -> impl IntoView {
    let load = Load::<Contact>::new(move || id, |id, _| directory::contact(id));
    let title =
        Signal::derive(move || load.data.with(|contact| contact.as_ref().map_or_else(|| "Contact".into(), name)));
    let tickets = Session::expect().may(Permission::TicketsView);
    view! {
        <div class="page"><div class="page-inner">
            <p class="crumbs"><a href=Place::Contacts.path()>"Contacts"</a></p>
            <div class="page-head">
                {move || load.data.with(Option::is_some).then(|| view! { <Avatar name=title.get()/> })}
                <Heading title/>
                <NewTicketButton load/>
            </div>
            <div class="record">
                <div class="record-main">
                    {tickets.then(|| view! { <RelatedTickets whose=Whose::Contact(id)/> })}
                </div>
                <aside class="record-side" aria-label="Details">
                    <Region load loading="Loading contact" failed="The contact could not be loaded." rows=3
                        ready=move |contact| view! { <Cards contact/> }/>
                </aside>
            </div>
        </div></div>
    }
}

/// First and last name, or the address where no name is known.
fn name(contact: &Contact) -> String {
    let name = format!("{} {}", contact.first_name, contact.last_name).trim().to_owned();
    if name.is_empty() { contact.email.clone() } else { name }
}

#[component]
fn NewTicketButton(load: Load<Contact>) -> impl IntoView {
    let overlays = Overlays::expect();
    let may = Session::expect().may(Permission::TicketsEdit);
    let file = move |_| {
        let contact = load.data.with_untracked(|contact| {
            contact.as_ref().map(|contact| ContactRef {
                id: contact.id,
                name: name(contact),
                email: contact.email.clone(),
            })
        });
        overlays.file_ticket(contact);
    };
    move || {
        (may && load.data.with(Option::is_some))
            .then(|| view! { <Button dense=true icon=Glyph::Plus on_click=file>"New ticket"</Button> })
    }
}

#[component]
fn Cards(contact: Contact) -> impl IntoView {
    let (id, whose) = (contact.id, name(&contact));
    let company = |company: openapi::companies::console::CompanyRef| {
        view! { <li><a href=Place::Company(company.id).path()>{company.name}</a></li> }
    };
    let companies = if contact.companies.is_empty() {
        view! { <p class="muted">"None"</p> }.into_any()
    } else {
        view! { <ul class="side-names">{contact.companies.into_iter().map(company).collect_view()}</ul> }.into_any()
    };
    let signed = Signed::of(id);
    let property = |property: openapi::tickets::console::PropertyValue| {
        let value = day_of(&property.value).unwrap_or(property.value);
        view! { <dt>{property.label}</dt><dd>{value}</dd> }
    };
    view! {
        <section class="card">
            <h2>"About"</h2>
            <dl class="facts">
                <dt>"E-mail"</dt><dd><EmailAddress address=contact.email/></dd>
                {contact.phone.map(|phone| view! { <dt>"Phone"</dt><dd>{phone}</dd> })}
                <dt>"Created"</dt><dd><TimeAgo at=contact.created_at/></dd>
                {contact.properties.into_iter().map(property).collect_view()}
            </dl>
        </section>
        <section class="card"><h2>"Companies"</h2>{companies}</section>
        <AccessCard contact=id name=whose.clone() access=contact.portal_access signed/>
        <SessionsCard signed name=whose/>
        <ListsCard contact=id/>
        <ConsentCard contact=id/>
    }
}
