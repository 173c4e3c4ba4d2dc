//! A forgotten password: anybody may ask, only the owner of the address learns anything.

use std::time::{Duration, Instant};

use diesel::prelude::*;
use openapi::problem::ProblemCode;
use openapi::session::LinkPurpose;
use portico::db::schema::known_devices as d;

use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, BEN, IAN, OWNER, PIA};
use crate::support::{On, PASSWORD, eventually, on_both_databases};

const NEW_PASSWORD: &str = "quiet meadow lantern 4";

on_both_databases!(
    a_new_password_ends_every_other_session,
    a_new_password_forgets_known_devices,
    the_answer_is_the_same_for_everybody,
    the_answer_takes_as_long_for_everybody,
    signing_in_takes_as_long_for_everybody,
    an_invited_contact_gets_another_invitation,
    asking_is_limited_by_address,
    a_link_to_reset_works_for_an_hour,
    strange_addresses_are_refused,
);

fn a_new_password_ends_every_other_session(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let (phone, laptop, ben) = (app.anna(), app.anna(), app.ben());
    let stream = phone.events();
    let forgetful = app.anyone();
    forgetful.ask_for_reset(ANNA).expect(202);
    let letter = mails.receive(ANNA);
    assert_eq!(letter.header("Subject"), "Set a new password for Harbour Support");
    assert!(letter.text.contains("60 minutes"), "{}", letter.text);
    assert_eq!(forgetful.link(&letter.token()).purpose, LinkPurpose::PasswordReset);
    phone.who_am_i().expect(200);
    forgetful.set_password(&letter.token(), NEW_PASSWORD).expect(200);
    forgetful.now_a_customer().who_am_i().expect(200);
    phone.who_am_i().expect(401);
    laptop.who_am_i().expect(401);
    ben.who_am_i().expect(200);
    let farewell = stream.next(Duration::from_secs(5));
    assert!(
        matches!(&farewell, crate::support::events::News::Event(event) if event.name == "signed_out"),
        "{farewell:?}"
    );
    app.anyone().try_sign_in(ANNA, PASSWORD, false).expect(401);
    app.pass(chrono::Duration::seconds(2));
    app.anyone().sign_in(ANNA, NEW_PASSWORD);
    assert_eq!(forgetful_again(&app, &letter.token()), ProblemCode::TokenInvalid);
}

fn forgetful_again(app: &crate::support::TestApp, token: &str) -> ProblemCode {
    app.anyone().set_password(token, NEW_PASSWORD).expect(410).problem().code
}

fn a_new_password_forgets_known_devices(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let thief = app.anna();
    app.anyone().ask_for_reset(ANNA).expect(202);
    app.anyone().set_password(&mails.receive(ANNA).token(), NEW_PASSWORD).expect(200);
    app.anyone().try_sign_in(ANNA, "a guess", false).expect(401);
    // a device that was known would be let through
    let body = serde_json::json!({ "email": ANNA, "password": NEW_PASSWORD });
    thief.post("/api/public/portals/support/sessions", &body).send().expect(401);
    let known: i64 = app.look(|conn| Ok(d::table.count().get_result(conn)?));
    assert_eq!(known, 0);
}

fn the_answer_is_the_same_for_everybody(on: On) {
    let app = on.start();
    let told = |email: &str| {
        let answer = app.anyone().ask_for_reset(email);
        let mut names: Vec<String> = answer.headers.iter().map(|(name, _)| name.clone()).collect();
        names.sort();
        (answer.status, names, answer.body)
    };
    let hers = told(ANNA);
    assert_eq!(hers.0, 202);
    for email in ["nobody@x.test", IAN, PIA, OWNER, "ANNA.LEE@brightside.TEST "] {
        assert_eq!(told(email), hers, "{email}");
    }
    // asked for last, mailed last
    app.anyone().ask_for_reset(BEN).expect(202);
    let owner = app.owner();
    let recipients = || owner.mails().into_iter().map(|mail| mail.recipient).collect::<Vec<_>>();
    eventually("Ben has a mail", || recipients().contains(&BEN.to_owned()).then_some(()));
    assert_eq!(recipients(), [BEN, ANNA, ANNA]);
}

/// Asks about two addresses in turn. The shortest answers must be within 5 ms: other programs can only
/// make an answer take longer, so the shortest says what the work costs.
#[track_caller]
pub fn take_as_long(pairs: usize, mut ask: impl FnMut(&str) -> Duration, (one, other): (&str, &str)) {
    let (mut shortest, mut shortest_other) = (Duration::MAX, Duration::MAX);
    for _ in 0..10 {
        for _ in 0..pairs {
            shortest = shortest.min(ask(one));
            shortest_other = shortest_other.min(ask(other));
        }
        if shortest.abs_diff(shortest_other) < Duration::from_millis(5) {
            return;
        }
    }
    panic!("{one} takes {shortest:?}, {other} takes {shortest_other:?}");
}

fn the_answer_takes_as_long_for_everybody(on: On) {
    let app = on.start();
    let anyone = app.anyone();
    let ask = |email: &str| {
        let began = Instant::now();
        anyone.ask_for_reset(email).expect(202);
        began.elapsed()
    };
    take_as_long(60, ask, (ANNA, "nobody@x.test"));
}

fn signing_in_takes_as_long_for_everybody(on: On) {
    let mut app = on.start();
    // hashes that take as long as they do in earnest, for Anna as for nobody
    app.restart_with_parts(|parts| {
        parts.passwords = portico::auth::password::Passwords::with_memory(19 * 1024).unwrap();
    });
    app.anna();
    let anyone = app.anyone();
    let ask = |email: &str| {
        app.pass(chrono::Duration::minutes(16));
        let began = Instant::now();
        anyone.try_sign_in(email, "not the password", false).expect(401);
        began.elapsed()
    };
    take_as_long(10, ask, (ANNA, "nobody@x.test"));
}

fn an_invited_contact_gets_another_invitation(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    app.agent().invite(app.world.ian, app.world.support);
    let first = mails.receive(IAN).token();
    app.anyone().ask_for_reset(IAN).expect(202);
    let second = mails.receive(IAN).token();
    app.anyone().look_at_link(&first).expect(410);
    assert_eq!(app.anyone().link(&second).purpose, LinkPurpose::Invitation);
}

fn asking_is_limited_by_address(on: On) {
    let app = on.start_with(|config| config.rate_limits = true);
    for _ in 0..3 {
        app.anyone().ask_for_reset(ANNA).expect(202);
    }
    let refused = app.anyone().ask_for_reset(ANNA).expect(429);
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() > 60);
    // whether or not the address has an account
    for n in 0..4 {
        assert_eq!(app.anyone().ask_for_reset("nobody@x.test").status, if n < 3 { 202 } else { 429 });
    }
    // by the asker's address, which a header does not change
    let refused =
        (0..10).map(|n| app.anyone().ask_for_reset(&format!("n{n}@x.test"))).find(|answer| answer.status == 429);
    assert!(refused.is_some());
    let anyone = app.anyone();
    let request = anyone.post(&anyone.at("/password-resets"), &serde_json::json!({ "email": "x@x.test" }));
    request.header("x-forwarded-for", "198.51.100.7").send().expect(429);
    let owner = app.owner();
    let hers = || owner.mails().iter().filter(|mail| mail.recipient == ANNA).count();
    eventually("three mails wait", || (hers() >= 3).then_some(()));
    assert_eq!(hers(), 3);
}

fn a_link_to_reset_works_for_an_hour(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    app.anyone().ask_for_reset(ANNA).expect(202);
    let token = mails.receive(ANNA).token();
    app.pass(chrono::Duration::minutes(59));
    app.anyone().look_at_link(&token).expect(200);
    app.pass(chrono::Duration::minutes(2));
    app.anyone().set_password(&token, NEW_PASSWORD).expect(410);
    app.anyone().sign_in(ANNA, PASSWORD);
}

fn strange_addresses_are_refused(on: On) {
    let app = on.start();
    let anyone = app.anyone();
    for email in ["", "a@x.test,evil@y.test", "a@x.test\r\nBcc: evil@y.test", "a@x.test evil@y.test", "@", "a@b"] {
        let refused = anyone.ask_for_reset(email).expect(422).problem();
        assert_eq!(refused.fields[0].pointer, "/email", "{email:?}");
    }
    let path = anyone.at("/password-resets");
    anyone.post(&path, &serde_json::json!({ "email": [ANNA, "evil@y.test"] })).send().expect(422);
    let twice = format!("{{\"email\":\"evil@y.test\",\"email\":\"{ANNA}\"}}");
    let answer = anyone.request("POST", &path).body("application/json", twice.as_bytes()).send();
    assert!(matches!(answer.status, 202 | 400 | 422), "{}", answer.status);
    // whatever was asked for before is mailed by then
    app.anyone().ask_for_reset(BEN).expect(202);
    let owner = app.owner();
    let mailed = |to: &str| owner.mails().iter().any(|mail| mail.recipient == to);
    eventually("Ben has a mail", || mailed(BEN).then_some(()));
    assert!(owner.mails().iter().all(|mail| [ANNA, BEN].contains(&&*mail.recipient)), "one address, or none");
}
