//! How far an import is, in numbers and words. Knows no browser.

use openapi::imports::{Import, ImportStatus};

/// Rows read of all rows, 0 to 1; `None` while the rows are being counted.
pub fn fraction(import: &Import) -> Option<f64> {
    match (import.status, import.rows) {
        (ImportStatus::Done, _) => Some(1.0),
        (_, None) => None,
        (_, Some(0)) => Some(0.0),
        #[expect(clippy::cast_precision_loss, reason = "a share of rows needs no more than 52 bits")]
        (_, Some(rows)) => Some((import.done as f64 / rows as f64).clamp(0.0, 1.0)),
    }
}

/// Whether it will still change by itself, so that the page keeps asking.
pub const fn is_moving(import: &Import) -> bool {
    matches!(import.status, ImportStatus::Queued | ImportStatus::Running)
}

/// The word for a status.
pub const fn status_word(status: ImportStatus) -> &'static str {
    match status {
        ImportStatus::Queued => "Waiting",
        ImportStatus::Running => "Running",
        ImportStatus::Done => "Done",
        ImportStatus::Failed => "Stopped",
    }
}

/// How far it is, as a sentence: "3,120 of 8,469 rows · 36 %".
pub fn sentence(import: &Import) -> String {
    match (import.status, import.rows) {
        (ImportStatus::Queued, _) => "Waiting for its turn".into(),
        (_, None) => "Counting rows".into(),
        (ImportStatus::Done, Some(rows)) => format!("{} read", count(rows, "row", "rows")),
        (_, Some(rows)) => {
            let percent = (import.done.min(rows) * 100).checked_div(rows).unwrap_or(0);
            format!("{} of {} · {percent} %", grouped(import.done), count(rows, "row", "rows"))
        }
    }
}

/// A number with its noun: "1 row", "8,469 rows".
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A number with a comma between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::id::ImportId;

    fn import(status: ImportStatus, rows: Option<u64>, done: u64) -> Import {
        Import {
            id: ImportId(1),
            file_name: "tickets.csv".into(),
            status,
            rows,
            done,
            created: done,
            unchanged: 0,
            refused: 0,
            error: None,
            created_at: chrono::DateTime::UNIX_EPOCH,
            finished_at: None,
        }
    }

    #[test]
    fn tells_how_far_it_is() {
        assert_eq!(sentence(&import(ImportStatus::Queued, None, 0)), "Waiting for its turn");
        assert_eq!(sentence(&import(ImportStatus::Running, None, 0)), "Counting rows");
        assert_eq!(sentence(&import(ImportStatus::Running, Some(8469), 3120)), "3,120 of 8,469 rows · 36 %");
        assert_eq!(sentence(&import(ImportStatus::Failed, Some(0), 0)), "0 of 0 rows · 0 %");
        assert_eq!(sentence(&import(ImportStatus::Done, Some(1), 1)), "1 row read");
    }

    #[test]
    fn never_shows_more_than_all() {
        assert_eq!(fraction(&import(ImportStatus::Running, Some(10), 12)), Some(1.0));
        assert_eq!(fraction(&import(ImportStatus::Running, None, 0)), None);
        assert_eq!(fraction(&import(ImportStatus::Done, Some(0), 0)), Some(1.0));
        assert!(is_moving(&import(ImportStatus::Queued, None, 0)));
        assert!(!is_moving(&import(ImportStatus::Failed, None, 0)));
    }

    #[test]
    fn groups_thousands() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
