//! Putting values into Markdown that was read, and making HTML of it.

use std::borrow::Cow;
use std::collections::HashSet;

use ammonia::{Builder, UrlRelative};
use openapi::domains::variables::Variable;
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, html};

use super::super::LINK;
use super::{Values, marks};

/// What may stand in a mail.
const TAGS: [&str; 14] =
    ["p", "br", "ul", "ol", "li", "h3", "h4", "blockquote", "hr", "a", "em", "strong", "code", "pre"];
/// Where the secret link leads while the HTML is cleaned, which knows nothing of our mark.
const STAND_IN: &str = "the-link-of-this-mail";
/// What a button says whose link has no words of its own.
const OPEN: &str = "Open the link";

/// The Markdown with its values in place. Markup that somebody typed is text, and so is a picture.
pub fn events<'a>(marked: &'a str, values: &Values) -> Vec<Event<'a>> {
    let mut filled = Filled { events: Vec::new(), values, in_link: false, lacks: false };
    let mut began = 0;
    for event in Parser::new(marked) {
        match event {
            event @ Event::Start(Tag::Paragraph | Tag::Heading { .. }) => {
                (began, filled.lacks) = (filled.events.len(), false);
                filled.events.push(below(event));
            }
            event @ Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {
                filled.events.push(below(event));
                if filled.lacks {
                    filled.events.truncate(began);
                }
                filled.lacks = false;
            }
            event => filled.inline(event),
        }
    }
    filled.events
}

/// Headings stand below the one that is there already.
pub fn below(event: Event<'_>) -> Event<'_> {
    let lower = |level: HeadingLevel| if level <= HeadingLevel::H2 { HeadingLevel::H3 } else { HeadingLevel::H4 };
    match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        event => event,
    }
}

struct Filled<'a, 'v> {
    events: Vec<Event<'a>>,
    values: &'v Values,
    in_link: bool,
    /// Whether the paragraph names something there is none of.
    lacks: bool,
}

impl<'a> Filled<'a, '_> {
    fn inline(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let url = self.address(&dest_url);
                let url = if link_type == LinkType::Email { format!("mailto:{url}") } else { url };
                self.events.push(link(url));
                self.in_link = true;
            }
            Event::End(TagEnd::Link) => {
                self.events.push(Event::End(TagEnd::Link));
                self.in_link = false;
            }
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => {
                let filled = text.chars().map(|c| marks(c).map_or(c.to_string(), |variable| self.value(variable)));
                let filled: Vec<String> = filled.collect();
                self.events.push(Event::Code(filled.concat().into()));
            }
            event => self.events.push(event),
        }
    }

    fn value(&mut self, variable: Variable) -> String {
        let value = self.values.get(variable);
        self.lacks |= value.is_none();
        value.unwrap_or_default()
    }

    /// Words and values, values with their lines.
    fn text(&mut self, text: &str) {
        let mut words = String::new();
        for c in text.chars() {
            let Some(variable) = marks(c) else {
                words.push(c);
                continue;
            };
            self.push(std::mem::take(&mut words));
            let value = self.value(variable);
            if variable.is_link() && !self.in_link && !value.is_empty() {
                self.events.extend([link(value.clone()), Event::Text(value.into()), Event::End(TagEnd::Link)]);
                continue;
            }
            for (nth, line) in value.lines().enumerate() {
                if nth > 0 {
                    self.events.push(Event::HardBreak);
                }
                self.push(line.to_owned());
            }
        }
        self.push(words);
    }

    fn push(&mut self, words: String) {
        if !words.is_empty() {
            self.events.push(Event::Text(words.into()));
        }
    }

    /// Where a link leads. One of ours leads there and nowhere else: an address made of it and other
    /// things would carry it to strangers.
    fn address(&mut self, written: &str) -> String {
        let mut chars = written.chars();
        if let (Some(variable), None) = (chars.next().and_then(marks), chars.next()) {
            return if variable.is_link() { self.value(variable) } else { String::new() };
        }
        if written.chars().any(|c| marks(c).is_some()) { String::new() } else { written.to_owned() }
    }
}

fn link<'a>(url: String) -> Event<'a> {
    Event::Start(Tag::Link {
        link_type: LinkType::Inline,
        dest_url: url.into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    })
}

/// Where the link of a paragraph leads that is nothing but a link, and how many events the paragraph has.
pub fn lone_link<'e>(events: &'e [Event<'_>]) -> Option<(&'e str, usize)> {
    let [Event::Start(Tag::Paragraph), Event::Start(Tag::Link { dest_url, .. }), ..] = events else { return None };
    let end = events.iter().position(|event| *event == Event::End(TagEnd::Link))?;
    (events.get(end + 1) == Some(&Event::End(TagEnd::Paragraph))).then_some((dest_url, end + 2))
}

/// Sanitised HTML, in which a link alone is a button.
pub fn html(events: Vec<Event<'_>>) -> String {
    let mut shaped: Vec<Event<'_>> = Vec::new();
    let mut rest = events.as_slice();
    while let [first, after @ ..] = rest {
        if let Some((url, count)) = lone_link(rest) {
            let words = &rest[2..count - 2];
            shaped.extend([Event::Html("<p class=\"button\">".into()), outside(first_link(url))]);
            match words {
                [Event::Text(text)] if **text == *url => shaped.push(Event::Text(OPEN.into())),
                words => shaped.extend(words.iter().cloned()),
            }
            shaped.extend([Event::End(TagEnd::Link), Event::Html("</p>\n".into())]);
            rest = &rest[count..];
        } else {
            shaped.push(outside(first.clone()));
            rest = after;
        }
    }
    let mut rendered = String::new();
    html::push_html(&mut rendered, shaped.into_iter());
    clean(&rendered)
}

fn first_link<'a>(url: &str) -> Event<'a> {
    link(url.to_owned())
}

/// A link to our mark leads to its stand-in.
fn outside(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Link { dest_url, .. }) if *dest_url == *LINK => link(STAND_IN.to_owned()),
        event => event,
    }
}

fn clean(rendered: &str) -> String {
    Builder::empty()
        .tags(TAGS.into_iter().collect())
        .generic_attributes(HashSet::new())
        .add_tag_attributes("a", ["href"])
        .add_allowed_classes("p", ["button"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Custom(Box::new(ours)))
        .link_rel(None)
        .clean(rendered.trim())
        .to_string()
}

/// What stands for our mark leads there; nothing else without a host leads anywhere.
fn ours(address: &str) -> Option<Cow<'_, str>> {
    (address == STAND_IN).then_some(Cow::Borrowed(LINK))
}
