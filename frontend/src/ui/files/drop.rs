//! An area that takes files by drop and paste.

use leptos::ev::{ClipboardEvent, DragEvent};
use leptos::prelude::*;

use super::queue::Files;

/// Takes dropped and pasted files.
#[component]
pub fn DropArea(
    /// Where they go.
    files: Files,
    /// Its class.
    #[prop(default = "drop-area")]
    class: &'static str,
    /// Tints it like an internal note.
    #[prop(optional, into)]
    tinted: Signal<bool>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    // Entering a child leaves the parent: count, so that the hint does not flicker.
    let depth = RwSignal::new(0_i32);
    let enter = move |event: DragEvent| {
        if carries_files(&event) {
            event.prevent_default();
            depth.update(|depth| *depth += 1);
        }
    };
    let over = move |event: DragEvent| {
        if carries_files(&event) {
            event.prevent_default();
        }
    };
    let drop = move |event: DragEvent| {
        depth.set(0);
        let list = event.data_transfer().and_then(|data| data.files());
        if let Some(list) = list.filter(|list| list.length() > 0) {
            event.prevent_default();
            files.add_all(&list);
        }
    };
    view! {
        <div
            class=class
            class:tinted=move || tinted.get()
            on:dragenter=enter
            on:dragover=over
            on:dragleave=move |_| depth.update(|depth| *depth = (*depth - 1).max(0))
            on:drop=drop
            on:paste=move |event| take_pasted(&event, files)
        >
            {children()}
            <div class="drop-hint" hidden=move || depth.get() == 0 aria-hidden="true">"Drop files to attach them"</div>
        </div>
    }
}

fn carries_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

fn take_pasted(event: &ClipboardEvent, files: Files) {
    let list = event.clipboard_data().and_then(|data| data.files());
    if let Some(list) = list.filter(|list| list.length() > 0) {
        event.prevent_default();
        files.add_all(&list);
    }
}
