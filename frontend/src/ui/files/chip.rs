//! Files on the page: one to download, those on their way, and the button to choose more.

use crate::ui::{dynamic, each};
use leptos::html;
use leptos::prelude::*;
use openapi::check::MAX_ATTACHMENTS;
use wasm_bindgen::JsCast;

use super::super::icon::Glyph;
use super::super::{Icon, IconButton};
use super::queue::{FileState, Files, QueuedFile};
use super::rules::file_size;

/// A file to download.
#[component]
pub fn FileChip(
    /// Its name.
    #[prop(into)]
    name: String,
    /// Its size in bytes.
    size: u64,
    /// Where it is downloaded from.
    #[prop(into)]
    href: String,
    /// Its media type, for the icon.
    #[prop(optional, into)]
    media_type: String,
) -> impl IntoView {
    let (download, title) = (name.clone(), name.clone());
    let glyph = if media_type.starts_with("image/") { Glyph::Image } else { Glyph::File };
    view! {
        <a class="file-chip" href=href download=download title=title>
            <Icon glyph/>
            <span class="file-name">{name}</span>
            <span class="muted num">{file_size(size)}</span>
            <span class="sr-only">", download"</span>
        </a>
    }
}

/// The files of a message being written: progress, cancel, retry, and why some were not taken.
#[component]
pub fn FileList(
    /// The files.
    files: Files,
) -> impl IntoView {
    let refused = move || {
        files
            .refused
            .get()
            .into_iter()
            .map(|said| view! { <p class="field-error"><Icon glyph=Glyph::Alert/> {said}</p> })
            .collect_view()
    };
    view! {
        <ul class="file-list" aria-label="Files" hidden=move || files.items.with(Vec::is_empty)>
            {each(move || files.items.get(), |item| item.key.to_string(), move |item| view! { <QueuedRow files item/> })}
        </ul>
        <div role="status">{dynamic(refused)}</div>
    }
}

/// One file on its way.
#[component]
fn QueuedRow(
    /// The files it belongs to.
    files: Files,
    /// The file as it was added; its state is read from `files`.
    item: QueuedFile,
) -> impl IntoView {
    let key = item.key;
    let state = Memo::new(move |_| {
        files.items.with(|items| items.iter().find(|item| item.key == key).map(|item| item.state.clone()))
    });
    let name = item.name.clone();
    let status = move || {
        match state.get() {
        Some(FileState::Uploading(percent)) => view! {
            <progress class="file-progress" max="100" value=percent.to_string() aria-label=format!("Uploading {name}")></progress>
        }
        .into_any(),
        Some(FileState::Done(_)) => view! { <span class="muted num">{file_size(item.size)}</span> }.into_any(),
        Some(FileState::Failed(said)) => view! {
            <span class="file-failed" role="status">{said}</span>
            <button type="button" class="btn btn-quiet btn-dense" on:click=move |_| files.retry(key)>"Try again"</button>
        }
        .into_any(),
        None => ().into_any(),
    }
    };
    let name = item.name.clone();
    let remove_label = Signal::derive(move || match state.get() {
        Some(FileState::Uploading(_)) => format!("Cancel {name}"),
        _ => format!("Remove {name}"),
    });
    view! {
        <li class="file-row" class:file-row-failed=move || matches!(state.get(), Some(FileState::Failed(_)))>
            <Icon glyph=Glyph::File/>
            <span class="file-name" title=item.name.clone()>{item.name.clone()}</span>
            {dynamic(status)}
            <IconButton glyph=Glyph::Close label=remove_label dense=true on_click=move |_| files.remove(key)/>
        </li>
    }
}

/// The button that opens the browser's file picker.
#[component]
pub fn FilePicker(
    /// Where the chosen files go.
    files: Files,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let chosen = move |event: leptos::ev::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) else {
            return;
        };
        if let Some(list) = input.files() {
            files.add_all(&list);
        }
        // So that choosing the same file again is a change.
        input.set_value("");
    };
    let count = move || {
        let count = files.items.with(Vec::len);
        (count > 0).then(|| view! { <span class="muted num">{format!("{count} of {MAX_ATTACHMENTS}")}</span> })
    };
    view! {
        <input class="sr-only" type="file" multiple tabindex="-1" aria-hidden="true" node_ref=input on:change=chosen/>
        <button
            type="button"
            class="btn btn-quiet btn-dense file-picker"
            on:click=move |_| {
                if let Some(input) = input.get_untracked() {
                    input.click();
                }
            }
        >
            <Icon glyph=Glyph::Attach/>
            <span>"Attach files"</span>
            {dynamic(count)}
        </button>
    }
}
