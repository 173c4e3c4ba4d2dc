//! Dates, times and numbers in the user's language, by the browser.

use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::JsValue;

use super::relative::Ago;

const DAY_MS: f64 = 86_400_000.0;

/// Milliseconds since 1970, by the browser's clock.
pub fn now_ms() -> f64 {
    Date::now()
}

/// "12 Nov", with the year if it is another than now's.
pub fn short_day(at: f64, now: f64) -> String {
    day(at, now, "short")
}

/// "today", "yesterday", "12 Nov".
pub fn recent_day(at: f64, now: f64) -> String {
    match local_day(now) - local_day(at) {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        _ => short_day(at, now),
    }
}

/// "12 November", "Today", "Yesterday".
pub fn day_heading(at: f64, now: f64) -> String {
    match local_day(now) - local_day(at) {
        0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        _ => day(at, now, "long"),
    }
}

/// "14 Feb 2023" for a date as programs write it, "2023-02-14"; nothing for any other text.
pub fn day_of(text: &str) -> Option<String> {
    let [year, month, day] = calendar_day(text)?;
    let date = Date::new_with_year_month_day(year, month as i32 - 1, day as i32);
    Some(self::text(&date, &[("day", "numeric"), ("month", "short"), ("year", "numeric")]))
}

/// Year, month and day of "2023-02-14".
fn calendar_day(text: &str) -> Option<[u32; 3]> {
    let digits = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok()).flatten()
    };
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    (year > 99 && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some([year, month, day])
}

fn day(at: f64, now: f64, month: &str) -> String {
    let date = date(at);
    let mut parts = vec![("day", "numeric"), ("month", month)];
    if date.get_full_year() != self::date(now).get_full_year() {
        parts.push(("year", "numeric"));
    }
    text(&date, &parts)
}

/// "12 Nov 2026, 09:14".
pub fn full_time(at: f64) -> String {
    let parts =
        [("day", "numeric"), ("month", "short"), ("year", "numeric"), ("hour", "2-digit"), ("minute", "2-digit")];
    text(&date(at), &parts)
}

/// "2026-11-12T09:14:00.000Z", for programs.
pub fn exact_time(at: f64) -> String {
    date(at).to_iso_string().into()
}

/// "09:14".
pub fn clock_time(at: f64) -> String {
    text(&date(at), &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// The number of the day in the user's zone: equal for two moments of the same day.
pub fn local_day(at: f64) -> i64 {
    let offset = date(at).get_timezone_offset() * 60_000.0;
    ((at - offset) / DAY_MS).floor() as i64
}

/// "8 minutes ago", "yesterday".
pub fn relative(ago: Ago) -> String {
    let (value, unit) = match ago {
        Ago::Now => return "just now".to_owned(),
        Ago::Minutes(count) => (count, "minute"),
        Ago::Hours(count) => (count, "hour"),
        Ago::Days(count) => (count, "day"),
        Ago::Long => return String::new(),
    };
    let options = object(&[("numeric", "auto")]);
    let format = js_sys::Intl::RelativeTimeFormat::new(&locales(), &options);
    format.format(-f64::from(value), unit).into()
}

/// "8,469".
pub fn format_number(number: u64) -> String {
    js_sys::Number::from(number as f64).to_locale_string(&locale()).into()
}

fn date(at: f64) -> Date {
    Date::new(&JsValue::from_f64(at))
}

fn text(date: &Date, parts: &[(&str, &str)]) -> String {
    date.to_locale_string(&locale(), &object(parts)).into()
}

fn object(parts: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in parts {
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

fn locales() -> Array {
    Array::of1(&JsValue::from_str(&locale()))
}

/// The user's variant of the page's language, so that words and dates agree; British English else.
fn locale() -> String {
    let Some(window) = web_sys::window() else { return "en-GB".to_owned() };
    let page = window
        .document()
        .and_then(|document| document.document_element())
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_else(|| "en".to_owned());
    let language = page.split('-').next().unwrap_or("en");
    let preferred =
        window.navigator().languages().iter().filter_map(|tag| tag.as_string()).find(|tag| {
            tag.len() > language.len() && tag.starts_with(language) && tag.as_bytes()[language.len()] == b'-'
        });
    preferred.unwrap_or_else(|| if page == "en" { "en-GB".to_owned() } else { page })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_dates_are_dates() {
        assert_eq!(calendar_day("2023-02-14"), Some([2023, 2, 14]));
        for text in
            ["", "2023", "2023-2-14", "2023-13-01", "2023-02-00", "2023-02-14T09:00", "AB12-02-14", "+023-02-14"]
        {
            assert_eq!(calendar_day(text), None, "{text}");
        }
    }
}
