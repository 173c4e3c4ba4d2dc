//! A customer's own account: where they are signed in, their password, their address.

use chrono::Duration;
use openapi::portals::account::Session;
use openapi::problem::{FieldCode, ProblemCode};
use serde_json::json;

use super::{CHOSEN, send};
use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, BEN, IAN};
use crate::support::{Answer, CustomerClient, On, PASSWORD, on_both_databases};

const NEW: &str = "anna@home.test";
const LINUX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";

on_both_databases!(
    sessions_are_listed_and_revoked,
    a_new_password_takes_the_old_one_and_ends_other_sessions,
    a_stolen_session_cannot_guess_the_password,
    an_address_changes_when_the_new_one_is_confirmed,
    a_taken_address_gets_the_same_answer,
    a_new_address_ends_older_links,
    changing_the_address_takes_the_password,
);

fn sessions(who: &CustomerClient) -> Vec<Session> {
    who.get(&who.at("/sessions")).send().expect(200).json()
}

fn sessions_are_listed_and_revoked(on: On) {
    let app = on.start();
    let (anna, ben) = (app.anna(), app.ben());
    let firefox = app.anyone();
    let body = json!({ "email": ANNA, "password": PASSWORD });
    firefox.post(&firefox.at("/sessions"), &body).header("user-agent", LINUX).send().expect(200);
    let firefox = firefox.now_a_customer();
    let third = app.anna();
    let all = sessions(&anna);
    assert_eq!(all.len(), 3);
    assert_eq!(all.iter().filter(|session| session.is_current).count(), 1);
    let other = all.iter().find(|session| session.device == "Firefox on Linux").unwrap();
    assert_eq!((other.ip.as_str(), other.is_current), ("127.0.0.1", false));
    let hers = sessions(&firefox).into_iter().find(|session| session.is_current).unwrap();
    assert_eq!(hers.id, other.id);
    // nobody else's
    ben.delete(&ben.at(&format!("/sessions/{}", other.id))).send().expect(404);
    firefox.who_am_i().expect(200);
    let stream = firefox.events();
    anna.delete(&anna.at(&format!("/sessions/{}", other.id))).send().expect(204);
    firefox.who_am_i().expect(401);
    let farewell = stream.next(std::time::Duration::from_secs(5));
    assert!(matches!(&farewell, crate::support::events::News::Event(event) if event.name == "signed_out"));
    anna.delete(&anna.at(&format!("/sessions/{}", other.id))).send().expect(404);
    anna.delete(&anna.at("/sessions")).send().expect(204);
    third.who_am_i().expect(401);
    anna.who_am_i().expect(200);
    ben.who_am_i().expect(200);
    assert_eq!(sessions(&anna).len(), 1);
    // one that was idle for too long is none
    app.pass(Duration::minutes(61));
    assert_eq!(sessions(&app.anna()).len(), 1);
}

fn set(who: &CustomerClient, old: &str, new: &str) -> Answer {
    who.put(&who.at("/password"), &json!({ "old_password": old, "password": new })).send()
}

fn a_new_password_takes_the_old_one_and_ends_other_sessions(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let (anna, phone) = (app.anna(), app.anna());
    let stolen = anna.copy();
    app.anyone().ask_for_reset(ANNA).expect(202);
    let reset = mails.receive(ANNA).token();
    let refused = set(&anna, "not the password", CHOSEN).expect(422).problem();
    assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), ("/old_password", FieldCode::Invalid));
    app.pass(Duration::seconds(2));
    let refused = set(&anna, PASSWORD, "anna.lee@brightside").expect(422).problem();
    assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), ("/password", FieldCode::WeakPassword));
    phone.who_am_i().expect(200);
    let stream = anna.events();
    set(&anna, PASSWORD, CHOSEN).expect(204);
    anna.who_am_i().expect(200);
    // who knows the cookie of before is out
    stolen.get("/api/portal/support/session").send().expect(401);
    let farewell = stream.next(std::time::Duration::from_secs(5));
    assert!(
        matches!(&farewell, crate::support::events::News::Event(event) if event.data.contains("true")),
        "{farewell:?}"
    );
    assert!(sessions(&anna).iter().any(|session| session.is_current), "hers goes on");
    phone.who_am_i().expect(401);
    let letter = mails.receive(ANNA);
    assert_eq!(letter.header("Subject"), "Your password for Harbour Support was changed");
    app.anyone().look_at_link(&reset).expect(410);
    // the device is known no more
    let body = json!({ "email": ANNA, "password": PASSWORD });
    phone.post("/api/public/portals/support/sessions", &body).send().expect(401);
    app.pass(Duration::seconds(2));
    app.anyone().sign_in(ANNA, CHOSEN);
}

fn a_stolen_session_cannot_guess_the_password(on: On) {
    let app = on.start();
    let thief = app.anna();
    set(&thief, "guess one", CHOSEN).expect(422);
    let refused = set(&thief, PASSWORD, CHOSEN).expect(429);
    assert_eq!(refused.header("retry-after"), Some("1"));
    for guess in 0..9 {
        app.pass(Duration::seconds(11));
        set(&thief, &format!("guess {guess}"), CHOSEN).expect(422);
    }
    let wait: u64 = set(&thief, PASSWORD, CHOSEN).expect(429).header("retry-after").unwrap().parse().unwrap();
    assert!(wait > 800, "{wait}");
}

fn ask(who: &CustomerClient, email: &str, password: &str) -> Answer {
    who.post(&who.at("/email-changes"), &json!({ "email": email, "password": password })).send()
}

fn an_address_changes_when_the_new_one_is_confirmed(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let anna = app.anna();
    let ticket = anna.file("The oven is cold", "Please help.").id;
    ask(&anna, " Anna@Home.TEST ", PASSWORD).expect(202);
    let notice = mails.receive(ANNA);
    assert_eq!(notice.header("Subject"), "Somebody asked to change your e-mail address for Harbour Support");
    assert!(notice.text.contains(NEW) && !notice.text.contains("token="), "{}", notice.text);
    let letter = mails.receive(NEW);
    assert!(letter.link().starts_with("http://localhost:8080/support/confirm-email?token="), "{}", letter.link());
    assert_eq!(anna.me().email, ANNA, "not before it is confirmed");
    let confirm = json!({ "token": letter.token() });
    app.anyone_at("partners.test", "partners")
        .post("/api/public/portals/partners/email-changes/confirmations", &confirm)
        .send()
        .expect(410);
    // in whatever browser the mail is opened
    send(&app.anyone(), "/email-changes/confirmations", &confirm).expect(204);
    assert_eq!(anna.me().email, NEW);
    for address in [ANNA, NEW] {
        let told = mails.receive(address);
        assert_eq!(told.header("Subject"), "Your e-mail address for Harbour Support was changed");
        assert!(told.text.contains(ANNA) && told.text.contains(NEW), "{}", told.text);
    }
    send(&app.anyone(), "/email-changes/confirmations", &confirm).expect(410);
    app.anyone().try_sign_in(ANNA, PASSWORD, false).expect(401);
    assert_eq!(app.anyone().sign_in(NEW, PASSWORD).numbers(""), [ticket.0]);
    app.agent().reply(ticket, "We are on it.");
    assert!(mails.receive(NEW).text.contains("We are on it."));
    // an hour, and the newest only
    ask(&anna, "anna@one.test", PASSWORD).expect(202);
    let first = mails.receive("anna@one.test").token();
    ask(&anna, "anna@two.test", PASSWORD).expect(202);
    let second = mails.receive("anna@two.test").token();
    send(&app.anyone(), "/email-changes/confirmations", &json!({ "token": first })).expect(410);
    app.pass(Duration::minutes(61));
    send(&app.anyone(), "/email-changes/confirmations", &json!({ "token": second })).expect(410);
}

fn a_taken_address_gets_the_same_answer(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let anna = app.anna();
    let free = ask(&anna, NEW, PASSWORD).expect(202);
    let token = mails.receive(NEW).token();
    let taken = ask(&anna, IAN, PASSWORD).expect(202);
    assert_eq!((free.body, free.headers.len()), (taken.body, taken.headers.len()));
    let letter = mails.receive(IAN);
    assert_eq!(letter.header("Subject"), "This e-mail address is in use in Harbour Support");
    assert!(!letter.text.contains("Anna") && !letter.text.contains(ANNA) && !letter.text.contains("token="));
    mails.receive(ANNA);
    // it was the newest wish: the older link is void
    send(&app.anyone(), "/email-changes/confirmations", &json!({ "token": token })).expect(410);
    // taken while the mail was on its way
    ask(&anna, NEW, PASSWORD).expect(202);
    let token = mails.receive(NEW).token();
    let agent = app.agent();
    agent.post("/api/v1/contacts", &json!({ "email": NEW })).send().expect(201);
    let refused = send(&app.anyone(), "/email-changes/confirmations", &json!({ "token": token })).expect(409);
    assert_eq!(refused.problem().code, ProblemCode::Conflict);
    assert_eq!(anna.me().email, ANNA);
}

fn a_new_address_ends_older_links(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let anna = app.anna();
    app.anyone().ask_for_reset(ANNA).expect(202);
    let reset = mails.receive(ANNA).token();
    ask(&anna, NEW, PASSWORD).expect(202);
    let token = mails.receive(NEW).token();
    // a link for an address sets no password
    app.anyone().set_password(&token, CHOSEN).expect(410);
    send(&app.anyone(), "/email-changes/confirmations", &json!({ "token": token })).expect(204);
    app.anyone().set_password(&reset, CHOSEN).expect(410);
    app.anyone().sign_in(NEW, PASSWORD);
}

fn changing_the_address_takes_the_password(on: On) {
    let app = on.start();
    let anna = app.anna();
    for (email, password, pointer) in [
        (NEW, "not hers", "/password"),
        (ANNA, PASSWORD, "/email"),
        ("a@x.test,b@y.test", PASSWORD, "/email"),
        (NEW, "", "/password"),
    ] {
        let refused = ask(&anna, email, password).expect(422).problem();
        assert_eq!(refused.fields[0].pointer, pointer, "{email}");
        app.pass(Duration::seconds(2));
    }
    assert!(app.owner().mails().is_empty());
    assert_eq!(app.ben().me().email, BEN);
}
