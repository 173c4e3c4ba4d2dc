//! The imports: starting one, and how far the others are.

use std::time::Duration;

use leptos::prelude::*;
use openapi::imports::{Import, ImportStatus};

use crate::api::console::imports;
use crate::api::load::Load;
use crate::console::place::Place;
use crate::console::region::Region;
use crate::console::settings::frame::Frame;
use crate::console::settings::import_form::ImportForm;
use crate::console::settings::progress::{fraction, is_moving, sentence, status_word};
use crate::ui::time::format_number;
use crate::ui::{Badge, EmptyState, Glyph, TimeAgo, Tone};

/// How often a running import is asked after.
pub const POLL: Duration = Duration::from_millis(1500);

/// The imports.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let load = Load::new(|| (), |(), background| imports::list(background));
    poll(
        move || load.data.with(|all: &Option<Vec<Import>>| all.iter().flatten().any(is_moving)),
        move || load.refresh(),
    );
    let ready = |all: Vec<Import>| {
        if all.is_empty() {
            return view! { <EmptyState glyph=Glyph::Upload title="Nothing has been imported yet"/> }.into_any();
        }
        view! { <Table all/> }.into_any()
    };
    view! {
        <Frame tab=Place::Imports title="Imports">
            <ImportForm/>
            <section class="imports-past" aria-labelledby="past-imports">
                <h2 id="past-imports">"Past imports"</h2>
                <Region load loading="Loading imports" failed="The imports could not be loaded." ready/>
            </section>
        </Frame>
    }
}

/// Calls `ask` every so often while `wanted` says so.
pub fn poll(wanted: impl Fn() -> bool + Send + Sync + 'static, ask: impl Fn() + Copy + 'static) {
    let wanted = Memo::new(move |_| wanted());
    Effect::new(move |_| {
        if wanted.get() {
            let timer = set_interval_with_handle(ask, POLL);
            on_cleanup(move || drop(timer.map(|timer| timer.clear())));
        }
    });
}

#[component]
fn Table(all: Vec<Import>) -> impl IntoView {
    let row = |import: Import| {
        view! {
            <tr>
                <td><a class="row-link" href=Place::Import(import.id).path()>{import.file_name.clone()}</a></td>
                <td data-label="Status"><ImportBadge status=import.status/></td>
                <td data-label="Progress"><span class="num">{sentence(&import)}</span></td>
                <td class="num end" data-label="Tickets">{format_number(import.created)}</td>
                <td class="num end" data-label="Refused">{format_number(import.refused)}</td>
                <td data-label="Started"><TimeAgo at=import.created_at/></td>
            </tr>
        }
    };
    view! {
        <table class="index index-cards">
            <caption class="sr-only">"Imports, newest first"</caption>
            <thead><tr>
                <th scope="col">"File"</th><th scope="col">"Status"</th><th scope="col">"Progress"</th>
                <th scope="col" class="end">"Tickets"</th><th scope="col" class="end">"Refused"</th><th scope="col">"Started"</th>
            </tr></thead>
            <tbody>{all.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// How far an import is.
#[component]
pub fn ImportBadge(status: ImportStatus) -> impl IntoView {
    let tone = match status {
        ImportStatus::Queued | ImportStatus::Running => Tone::Wait,
        ImportStatus::Done => Tone::Open,
        ImportStatus::Failed => Tone::Danger,
    };
    view! { <Badge tone label=status_word(status)/> }
}

/// How far an import is, as a bar with words.
#[component]
pub fn ImportBar(import: Import) -> impl IntoView {
    view! {
        <div class="import-bar">
            <progress class="progress" max="1" value=fraction(&import).map(|done| done.to_string()) aria-label="Progress"></progress>
            <p class="num" role="status">{sentence(&import)}</p>
        </div>
    }
}
