//! What texts to customers say: in which language where nobody worded them, and with which links.

use diesel::prelude::*;
use openapi::domains::mails::{DomainMails, MailKind};
use openapi::language::Language;
use openapi::problem::FieldCode;
use serde_json::json;

use super::mails::{mail, path, word, words};
use super::{default_domain, settings};
use crate::support::smtp::MailServer;
use crate::support::world::IAN;
use crate::support::{Answer, On, on_both_databases};

on_both_databases!(our_words_are_in_the_language_of_the_domain, links_that_lead_nowhere_are_refused);

fn our_words_are_in_the_language_of_the_domain(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let owner = app.owner();
    let mut settings = settings();
    settings["language"] = json!("de");
    let of_domain = format!("/api/v1/domains/{}/private-content", default_domain(&app));
    owner.put(&of_domain, &settings).header("if-match", "*").send().expect(200);
    let all: DomainMails = owner.get(&path(&app, "")).send().expect(200).json();
    assert_eq!(all.language, Language::De);
    assert_eq!(mail(&app, &owner, MailKind::Registration).subject, "Ihr Zugang zu {{portal.name}}");
    app.agent().invite(app.world.ian, app.world.support);
    let letter = mails.receive(IAN);
    assert_eq!(letter.header("Subject"), "Ihr Zugang zu Harbour Support");
    assert!(letter.text.contains("Der Link ist 7 Tage gültig"), "{}", letter.text);
    app.anyone().look_at_link(&letter.token()).expect(200);
    // what somebody worded stays as it is
    word(&app, &owner, "registration", &words("Come in", "Until {{expires}}.\n\n{{link}}")).expect(200);
    app.agent().invite(app.world.ian, app.world.support);
    assert!(mails.receive(IAN).text.starts_with("Until 7 Tage."));
    settings["language"] = json!("tlh");
    owner.put(&of_domain, &settings).header("if-match", "*").send().expect(422);
}

fn links_that_lead_nowhere_are_refused(on: On) {
    let app = on.start();
    let owner = app.owner();
    let pointers = |answer: Answer| -> Vec<(String, FieldCode)> {
        answer.expect(422).problem().fields.into_iter().map(|field| (field.pointer, field.code)).collect()
    };
    let body = ("/body".to_owned(), FieldCode::Invalid);
    for dead in ["[x](javascript:alert(1))", "[x](//evil.test)", "[x](https://x.test/?{{ link }})"] {
        let said = format!("{dead}\n\n{{{{link}}}}");
        assert_eq!(
            pointers(word(&app, &owner, "registration", &words("x", &said)))[..],
            std::slice::from_ref(&body)[..],
            "{dead}"
        );
    }
    let page = json!({ "heading": "x", "body": "[x](www.x.test)", "button": "x", "template": "card" });
    let of_page = format!("/api/v1/domains/{}/pages/sign_in", default_domain(&app));
    assert_eq!(pointers(owner.put(&of_page, &page).header("if-match", "*").send()), [body]);
    let mut settings = settings();
    settings["consent_notice"] = json!("Read [this](/privacy).");
    settings["consent_label"] = json!("I agree to [it](data:text/html,x).");
    let of_domain = format!("/api/v1/domains/{}/private-content", default_domain(&app));
    let refused = pointers(owner.put(&of_domain, &settings).header("if-match", "*").send());
    assert_eq!(
        refused.iter().map(|(pointer, _)| &**pointer).collect::<Vec<_>>(),
        ["/consent_notice", "/consent_label"]
    );
    // what was there before it was refused holds nobody up
    app.change(|conn, _| {
        use portico::db::schema::domains as d;
        let old = (d::consent_notice.eq("Read [this](/privacy)."), d::consent_label.eq("I agree."));
        Ok(diesel::update(d::table).set(old).execute(conn)?)
    });
    settings["consent_notice"] = json!("Read [this](/privacy).");
    settings["consent_label"] = json!("I agree.");
    settings["magic_link"] = json!(true);
    owner.put(&of_domain, &settings).header("if-match", "*").send().expect(200);
}
