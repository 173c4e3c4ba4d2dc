//! The e-mails customers get are worded by staff; what customers are called is never more than text.

use diesel::prelude::*;
use openapi::audit::AuditEvent;
use openapi::domains::mails::{DomainMail, DomainMails, MailKind, MailPreview, SavedDomainMail};
use openapi::page::Page;
use openapi::problem::{FieldCode, ProblemCode};
use portico::db::schema::{contacts as c, mails as m};
use serde_json::{Value, json};

use super::{default_domain, open, register, send};
use crate::support::smtp::MailServer;
use crate::support::world::{AGENT, ANNA, IAN, OWNER};
use crate::support::{Answer, On, StaffClient, TestApp, eventually, on_both_databases};

on_both_databases!(
    mails_have_our_words_until_somebody_words_them,
    a_mail_is_html_with_a_text_twin,
    every_link_comes_from_the_domains_own_address,
    what_a_customer_is_called_is_text,
    a_reply_names_what_there_is,
    words_that_do_not_suit_a_mail_are_refused,
    a_preview_has_sample_values,
    a_test_goes_to_whoever_asks,
    the_log_hides_the_link_of_both_forms,
    mails_of_text_alone_are_still_sent,
);

pub fn path(app: &TestApp, kind: &str) -> String {
    format!("/api/v1/domains/{}/mails{kind}", default_domain(app))
}

pub fn mail(app: &TestApp, by: &StaffClient, kind: MailKind) -> DomainMail {
    let all: DomainMails = by.get(&path(app, "")).send().expect(200).json();
    all.mails.into_iter().find(|mail| mail.kind == kind).unwrap()
}

pub fn word(app: &TestApp, by: &StaffClient, kind: &str, words: &Value) -> Answer {
    by.put(&path(app, &format!("/{kind}")), words).header("if-match", "*").send()
}

pub fn words(subject: &str, body: &str) -> Value {
    json!({ "subject": subject, "body": body })
}

fn mails_have_our_words_until_somebody_words_them(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let owner = app.owner();
    let all: DomainMails = owner.get(&path(&app, "")).send().expect(200).json();
    assert_eq!(all.mails.iter().map(|mail| mail.kind).collect::<Vec<_>>(), MailKind::ALL);
    let ours = mail(&app, &owner, MailKind::Registration);
    assert!(ours.is_default && ours.variables.iter().any(|variable| variable.name == "link" && variable.is_required));
    let written = words(
        "Come in, {{ contact.first_name }}",
        "Dear {{contact.name}} of **{{company.name}}**,\n\n[Enter {{portal.name}}]({{link}})\n\nUntil {{expires}} are over.",
    );
    let saved: SavedDomainMail = word(&app, &owner, "registration", &written).expect(200).json();
    assert!(!saved.mail.is_default && saved.version == all.version + 1);
    app.agent().invite(app.world.ian, app.world.support);
    let letter = mails.receive(IAN);
    assert_eq!(letter.header("Subject"), "Come in, Ian");
    assert!(letter.text.starts_with("Dear Ian Frost of Harbour Tools,\n\nEnter Harbour Support:\nhttp://localhost:8080/support/set-password?token="), "{}", letter.text);
    assert!(letter.text.contains("Until 7 days are over."));
    assert!(letter.html.contains("of <strong>Harbour Tools</strong>"), "{}", letter.html);
    app.anyone().look_at_link(&letter.token()).expect(200);
    let one = path(&app, "/registration");
    let again: SavedDomainMail = owner.delete(&one).header("if-match", "*").send().expect(200).json();
    assert_eq!(again.mail, ours);
    app.agent().invite(app.world.ian, app.world.support);
    assert_eq!(mails.receive(IAN).header("Subject"), "Your access to Harbour Support");
    let told: Page<AuditEvent> = owner.get("/api/v1/audit-events?limit=100").send().expect(200).json();
    let changes: Vec<&AuditEvent> = told.items.iter().filter(|event| event.action == "domain.mail_changed").collect();
    assert_eq!(changes.len(), 2);
    assert_eq!((&changes[1].data["kind"], &changes[1].data["after"]), (&json!("registration"), &written));
    let stale = owner.put(&one, &written).header("if-match", &format!("\"{}\"", all.version)).send();
    assert_eq!(stale.expect(412).problem().code, ProblemCode::ChangedMeanwhile);
}

fn a_mail_is_html_with_a_text_twin(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    app.anyone().ask_for_reset(ANNA).expect(202);
    let letter = mails.receive(ANNA);
    assert!(letter.header("Content-Type").starts_with("multipart/alternative"), "{}", letter.raw);
    let (plain, html) = (letter.raw.find("text/plain").unwrap(), letter.raw.find("text/html").unwrap());
    assert!(plain < html, "the better form comes last");
    let link = letter.link();
    assert!(letter.html.contains(&format!("href=\"{link}\"")), "{}", letter.html);
    assert!(!letter.html.contains("{{") && !letter.text.contains("{{"));
    assert!(
        letter.html.contains(">Harbour Tools</h1>") && letter.text.ends_with("-- \nHarbour Tools\n"),
        "{}",
        letter.text
    );
    assert!(!letter.html.contains("<script") && !letter.html.contains("<img") && !letter.html.contains("url("));
}

fn every_link_comes_from_the_domains_own_address(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    let nora = app.anyone();
    register(&nora, "nora@mail.test").expect(202);
    register(&nora, ANNA).expect(202);
    send(&nora, "/sign-in-links", &json!({ "email": ANNA })).expect(202);
    let known = mails.receive(ANNA);
    assert_eq!(known.header("Subject"), "You already have an account for Harbour Support");
    let letters = [mails.receive("nora@mail.test"), known, mails.receive(ANNA)];
    for letter in letters {
        let links: Vec<&str> =
            letter.html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(!links.is_empty());
        assert!(links.iter().all(|link| link.starts_with("http://localhost:8080/support/")), "{links:?}");
    }
}

/// What a contact is called from now on.
fn rename(app: &TestApp, first: &str, last: &str) {
    app.change(|conn, _| {
        let names = (c::first_name.eq(first), c::last_name.eq(last));
        diesel::update(c::table.find(app.world.anna)).set(names).execute(conn)?;
        Ok(())
    });
}

fn what_a_customer_is_called_is_text(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let subject_names = words("{{contact.first_name}}, a new password", "Hi {{contact.name}}\n\n{{link}}");
    word(&app, &app.owner(), "password_reset", &subject_names).expect(200);
    for (first, last) in [
        ("Anna\r\nBcc: evil@x.test", "[win](https://evil.test) **now**"),
        ("{{link}}", "{{portal.name}}"),
        ("<a href=\"https://evil.test\">", "</p><script>alert(1)</script>"),
        ("\u{202e}annA", "# Lee\n\n- x"),
    ] {
        rename(&app, first, last);
        app.anyone().ask_for_reset(ANNA).expect(202);
        let letter = mails.receive(ANNA);
        assert_eq!(letter.html.matches("<a ").count(), 1, "{}", letter.html);
        assert!(
            !letter.html.contains("<a href=\"https://evil")
                && !letter.html.contains("<script")
                && !letter.html.contains("<strong")
        );
        assert!(!letter.html.contains("<li") && !letter.html.contains("<h3"), "{}", letter.html);
        assert!(!letter.html.contains("Harbour Support</p>"), "{}", letter.html);
        let token = letter.token();
        assert_eq!((letter.html.matches(&token).count(), letter.text.matches(&token).count()), (1, 1));
        assert!(letter.headers.iter().all(|(name, _)| !name.eq_ignore_ascii_case("bcc")), "{}", letter.raw);
        assert!(!letter.header("Subject").contains(&token));
    }
    assert!(mails.letters().iter().all(|letter| letter.to != "evil@x.test"));
}

fn a_reply_names_what_there_is(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let body = "*{{reply.author}}* on {{ticket.subject}}:\n\n{{reply.text}}\n\nFiles: {{reply.files}}\n\n[Answer]({{link}})\n\nBye";
    word(&app, &app.owner(), "reply_notification", &words("{{ticket.subject}} ({{ticket.number}})", body)).expect(200);
    let (agent, anna) = (app.agent(), app.anna());
    let ticket = anna.file("**Oven** {{link}}", "It stays cold.").id;
    mails.receive(AGENT);
    agent.reply(ticket, "Is it *on*?\n<b>Really</b>? {{contact.name}}\n\n# yes");
    let letter = mails.receive(ANNA);
    assert_eq!(letter.header("Subject"), format!("**Oven** {{{{link}}}} ({ticket})"));
    let url = format!("http://localhost:8080/support/tickets/{ticket}");
    let text = format!(
        "Amir Haddad on **Oven** {{{{link}}}}:\n\nIs it *on*?\n<b>Really</b>? {{{{contact.name}}}}\n\n# yes\n\nAnswer:\n{url}\n\nBye\n"
    );
    assert!(letter.text.starts_with(&text), "{}", letter.text);
    assert!(letter.html.contains("<em>Amir Haddad</em> on **Oven** {{link}}:"), "{}", letter.html);
    assert!(letter.html.contains("Is it *on*?<br>\n&lt;b&gt;Really&lt;/b&gt;?"), "{}", letter.html);
    assert_eq!(letter.html.matches("<a ").count(), 1);
    // somebody who cannot sign in gets the words alone
    let other = agent.file_for(app.world.ian, "By phone", "").summary.id;
    agent.reply(other, "Done.");
    let letter = mails.receive(IAN);
    assert!(
        letter.text.contains("Done.\n\nBye") && !letter.text.contains("http") && !letter.html.contains("href"),
        "{}",
        letter.text
    );
}

fn words_that_do_not_suit_a_mail_are_refused(on: On) {
    let app = on.start();
    let owner = app.owner();
    for (kind, subject, body, pointer, code) in [
        ("verify", "x", "Dear {{contact.nmae}}\n\n{{link}}", "/body", FieldCode::Unknown),
        ("verify", "{{link}}", "{{link}}", "/subject", FieldCode::Unknown),
        ("verify", "x", "{{ticket.subject}}\n\n{{link}}", "/body", FieldCode::Unknown),
        ("verify", "x", "{{link", "/body", FieldCode::Unknown),
        ("verify", "x", "No link", "/body", FieldCode::Required),
        ("verify", "x", "Inside {{link}} of a text", "/body", FieldCode::Required),
        ("verify", "x", "```\n\n{{link}}\n\n```", "/body", FieldCode::Required),
        ("email_taken", "x", "{{contact.name}}", "/body", FieldCode::Unknown),
        ("email_changed", "", "x", "/subject", FieldCode::Required),
        ("email_changed", "two\nlines", "x", "/subject", FieldCode::Invalid),
        ("email_changed", "x", " ", "/body", FieldCode::Required),
    ] {
        for refused in [
            word(&app, &owner, kind, &words(subject, body)),
            owner.post(&path(&app, &format!("/{kind}/preview")), &words(subject, body)).send(),
            owner.post(&path(&app, &format!("/{kind}/test")), &words(subject, body)).send(),
        ] {
            let field = refused.expect(422).problem().fields.remove(0);
            assert_eq!((&*field.pointer, field.code), (pointer, code), "{kind} {subject} {body}: {}", field.message);
        }
    }
    let refused = word(&app, &owner, "verify", &words("x", "{{nonsense}}\n\n{{link}}")).expect(422).problem();
    assert!(
        refused.fields[0].message.starts_with("There is no {{nonsense}} here. There are: {{contact.first_name}}, ")
    );
    for (subject, body) in [("x".repeat(201), "x".to_owned()), ("x".to_owned(), "x".repeat(10_001))] {
        let refused = word(&app, &owner, "email_changed", &words(&subject, &body)).expect(422).problem();
        assert_eq!(refused.fields[0].code, FieldCode::TooLong);
    }
    word(&app, &owner, "nonsense", &words("x", "x")).expect(404);
    word(&app, &app.agent(), "email_changed", &words("x", "x")).expect(403);
}

fn a_preview_has_sample_values(on: On) {
    let app = on.start();
    let owner = app.owner();
    let body = words("Hi {{contact.first_name}}", "From {{company.name}}\n\n[Go]({{link}})");
    let shown: MailPreview = owner.post(&path(&app, "/magic_link/preview"), &body).send().expect(200).json();
    assert_eq!(shown.subject, "Hi Anna");
    assert!(shown.text.starts_with("From Harbour Tools\n\nGo:\nhttp://localhost:8080/support/\n"), "{}", shown.text);
    assert!(shown.html.starts_with("<!doctype html>") && shown.html.contains("<title>Hi Anna</title>"));
    assert!(shown.content_html.contains("<p class=\"button\"><a href=\"http://localhost:8080/support/\">Go</a></p>"));
    assert!(!shown.content_html.contains("style="));
    let none: i64 = app.look(|conn| Ok(m::table.count().get_result(conn)?));
    assert_eq!(none, 0, "nothing is sent");
    assert!(mail(&app, &owner, MailKind::MagicLink).is_default, "nothing is kept");
    owner.post("/api/v1/domains/999999/mails/magic_link/preview", &body).send().expect(404);
}

fn a_test_goes_to_whoever_asks(on: On) {
    let mails = MailServer::start();
    let mut app = on.start_with_mail(&mails);
    let body = words("Hi {{contact.first_name}}", "[Go]({{link}})");
    let (owner, try_it) = (app.owner(), path(&app, "/registration/test"));
    owner.post(&try_it, &body).send().expect(202);
    let letter = mails.receive(OWNER);
    assert_eq!((letter.header("Subject"), &*letter.link()), ("[Test] Hi Anna", "http://localhost:8080/support/"));
    assert!(letter.header("From").contains("support@portico.test") && letter.html.contains("Go</a>"));
    let told: Page<AuditEvent> = owner.get("/api/v1/audit-events?limit=1").send().expect(200).json();
    assert_eq!((&*told.items[0].action, &told.items[0].data["kind"]), ("domain.mail_tested", &json!("registration")));
    app.agent().post(&try_it, &body).send().expect(403);
    app.restart_with_parts(|parts| parts.limits = portico::web::limits::Limits::new(true));
    let owner = app.owner();
    let answers: Vec<u16> = (0..21).map(|_| owner.post(&try_it, &body).send().status).collect();
    assert!(answers[..20].iter().all(|status| *status == 202) && answers[20] == 429, "{answers:?}");
}

fn the_log_hides_the_link_of_both_forms(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    app.anyone().ask_for_reset(ANNA).expect(202);
    let token = mails.receive(ANNA).token();
    let owner = app.owner();
    let id = owner.mails()[0].id;
    assert!(!owner.get(&format!("/api/v1/mails/{id}")).send().expect(200).text().contains(&token));
    // what is kept of the text and of the HTML never held it, and the link itself is forgotten
    let kept = eventually("the link is forgotten", || {
        type Kept = (String, Option<String>, Option<String>);
        let (text, html, link): Kept =
            app.look(|conn| Ok(m::table.find(id).select((m::text, m::html, m::link)).first(conn)?));
        link.is_none().then_some((text, html.unwrap()))
    });
    assert!(!kept.0.contains(&token) && !kept.1.contains(&token));
    assert!(kept.0.contains("{{link}}") && kept.1.contains("href=\"{{link}}\""));
}

fn mails_of_text_alone_are_still_sent(on: On) {
    let mails = MailServer::start();
    let mut app = on.start();
    app.anyone().ask_for_reset(ANNA).expect(202);
    app.asked_links_are_answered();
    // as an earlier version wrote it
    app.change(|conn, _| {
        let before = (m::html.eq(None::<String>), m::text.eq("Set it here:\n{{link}}\n"));
        diesel::update(m::table).set(before).execute(conn)?;
        Ok(())
    });
    let url = mails.url();
    app.restart_with(|config| config.smtp_url = Some(crate::support::app::secret(&url)));
    let letter = mails.receive(ANNA);
    assert!(letter.header("Content-Type").starts_with("text/plain") && letter.html.is_empty());
    app.anyone().look_at_link(&letter.token()).expect(200);
}
