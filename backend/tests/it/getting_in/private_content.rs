//! Staff set how customers of a domain get in.

use openapi::audit::AuditEvent;
use openapi::domains::console::{DomainSummary, PrivateContent};
use openapi::page::Page;
use openapi::portals::console::AccessKind;
use openapi::portals::entry::Boot;
use openapi::problem::{FieldCode, ProblemCode};
use serde_json::{Value, json};

use super::{CHOSEN, application, default_domain, register, send, settings, verify};
use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, PARTNERS_HOST};
use crate::support::{Answer, On, PASSWORD, StaffClient, TestApp, on_both_databases};

on_both_databases!(
    settings_are_shown_changed_and_take_effect,
    other_words_are_another_version_of_the_consent,
    self_registration_needs_something_to_agree_to,
    what_makes_no_sense_is_refused,
    who_saves_second_learns_of_it,
    what_is_done_to_an_access_is_written_down,
);

fn path(app: &TestApp) -> String {
    format!("/api/v1/domains/{}/private-content", default_domain(app))
}

fn set(app: &TestApp, by: &StaffClient, value: &Value) -> Answer {
    by.put(&path(app), value).header("if-match", "*").send()
}

fn with(changes: Value) -> Value {
    let mut value = settings();
    for (name, change) in changes.as_object().unwrap() {
        value[name] = change.clone();
    }
    value
}

fn settings_are_shown_changed_and_take_effect(on: On) {
    let app = on.start();
    let owner = app.owner();
    let all: Vec<DomainSummary> = owner.get("/api/v1/domains").send().expect(200).json();
    assert_eq!(all.iter().map(|domain| &*domain.host).collect::<Vec<_>>(), ["localhost", PARTNERS_HOST]);
    assert_eq!((all[0].is_default, all[0].portals.len(), all[1].portals.len()), (true, 2, 1));
    let shown: PrivateContent = owner.get(&path(&app)).send().expect(200).json();
    assert_eq!((shown.settings.idle_minutes, shown.settings.self_registration, shown.consent_version), (60, false, 0));
    let portals: Vec<_> = shown.portals.iter().map(|portal| (portal.id, portal.is_on, portal.access)).collect();
    let (support, everyone) = (app.world.support, AccessKind::Everyone);
    assert_eq!((portals.len(), portals[0]), (2, (support, true, everyone)));
    let boot = || -> Boot { app.anyone().get("/api/public/portals/support").send().expect(200).json() };
    assert_eq!((&*boot().portal.company, &*boot().portal.access_email), ("Harbour Tools", "support@portico.test"));
    let changed = with(json!({
        "self_registration": true, "magic_link": true, "idle_minutes": 20, "company_name": " Harbour Ltd ",
        "admin_email": "admin@portico.test", "consent_notice": "We keep **your name**.", "consent_label": "I agree.",
    }));
    let shown: PrivateContent = set(&app, &owner, &changed).expect(200).json();
    assert_eq!((&*shown.settings.company_name, shown.consent_version), ("Harbour Ltd", 1));
    assert_eq!(shown.consent_notice_html, "<p>We keep <strong>your name</strong>.</p>");
    assert_eq!(shown.consent_label_html, "I agree.");
    let portal = boot().portal;
    assert_eq!((&*portal.company, &*portal.access_email), ("Harbour Ltd", "admin@portico.test"));
    assert!(portal.self_registration && portal.magic_link);
    assert_eq!(portal.consent.unwrap().version, 1);
    assert_eq!(app.anna().me().idle_seconds, 1200);
    send(&app.anyone(), "/sign-in-links", &json!({ "email": ANNA })).expect(202);
    register(&app.anyone(), "nora@mail.test").expect(422);
    let partners: Boot =
        app.anyone_at(PARTNERS_HOST, "partners").get("/api/public/portals/partners").send().expect(200).json();
    assert!(!partners.portal.self_registration && partners.portal.company == "Harbour Tools");
    owner.get("/api/v1/domains/999999/private-content").send().expect(404);
}

fn other_words_are_another_version_of_the_consent(on: On) {
    let app = on.start();
    let owner = app.owner();
    let version = |changes: Value| -> i64 {
        set(&app, &owner, &with(changes)).expect(200).json::<PrivateContent>().consent_version
    };
    let text = json!({ "consent_notice": "We keep your name.", "consent_label": "I agree." });
    assert_eq!(version(json!({})), 0);
    assert_eq!(version(text.clone()), 1);
    assert_eq!(version(json!({ "consent_notice": " We keep your name.\n", "consent_label": "I agree." })), 1);
    let more = json!({ "consent_notice": "We keep your name.", "consent_label": "I agree.", "magic_link": true });
    assert_eq!(version(more), 1, "the words are the same");
    assert_eq!(version(json!({ "consent_notice": "We keep your name.", "consent_label": "Fine." })), 2);
    assert_eq!(version(text), 3);
}

fn self_registration_needs_something_to_agree_to(on: On) {
    let app = on.start();
    let owner = app.owner();
    for (changes, pointers) in [
        (json!({ "self_registration": true }), &["/consent_notice", "/consent_label"][..]),
        (json!({ "self_registration": true, "consent_notice": "Text" }), &["/consent_label"][..]),
        (json!({ "consent_label": "I agree." }), &["/consent_notice"][..]),
        (json!({ "consent_notice": "Text", "consent_label": " " }), &["/consent_label"][..]),
    ] {
        let refused = set(&app, &owner, &with(changes.clone())).expect(422).problem();
        let found: Vec<&str> = refused.fields.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(found, pointers, "{changes}");
        assert_eq!(refused.fields[0].code, FieldCode::Required);
    }
}

fn what_makes_no_sense_is_refused(on: On) {
    let app = on.start();
    let owner = app.owner();
    for (changes, pointer) in [
        (json!({ "idle_minutes": 30 }), "/idle_minutes"),
        (json!({ "idle_minutes": 0 }), "/idle_minutes"),
        (json!({ "admin_email": "a@x.test,b@y.test" }), "/admin_email"),
        (json!({ "company_name": "x".repeat(201) }), "/company_name"),
        (json!({ "consent_notice": "x".repeat(10_001), "consent_label": "I agree." }), "/consent_notice"),
        (json!({ "consent_notice": "x", "consent_label": "two\nlines" }), "/consent_label"),
    ] {
        let refused = set(&app, &owner, &with(changes.clone())).expect(422).problem();
        assert_eq!(refused.fields[0].pointer, pointer, "{changes}");
    }
    set(&app, &app.agent(), &settings()).expect(403);
}

fn who_saves_second_learns_of_it(on: On) {
    let app = on.start();
    let owner = app.owner();
    let tag = owner.get(&path(&app)).send().expect(200).header("etag").unwrap().to_owned();
    let save = |changes: Value| owner.put(&path(&app), &with(changes)).header("if-match", &tag).send();
    save(json!({ "idle_minutes": 40 })).expect(200);
    assert_eq!(save(json!({ "idle_minutes": 20 })).expect(412).problem().code, ProblemCode::ChangedMeanwhile);
    owner.put(&path(&app), &settings()).send().expect(400);
    let shown: PrivateContent = owner.get(&path(&app)).send().expect(200).json();
    assert_eq!(shown.settings.idle_minutes, 40);
}

fn what_is_done_to_an_access_is_written_down(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let (owner, agent) = (app.owner(), app.agent());
    let opened = with(json!({ "self_registration": true, "consent_notice": "Text", "consent_label": "I agree." }));
    set(&app, &owner, &opened).expect(200);
    let nora = app.anyone();
    let mut body = application("nora@mail.test");
    body["consent_version"] = json!(1);
    send(&nora, "/registrations", &body).expect(202);
    verify(&nora, &mails.receive("nora@mail.test").token()).expect(200);
    let anna = app.anna();
    anna.put(&anna.at("/password"), &json!({ "old_password": PASSWORD, "password": CHOSEN })).send().expect(204);
    anna.delete(&anna.at("/sessions")).send().expect(204);
    let change = json!({ "email": "anna@home.test", "password": CHOSEN });
    anna.post(&anna.at("/email-changes"), &change).send().expect(202);
    let token = mails.receive("anna@home.test").token();
    send(&app.anyone(), "/email-changes/confirmations", &json!({ "token": token })).expect(204);
    let of_anna = agent.at(&format!("/contacts/{}", app.world.anna));
    let reset = json!({ "portal_id": app.world.support });
    agent.post(&format!("{of_anna}/password-resets"), &reset).send().expect(202);
    agent.delete(&format!("{of_anna}/sessions")).send().expect(204);
    agent.invite(app.world.ian, app.world.support);
    super::staff::decide(&agent, app.world.anna, app.world.support, "blocked").expect(200);
    let page: Page<AuditEvent> = owner.get("/api/v1/audit-events?limit=100").send().expect(200).json();
    let comings = |event: &&AuditEvent| !matches!(&*event.action, "contact.signed_in" | "user.signed_in");
    let told: Vec<(&str, &str)> =
        page.items.iter().rev().filter(comings).map(|event| (&*event.action, &*event.actor)).collect();
    assert_eq!(
        told,
        [
            ("domain.private_content_changed", "Olivia Stone"),
            ("contact.registered", "Nora Vale"),
            ("contact.password_changed", "Anna Lee"),
            ("contact.sessions_revoked", "Anna Lee"),
            ("contact.email_changed", "Anna Lee"),
            ("contact.reset_sent", "Amir Haddad"),
            ("contact.signed_out", "Amir Haddad"),
            ("contact.invited", "Amir Haddad"),
            ("contact.access_changed", "Amir Haddad"),
        ]
    );
    let blocked = &page.items[0];
    assert_eq!((&blocked.data["before"], &blocked.data["after"]), (&json!("active"), &json!("blocked")));
    assert_eq!((&*blocked.object, blocked.object_id), ("contact", Some(app.world.anna.0)));
    let all = format!("{:?}", page.items);
    assert!(!all.contains(CHOSEN) && !all.contains(&token), "no secrets");
}
