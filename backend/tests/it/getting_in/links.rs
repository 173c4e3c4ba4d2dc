//! Signing in by a mailed link.

use chrono::Duration;
use diesel::prelude::*;
use openapi::portals::entry::Boot;
use openapi::portals::portal::Me;
use openapi::problem::ProblemCode;
use openapi::session::LinkPurpose;
use portico::db::schema::{domains as d, portals as p};
use serde_json::json;

use super::{CHOSEN, open, send};
use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, BEN, IAN, PIA};
use crate::support::{Answer, Anyone, On, TestApp, on_both_databases};

on_both_databases!(
    a_link_signs_in_once_within_ten_minutes,
    the_newest_link_replaces_older_ones_and_is_good_for_nothing_else,
    the_answer_is_the_same_for_every_address,
    whoever_has_no_password_yet_is_invited_again,
    blocking_makes_links_useless,
    a_link_opens_only_what_the_contact_may_enter,
    what_is_not_offered_does_not_exist,
    links_are_limited_by_address,
);

fn ask(anyone: &Anyone, email: &str) -> Answer {
    send(anyone, "/sign-in-links", &json!({ "email": email }))
}

fn enter(anyone: &Anyone, token: &str) -> Answer {
    send(anyone, "/sessions/by-link", &json!({ "token": token }))
}

fn a_link_signs_in_once_within_ten_minutes(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    let boot: Boot = app.anyone().get("/api/public/portals/support").send().expect(200).json();
    assert!(boot.portal.magic_link);
    ask(&app.anyone(), ANNA).expect(202);
    let letter = mails.receive(ANNA);
    assert_eq!(letter.header("Subject"), "Sign in to Harbour Support");
    assert!(letter.link().starts_with("http://localhost:8080/support/sign-in-link?token="), "{}", letter.link());
    assert!(letter.text.contains("10 minutes"), "{}", letter.text);
    // what a mail scanner does
    app.anyone().get(&format!("/support/sign-in-link?token={}", letter.token())).send();
    let phone = app.anyone();
    let me: Me = enter(&phone, &letter.token()).expect(200).json();
    assert_eq!(me.email, ANNA);
    phone.now_a_customer().who_am_i().expect(200);
    assert_eq!(enter(&app.anyone(), &letter.token()).expect(410).problem().code, ProblemCode::TokenInvalid);
    // kept signed in where that is asked for
    ask(&app.anyone(), ANNA).expect(202);
    let laptop = app.anyone();
    let body = json!({ "token": mails.receive(ANNA).token(), "keep": true });
    assert_eq!(send(&laptop, "/sessions/by-link", &body).expect(200).json::<Me>().idle_seconds, 30 * 24 * 3600);
    let laptop = laptop.now_a_customer();
    ask(&app.anyone(), ANNA).expect(202);
    let token = mails.receive(ANNA).token();
    app.pass(Duration::minutes(11));
    enter(&app.anyone(), &token).expect(410);
    app.pass(Duration::days(20));
    laptop.who_am_i().expect(200);
}

fn the_newest_link_replaces_older_ones_and_is_good_for_nothing_else(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    ask(&app.anyone(), ANNA).expect(202);
    let first = mails.receive(ANNA).token();
    ask(&app.anyone(), ANNA).expect(202);
    let second = mails.receive(ANNA).token();
    enter(&app.anyone(), &first).expect(410);
    app.anyone().set_password(&second, CHOSEN).expect(410);
    app.anyone().look_at_link(&second).expect(410);
    super::verify(&app.anyone(), &second).expect(410);
    send(&app.anyone(), "/email-changes/confirmations", &json!({ "token": second })).expect(410);
    app.anyone().ask_for_reset(ANNA).expect(202);
    let reset = mails.receive(ANNA).token();
    enter(&app.anyone(), &reset).expect(410);
    enter(&app.anyone(), &second).expect(200);
    app.anyone().look_at_link(&reset).expect(200);
}

fn the_answer_is_the_same_for_every_address(on: On) {
    let app = on.start();
    open(&app);
    let told = |email: &str| {
        let answer = ask(&app.anyone(), email);
        let mut names: Vec<String> = answer.headers.iter().map(|(name, _)| name.clone()).collect();
        names.sort();
        (answer.status, names, answer.body)
    };
    let hers = told(ANNA);
    assert_eq!(hers.0, 202);
    for email in ["nobody@x.test", IAN, PIA, "olivia@portico.test", "ANNA.LEE@brightside.TEST "] {
        assert_eq!(told(email), hers, "{email}");
    }
    app.asked_links_are_answered();
    assert!(app.owner().mails().iter().all(|mail| mail.recipient == ANNA));
}

fn whoever_has_no_password_yet_is_invited_again(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    app.agent().invite(app.world.ian, app.world.support);
    mails.receive(IAN);
    ask(&app.anyone(), IAN).expect(202);
    assert_eq!(app.anyone().link(&mails.receive(IAN).token()).purpose, LinkPurpose::Invitation);
}

fn blocking_makes_links_useless(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    ask(&app.anyone(), ANNA).expect(202);
    let token = mails.receive(ANNA).token();
    super::staff::decide(&app.agent(), app.world.anna, app.world.support, "blocked").expect(200);
    enter(&app.anyone(), &token).expect(410);
    ask(&app.anyone(), ANNA).expect(202);
    app.asked_links_are_answered();
    super::staff::decide(&app.agent(), app.world.anna, app.world.support, "active").expect(200);
    enter(&app.anyone(), &token).expect(410);
    assert_eq!(app.owner().mails().len(), 1);
}

fn a_link_opens_only_what_the_contact_may_enter(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    let close = |app: &TestApp| {
        app.change(|conn, _| {
            diesel::update(p::table.find(app.world.support)).set(p::access.eq("lists")).execute(conn)?;
            Ok(())
        })
    };
    close(&app);
    ask(&app.anyone(), BEN).expect(202);
    let ben = app.anyone();
    assert_eq!(enter(&ben, &mails.receive(BEN).token()).expect(403).problem().code, ProblemCode::AccessDenied);
    ben.get("/api/portal/support/session").send().expect(401);
}

fn what_is_not_offered_does_not_exist(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    for body in [json!({ "email": ANNA }), json!({ "nonsense": 1 })] {
        send(&app.anyone(), "/sign-in-links", &body).expect(404);
        send(&app.anyone(), "/sessions/by-link", &body).expect(404);
    }
    // turned off while a link is on its way
    open(&app);
    ask(&app.anyone(), ANNA).expect(202);
    let token = mails.receive(ANNA).token();
    app.change(|conn, _| {
        diesel::update(d::table).set(d::magic_link.eq(false)).execute(conn)?;
        Ok(())
    });
    enter(&app.anyone(), &token).expect(404);
}

fn links_are_limited_by_address(on: On) {
    let app = on.start_with(|config| config.rate_limits = true);
    open(&app);
    for email in [ANNA, "nobody@x.test"] {
        for n in 0..4 {
            assert_eq!(ask(&app.anyone(), email).status, if n < 3 { 202 } else { 429 }, "{email}");
        }
    }
    let refused = (0..10).map(|n| ask(&app.anyone(), &format!("n{n}@x.test"))).find(|answer| answer.status == 429);
    assert!(refused.is_some(), "by the asker's address");
}
