use openapi::domains::mails::MailWords;

use super::*;

fn values() -> Values {
    Values::default()
        .with(Variable::Name, "Anna Lee")
        .with(Variable::Company, "Harbour & Sons")
        .with(Variable::Portal, "Harbour Support")
}

fn filled(body: &str, values: &Values) -> Words {
    fill(&MailWords { subject: "For {{contact.name}}".into(), body: body.into() }, values)
}

/// The HTML without the frame.
fn inner(body: &str, values: &Values) -> String {
    let html = filled(body, values).html.unwrap();
    let inner = html.strip_prefix("<h1>Harbour &amp; Sons</h1>\n").unwrap();
    inner.strip_suffix("\n<footer>Harbour &amp; Sons · Harbour Support</footer>").unwrap().to_owned()
}

fn text(body: &str, values: &Values) -> String {
    filled(body, values).text.strip_suffix("\n-- \nHarbour & Sons\n").unwrap().to_owned()
}

#[test]
fn markdown_becomes_html_and_a_text_that_reads_well() {
    let body = "Hello {{contact.name}},\n\nwe **moved**:\n\n- [our site](https://x.test/a)\n- here\n\n1. one\n2. two\n\n# Then\n\n> quoted\n> twice\n\n---\n\nWrite to <help@x.test>.";
    assert_eq!(
        text(body, &values()),
        "Hello Anna Lee,\n\nwe moved:\n\n- our site (https://x.test/a)\n- here\n\n1. one\n2. two\n\nThen\n\n> quoted\n> twice\n\n---\n\nWrite to help@x.test.\n"
    );
    let html = inner(body, &values());
    assert!(html.starts_with("<p>Hello Anna Lee,</p>\n<p>we <strong>moved</strong>:</p>\n<ul>\n<li><a href=\"https://x.test/a\">our site</a></li>"), "{html}");
    assert!(html.contains("<h3>Then</h3>") && html.contains("<a href=\"mailto:help@x.test\">"), "{html}");
}

#[test]
fn a_link_alone_is_a_button_and_stays_apart_until_the_mail_is_sent() {
    let secret = values().with_secret_link();
    assert_eq!(
        inner("Hi\n\n[Set it]({{ link }})", &secret),
        "<p>Hi</p>\n<p class=\"button\"><a href=\"{{link}}\">Set it</a></p>"
    );
    assert_eq!(text("Hi\n\n[Set it]({{link}})", &secret), "Hi\n\nSet it:\n{{link}}\n");
    assert_eq!(inner("{{link}}", &secret), "<p class=\"button\"><a href=\"{{link}}\">Open the link</a></p>");
    assert_eq!(text("{{link}}", &secret), "{{link}}\n");
    assert_eq!(inner("Use {{link}} now", &secret), "<p>Use <a href=\"{{link}}\">{{link}}</a> now</p>");
    let open = values().with(Variable::Link, "https://x.test/support/tickets/1");
    assert_eq!(text("[Read]({{link}})", &open), "Read:\nhttps://x.test/support/tickets/1\n");
    assert!(document(&inner("[Read]({{link}})", &open), "x").contains("display:inline-block"));
}

#[test]
fn a_value_is_text_whatever_it_says() {
    for evil in [
        "**bold** [x](https://evil.test) # no",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "{{link}} {{ticket.subject}} {{",
        "\u{e004} \u{e005}",
        "</p><p class=\"button\"><a href=\"{{link}}\">",
        "- list\n\n# head\n> quote",
        "&lt;b&gt; &amp;",
        "<h1> <footer> <p>",
    ] {
        let values = values().with(Variable::Name, evil).with_secret_link();
        let mail = filled("Hello {{contact.name}}, `{{contact.name}}` *{{contact.name}}*\n\n[Go]({{link}})", &values);
        let html = document(mail.html.as_deref().unwrap(), &mail.subject);
        let tags: Vec<&str> = html.split('<').skip(1).map(|tag| tag.split(['>', ' ']).next().unwrap()).collect();
        let known = [
            "!doctype", "html", "head", "meta", "title", "/title", "/head", "body", "div", "h1", "/h1", "p", "/p", "a",
            "/a", "code", "/code", "em", "/em", "br", "footer", "/footer", "/div", "/body", "/html",
        ];
        assert!(tags.iter().all(|tag| known.contains(tag)), "{evil}: {html}");
        assert_eq!((html.matches(LINK).count(), mail.text.matches(LINK).count()), (1, 1), "{evil}: {}", mail.text);
        assert_eq!(html.matches("<a ").count(), 1, "{evil}");
        assert!(!mail.subject.contains(LINK) && !mail.subject.contains('\n'), "{}", mail.subject);
    }
    // without a secret nothing needs to be guarded, and what somebody wrote stays as it is
    let plain = values().with(Variable::ReplyText, "Write {{link}}.\n\n  **so**");
    assert_eq!(text("{{reply.text}}", &plain), "Write {{link}}.\n\n  **so**\n");
    assert_eq!(inner("{{reply.text}}", &plain), "<p>Write {{link}}.<br>\n<br>\n  **so**</p>");
}

#[test]
fn a_link_of_ours_is_part_of_no_other_address() {
    let secret = values().with_secret_link();
    for body in [
        "[x](https://evil.test/?t={{link}})",
        "[x](https://evil.test/{{contact.name}})",
        "[x]({{contact.name}})",
        "![x]({{link}})",
        "[x](javascript:alert(1))",
        "[x](/there)",
    ] {
        let mail = filled(body, &secret);
        let html = mail.html.unwrap();
        assert!(
            !html.contains("href=") && !html.contains(LINK) && !mail.text.contains(LINK),
            "{body}: {html} {}",
            mail.text
        );
    }
}

#[test]
fn what_there_is_none_of_is_left_out_with_its_paragraph() {
    let body = "A\n\nAttached: {{reply.files}}\n\n[Read it]({{link}})\n\nB";
    assert_eq!(text(body, &values()), "A\n\nB\n");
    assert_eq!(inner(body, &values()), "<p>A</p>\n<p>B</p>");
}

#[test]
fn subjects_are_one_line() {
    let subject = |name: &str| {
        let words = MailWords { subject: "Hi {{contact.name}} {{link}}{{reply.text}}!".into(), body: "x".into() };
        fill(&words, &Values::default().with(Variable::Name, name).with_secret_link()).subject
    };
    assert_eq!(subject("Anna\r\nBcc: evil@x.test"), "Hi Anna Bcc: evil@x.test !");
    assert_eq!(subject("\u{202e}evil\u{2028}two"), "Hi evil two !");
}
