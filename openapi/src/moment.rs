//! Moments as the server writes them: RFC 3339 in UTC, `2026-11-22T13:45:00.123Z`. Customers' browsers read
//! them with this; the general parser, which knows every other form too, weighs several kilobytes there.

use chrono::{DateTime, NaiveDate, Utc};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// Reads a moment.
///
/// # Errors
/// When it is not written as the server writes it.
pub fn read<'de, D: Deserializer<'de>>(source: D) -> Result<DateTime<Utc>, D::Error> {
    known(&String::deserialize(source)?)
}

/// Reads a moment or null.
///
/// # Errors
/// When it is neither.
pub fn read_option<'de, D: Deserializer<'de>>(source: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    Option::<String>::deserialize(source)?.map(|text| known(&text)).transpose()
}

fn known<E: Error>(text: &str) -> Result<DateTime<Utc>, E> {
    parse(text).ok_or_else(|| E::custom("not a moment in UTC"))
}

fn parse(text: &str) -> Option<DateTime<Utc>> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let date = NaiveDate::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(5, 7)?, part(8, 10)?)?;
    let fraction = text.get(19..)?.strip_suffix('Z')?;
    let nanos = match fraction.strip_prefix('.') {
        None if fraction.is_empty() => 0,
        Some(digits) if (1..=9).contains(&digits.len()) => {
            digits.parse::<u32>().ok()? * 10_u32.pow(u32::try_from(9 - digits.len()).ok()?)
        }
        _ => return None,
    };
    Some(date.and_hms_nano_opt(part(11, 13)?, part(14, 16)?, part(17, 19)?, nanos)?.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_server_writes() {
        for millis in [0_i64, 1, 1_763_818_200_120, 951_782_399_999, 4_102_444_800_000] {
            let moment = DateTime::from_timestamp_millis(millis).unwrap();
            let written = serde_json::to_string(&moment).unwrap();
            assert_eq!(parse(written.trim_matches('"')), Some(moment), "{written}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "Z",
            "2026-11-22",
            "2026-11-22T13:45:00",
            "2026-11-22T13:45:00+01:00",
            "2026-13-01T00:00:00Z",
            "2026-11-22T25:00:00Z",
            "2026-11-22T13:45:00.Z",
            "2026-11-22T13:45:00.1234567890Z",
            "2026-11-2éT13:45:00Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
