//! One import: live progress, the rows that were refused, the report, and going on after a fault.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::id::ImportId;
use openapi::imports::{Import, ImportStatus, RefusedRow};

use crate::api::console::imports;
use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::console::desk::note;
use crate::console::place::Place;
use crate::console::refused::NotDone;
use crate::console::region::Region;
use crate::console::session::Session;
use crate::console::settings::frame::Frame;
use crate::console::settings::imports::{ImportBadge, ImportBar, poll};
use crate::console::settings::progress::is_moving;
use crate::ui::time::format_number;
use crate::ui::{Banner, Button, Glyph, Icon, TimeAgo, Tone};

/// Rows the server lists at most; the report has them all.
const LISTED: u64 = 1000;

/// The page of an import.
#[component]
pub fn ImportPage(id: ImportId) -> impl IntoView {
    let load = Load::<Import>::new(move || id, imports::get);
    poll(move || load.data.with(|import| import.as_ref().is_some_and(is_moving)), move || load.refresh());
    let file =
        |import: &Option<Import>| import.as_ref().map_or_else(|| "Import".into(), |import| import.file_name.clone());
    let title = Signal::derive(move || load.data.with(file));
    let refused = Memo::new(move |_| load.data.with(|import| import.as_ref().map_or(0, |import| import.refused)));
    let any_refused = move || refused.get() != 0;
    view! {
        <Frame tab=Place::Imports title above=(Place::Imports, "All imports")>
            <Region load loading="Loading import" failed="The import could not be loaded."
                ready=move |import| view! { <Standing import load/> }/>
            <Show when=any_refused><RefusedRows id refused/></Show>
        </Frame>
    }
}

#[component]
fn Standing(import: Import, load: Load<Import>) -> impl IntoView {
    let number = |label: &'static str, value: u64| {
        view! { <div><dt>{label}</dt><dd class="num">{format_number(value)}</dd></div> }
    };
    let failed = import.status == ImportStatus::Failed;
    let id = import.id;
    let trouble = import.error.clone().filter(|_| failed).map(|error| {
        view! {
            <Banner tone=Tone::Danger>
                <b>"The import stopped. "</b>{error}
                " What was imported stays; resuming goes on after the last row that was read."
            </Banner>
        }
    });
    view! {
        <section class="card import" aria-label="Progress">
            <p class="import-head">
                <ImportBadge status=import.status/>
                <span class="muted small">"Started " <TimeAgo at=import.created_at/>
                    {import.finished_at.map(|at| view! { ", ended " <TimeAgo at/> })}</span>
            </p>
            <ImportBar import=import.clone()/>
            <dl class="numbers">
                {number("Tickets created", import.created)}
                {number("Imported before", import.unchanged)}
                {number("Rows refused", import.refused)}
            </dl>
            {trouble}
            {failed.then(|| view! { <Resume id load/> })}
        </section>
    }
}

#[component]
fn Resume(id: ImportId, load: Load<Import>) -> impl IntoView {
    let session = Session::expect();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let resume = move |_| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = imports::resume(id).await;
            busy.try_set(false);
            match answer {
                Ok(import) => drop(load.data.try_set(Some(import))),
                Err(refused) => {
                    note(session, &refused);
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <div class="card-end"><Button icon=Glyph::Refresh busy busy_label="Resuming…" on_click=resume>"Resume import"</Button></div>
        <NotDone what="It could not be resumed." failure/>
    }
}

/// The refused rows, read again when there are more of them.
#[component]
fn RefusedRows(id: ImportId, refused: Memo<u64>) -> impl IntoView {
    let load = Load::new(move || refused.get(), move |_, _| imports::refused_rows(id));
    let row = |row: RefusedRow| view! { <tr><td class="num">{row.line}</td><td>{row.reason}</td></tr> };
    let rows = move |rows: Vec<RefusedRow>| {
        view! {
            <table class="index index-plain">
                <caption class="sr-only">"Refused rows by line of the file"</caption>
                <thead><tr><th scope="col">"Line"</th><th scope="col">"Reason"</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    };
    let cut = move || {
        (refused.get() > LISTED).then(|| {
            format!(
                "The first {} are listed; the report has all {}.",
                format_number(LISTED),
                format_number(refused.get())
            )
        })
    };
    view! {
        <section class="refused" aria-labelledby="refused-rows">
            <div class="section-head">
                <h2 id="refused-rows">"Refused rows"</h2>
                <a class="btn btn-dense" href=imports::report(id) download="report.csv" rel="external"><Icon glyph=Glyph::Download/> "Download report"</a>
            </div>
            {move || cut().map(|cut| view! { <p class="muted">{cut}</p> })}
            <Region load loading="Loading refused rows" failed="The refused rows could not be loaded." ready=rows/>
        </section>
    }
}
