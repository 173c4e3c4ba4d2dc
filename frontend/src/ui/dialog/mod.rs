//! A modal dialog over the native element: the browser keeps the focus inside and gives it back.

use leptos::html;
use leptos::prelude::*;

use super::dom::unique_id;
use super::{Glyph, IconButton, dynamic};

/// A modal dialog, open while `open` is set. Escape and the cross close it.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Called when the user closed it without choosing.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<()>>,
    /// More classes.
    #[prop(optional)]
    class: &'static str,
    /// What it holds; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let heading = StoredValue::new(unique_id("dialog"));
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let closed = move |_| {
        if open.get_untracked() {
            open.set(false);
            if let Some(on_dismiss) = on_dismiss {
                on_dismiss.run(());
            }
        }
    };
    let dismiss = move |_| {
        if let Some(dialog) = element.get_untracked() {
            dialog.close();
        }
    };
    let content = move || {
        open.get().then(|| {
            view! {
                // a header would be a banner beside the page's own
                <div class="dialog-head">
                    <h2 id=heading.get_value()>{move || title.get()}</h2>
                    <IconButton glyph=Glyph::Close label="Close" dense=true on_click=dismiss/>
                </div>
                <div class="dialog-body">{children()}</div>
            }
        })
    };
    view! {
        <dialog node_ref=element class=format!("dialog {class}").trim_end().to_owned() aria-labelledby=heading.get_value() on:close=closed>
            {dynamic(content)}
        </dialog>
    }
}
