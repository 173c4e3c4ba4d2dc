//! What is known of the ticket beside its conversation. Above the thread on narrow pages, where it can
//! be folded.

use crate::ui::dynamic;
use leptos::prelude::*;
use openapi::tickets::portal::Ticket;

use super::page::Open;
use super::people::People;
use crate::api::portal::tickets::download_url;
use crate::portal::session::use_session;
use crate::ui::time::full_time;
use crate::ui::{FileChip, Glyph, Icon, TimeAgo};

/// The details.
#[component]
pub fn Details(
    /// The ticket.
    open: Open,
) -> impl IntoView {
    let unfolded = RwSignal::new(false);
    let slug = StoredValue::new(use_session().slug());
    let content = move || {
        open.ticket.data.get().map(|ticket| {
            let files = ticket.attachments.clone();
            view! {
                <Facts ticket/>
                {(!files.is_empty())
                    .then(|| {
                        let chip = |file: openapi::files::Attachment| {
                            let href = slug.with_value(|slug| download_url(slug, open.id, file.id));
                            view! { <li><FileChip name=file.name size=file.size media_type=file.media_type href/></li> }
                        };
                        view! {
                            <section>
                                <h2>"Attachments"</h2>
                                <ul class="file-chips">{files.into_iter().map(chip).collect_view()}</ul>
                            </section>
                        }
                    })}
            }
        })
    };
    view! {
        <aside class="ticket-side" aria-label="Ticket details">
            <button
                type="button"
                class="details-toggle"
                aria-expanded=move || unfolded.get().to_string()
                aria-controls="ticket-details"
                on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
            >
                "Details" <Icon glyph=Glyph::ChevronDown/>
            </button>
            <div id="ticket-details" class="details-body" class:details-folded=move || !unfolded.get()>
                {dynamic(content)}
                <People open/>
            </div>
        </aside>
    }
}

/// The ticket's properties.
#[component]
fn Facts(
    /// The ticket.
    ticket: Ticket,
) -> impl IntoView {
    let fact = |label: &'static str, value: Option<String>| {
        value.map(|value| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
    };
    let time = |at: chrono::DateTime<chrono::Utc>| full_time(at.timestamp_millis() as f64);
    view! {
        <section>
            <h2>"Details"</h2>
            <dl class="props">
                {fact("Status", Some(ticket.status.label().to_owned()))}
                <div><dt>"Created"</dt><dd class="num">{time(ticket.created_at)}</dd></div>
                <div><dt>"Last activity"</dt><dd class="num"><TimeAgo at=ticket.last_activity_at/></dd></div>
                {fact("Closed", ticket.closed_at.map(time))}
                {fact("Requester", ticket.requester)}
                {fact("Company", ticket.company)}
                {fact("Priority", ticket.priority.map(|priority| priority.label().to_owned()))}
                {fact("Category", ticket.category)}
            </dl>
        </section>
    }
}
