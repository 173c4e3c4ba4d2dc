//! Who asked: name, address, portal access, and their other tickets.

use leptos::prelude::*;
use openapi::contacts::console::{Contact, ContactRef};
use openapi::id::ContactId;
use openapi::tickets::console::{TicketQuery, View};
use openapi::users::Permission;

use crate::api::console::{directory, tickets};
use crate::api::load::Load;
use crate::console::contacts::{AccessWords, EmailAddress};
use crate::console::place::Place;
use crate::console::session::Session;
use crate::console::ticket::marks::TicketLink;
use crate::console::ticket::record::Record;
use crate::ui::{Button, Kind};

/// Other tickets shown beside one.
const OTHERS: usize = 5;

/// The card of the contact who asked.
#[component]
pub fn RequesterCard(record: Record) -> impl IntoView {
    let requester =
        Memo::new(move |_| record.ticket.with(|ticket| ticket.as_ref().and_then(|t| t.summary.requester.clone())));
    move || {
        requester.get().map(|contact| {
            let id = contact.id;
            view! {
                <section><h3>"Contact"</h3><ContactFacts contact/></section>
                <OtherTickets record contact=id/>
            }
        })
    }
}

#[component]
fn ContactFacts(contact: ContactRef) -> impl IntoView {
    let id = contact.id;
    let known = Session::expect().may(Permission::ContactsView);
    let name = if known {
        view! { <a href=Place::Contact(id).path()>{contact.name}</a> }.into_any()
    } else {
        contact.name.into_any()
    };
    view! {
        <dl>
            <dt>"Name"</dt><dd>{name}</dd>
            <dt>"E-mail"</dt><dd><EmailAddress address=contact.email/></dd>
            {known.then(|| view! { <MoreFacts id/> })}
        </dl>
    }
}

/// What only the whole record knows. While it is on its way, or if it fails, the card does without.
#[component]
fn MoreFacts(id: ContactId) -> impl IntoView {
    let load = Load::<Contact>::new(move || id, |id, _| directory::contact(id));
    move || {
        load.data.get().map(|contact| {
            let one = contact.portal_access.len() == 1;
            let access = contact.portal_access.into_iter().map(|access| {
                view! { <dt>{if one { "Portal".to_owned() } else { access.portal.clone() }}</dt><dd><AccessWords access/></dd> }
            });
            view! { {contact.phone.map(|phone| view! { <dt>"Phone"</dt><dd>{phone}</dd> })} {access.collect_view()} }
        })
    }
}

#[component]
fn OtherTickets(record: Record, contact: ContactId) -> impl IntoView {
    let query = move || TicketQuery {
        view: Some(View::All),
        contact: Some(contact.0),
        limit: u32::try_from(OTHERS + 1).ok(),
        ..TicketQuery::default()
    };
    let load = Load::new(query, |query, background| async move { tickets::list(&query, background).await });
    let others = move || {
        let page = load.data.get()?;
        let others: Vec<_> = page.items.into_iter().filter(|ticket| ticket.id != record.id).take(OTHERS).collect();
        let more =
            page.next.is_some().then(|| view! { <a class="small" href=Place::Contact(contact).path()>"Show all"</a> });
        (!others.is_empty()).then(|| {
            view! {
                <section>
                    <h3>"Other tickets"</h3>
                    <ul class="side-list">
                        {others.into_iter().map(|ticket| view! { <li><TicketLink ticket/></li> }).collect_view()}
                    </ul>
                    {more}
                </section>
            }
        })
    };
    let trouble = move || {
        load.failure.get().map(|_| {
            view! {
                <section>
                    <h3>"Other tickets"</h3>
                    <p class="muted">"They could not be loaded."</p>
                    <Button kind=Kind::Quiet dense=true on_click=move |_| load.retry()>"Try again"</Button>
                </section>
            }
        })
    };
    view! { {others}{trouble} }
}
