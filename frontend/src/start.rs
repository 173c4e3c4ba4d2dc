//! What the apps of customers do before the first view: take the place of the splash, read what the server
//! put into the page, and make sure that a fault in the app itself does not leave a dead page without a word.

use leptos::prelude::{IntoView, document, mount_to, window_event_listener};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::PageTransitionEvent;

use crate::api::boot::boot;
use crate::ui::dom::by_id;

/// Puts an app into the page; `app` gets what the server put there for it.
pub fn mount<T, V>(app: fn(T) -> V)
where
    T: DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    std::panic::set_hook(Box::new(|fault| {
        leptos::logging::error!("{fault}");
        show_notice();
    }));
    let Some(root) = by_id("app") else { return };
    if let Some(splash) = by_id("splash") {
        splash.remove();
    }
    let Some(boot) = boot::<T>() else { return show_notice() };
    mount_to(root, move || app(boot)).forget();
    // a page that the browser kept may show what is no longer meant for whoever sits there
    let shown = leptos::ev::Custom::<PageTransitionEvent>::new("pageshow");
    window_event_listener(shown, |event| {
        if event.persisted() {
            let _ = leptos::prelude::window().location().reload();
        }
    });
}

/// Tells the browser in which language the page is, as a BCP 47 tag.
pub fn set_language(tag: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", tag);
    }
}

/// Shows the page's own notice, whose button reloads. Plain calls only: the app is no longer to be trusted.
fn show_notice() {
    let Some(notice) = by_id("load-failed") else { return };
    if !notice.has_attribute("hidden") {
        return;
    }
    let _ = notice.remove_attribute("hidden");
    notice.scroll_into_view();
    if let Ok(Some(button)) = notice.query_selector("button") {
        let on_click = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(|| {
            if let Some(window) = web_sys::window() {
                let _: Result<(), JsValue> = window.location().reload();
            }
        });
        let _ = button.add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref());
        on_click.forget();
    }
}
