//! The data the server put into the page, so that the app starts without asking first.

use serde::de::DeserializeOwned;

use super::json;

/// Reads `<script type="application/json" id="boot">`; none when the page came without it.
pub fn boot<T: DeserializeOwned>() -> Option<T> {
    let text = web_sys::window()?.document()?.get_element_by_id("boot")?.text_content()?;
    json::read(&text)
}
