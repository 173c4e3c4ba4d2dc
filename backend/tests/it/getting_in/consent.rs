//! What whoever registers agrees to, and what others are told of it.

use chrono::Duration;
use diesel::prelude::*;
use openapi::portals::entry::Boot;
use openapi::problem::FieldCode;
use portico::db::schema::consents as s;
use serde_json::json;

use super::{application, ask_consent, open, send, verify};
use crate::support::smtp::MailServer;
use crate::support::{On, on_both_databases};

const NORA: &str = "nora.vale@mail.test";

on_both_databases!(consent_is_asked_for_and_kept_as_it_was_worded, a_stranger_cannot_write_in_our_name);

fn consent_is_asked_for_and_kept_as_it_was_worded(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    ask_consent(
        &app,
        3,
        "We keep **your name**.<script>alert(1)</script>",
        "I agree, see [privacy](https://x.test/p).",
    );
    let nora = app.anyone();
    let boot: Boot = nora.get(&nora.at("")).send().expect(200).json();
    let shown = boot.portal.consent.unwrap();
    assert_eq!(shown.version, 3);
    assert!(shown.notice_html.contains("<strong>your name</strong>") && !shown.notice_html.contains("<script"));
    assert!(shown.label_html.contains("target=\"_blank\" rel=\"noopener noreferrer\""), "{}", shown.label_html);
    let with = |version: serde_json::Value| {
        let mut body = application(NORA);
        body["consent_version"] = version;
        send(&nora, "/registrations", &body)
    };
    for (version, code) in [(json!(null), FieldCode::Required), (json!(2), FieldCode::Invalid)] {
        let refused = with(version).expect(422).problem();
        assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), ("/consent_version", code));
    }
    assert!(app.owner().mails().is_empty());
    let agreed_at = app.parts.clock.now();
    with(json!(3)).expect(202);
    app.pass(Duration::hours(1));
    // reworded before the mail is opened
    ask_consent(&app, 4, "We sell your name.", "Fine.");
    verify(&nora, &mails.receive(NORA).token()).expect(200);
    let (version, notice, label, ip, at): (i64, String, String, String, portico::db::Ts) =
        app.look(|conn| Ok(s::table.select((s::version, s::notice, s::label, s::ip, s::agreed_at)).first(conn)?));
    assert_eq!((version, ip.as_str()), (3, "127.0.0.1"));
    assert!(notice.starts_with("We keep **your name**") && label.starts_with("I agree"), "{notice} {label}");
    assert!(at - agreed_at < Duration::minutes(1), "when it was agreed to, not when it was confirmed");
}

fn a_stranger_cannot_write_in_our_name(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    let mut body = application(NORA);
    body["first_name"] = "Claim your prize".into();
    body["last_name"] = "https://evil.test".into();
    send(&app.anyone(), "/registrations", &body).expect(202);
    let mail = mails.receive(NORA);
    for part in [&mail.text, &mail.html, &format!("{:?}", mail.headers)] {
        assert!(!part.contains("prize") && !part.contains("evil.test"), "{part}");
    }
}
