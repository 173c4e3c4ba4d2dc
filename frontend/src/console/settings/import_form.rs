//! Starting an import: the CSV file, and the mapping that says what its columns mean.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::problem::{FieldCode, FieldProblem};
use wasm_bindgen_futures::JsFuture;

use crate::api::console::imports;
use crate::api::problem::Failure;
use crate::console::address::Address;
use crate::console::desk::note;
use crate::console::place::Place;
use crate::console::refused::NotDone;
use crate::console::session::Session;
use crate::ui::{Button, ErrorSummary, Field, Form, Glyph, Kind, Textarea, file_size};

const EXAMPLE: &str = include_str!("example.toml");

/// The form. The new import's page opens once the file has arrived.
#[component]
pub fn ImportForm() -> impl IntoView {
    let form = Form::new();
    let mapping = RwSignal::new(String::new());
    let file = NodeRef::<html::Input>::new();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let session = Session::expect();
    let address = Address::expect();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = first_file(file);
        if busy.get_untracked() || !form.refuse(refused(chosen.is_some(), &mapping.get_untracked())) {
            return;
        }
        let Some(chosen) = chosen else { return };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = imports::create(&mapping.get_untracked(), &chosen).await;
            busy.try_set(false);
            match answer {
                Ok(import) => address.go_to(Place::Import(import.id)),
                Err(refused) => {
                    note(session, &refused);
                    form.refuse(refused.fields().to_vec());
                    failure.try_set(Some(refused).filter(|refused| refused.fields().is_empty()));
                }
            }
        });
    };
    view! {
        <form class="card stack import-form" novalidate on:submit=submit aria-labelledby="new-import">
            <h2 id="new-import">"Import tickets"</h2>
            <p class="muted">
                "Takes the CSV export of another support desk. Contacts are made or matched by e-mail address. "
                "Importing the same file twice changes nothing."
            </p>
            <ErrorSummary form/>
            <NotDone what="The import was not started." failure/>
            <FileField form file/>
            <MappingField form mapping/>
            <div class="form-end">
                <Button kind=Kind::Primary form_type="submit" icon=Glyph::Upload busy busy_label="Uploading…">"Start import"</Button>
            </div>
        </form>
    }
}

fn refused(has_file: bool, mapping: &str) -> Vec<FieldProblem> {
    let problem = |pointer: &str, message: &str| FieldProblem {
        pointer: pointer.into(),
        code: FieldCode::Required,
        message: message.into(),
    };
    let file = (!has_file).then(|| problem("/file", "Choose a CSV file."));
    let mapping = mapping.trim().is_empty().then(|| problem("/mapping", "Enter a mapping, or load one from a file."));
    file.into_iter().chain(mapping).collect()
}

fn first_file(input: NodeRef<html::Input>) -> Option<web_sys::File> {
    input.get_untracked()?.files()?.get(0)
}

#[component]
fn FileField(form: Form, file: NodeRef<html::Input>) -> impl IntoView {
    let problem = form.error_of("/file");
    let id = form.control_id("/file");
    let size = RwSignal::new(None::<String>);
    let changed = move |_| size.set(first_file(file).map(|file| file_size(file.size() as u64)));
    view! {
        <div class="field" class:field-invalid=move || problem.with(Option::is_some)>
            <label for=id.clone()>"CSV file"</label>
            <div class="file-line">
                <input type="file" class="file-input" id=id accept=".csv,text/csv" node_ref=file on:change=changed
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")/>
                <span class="muted small">{move || size.get()}</span>
            </div>
            {move || problem.get().map(|problem| view! { <p class="field-error">{problem}</p> })}
        </div>
    }
}

#[component]
fn MappingField(form: Form, mapping: RwSignal<String>) -> impl IntoView {
    let picker = NodeRef::<html::Input>::new();
    let load = move |_| {
        let Some(chosen) = first_file(picker) else { return };
        spawn_local(async move {
            if let Some(text) = JsFuture::from(chosen.text()).await.ok().and_then(|text| text.as_string()) {
                mapping.try_set(text);
            }
        });
    };
    view! {
        <Field label="Mapping" pointer="/mapping" form hint="Says what each column of the file becomes; TOML or JSON.">
            <Textarea value=mapping rows=8 required=true attr:spellcheck="false" attr:class="input textarea code"/>
        </Field>
        <div class="mapping-tools">
            <Button dense=true on_click=move |_| {
                if let Some(picker) = picker.get_untracked() {
                    picker.click();
                }
            }>"Load mapping from file"</Button>
            <Button dense=true on_click=move |_| mapping.set(EXAMPLE.into())>"Start from the example"</Button>
            <input type="file" class="sr-only" tabindex="-1" aria-label="Mapping file" accept=".toml,.json" node_ref=picker on:change=load/>
        </div>
        <details class="explain">
            <summary>"What a mapping says"</summary>
            <div class="stack">
                <p><code>"source_name"</code>" and "<code>"key"</code>" name the old desk and the column with its ticket numbers: they decide whether a row was imported before. "
                    <code>"email"</code>", "<code>"subject"</code>" and "<code>"pipeline"</code>" are required as well; everything else may be left out."</p>
                <p><code>"[stage]"</code>", "<code>"[priority]"</code>" and "<code>"[source]"</code>" turn the values of a column into ours. A value that is not named takes "
                    <code>"otherwise"</code>"; without it the row is refused."</p>
                <p>"Columns without a home become custom properties under "<code>"[properties.NAME]"</code>". Every key is described in the "
                    <a href="/docs" target="_blank" rel="noopener external">"API reference"</a>" under Mapping."</p>
                <pre class="example">{EXAMPLE}</pre>
            </div>
        </details>
    }
}
