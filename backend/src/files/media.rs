//! The media type a file is served with: a harmless one that both its name and its first bytes
//! agree on, else `application/octet-stream`.

/// What a browser can do nothing with.
pub const OPAQUE: &str = "application/octet-stream";

/// Extensions and the type they promise.
const KNOWN: [(&str, &str); 10] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("txt", "text/plain"),
    ("log", "text/plain"),
    ("csv", "text/csv"),
];

/// The type of a file called `name` that begins with `head`.
pub fn of(name: &str, head: &[u8]) -> &'static str {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let Some((_, promised)) = KNOWN.iter().find(|(known, _)| *known == extension) else { return OPAQUE };
    let found = infer::get(head).map(|kind| kind.mime_type());
    let agrees = match *promised {
        "text/plain" | "text/csv" => found.is_none() && !head.contains(&0),
        other => found == Some(other),
    };
    if agrees { promised } else { OPAQUE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_content_must_agree() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        for (name, head, kind) in [
            ("a.png", &png[..], "image/png"),
            ("a.PNG", &png[..], "image/png"),
            ("a.jpg", &png[..], OPAQUE),
            ("a.png", b"<svg onload=alert(1)>", OPAQUE),
            ("a.svg", b"<svg/>", OPAQUE),
            ("a.html", b"<html>", OPAQUE),
            ("a.txt", b"plain words", "text/plain"),
            ("a.txt", b"<!DOCTYPE html><html>", OPAQUE),
            ("a.txt", &png[..], OPAQUE),
            ("a.pdf", b"%PDF-1.7 ", "application/pdf"),
            ("a.gif", b"GIF89a/*", "image/gif"),
            ("noext", &png[..], OPAQUE),
        ] {
            assert_eq!(of(name, head), kind, "{name}");
        }
    }
}
