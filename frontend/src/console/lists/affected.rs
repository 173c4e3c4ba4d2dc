//! Contacts whom a change concerns: how many, and some of them by name.

use leptos::prelude::*;
use openapi::filters::Affected;

use crate::console::place::Place;
use crate::ui::time::format_number;

/// "1 contact", "1,180 contacts".
pub fn people(count: u64) -> String {
    format!("{} {}", format_number(count), if count == 1 { "contact" } else { "contacts" })
}

/// A line that says how many, and opens to show who. Nothing where it is nobody.
#[component]
pub fn AffectedPeople(
    /// Whom.
    who: Affected,
    /// What happens to one: "joins the list".
    one: &'static str,
    /// What happens to several: "join the list".
    many: &'static str,
    /// Whether it is bad for them.
    #[prop(optional)]
    loss: bool,
) -> impl IntoView {
    (who.count > 0).then(|| {
        let verb = if who.count == 1 { one } else { many };
        let more = who.count.saturating_sub(who.sample.len() as u64);
        let row = |contact: openapi::filters::AffectedContact| {
            view! {
                <li><a href=Place::Contact(contact.id).path() target="_blank">{contact.name}<span class="sr-only">" (opens in a new tab)"</span></a>
                    " " <span class="muted small">{contact.email}</span></li>
            }
        };
        view! {
            <details class="affected" class:affected-loss=loss>
                <summary>{format!("{} {verb}", people(who.count))}</summary>
                <ul class="side-people">{who.sample.into_iter().map(row).collect_view()}</ul>
                {(more > 0).then(|| view! { <p class="muted small">{format!("and {} more", format_number(more))}</p> })}
            </details>
        }
    })
}
