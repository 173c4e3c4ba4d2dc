//! Numbers as they are typed. The browser reads and writes them; the tables that Rust would need for it
//! weigh more than this widget.

/// The number a text says, if it says one.
#[cfg(target_arch = "wasm32")]
pub fn number_of(text: &str) -> Option<f64> {
    // Only number fields ask: what follows a number is no concern here.
    let number = js_sys::parse_float(text);
    Some(number).filter(|number| number.is_finite())
}

/// A number as it would be typed.
#[cfg(target_arch = "wasm32")]
pub fn number_text(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// The number a text says, if it says one.
#[cfg(not(target_arch = "wasm32"))]
pub fn number_of(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// A number as it would be typed.
#[cfg(not(target_arch = "wasm32"))]
pub fn number_text(number: f64) -> String {
    number.to_string()
}
