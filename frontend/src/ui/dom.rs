//! Small things asked of the browser: focus, scrolling, unique ids, waiting, storage.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_channel::oneshot;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Storage};

/// A new element id, unique on this page.
pub fn unique_id(prefix: &str) -> String {
    static LAST: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", LAST.fetch_add(1, Ordering::Relaxed))
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The first element that matches `selector`.
pub fn first(selector: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// Focuses the element with this id and brings it into view.
pub fn focus_id(id: &str) {
    if let Some(element) = by_id(id) {
        let _ = element.focus();
    }
}

/// Types into the focused text field, in place of what is selected there, so that undoing works.
pub fn type_in(field: &Element, text: &str) {
    let document = field.owner_document().and_then(|document| document.dyn_into::<web_sys::HtmlDocument>().ok());
    // deprecated, and still the only way that keeps what the browser can undo
    let typed = document
        .and_then(|document| document.exec_command_with_show_ui_and_value("insertText", false, text).ok())
        .unwrap_or(false);
    if !typed && let Some(area) = field.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        let _ = area.set_range_text(text);
        let _ = web_sys::Event::new("input").map(|event| area.dispatch_event(&event));
    }
}

/// Focuses without scrolling.
pub fn focus_in_place(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Scrolls so that the whole element can be seen, or its end if it is taller than the window.
pub fn reveal(element: &Element, smooth: bool) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_behavior(if smooth && !prefers_stillness() {
        web_sys::ScrollBehavior::Smooth
    } else {
        web_sys::ScrollBehavior::Instant
    });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether the user asked for less motion.
pub fn prefers_stillness() -> bool {
    matches_media("(prefers-reduced-motion: reduce)")
}

/// Whether a media query holds right now.
pub fn matches_media(query: &str) -> bool {
    web_sys::window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}

/// Pixels that are left to scroll below the window.
pub fn distance_to_bottom() -> f64 {
    let Some(window) = web_sys::window() else { return 0.0 };
    let number = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0);
    let height = window
        .document()
        .and_then(|document| document.document_element())
        .map_or(0.0, |root| f64::from(root.scroll_height()));
    height - number(window.inner_height()) - window.scroll_y().unwrap_or(0.0)
}

/// Where drafts and small preferences live; none when the browser forbids it.
pub fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Waits.
pub async fn pause(time: Duration) {
    let (sender, receiver) = oneshot::channel::<()>();
    leptos::prelude::set_timeout(
        move || {
            let _ = sender.send(());
        },
        time,
    );
    let _ = receiver.await;
}

/// Whether somebody is looking at this page.
pub fn is_visible() -> bool {
    web_sys::window().and_then(|window| window.document()).is_none_or(|document| !document.hidden())
}
