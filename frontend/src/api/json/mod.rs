//! JSON into values. The browser has a parser already, so no second one is shipped; outside a browser,
//! in tests, `serde_json` reads the same texts.

#[cfg(target_arch = "wasm32")]
mod js;

use serde::de::DeserializeOwned;

/// Reads a text; none when it is not JSON or not of the expected shape.
#[cfg(target_arch = "wasm32")]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(js::Js(js_sys::JSON::parse(text).ok()?)).ok()
}

/// Reads a text; none when it is not JSON or not of the expected shape.
#[cfg(not(target_arch = "wasm32"))]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}
