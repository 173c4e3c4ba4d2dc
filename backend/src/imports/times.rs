//! Points in time as other systems write them.

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

use crate::db::Ts;

/// A moment that every format can express which names a day.
const SAMPLE: (i32, u32, u32) = (2021, 3, 22);

/// Whether a format can be read and names a day.
pub fn is_format(format: &str) -> bool {
    if StrftimeItems::new(format).any(|item| matches!(item, Item::Error)) {
        return false;
    }
    let (year, month, day) = SAMPLE;
    let Some(sample) = Utc.with_ymd_and_hms(year, month, day, 13, 45, 10).single() else { return false };
    let mut text = String::new();
    // a format may ask for what a moment does not have
    if std::fmt::Write::write_fmt(&mut text, format_args!("{}", sample.format(format))).is_err() {
        return false;
    }
    parse(&text, format).is_some_and(|read| Some(read.0.date_naive()) == NaiveDate::from_ymd_opt(year, month, day))
}

/// Reads a time: with its offset if the format has one, else as UTC; without a time of day, midnight.
pub fn parse(text: &str, format: &str) -> Option<Ts> {
    if let Ok(moment) = DateTime::parse_from_str(text, format) {
        return Some(moment.with_timezone(&Utc).into());
    }
    let naive = NaiveDateTime::parse_from_str(text, format)
        .or_else(|_| NaiveDate::parse_from_str(text, format).map(|date| date.and_time(NaiveTime::MIN)));
    naive.ok().map(|naive| naive.and_utc().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_name_a_day() {
        for good in ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y", "%m/%d/%y %I:%M %p", "%Y-%m-%dT%H:%M:%S%z", "%s"] {
            assert!(is_format(good), "{good}");
        }
        for bad in ["", "%H:%M", "%Y-%m", "%Q", "YYYY-MM-DD", "%"] {
            assert!(!is_format(bad), "{bad}");
        }
    }

    #[test]
    fn offsets_are_believed_and_days_begin_at_midnight() {
        let read = |text, format| parse(text, format).map(|moment| moment.0.to_rfc3339());
        assert_eq!(read("2023-06-01 12:15:36", "%Y-%m-%d %H:%M:%S").unwrap(), "2023-06-01T12:15:36+00:00");
        assert_eq!(read("2023-06-01T12:00:00+0200", "%Y-%m-%dT%H:%M:%S%z").unwrap(), "2023-06-01T10:00:00+00:00");
        assert_eq!(read("22.03.2021", "%d.%m.%Y").unwrap(), "2021-03-22T00:00:00+00:00");
        assert_eq!(read("31.02.2021", "%d.%m.%Y"), None);
        assert_eq!(read("yesterday", "%d.%m.%Y"), None);
    }
}
