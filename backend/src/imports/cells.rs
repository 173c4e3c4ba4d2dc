//! The cells of a row, read as texts, words of ours, times and values; each failure is a sentence that
//! names the column and says what to do.

use csv::ByteRecord;
use openapi::check::MAX_TEXT;
use openapi::imports::PropertyType;
use serde_json::Value;

use super::mapping::{Lookup, Plan, Property, Time, fold};
use super::times;
use crate::db::Ts;

/// Characters a name, category or key may have.
const MAX_LINE: usize = 250;
/// Characters a custom property may have.
const MAX_PROPERTY: usize = 10_000;
/// Days a time may lie ahead: clocks and time zones differ.
const AHEAD_DAYS: i64 = 1;

/// What a cell says, or why it cannot be taken.
pub(super) type Parsed<T> = Result<T, String>;

/// The cells of a row as text, without the NULs that PostgreSQL refuses.
pub(super) struct Cells<'a> {
    plan: &'a Plan,
    cells: Vec<String>,
}

impl<'a> Cells<'a> {
    pub(super) fn of(plan: &'a Plan, record: &ByteRecord) -> Parsed<Self> {
        let mut cells = Vec::with_capacity(record.len());
        for (position, bytes) in record.iter().enumerate() {
            let name = plan.header.get(position).map_or("", String::as_str);
            let text = std::str::from_utf8(bytes)
                .map_err(|_| format!("“{name}” is not UTF-8. Save the file as “CSV UTF-8” and import it again."))?;
            cells.push(text.replace('\0', ""));
        }
        Ok(Self { plan, cells })
    }

    /// What a column is called, in quotation marks.
    pub(super) fn name(&self, column: usize) -> String {
        format!("“{}”", self.plan.header.get(column).map_or("", String::as_str))
    }

    pub(super) fn raw(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// A short text on one line.
    pub(super) fn line(&self, column: usize) -> Parsed<String> {
        let line = self.raw(column).split_whitespace().collect::<Vec<_>>().join(" ");
        self.short_enough(column, line, MAX_LINE)
    }

    pub(super) fn optional_line(&self, column: Option<usize>) -> Parsed<Option<String>> {
        let Some(column) = column else { return Ok(None) };
        Ok(Some(self.line(column)?).filter(|line| !line.is_empty()))
    }

    /// A text with its placeholders filled in.
    pub(super) fn text(&self, column: usize) -> Parsed<String> {
        let mut text = self.raw(column).to_owned();
        for (placeholder, from) in &self.plan.placeholders {
            text = replace(&text, placeholder, self.raw(*from));
        }
        self.short_enough(column, text, MAX_TEXT)
    }

    pub(super) fn optional_text(&self, column: Option<usize>) -> Parsed<Option<String>> {
        let Some(column) = column else { return Ok(None) };
        Ok(Some(self.text(column)?).filter(|text| !text.is_empty()))
    }

    fn short_enough(&self, column: usize, text: String, most: usize) -> Parsed<String> {
        match text.chars().count() {
            count if count > most => {
                Err(format!("{} has {count} characters. Shorten it to {most}.", self.name(column)))
            }
            _ => Ok(text),
        }
    }

    pub(super) fn lookup<T: Clone>(&self, lookup: &Lookup<T>) -> Parsed<Option<T>> {
        let found = lookup.values.get(&fold(self.raw(lookup.column))).or(lookup.otherwise.as_ref()).cloned();
        match found {
            None if !self.raw(lookup.column).is_empty() => Err(self.unknown(lookup.column)),
            found => Ok(found),
        }
    }

    pub(super) fn optional_lookup<T: Clone>(&self, lookup: Option<&Lookup<T>>) -> Parsed<Option<T>> {
        lookup.map_or(Ok(None), |lookup| self.lookup(lookup))
    }

    pub(super) fn unknown(&self, column: usize) -> String {
        let (name, value) = (self.name(column), shown(self.raw(column)));
        format!("{name} is {value}, which the mapping does not name. Add it to the values, or an otherwise.")
    }

    pub(super) fn time(&self, time: Option<&Time>) -> Parsed<Option<Ts>> {
        let Some(time) = time else { return Ok(None) };
        let text = self.raw(time.column);
        if text.is_empty() {
            return Ok(None);
        }
        let (name, value) = (self.name(time.column), shown(text));
        let Some(moment) = times::parse(text, &time.format) else {
            return Err(format!(
                "{name} is {value}, which is no date of the form {}. Correct or empty it.",
                time.format
            ));
        };
        if moment.micros() < 0 || moment > self.plan.asked_at + chrono::Duration::days(AHEAD_DAYS) {
            return Err(format!("{name} is {value}, before 1970 or in the future. Correct or empty it."));
        }
        Ok(Some(moment))
    }
}

/// A cell as the value of a custom property.
pub(super) fn property_value(property: &Property, text: &str, cells: &Cells<'_>) -> Parsed<Value> {
    let (name, value) = (cells.name(property.column), shown(text));
    match property.kind {
        PropertyType::Text => cells.short_enough(property.column, text.to_owned(), MAX_PROPERTY).map(Value::String),
        PropertyType::Select => cells.short_enough(property.column, text.to_owned(), MAX_LINE).map(Value::String),
        PropertyType::Date => match times::parse(text, "%Y-%m-%d") {
            Some(_) => Ok(Value::String(text.to_owned())),
            None => Err(format!("{name} is {value}, which is no date like 2024-05-31. Correct or empty it.")),
        },
        PropertyType::Number => number(text)
            .ok_or_else(|| format!("{name} is {value}, which is no number like 12 or 3.5. Correct or empty it.")),
    }
}

/// A number; `3.0` is 3.
fn number(text: &str) -> Option<Value> {
    if let Ok(whole) = text.parse::<i64>() {
        return Some(whole.into());
    }
    let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
    match format!("{number}").parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => serde_json::Number::from_f64(number).map(Value::Number),
    }
}

/// Replaces a text wherever it stands, in capitals or not.
fn replace(text: &str, from: &str, to: &str) -> String {
    let (haystack, needle) = (text.to_ascii_lowercase(), from.to_ascii_lowercase());
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for (at, _) in haystack.match_indices(&needle) {
        out.push_str(&text[done..at]);
        out.push_str(to);
        done = at + needle.len();
    }
    out.push_str(&text[done..]);
    out
}

/// A value in quotation marks, not too long for a report.
pub(super) fn shown(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("“{}…”", &text[..end]),
        None => format!("“{text}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_in_any_case() {
        assert_eq!(replace("My {Product} and {product}.", "{product}", "Ärmel"), "My Ärmel and Ärmel.");
        assert_eq!(replace("İ{p}ß", "{P}", "x"), "İxß");
        assert_eq!(replace("nothing", "{p}", "x"), "nothing");
    }

    #[test]
    fn whole_numbers_lose_their_zero() {
        assert_eq!(number("3.0"), Some(3.into()));
        assert_eq!(number("-2"), Some((-2).into()));
        assert_eq!(number("3.5").map(|number| number.to_string()).as_deref(), Some("3.5"));
        for bad in ["", "three", "1,5", "inf", "NaN"] {
            assert_eq!(number(bad), None, "{bad}");
        }
    }
}
