//! One company: details, contacts and tickets.

use leptos::prelude::*;
use openapi::companies::console::Company;
use openapi::contacts::console::{ContactSummary, DirectoryQuery};
use openapi::id::CompanyId;
use openapi::page::Page;
use openapi::users::Permission;

use crate::api::console::directory;
use crate::api::load::Load;
use crate::console::place::Place;
use crate::console::region::Region;
use crate::console::related::{RelatedTickets, Whose};
use crate::console::session::Session;
use crate::ui::time::format_number;
use crate::ui::{Button, EmptyState, Glyph, Heading, Kind, TimeAgo};

/// The page of a company.
#[component]
pub fn CompanyPage(id: CompanyId) -> impl IntoView {
    let load = Load::<Company>::new(move || id, |id, _| directory::company(id));
    let name =
        |company: &Option<Company>| company.as_ref().map_or_else(|| "Company".into(), |company| company.name.clone());
    let title = Signal::derive(move || load.data.with(name));
    let tickets = Session::expect().may(Permission::TicketsView);
    view! {
        <div class="page"><div class="page-inner">
            <p class="crumbs"><a href=Place::Companies.path()>"Companies"</a></p>
            <div class="page-head"><Heading title/></div>
            <div class="record">
                <div class="record-main">{tickets.then(|| view! { <RelatedTickets whose=Whose::Company(id)/> })}</div>
                <aside class="record-side" aria-label="Details">
                    <Region load loading="Loading company" failed="The company could not be loaded." rows=3
                        ready=move |company| view! { <About company/> }/>
                    <section class="card"><h2>"Contacts"</h2><Contacts id/></section>
                </aside>
            </div>
        </div></div>
    }
}

#[component]
fn About(company: Company) -> impl IntoView {
    let domains = if company.domains.is_empty() { "None".to_owned() } else { company.domains.join(", ") };
    view! {
        <section class="card">
            <h2>"About"</h2>
            <dl class="facts">
                <dt>"Domains"</dt><dd>{domains}</dd>
                <dt>"Contacts"</dt><dd class="num">{format_number(company.contacts)}</dd>
                <dt>"Open tickets"</dt><dd class="num">{format_number(company.open_tickets)}</dd>
                <dt>"Created"</dt><dd><TimeAgo at=company.created_at/></dd>
            </dl>
        </section>
    }
}

/// The contacts of a company: the first ones, more on request.
#[component]
fn Contacts(id: CompanyId) -> impl IntoView {
    let limit = RwSignal::new(10_u32);
    let query = move || DirectoryQuery { company: Some(id.0), limit: Some(limit.get()), ..DirectoryQuery::default() };
    let load = Load::new(query, |query, _| async move { directory::contacts(&query).await });
    let row = |contact: ContactSummary| {
        view! {
            <li><a href=Place::Contact(contact.id).path()>{contact.name}</a> <span class="muted small">{contact.email}</span></li>
        }
    };
    let ready = move |page: Page<ContactSummary>| {
        if page.items.is_empty() {
            return view! { <EmptyState glyph=Glyph::People title="No contacts yet"/> }.into_any();
        }
        let more = (page.next.is_some() && limit.get_untracked() < openapi::page::MAX_LIMIT).then(|| view! {
            <Button kind=Kind::Quiet dense=true on_click=move |_| limit.set(openapi::page::MAX_LIMIT)>"Show more"</Button>
        });
        view! { <ul class="side-people">{page.items.into_iter().map(row).collect_view()}</ul> {more} }.into_any()
    };
    view! { <Region load loading="Loading contacts" failed="The contacts could not be loaded." rows=2 ready/> }
}
