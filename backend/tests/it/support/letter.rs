//! Reading a mail as it comes over the wire: its headers, its text and its HTML.

use base64::Engine;

use super::smtp::Letter;

type Headers = Vec<(String, String)>;

/// Reads the lines of a mail up to the dot.
pub fn read(
    lines: &mut impl Iterator<Item = std::io::Result<String>>,
    from: &str,
    to: &str,
) -> std::io::Result<Letter> {
    let mut raw = String::new();
    for line in lines {
        let line = line?;
        if line == "." {
            break;
        }
        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
        raw.push('\n');
    }
    let (headers, body) = split(&raw);
    let (mut text, mut html) = (String::new(), String::new());
    for (headers, body) in parts(&headers, body) {
        match value(&headers, "content-type") {
            Some(kind) if kind.starts_with("text/html") => html = decoded(&headers, body),
            _ => text = decoded(&headers, body),
        }
    }
    Ok(Letter { from: from.to_owned(), to: to.to_owned(), headers, text, html, raw })
}

/// Headers with their folded lines, and what comes after the first empty line.
fn split(raw: &str) -> (Headers, &str) {
    let (head, body) = raw.split_once("\n\n").unwrap_or((raw, ""));
    let mut headers = Headers::new();
    for line in head.lines() {
        match (line.split_once(": ").filter(|_| !line.starts_with(' ')), headers.last_mut()) {
            (Some((name, value)), _) => headers.push((name.to_owned(), value.to_owned())),
            (None, Some((_, last))) => last.push_str(line),
            (None, None) => {}
        }
    }
    (headers, body)
}

fn value<'a>(headers: &'a Headers, wanted: &str) -> Option<&'a str> {
    headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.as_str())
}

/// The parts of a mail that has several, or the whole.
fn parts<'a>(headers: &Headers, body: &'a str) -> Vec<(Headers, &'a str)> {
    let kind = value(headers, "content-type").unwrap_or_default();
    let Some(boundary) = kind.split_once("boundary=\"").and_then(|(_, rest)| rest.split_once('"')) else {
        return vec![(headers.clone(), body)];
    };
    assert!(kind.starts_with("multipart/alternative"), "{kind}");
    let mark = format!("--{}", boundary.0);
    let inner = body.split(&mark).skip(1).take_while(|part| !part.starts_with("--"));
    // the line breaks around a mark belong to it
    let bare = |part: &'a str| part.strip_prefix('\n').unwrap_or(part).strip_suffix('\n').unwrap_or(part);
    inner.map(|part| split(bare(part))).collect()
}

fn decoded(headers: &Headers, body: &str) -> String {
    match value(headers, "content-transfer-encoding") {
        Some("base64") => {
            let packed: String = body.split_whitespace().collect();
            let bytes = base64::engine::general_purpose::STANDARD.decode(packed).unwrap();
            String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
        }
        Some("quoted-printable") => quoted_printable(body),
        _ => body.to_owned(),
    }
}

fn quoted_printable(text: &str) -> String {
    let joined = text.replace("=\n", "");
    let (mut bytes, mut rest) = (Vec::new(), joined.as_bytes());
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'=', [high, low, after @ ..]) => {
                let hex = [*high, *low];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}
