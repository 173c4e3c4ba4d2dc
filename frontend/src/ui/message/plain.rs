//! Plain text taken apart: paragraphs, quoted text, web addresses. No HTML is ever made from it.

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Lines that belong together.
    Paragraph(Vec<String>),
    /// What the writer quoted from before: shown on demand.
    Quote(Vec<String>),
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Text(String),
    /// A web address, http or https.
    Link(String),
}

/// Takes a message apart. Empty lines separate paragraphs; lines that begin with `>`, and the line that
/// introduces them ("On … wrote:"), are quotes.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut paragraph: Vec<String> = Vec::new();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    for (at, line) in lines.iter().enumerate() {
        if line.trim_start().starts_with('>') || introduces_quote(&lines, at) {
            flush(&mut out, &mut paragraph);
            push_quote(&mut out, line);
        } else if line.is_empty() {
            flush(&mut out, &mut paragraph);
        } else {
            paragraph.push((*line).to_owned());
        }
    }
    flush(&mut out, &mut paragraph);
    out
}

fn flush(out: &mut Vec<Block>, paragraph: &mut Vec<String>) {
    if !paragraph.is_empty() {
        out.push(Block::Paragraph(std::mem::take(paragraph)));
    }
}

fn push_quote(out: &mut Vec<Block>, line: &str) {
    let own = line.trim_start();
    let own = own.strip_prefix("> ").or_else(|| own.strip_prefix('>')).unwrap_or(own).to_owned();
    match out.last_mut() {
        Some(Block::Quote(lines)) => lines.push(own),
        _ => out.push(Block::Quote(vec![own])),
    }
}

/// Whether line `at` ends in a colon and the next line with words is quoted.
fn introduces_quote(lines: &[&str], at: usize) -> bool {
    lines[at].ends_with(':')
        && lines[at + 1..].iter().find(|line| !line.is_empty()).is_some_and(|line| line.trim_start().starts_with('>'))
        && (lines[at].contains("wrote") || lines[at].contains('@') || lines[at].contains("schrieb"))
}

/// Finds the web addresses of a line.
pub fn spans(line: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(start) = next_address(rest) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"`".contains(c)).unwrap_or(from.len());
        let address = trim_address(&from[..end]);
        push_text(&mut out, before);
        // "https://" alone leads nowhere.
        if address
            .split_once("://")
            .is_some_and(|(_, host)| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        {
            out.push(Span::Link(address.to_owned()));
        } else {
            push_text(&mut out, address);
        }
        rest = &from[address.len()..];
    }
    push_text(&mut out, rest);
    out
}

fn push_text(out: &mut Vec<Span>, text: &str) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(Span::Text(before)) => before.push_str(text),
        _ => out.push(Span::Text(text.to_owned())),
    }
}

/// Where the next `http://` or `https://` begins that does not stand inside a word.
fn next_address(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let at = from + found;
        let inside_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        if !inside_word && (text[at..].starts_with("http://") || text[at..].starts_with("https://")) {
            return Some(at);
        }
        from = at + 4;
    }
    None
}

/// Leaves out what more likely belongs to the sentence than to the address.
fn trim_address(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        let shorter = match shorter.chars().next_back() {
            Some(')') if shorter.matches(')').count() > shorter.matches('(').count() => &shorter[..shorter.len() - 1],
            Some(']') if shorter.matches(']').count() > shorter.matches('[').count() => &shorter[..shorter.len() - 1],
            _ => shorter,
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Span {
        Span::Text(text.into())
    }

    fn link(address: &str) -> Span {
        Span::Link(address.into())
    }

    #[test]
    fn paragraphs_and_quotes() {
        let message = "Hello,\nit works.\n\nThanks\n\nOn 12 Nov Ann <a@x.test> wrote:\n\n> Does it?\n>> More\n\nPS";
        assert_eq!(
            blocks(message),
            [
                Block::Paragraph(vec!["Hello,".into(), "it works.".into()]),
                Block::Paragraph(vec!["Thanks".into()]),
                Block::Quote(vec!["On 12 Nov Ann <a@x.test> wrote:".into(), "Does it?".into(), "> More".into()]),
                Block::Paragraph(vec!["PS".into()]),
            ]
        );
        assert_eq!(blocks("\n\n"), []);
        assert_eq!(blocks("He wrote:\nyes").len(), 1, "no quote follows");
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (line, expected) in [
            ("none here", vec![text("none here")]),
            ("See https://x.test/a?b=1#c.", vec![text("See "), link("https://x.test/a?b=1#c"), text(".")]),
            ("(https://x.test/a_(b))", vec![text("("), link("https://x.test/a_(b)"), text(")")]),
            ("<http://x.test>, ok", vec![text("<"), link("http://x.test"), text(">, ok")]),
            ("https:// is not one", vec![text("https:// is not one")]),
            ("xhttps://x.test", vec![text("xhttps://x.test")]),
            ("javascript:alert(1) http:x", vec![text("javascript:alert(1) http:x")]),
            ("é https://ü.test/ü", vec![text("é "), link("https://ü.test/ü")]),
        ] {
            assert_eq!(spans(line), expected, "{line}");
        }
    }

    #[test]
    fn nothing_is_lost() {
        for line in
            ["a https://x.test). b", "http", "https://", "https://...", "ahttp https://x.test/((", "🙂http://x🙂"]
        {
            let joined: String = spans(line)
                .into_iter()
                .map(|span| match span {
                    Span::Text(t) | Span::Link(t) => t,
                })
                .collect();
            assert_eq!(joined, line);
        }
    }
}
