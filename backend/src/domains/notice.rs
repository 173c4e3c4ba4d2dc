//! Rich text that staff write and strangers read: Markdown, made into HTML that is safe to show.

use std::collections::HashSet;

use ammonia::Builder;
use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

use crate::mail::template::below;

/// What may stand in a notice.
const BLOCKS: [&str; 9] = ["p", "br", "ul", "ol", "li", "h3", "h4", "blockquote", "hr"];
/// What may stand in one line.
const INLINE: [&str; 4] = ["a", "em", "strong", "code"];

/// A text of several paragraphs. Links open in a new tab that cannot reach back.
pub fn html(markdown: &str) -> String {
    let parser = Parser::new(markdown);
    clean(parser, BLOCKS.into_iter().chain(INLINE).collect())
}

/// A text of one line, without a paragraph around it.
pub fn inline_html(markdown: &str) -> String {
    let one_line = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    let parser = Parser::new(&one_line)
        .filter(|event| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
    clean(parser, INLINE.into_iter().collect())
}

fn clean<'a>(events: impl Iterator<Item = Event<'a>>, tags: HashSet<&str>) -> String {
    // markup that somebody typed is text
    let events = events.map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        event => below(event),
    });
    let mut rendered = String::new();
    html::push_html(&mut rendered, events);
    Builder::empty()
        .tags(tags)
        .generic_attributes(HashSet::new())
        .add_tag_attributes("a", ["href"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .set_tag_attribute_value("a", "target", "_blank")
        .link_rel(Some("noopener noreferrer"))
        .clean(rendered.trim())
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_open_in_a_new_tab() {
        assert_eq!(
            inline_html("I agree to the [privacy policy](https://x.test/privacy)."),
            "I agree to the <a href=\"https://x.test/privacy\" target=\"_blank\" rel=\"noopener noreferrer\">privacy \
             policy</a>."
        );
        assert_eq!(
            html("# Data\n\nWe **keep** it:\n\n- here\n"),
            "<h3>Data</h3>\n<p>We <strong>keep</strong> it:</p>\n<ul>\n<li>here</li>\n</ul>"
        );
    }

    #[test]
    fn nothing_in_it_can_run() {
        for text in [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "[x](data:text/html,1)",
            "[x](//evil.test)",
            "<img src=x onerror=alert(1)>",
            "![x](https://evil.test/pixel.png)",
            "<a href='https://x.test' onclick='alert(1)'>x</a>",
            "[x](https://x.test \"a\\\" onclick=alert(1)\")",
            "<svg/onload=alert(1)>",
        ] {
            for shown in [html(text), inline_html(text)] {
                let tags: Vec<&str> = shown.split('<').skip(1).collect();
                let harmless = [
                    "p>",
                    "/p>",
                    "/a>",
                    "a href=\"https://x.test\" target=\"_blank\" rel=\"noopener noreferrer\">",
                    "a target=\"_blank\" rel=\"noopener noreferrer\">",
                ];
                assert!(tags.iter().all(|tag| harmless.iter().any(|known| tag.starts_with(known))), "{text}: {shown}");
            }
        }
    }
}
