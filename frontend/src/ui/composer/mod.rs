//! Where a message is written: text that grows, files by button, drop or paste, and one button that
//! sends. Knows nothing of what is sent.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use openapi::check::MAX_TEXT;

use super::dom::unique_id;
use super::{Button, DropArea, FileList, FilePicker, Files, Glyph, Icon, Kind};

/// From how many characters on the rest is counted down.
const COUNT_FROM: usize = MAX_TEXT - 2_000;

/// A composer.
#[component]
pub fn Composer(
    /// What is typed.
    text: RwSignal<String>,
    /// The files.
    files: Files,
    /// Its name: "Reply".
    #[prop(into)]
    label: Signal<String>,
    /// Shown while empty: "Write a reply…".
    #[prop(into)]
    placeholder: Signal<String>,
    /// The button: "Send reply".
    #[prop(into)]
    send_label: Signal<String>,
    /// Whether it is being sent.
    #[prop(into)]
    busy: Signal<bool>,
    /// Sends.
    #[prop(into)]
    on_send: Callback<()>,
    /// Why it was not sent.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Small words beside the buttons: "Draft saved 10:42".
    #[prop(optional, into)]
    status: Signal<String>,
    /// Whether the browser did not keep what is typed.
    #[prop(optional, into)]
    unkept: Signal<bool>,
    /// Tints it like an internal note.
    #[prop(optional, into)]
    note: Signal<bool>,
    /// Above the text, for example tabs.
    #[prop(optional, into)]
    top: ViewFn,
    /// Before the send button, for example *Send and close*.
    #[prop(optional, into)]
    actions: ViewFn,
    /// Inside the send button after its words, for example a key cap.
    #[prop(optional, into)]
    send_hint: ViewFn,
    /// The text field, for whoever must focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    let error_id = unique_id("composer-error");
    let error_ref = error_id.clone();
    let send = move || {
        if !busy.get_untracked() {
            on_send.run(());
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            send();
        }
    };
    let hint = StoredValue::new(send_hint);
    view! {
        <DropArea files class="composer" tinted=note>
            {top.run()}
            <textarea
                class="composer-text"
                node_ref=node_ref
                aria-label=move || label.get()
                aria-describedby=move || error.with(Option::is_some).then(|| error_ref.clone())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                placeholder=move || placeholder.get()
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=key
            ></textarea>
            <FileList files/>
            <div id=error_id role="alert">
                {move || error.get().map(|said| view! { <p class="field-error"><Icon glyph=Glyph::Alert/> {said}</p> })}
            </div>
            <div role="status">{move || unkept.get().then(|| view! { <NotKept/> })}</div>
            <div class="composer-bar">
                <FilePicker files/>
                <span class="composer-status" role="status">{move || count_down(&text.get()).unwrap_or_else(|| status.get())}</span>
                {actions.run()}
                <Button kind=Kind::Primary dense=true busy busy_label="Sending…" on_click=move |_| send()>
                    {move || send_label.get()} {move || hint.with_value(|hint| hint.run())}
                </Button>
            </div>
        </DropArea>
    }
}

/// Says that what is typed is on the page only.
#[component]
pub fn NotKept() -> impl IntoView {
    view! {
        <p class="field-error"><Icon glyph=Glyph::Alert/> "This is too much to be kept on this device. Send it before you leave the page."</p>
    }
}

/// "1,200 characters left" near the limit, "30 characters too many" beyond it.
fn count_down(text: &str) -> Option<String> {
    // Bytes are at least as many as characters, so short texts need no counting.
    if text.len() < COUNT_FROM {
        return None;
    }
    let count = text.chars().count();
    match MAX_TEXT.checked_sub(count) {
        None => Some(format!("{} characters too many", count - MAX_TEXT)),
        Some(left) if count >= COUNT_FROM => Some(format!("{left} characters left")),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_down_near_the_limit_only() {
        assert_eq!(count_down("hello"), None);
        assert_eq!(count_down(&"ü".repeat(MAX_TEXT / 2)), None);
        assert_eq!(count_down(&"a".repeat(MAX_TEXT - 5)).as_deref(), Some("5 characters left"));
        assert_eq!(count_down(&"a".repeat(MAX_TEXT + 5)).as_deref(), Some("5 characters too many"));
    }
}
