//! The plain-text twin of a mail: what is read where HTML is not shown. Addresses stand on lines of their
//! own or in brackets behind the words, so that every program makes them clickable.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::fill::lone_link;

/// The text, ending with who sends it.
pub fn text(events: &[Event<'_>], company: &str) -> String {
    let mut twin = Twin::default();
    let mut rest = events;
    while let [event, after @ ..] = rest {
        match lone_link(rest) {
            Some((url, count)) => {
                twin.button(url, &rest[2..count - 2]);
                rest = &rest[count..];
            }
            None => {
                twin.take(event);
                rest = after;
            }
        }
    }
    let mut text = twin.done();
    if !company.is_empty() {
        text.push_str(&format!("\n-- \n{company}\n"));
    }
    text
}

#[derive(Default)]
struct Twin {
    /// Blocks that are done, and whether each belongs close to the one before it.
    blocks: Vec<(String, bool)>,
    /// The block that is being written.
    line: String,
    /// Open links: where they lead, and where in the line their words begin.
    links: Vec<(String, usize)>,
    /// Open lists: the next number, if they count.
    lists: Vec<Option<u64>>,
    /// What the next block begins with: the sign of its list item.
    sign: Option<String>,
    /// Whether a list has begun and no item of it is written.
    begins: bool,
    /// How deep in quotations.
    quotes: usize,
}

impl Twin {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.line.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.line.push('\n'),
            Event::Rule => {
                self.line.push_str("---");
                self.flush(false);
            }
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(*tag),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Link { dest_url, .. } => self.links.push((dest_url.to_string(), self.line.len())),
            Tag::List(first) => {
                self.flush(true);
                self.begins = self.lists.is_empty();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.sign = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                });
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                let Some((url, at)) = self.links.pop() else { return };
                let words = &self.line[at..];
                if !url.is_empty() && url != words && url.strip_prefix("mailto:") != Some(words) {
                    self.line.push_str(&format!(" ({url})"));
                }
            }
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Item => {
                self.flush(true);
                self.sign = None;
            }
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.flush(false),
            _ => {}
        }
    }

    /// A link alone: its words, and the address below them.
    fn button(&mut self, url: &str, words: &[Event<'_>]) {
        words.iter().for_each(|event| self.take(event));
        if self.line != url && !url.is_empty() {
            let colon = if self.line.ends_with([':', '.', '!', '?']) { "" } else { ":" };
            self.line.push_str(&format!("{colon}\n{url}"));
        }
        self.flush(false);
    }

    /// Ends a block, if there is any.
    fn flush(&mut self, is_tight: bool) {
        let text = std::mem::take(&mut self.line);
        let text = text.trim_end();
        if text.is_empty() {
            return;
        }
        let quote = "> ".repeat(self.quotes);
        let indent = "  ".repeat(self.lists.len());
        let outer = "  ".repeat(self.lists.len().saturating_sub(1));
        let is_item = self.sign.is_some();
        let first = self.sign.take().map_or(indent.clone(), |sign| format!("{outer}{sign}"));
        let lines = text.split('\n').enumerate().map(|(nth, line)| {
            let lead = if nth == 0 { &first } else { &indent };
            format!("{quote}{lead}{line}")
        });
        let is_close = is_tight && is_item && !std::mem::take(&mut self.begins);
        self.blocks.push((lines.collect::<Vec<_>>().join("\n"), is_close));
    }

    fn done(mut self) -> String {
        self.flush(false);
        let mut text = String::new();
        for (nth, (block, is_close)) in self.blocks.iter().enumerate() {
            if nth > 0 {
                text.push_str(if *is_close { "\n" } else { "\n\n" });
            }
            text.push_str(block);
        }
        text.push('\n');
        text
    }
}
