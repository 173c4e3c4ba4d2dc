//! What one app hands to the next across a page load: that somebody came by a link of ours, so that the
//! new page greets them as any page does that was reached by navigation, and a note to show there.

use web_sys::Storage;

const CAME: &str = "crossing:came";
const NOTE: &str = "crossing:note";

/// Goes to an address of ours that another app shows, or loads the present one anew. Leaves no entry of the
/// present page in the history if `instead`.
pub fn cross_to(href: &str, instead: bool) {
    expect_crossing();
    let location = leptos::prelude::window().location();
    let _ = if instead { location.replace(href) } else { location.assign(href) };
}

/// Tells that the browser is about to follow a link to another of our apps.
pub fn expect_crossing() {
    keep(CAME, "1");
}

/// Leaves a note for the next page of this tab, which shows it as a toast.
pub fn leave_note(text: &str) {
    keep(NOTE, text);
}

/// Whether this page was reached from another of our apps; true once.
pub(super) fn came() -> bool {
    take(CAME).is_some()
}

/// The note that the page before left; once.
pub(super) fn note() -> Option<String> {
    take(NOTE)
}

/// What belongs to this tab alone; none when the browser forbids it.
fn tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn keep(key: &str, value: &str) {
    if let Some(tab) = tab() {
        let _ = tab.set_item(key, value);
    }
}

fn take(key: &str) -> Option<String> {
    let tab = tab()?;
    let value = tab.get_item(key).ok()??;
    let _ = tab.remove_item(key);
    Some(value)
}
