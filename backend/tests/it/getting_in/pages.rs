//! A domain's system pages are worded by staff, and have words of their own until then.

use openapi::audit::AuditEvent;
use openapi::domains::pages::{PageKind, PageTemplate, RichTextHtml, SavedSystemPage, SystemPage, SystemPages};
use openapi::page::Page;
use openapi::portals::entry::Boot;
use openapi::problem::ProblemCode;
use serde_json::{Value, json};

use super::default_domain;
use crate::support::world::PARTNERS_HOST;
use crate::support::{Answer, On, StaffClient, TestApp, on_both_databases};

on_both_databases!(
    pages_have_our_words_until_somebody_writes_others,
    what_makes_no_sense_on_a_page_is_refused,
    who_writes_a_page_second_learns_of_it,
    rich_text_is_shown_as_customers_see_it,
);

fn path(app: &TestApp) -> String {
    format!("/api/v1/domains/{}/pages", default_domain(app))
}

fn all(app: &TestApp, by: &StaffClient) -> SystemPages {
    by.get(&path(app)).send().expect(200).json()
}

fn page(app: &TestApp, by: &StaffClient, kind: PageKind) -> SystemPage {
    all(app, by).pages.into_iter().find(|page| page.kind == kind).unwrap()
}

fn write(app: &TestApp, by: &StaffClient, kind: &str, page: &Value) -> Answer {
    by.put(&format!("{}/{kind}", path(app)), page).header("if-match", "*").send()
}

fn words() -> Value {
    json!({
        "heading": " Welcome to Harbour ", "body": "We are **glad** to [see you](https://x.test/a).\n\n<script>alert(1)</script>",
        "button": "Come in", "template": "split",
    })
}

fn pages_have_our_words_until_somebody_writes_others(on: On) {
    let app = on.start();
    let owner = app.owner();
    let before = all(&app, &owner);
    assert_eq!(before.pages.iter().map(|page| page.kind).collect::<Vec<_>>(), PageKind::ALL);
    assert!(before.pages.iter().all(|page| page.is_default && !page.heading.is_empty() && !page.button.is_empty()));
    let ours = page(&app, &owner, PageKind::SignIn);
    assert_eq!((&*ours.heading, ours.template), ("Sign in", PageTemplate::Card));
    let saved: SavedSystemPage = write(&app, &owner, "sign_in", &words()).expect(200).json();
    assert_eq!((saved.version, &*saved.page.heading), (before.version + 1, "Welcome to Harbour"));
    assert_eq!(page(&app, &owner, PageKind::SignIn), saved.page);
    assert!(!saved.page.is_default && saved.page.template == PageTemplate::Split);
    let html = &saved.page.body_html;
    assert!(
        html.starts_with("<p>We are <strong>glad</strong> to <a href=\"https://x.test/a\"")
            && !html.contains("<script")
    );
    assert!(page(&app, &owner, PageKind::Register).is_default);
    let boot = |host: &str, slug: &str| -> Boot {
        app.anyone_at(host, slug).get(&format!("/api/public/portals/{slug}")).send().expect(200).json()
    };
    let seen = boot("localhost", "support").pages;
    assert_eq!((&seen.sign_in.heading, &seen.sign_in.body_html), (&saved.page.heading, &saved.page.body_html));
    assert_eq!((&*seen.sign_in.button, seen.sign_in.template), ("Come in", PageTemplate::Split));
    assert_eq!(seen.register.heading, page(&app, &owner, PageKind::Register).heading);
    assert_eq!(boot(PARTNERS_HOST, "partners").pages.sign_in.heading, "Sign in", "another domain has its own");
    let one = format!("{}/sign_in", path(&app));
    let again: SavedSystemPage = owner.delete(&one).header("if-match", "*").send().expect(200).json();
    assert_eq!(again.page, ours);
    let told: Page<AuditEvent> = owner.get("/api/v1/audit-events?action=domain.page_changed").send().expect(200).json();
    let [reset, written] = &told.items[..] else { panic!("{:?}", told.items) };
    assert_eq!((&*written.action, &*written.actor), ("domain.page_changed", "Olivia Stone"));
    assert_eq!(written.data["kind"], "sign_in");
    assert_eq!(
        (&written.data["before"]["heading"], &written.data["after"]["heading"]),
        (&json!("Sign in"), &json!("Welcome to Harbour"))
    );
    assert_eq!((&reset.data["before"], &reset.data["after"]), (&written.data["after"], &written.data["before"]));
}

fn what_makes_no_sense_on_a_page_is_refused(on: On) {
    let app = on.start();
    let owner = app.owner();
    for (name, value) in [
        ("heading", json!(" ")),
        ("heading", json!("two\nlines")),
        ("heading", json!("x".repeat(121))),
        ("body", json!("x".repeat(5_001))),
        ("button", json!("")),
        ("button", json!("x".repeat(41))),
        ("template", json!("poster")),
    ] {
        let mut page = words();
        page[name] = value;
        let refused = write(&app, &owner, "register", &page).expect(422).problem();
        assert_eq!(refused.fields[0].pointer, format!("/{name}"));
    }
    write(&app, &owner, "nowhere", &words()).expect(404);
    owner.put("/api/v1/domains/999999/pages/register", &words()).header("if-match", "*").send().expect(404);
    owner.put(&format!("{}/register", path(&app)), &words()).send().expect(400);
    write(&app, &app.agent(), "register", &words()).expect(403);
    let longest = json!({ "heading": "ü".repeat(120), "body": "", "button": "ü".repeat(40), "template": "banner" });
    write(&app, &owner, "register", &longest).expect(200);
}

fn who_writes_a_page_second_learns_of_it(on: On) {
    let app = on.start();
    let owner = app.owner();
    let tag = owner.get(&path(&app)).send().expect(200).header("etag").unwrap().to_owned();
    let save = |kind: &str| owner.put(&format!("{}/{kind}", path(&app)), &words()).header("if-match", &tag).send();
    let next = save("register").expect(200).header("etag").unwrap().to_owned();
    assert_eq!(save("signed_out").expect(412).problem().code, ProblemCode::ChangedMeanwhile);
    let reset = |tag: &str| owner.delete(&format!("{}/register", path(&app))).header("if-match", tag).send();
    reset(&tag).expect(412);
    assert!(!page(&app, &owner, PageKind::Register).is_default);
    reset(&next).expect(200);
}

fn rich_text_is_shown_as_customers_see_it(on: On) {
    let app = on.start();
    let owner = app.owner();
    let shown = |markdown: &str| -> String {
        let answer = owner.post("/api/v1/rich-text", &json!({ "markdown": markdown })).send();
        answer.expect(200).json::<RichTextHtml>().html
    };
    assert_eq!(shown("*Hi*\n\n- there"), "<p><em>Hi</em></p>\n<ul>\n<li>there</li>\n</ul>");
    assert_eq!(shown(""), "");
    assert!(!shown("<img src=x onerror=alert(1)> [x](javascript:alert(1))").contains("<img"));
    let long = json!({ "markdown": "x".repeat(10_001) });
    assert_eq!(owner.post("/api/v1/rich-text", &long).send().expect(422).problem().fields[0].pointer, "/markdown");
}
