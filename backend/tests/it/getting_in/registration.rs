//! Registering by oneself: nothing is connected with a contact, and nobody is let in, before the address
//! is shown to belong to whoever registered.

use chrono::Duration;
use diesel::prelude::*;
use openapi::contacts::console::{AccessStatus, Contact, ContactSummary};
use openapi::page::Page;
use openapi::portals::entry::Boot;
use openapi::portals::portal::Me;
use openapi::problem::{FieldCode, ProblemCode};
use portico::db::schema::{contacts as c, memberships as m, portals as p, registrations as r};
use serde_json::json;

use super::{CHOSEN, application, open, register, send, verify};
use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, BEN, IAN};
use crate::support::{On, PASSWORD, TestApp, on_both_databases};

const NORA: &str = "nora.vale@mail.test";

on_both_databases!(
    a_stranger_registers_confirms_and_is_in,
    a_known_contact_keeps_its_names_and_companies,
    typing_somebody_elses_address_opens_nothing,
    the_answer_is_the_same_for_every_address,
    the_answer_takes_as_long_for_every_address,
    whoever_has_an_account_is_told_so,
    whoever_is_blocked_gets_nothing,
    the_newest_link_counts_for_a_day_and_once,
    what_is_not_offered_does_not_exist,
    whoever_may_not_enter_gets_an_account_and_no_session,
    weak_passwords_and_strange_addresses_are_refused,
    registering_is_limited,
    an_invitation_ends_with_the_registration,
);

fn contacts(app: &TestApp, email: &str) -> i64 {
    app.look(|conn| Ok(c::table.filter(c::email.eq(email)).count().get_result(conn)?))
}

fn a_stranger_registers_confirms_and_is_in(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    let nora = app.anyone();
    register(&nora, " Nora.Vale@Mail.test ").expect(202);
    let letter = mails.receive(NORA);
    assert_eq!(letter.header("Subject"), "Confirm your e-mail address for Harbour Support");
    assert!(letter.link().starts_with("http://localhost:8080/support/verify?token="), "{}", letter.link());
    assert!(!letter.text.contains("Nora Vale") && letter.text.contains("24 hours"), "{}", letter.text);
    assert_eq!(contacts(&app, NORA), 0, "nothing before the confirmation");
    app.anyone().try_sign_in(NORA, CHOSEN, false).expect(401);
    let me: Me = verify(&nora, &letter.token()).expect(200).json();
    assert_eq!((me.name.as_str(), me.email.as_str(), me.organization), ("Nora Vale", NORA, None));
    let nora = nora.now_a_customer();
    assert_eq!(nora.numbers(""), Vec::<i64>::new());
    let ticket = nora.file("A question", "Hello").id;
    assert_eq!(nora.numbers(""), [ticket.0]);
    app.pass(Duration::seconds(2));
    app.anyone().sign_in(NORA, CHOSEN);
    let agent = app.agent();
    let found: Page<ContactSummary> = agent.get("/api/v1/contacts?q=nora.vale").send().expect(200).json();
    let contact: Contact = agent.get(&format!("/api/v1/contacts/{}", found.items[0].id)).send().expect(200).json();
    assert_eq!((contact.first_name.as_str(), contact.companies.len()), ("Nora", 0));
    let access = contact.portal_access.iter().find(|access| access.portal_id == app.world.support).unwrap();
    assert_eq!(access.status, AccessStatus::Active);
}

fn a_known_contact_keeps_its_names_and_companies(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    let ian = app.anyone();
    register(&ian, IAN).expect(202);
    let me: Me = verify(&ian, &mails.receive(IAN).token()).expect(200).json();
    assert_eq!((me.name.as_str(), me.organization.as_deref()), ("Ian Frost", Some("Brightside Bakery")));
    assert_eq!(contacts(&app, IAN), 1);
}

/// Safety A15.
fn typing_somebody_elses_address_opens_nothing(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    let ticket = app.agent().file_for(app.world.ian, "Secret plans", "Do not tell.").summary.id;
    let thief = app.anyone();
    register(&thief, IAN).expect(202);
    assert!(thief.cookie("portico_portal").is_none(), "no session");
    thief.get("/api/portal/support/tickets").send().expect(401);
    let token = mails.receive(IAN).token();
    // Ian opens the mail, and what his browser does is not enough: he never chose a password
    let ian = app.anyone();
    let refused = verify(&ian, &token).expect(422).problem();
    assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), ("/password", FieldCode::Required));
    let guess = json!({ "token": token, "password": PASSWORD });
    let refused = send(&ian, "/registrations/verifications", &guess).expect(422).problem();
    assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), ("/password", FieldCode::Invalid));
    app.anyone().try_sign_in(IAN, CHOSEN, false).expect(401);
    let members: i64 =
        app.look(|conn| Ok(m::table.filter(m::contact_id.eq(app.world.ian)).count().get_result(conn)?));
    assert_eq!(members, 0);
    // what the mark of another registration is worth
    register(&ian, "ian@elsewhere.test").expect(202);
    verify(&ian, &token).expect(422);
    // whoever chose the password and has the mail is Ian
    let phone = app.anyone();
    send(&phone, "/registrations/verifications", &json!({ "token": token, "password": CHOSEN })).expect(200);
    assert_eq!(phone.now_a_customer().numbers(""), [ticket.0]);
}

fn the_answer_is_the_same_for_every_address(on: On) {
    let app = on.start();
    open(&app);
    block(&app, app.world.ben);
    let told = |email: &str| {
        let answer = register(&app.anyone(), email);
        let mut names: Vec<String> = answer.headers.iter().map(|(name, _)| name.clone()).collect();
        names.sort();
        (answer.status, names, answer.body)
    };
    let hers = told(ANNA);
    assert_eq!(hers.0, 202);
    for email in [NORA, IAN, BEN, "olivia@portico.test", "ANNA.LEE@brightside.TEST"] {
        assert_eq!(told(email), hers, "{email}");
    }
}

fn the_answer_takes_as_long_for_every_address(on: On) {
    let app = on.start();
    open(&app);
    let anyone = app.anyone();
    let ask = |email: &str| {
        let began = std::time::Instant::now();
        register(&anyone, email).expect(202);
        began.elapsed()
    };
    crate::password_reset::take_as_long(20, ask, (ANNA, NORA));
}

fn block(app: &TestApp, contact: openapi::id::ContactId) {
    app.change(|conn, _| {
        diesel::update(m::table.filter(m::contact_id.eq(contact))).set(m::status.eq("blocked")).execute(conn)?;
        Ok(())
    });
}

fn whoever_has_an_account_is_told_so(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    register(&app.anyone(), ANNA).expect(202);
    let letter = mails.receive(ANNA);
    assert_eq!(letter.header("Subject"), "You already have an account for Harbour Support");
    for page in ["sign-in", "forgot"] {
        assert!(letter.text.contains(&format!("http://localhost:8080/support/{page}\n")), "{}", letter.text);
    }
    assert!(!letter.text.contains("token"), "{}", letter.text);
    app.anyone().try_sign_in(ANNA, CHOSEN, false).expect(401);
    app.pass(Duration::seconds(2));
    app.anna();
}

fn whoever_is_blocked_gets_nothing(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    let early = app.anyone();
    register(&early, IAN).expect(202);
    let token = mails.receive(IAN).token();
    let domain = super::default_domain(&app);
    app.change(|conn, now| portico::memberships::change::create(conn, app.world.ian, domain, "blocked", now));
    assert_eq!(verify(&early, &token).expect(410).problem().code, ProblemCode::TokenInvalid);
    block(&app, app.world.ben);
    register(&app.anyone(), BEN).expect(202);
    register(&app.anyone(), IAN).expect(202);
    assert_eq!(app.owner().mails().len(), 1);
}

fn the_newest_link_counts_for_a_day_and_once(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    let nora = app.anyone();
    register(&nora, NORA).expect(202);
    let first = mails.receive(NORA).token();
    register(&nora, NORA).expect(202);
    let second = mails.receive(NORA).token();
    let stored: Vec<Vec<u8>> = app.look(|conn| Ok(r::table.select(r::token_hash).load(conn)?));
    assert_eq!(stored, [portico::auth::token::hash(&second)], "hashed, and only the newest");
    assert_eq!(verify(&nora, &first).expect(410).problem().code, ProblemCode::TokenInvalid);
    // what a mail scanner does
    for method in ["GET", "HEAD"] {
        app.anyone().request(method, &format!("/support/verify?token={second}")).open();
    }
    app.pass(Duration::hours(24) - Duration::minutes(1));
    // another portal's address, and another purpose
    app.anyone_at("partners.test", "partners").look_at_link(&second).expect(410);
    nora.set_password(&second, PASSWORD).expect(410);
    verify(&nora, &second).expect(200);
    verify(&nora, &second).expect(410);
    let late = app.anyone();
    register(&late, "late@mail.test").expect(202);
    let token = mails.receive("late@mail.test").token();
    app.pass(Duration::hours(24) + Duration::minutes(1));
    verify(&late, &token).expect(410);
}

fn what_is_not_offered_does_not_exist(on: On) {
    let app = on.start();
    let anyone = app.anyone();
    for body in [application(NORA), json!({ "nonsense": true })] {
        for path in ["/registrations", "/registrations/verifications"] {
            assert_eq!(send(&anyone, path, &body).expect(404).problem().code, ProblemCode::NotFound);
        }
    }
    let boot: Boot = anyone.get(&anyone.at("")).send().expect(200).json();
    assert!(!boot.portal.self_registration && boot.portal.consent.is_none());
    open(&app);
    // on another domain as it is set up there
    let partners = app.anyone_at("partners.test", "partners");
    register(&partners, NORA).expect(404);
    assert!(app.owner().mails().is_empty());
}

fn whoever_may_not_enter_gets_an_account_and_no_session(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    app.change(|conn, _| {
        diesel::update(p::table.find(app.world.support)).set(p::access.eq("lists")).execute(conn)?;
        Ok(())
    });
    let nora = app.anyone();
    register(&nora, NORA).expect(202);
    let token = mails.receive(NORA).token();
    assert_eq!(verify(&nora, &token).expect(403).problem().code, ProblemCode::AccessDenied);
    nora.get("/api/portal/support/session").send().expect(401);
    assert_eq!(contacts(&app, NORA), 1);
    // the other portal of the domain is open to everyone who can sign in
    app.anyone_at("localhost", "help").sign_in(NORA, CHOSEN);
}

fn weak_passwords_and_strange_addresses_are_refused(on: On) {
    let app = on.start();
    open(&app);
    for (field, value, code) in [
        ("password", "short", FieldCode::TooShort),
        ("password", "passwordpassword", FieldCode::WeakPassword),
        ("password", "nora.vale@mail.test", FieldCode::WeakPassword),
        ("password", "harbour support", FieldCode::WeakPassword),
        ("email", "a@x.test,evil@y.test", FieldCode::Invalid),
        ("email", "a@x.test\r\nBcc: evil@y.test", FieldCode::Invalid),
        ("first_name", " ", FieldCode::Required),
        ("first_name", "Nora\nVale", FieldCode::Invalid),
    ] {
        let mut body = application(NORA);
        body[field] = json!(value);
        let refused = send(&app.anyone(), "/registrations", &body).expect(422).problem();
        assert_eq!((refused.fields[0].pointer.clone(), refused.fields[0].code), (format!("/{field}"), code), "{value}");
    }
    let kept: i64 = app.look(|conn| Ok(r::table.count().get_result(conn)?));
    assert_eq!((kept, app.owner().mails().len()), (0, 0));
}

fn registering_is_limited(on: On) {
    let app = on.start_with(|config| config.rate_limits = true);
    open(&app);
    for n in 0..3 {
        register(&app.anyone(), NORA).expect(202);
        assert!(n < 3);
    }
    let refused = register(&app.anyone(), NORA).expect(429);
    assert!(refused.header("retry-after").is_some());
    register(&app.anyone(), ANNA).expect(202);
    // five from one address, whoever they are for
    register(&app.anyone(), "sixth@mail.test").expect(429);
}

fn an_invitation_ends_with_the_registration(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    app.agent().invite(app.world.ian, app.world.support);
    let invitation = mails.receive(IAN).token();
    let ian = app.anyone();
    register(&ian, IAN).expect(202);
    let token = mails.receive(IAN).token();
    verify(&ian, &token).expect(200);
    app.anyone().set_password(&invitation, PASSWORD).expect(410);
    // and the other way round: whoever took the invitation needs no confirmation any more
    app.agent().invite(app.world.pia, app.world.support);
    let (invitation, pia) = (mails.receive("pia.berg@partner.test").token(), app.anyone());
    register(&pia, "pia.berg@partner.test").expect(202);
    let token = mails.receive("pia.berg@partner.test").token();
    app.anyone().set_password(&invitation, PASSWORD).expect(200);
    verify(&pia, &token).expect(410);
}
