//! What is known beside the conversation: the ticket, who asked, their company, and all files.

use leptos::prelude::*;
use openapi::tickets::console::Ticket;

use crate::api::console::tickets;
use crate::console::place::Place;
use crate::console::ticket::owner::{OwnerPicker, PriorityPicker};
use crate::console::ticket::pane::Lists;
use crate::console::ticket::people::PeopleCard;
use crate::console::ticket::record::Record;
use crate::console::ticket::requester::RequesterCard;
use crate::console::ticket::visibility::VisibilityCard;
use crate::ui::time::day_of;
use crate::ui::{FileChip, Glyph, IconButton, TimeAgo};

/// The cards.
#[component]
pub fn Side(record: Record, lists: Lists, may_edit: bool) -> impl IntoView {
    view! {
        <section class="side" aria-label="Ticket details">
            <div class="side-head">
                <h2>"Details"</h2>
                <IconButton glyph=Glyph::Close label="Close details" dense=true on_click=move |_| lists.side.set(false)/>
            </div>
            <TicketCard record lists may_edit/>
            <VisibilityCard record/>
            <PeopleCard record may_edit/>
            <RequesterCard record/>
            <CompanyCard record/>
            <FilesCard record/>
        </section>
    }
}

#[component]
fn TicketCard(record: Record, lists: Lists, may_edit: bool) -> impl IntoView {
    let part = move |of: fn(&Ticket) -> Option<String>| {
        move || record.ticket.with(|ticket| ticket.as_ref().and_then(of)).unwrap_or_default()
    };
    let owner = part(|ticket| ticket.summary.owner.as_ref().map(|owner| owner.name.clone()).or(Some("Nobody".into())));
    let priority = part(|ticket| Some(ticket.summary.priority.map_or("None", |priority| priority.label()).into()));
    let pickers = may_edit.then(|| {
        view! {
            <dt>"Owner"</dt><dd><OwnerPicker record open=lists.owner/></dd>
            <dt>"Priority"</dt><dd><PriorityPicker record open=lists.priority/></dd>
        }
    });
    let facts = (!may_edit).then(|| view! { <dt>"Owner"</dt><dd>{owner}</dd><dt>"Priority"</dt><dd>{priority}</dd> });
    let rest = move || {
        record.ticket.get().map(|ticket| {
            let row = |label: String, value: String| view! { <dt>{label}</dt><dd>{value}</dd> };
            view! {
                {row("Pipeline".into(), ticket.pipeline)}
                {row("Source".into(), ticket.summary.source.label().into())}
                {ticket.category.map(|category| row("Category".into(), category))}
                <dt>"Created"</dt><dd><TimeAgo at=ticket.summary.created_at/></dd>
                {ticket.closed_at.map(|at| view! { <dt>"Closed"</dt><dd><TimeAgo at/></dd> })}
                {ticket.properties.into_iter().map(|p| row(p.label, day_of(&p.value).unwrap_or(p.value))).collect_view()}
            }
        })
    };
    view! { <section><h3>"Ticket"</h3><dl>{pickers}{facts}{rest}</dl></section> }
}

#[component]
fn CompanyCard(record: Record) -> impl IntoView {
    let companies = Memo::new(move |_| {
        record.ticket.with(|ticket| ticket.as_ref().map(|t| t.companies.clone()).unwrap_or_default())
    });
    move || {
        let companies = companies.get();
        (!companies.is_empty()).then(|| {
            let link = |company: openapi::companies::console::CompanyRef| {
                view! { <li><a href=Place::Company(company.id).path()>{company.name}</a></li> }
            };
            view! { <section><h3>"Company"</h3><ul class="side-names">{companies.into_iter().map(link).collect_view()}</ul></section> }
        })
    }
}

#[component]
fn FilesCard(record: Record) -> impl IntoView {
    let files = Memo::new(move |_| {
        record.ticket.with(|ticket| ticket.as_ref().map(|t| t.attachments.clone()).unwrap_or_default())
    });
    move || {
        let files = files.get();
        (!files.is_empty()).then(|| {
            let chip = |file: openapi::files::Attachment| view! {
                <li><FileChip name=file.name size=file.size media_type=file.media_type href=tickets::attachment(record.id, file.id)/></li>
            };
            view! { <section><h3>"Attachments"</h3><ul class="side-files">{files.into_iter().map(chip).collect_view()}</ul></section> }
        })
    }
}
