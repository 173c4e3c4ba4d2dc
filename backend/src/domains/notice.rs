//! Rich text that staff write and strangers read: Markdown, made into HTML that is safe to show.

use std::collections::HashSet;

use ammonia::Builder;
use openapi::problem::{FieldCode, FieldProblem};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd, html};

use crate::error::{Error, Result};
use crate::mail::template::below;

/// What may stand in a notice.
const BLOCKS: [&str; 9] = ["p", "br", "ul", "ol", "li", "h3", "h4", "blockquote", "hr"];
/// What may stand in one line.
const INLINE: [&str; 4] = ["a", "em", "strong", "code"];
/// Where links may lead.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

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

/// Refuses texts with links that would be dead: each stands with the pointer to its field. `variables` are what
/// may stand in place of an address.
///
/// # Errors
/// `ValidationFailed`, which names every such link.
pub fn check(texts: &[(&str, &str)], variables: &[&str]) -> Result<()> {
    let refused = |(pointer, markdown): &(&str, &str)| {
        let fault = |message| FieldProblem { pointer: (*pointer).to_owned(), code: FieldCode::Invalid, message };
        dead_links(markdown, variables).into_iter().map(fault).collect::<Vec<_>>()
    };
    let refused: Vec<FieldProblem> = texts.iter().flat_map(refused).collect();
    if refused.is_empty() { Ok(()) } else { Err(Error::invalid(refused)) }
}

/// What is wrong with the links and pictures of a text, each fault once.
fn dead_links(markdown: &str, variables: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for event in Parser::new(markdown) {
        let fault = match event {
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => continue,
            Event::Start(Tag::Link { dest_url, .. }) if !leads_somewhere(&dest_url, variables) => {
                let shown: String = dest_url.chars().take(60).collect();
                if shown.contains("{{") {
                    format!(
                        "“{shown}” is no address: a link is {{{{link}}}} or {{{{reset_link}}}} alone, or has no variable."
                    )
                } else {
                    format!(
                        "The link to “{shown}” would lead nowhere. Write a whole address, such as https://example.com or mailto:help@example.com."
                    )
                }
            }
            Event::Start(Tag::Image { .. }) => "Pictures are not shown here. Leave them out.".to_owned(),
            _ => continue,
        };
        if !found.contains(&fault) {
            found.push(fault);
        }
    }
    found
}

fn leads_somewhere(link: &str, variables: &[&str]) -> bool {
    // an address made of a variable and other things would carry a secret to strangers
    if link.contains("{{") {
        return variables.contains(&link);
    }
    let Some((scheme, rest)) = link.split_once(':') else { return false };
    match scheme.to_ascii_lowercase().as_str() {
        "mailto" => rest.split('?').next().unwrap_or_default().parse::<lettre::Address>().is_ok(),
        "http" | "https" => rest.strip_prefix("//").is_some_and(has_host),
        _ => false,
    }
}

/// Whether an address without its scheme names a host, perhaps with a port.
fn has_host(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !authority.ends_with(']') => (host, port.parse::<u16>().is_ok()),
        _ => (authority, true),
    };
    port && host.chars().any(char::is_alphanumeric)
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
        .url_schemes(HashSet::from(SCHEMES))
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
    fn links_that_would_be_dead_are_named() {
        let links = ["{{link}}"];
        for good in [
            "[x](https://x.test)",
            "<a@x.test>",
            "[x]({{link}})",
            "[x][1]\n\n[1]: HTTP://x.test",
            "x",
            "[x](https://[::1]/a)",
            "[x](https://x.test:8443/?a=b#c)",
            "[x](mailto:a@x.test?subject=Hi)",
        ] {
            assert_eq!(dead_links(good, &links), Vec::<String>::new(), "{good}");
        }
        assert_eq!(dead_links("[x](https://x.test?{{link}})", &links).len(), 1);
        for dead in [
            "[x](javascript:alert(1))",
            "[x](//x.test)",
            "[x](/privacy)",
            "[x](www.x.test) [y](www.x.test)",
            "[x](http://)",
            "[x](https://?)",
            "[x](https://x.test:99999/)",
            "[x](mailto:)",
            "[x](mailto:foo)",
            "[x](https://.)",
        ] {
            assert_eq!(dead_links(dead, &links).len(), 1, "{dead}");
        }
        assert!(dead_links("![x](https://x.test/a.png)", &links)[0].starts_with("Pictures"));
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
