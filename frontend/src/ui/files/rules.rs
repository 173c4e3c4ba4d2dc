//! Which files a message takes. The server checks again.

use openapi::check::{MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, MAX_MESSAGE_BYTES};

/// Says why a file of `size` bytes cannot be added to `count` files of `total` bytes; none when it can.
pub fn refusal(name: &str, size: u64, count: usize, total: u64) -> Option<String> {
    if count >= MAX_ATTACHMENTS {
        Some(format!("“{name}” was not added: a message takes {MAX_ATTACHMENTS} files."))
    } else if size > MAX_ATTACHMENT_BYTES {
        Some(format!("“{name}” is {}. A file may have up to {}.", file_size(size), file_size(MAX_ATTACHMENT_BYTES)))
    } else if total + size > MAX_MESSAGE_BYTES {
        Some(format!("“{name}” was not added: all files together may have up to {}.", file_size(MAX_MESSAGE_BYTES)))
    } else if size == 0 {
        Some(format!("“{name}” is empty."))
    } else {
        None
    }
}

/// "182 KB", "1.4 MB": three digits at most, units of 1024. Counts in tenths, without floating point.
pub fn file_size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut scale = 1024;
    let mut unit = 0;
    while (bytes + scale / 2) / scale >= 1000 && unit + 1 < UNITS.len() {
        scale *= 1024;
        unit += 1;
    }
    let tenths = (bytes * 10 + scale / 2) / scale;
    if tenths < 100 && !tenths.is_multiple_of(10) {
        format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
    } else {
        format!("{} {}", (bytes + scale / 2) / scale, UNITS[unit])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        for (bytes, expected) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KB"),
            (1536, "1.5 KB"),
            (186_368, "182 KB"),
            (1_023_900, "1 MB"),
            (1_468_006, "1.4 MB"),
            (MAX_ATTACHMENT_BYTES, "25 MB"),
        ] {
            assert_eq!(file_size(bytes), expected);
        }
    }

    #[test]
    fn limits_are_said_before_sending() {
        assert_eq!(refusal("a.txt", 10, 0, 0), None);
        assert!(refusal("a.txt", 10, 10, 0).is_some_and(|said| said.contains("10 files")));
        assert!(refusal("a.txt", MAX_ATTACHMENT_BYTES + 1, 0, 0).is_some_and(|said| said.contains("25 MB")));
        assert_eq!(refusal("a.txt", MAX_ATTACHMENT_BYTES, 0, 0), None);
        assert!(refusal("a.txt", 2, 2, MAX_MESSAGE_BYTES - 1).is_some_and(|said| said.contains("50 MB")));
        assert!(refusal("a.txt", 0, 0, 0).is_some_and(|said| said.contains("empty")));
    }
}
