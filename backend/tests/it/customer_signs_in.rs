//! A customer signs in, stays signed in for as long as was asked for, and signs out. Whoever does not
//! know the password learns nothing.

use chrono::Duration;
use diesel::prelude::*;
use openapi::problem::ProblemCode;
use portico::auth::password::Passwords;
use portico::auth::tries;
use portico::db::schema::{memberships as m, sessions as s, sign_in_tries as t, users as u};

use crate::support::world::{ANNA, BEN, HASH_KIB, IAN, OWNER, PIA};
use crate::support::{Answer, On, PASSWORD, TestApp, eventually, on_both_databases};

const COOKIE: &str = "portico_portal";

on_both_databases!(
    the_right_password_opens_the_portal,
    every_failure_gets_the_same_answer,
    guessing_is_slowed_down_but_the_owner_gets_in,
    guesses_at_the_same_moment_are_all_counted,
    a_right_guess_among_many_wrong_ones_does_not_get_in,
    a_device_is_known_for_a_year,
    a_fixed_session_id_is_not_taken_over,
    keeping_signed_in_is_asked_for,
    signing_out_ends_the_session_at_once,
    an_idle_session_ends,
    a_busy_session_ends_after_twelve_hours,
    requests_nobody_caused_do_not_keep_a_session_alive,
    passwords_are_stored_as_argon2id_and_follow_the_parameters,
    tokens_are_stored_as_hashes,
    staff_sign_in_to_the_console_only,
);

fn the_right_password_opens_the_portal(on: On) {
    let app = on.start();
    let anyone = app.anyone();
    anyone.get("/api/portal/support/session").send().expect(401);
    let answer = anyone.try_sign_in("  Anna.Lee@Brightside.TEST ", PASSWORD, false).expect(200);
    let cookies: Vec<&str> =
        answer.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str()).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("portico_portal=")).unwrap();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(session.contains(attribute), "{session}");
    }
    assert!(!session.contains("Domain="), "{session}");
    let anna = anyone.now_a_customer();
    let me = anna.me();
    assert_eq!((me.name.as_str(), me.email.as_str()), ("Anna Lee", ANNA));
    assert_eq!(me.organization.as_deref(), Some("Brightside Bakery"));
}

/// What an answer to a sign-in tells, without what names the single request.
fn told(answer: &Answer) -> (u16, Vec<String>, String) {
    let mut names: Vec<String> = answer.headers.iter().map(|(name, _)| name.clone()).collect();
    names.sort();
    let problem = answer.problem();
    (answer.status, names, format!("{:?} {}", problem.code, problem.detail))
}

fn every_failure_gets_the_same_answer(on: On) {
    let app = on.start();
    let wrong = app.anyone().try_sign_in(ANNA, "not her password", false).expect(401);
    assert_eq!(wrong.problem().code, ProblemCode::SignInFailed);
    // nobody, a contact without access, a contact of another domain, a user
    for email in ["nobody@x.test", IAN, PIA, OWNER] {
        let answer = app.anyone().try_sign_in(email, PASSWORD, false);
        assert_eq!(told(&answer), told(&wrong), "{email}");
    }
    app.change(|conn, _| {
        diesel::update(m::table).set(m::status.eq("blocked")).execute(conn)?;
        Ok(())
    });
    assert_eq!(told(&app.anyone().try_sign_in(BEN, PASSWORD, false)), told(&wrong), "blocked");
}

fn guessing_is_slowed_down_but_the_owner_gets_in(on: On) {
    let app = on.start();
    let phone = app.anna();
    let thief = app.anyone();
    thief.try_sign_in(ANNA, "guess 1", false).expect(401);
    let soon = thief.try_sign_in(ANNA, PASSWORD, false).expect(401);
    assert_eq!(soon.header("retry-after"), Some("1"), "even the right password has to wait");
    for guess in 2..=10 {
        app.pass(Duration::seconds(11));
        thief.try_sign_in(ANNA, &format!("guess {guess}"), false).expect(401);
    }
    let paused = thief.try_sign_in(ANNA, PASSWORD, false).expect(401);
    let seconds: u64 = paused.header("retry-after").unwrap().parse().unwrap();
    assert!((800..=900).contains(&seconds), "{seconds}");
    // the same for an address that nobody has
    for guess in 1..=10 {
        thief.try_sign_in("nobody@x.test", &format!("guess {guess}"), false).expect(401);
        app.pass(Duration::seconds(11));
    }
    assert!(thief.try_sign_in("nobody@x.test", PASSWORD, false).header("retry-after").is_some());
    // Anna's own device is known from earlier
    phone.sign_out().expect(204);
    let body = serde_json::json!({ "email": ANNA, "password": PASSWORD });
    phone.post("/api/public/portals/support/sessions", &body).send().expect(200);
    assert_eq!(phone.me().email, ANNA);
    // which forgives the failures for everybody
    app.anna();
}

fn guesses_at_the_same_moment_are_all_counted(on: On) {
    let app = on.start();
    let (db, now) = (&app.parts.db, app.parts.clock.now());
    let guess = || db.write_blocking(|conn| tries::count(conn, "portal:1", ANNA, now)).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..10).for_each(|_| assert!(guess().wait(now, false) > 0)));
        }
    });
    let failures: i64 = app.look(|conn| Ok(t::table.select(t::failures).first(conn)?));
    assert_eq!(failures, 40);
}

fn a_right_guess_among_many_wrong_ones_does_not_get_in(on: On) {
    let mut app = on.start();
    // hashes that take as long as they do in earnest, so that guesses queue for them
    app.restart_with_parts(|parts| parts.passwords = Passwords::new().unwrap());
    app.anna();
    std::thread::scope(|scope| {
        for guess in 0..10 {
            let thief = app.anyone();
            scope.spawn(move || thief.try_sign_in(ANNA, &format!("guess {guess}"), false).expect(401));
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
        app.anyone().try_sign_in(ANNA, PASSWORD, false).expect(401);
    });
}

fn a_device_is_known_for_a_year(on: On) {
    let app = on.start();
    let phone = app.anna();
    let signs_in = || {
        app.anyone().try_sign_in(ANNA, "a guess", false).expect(401);
        let body = serde_json::json!({ "email": ANNA, "password": PASSWORD });
        phone.post("/api/public/portals/support/sessions", &body).send().status
    };
    assert_eq!(signs_in(), 200, "known");
    app.pass(Duration::days(366));
    assert_eq!(signs_in(), 401, "too long ago");
}

fn a_fixed_session_id_is_not_taken_over(on: On) {
    let app = on.start();
    let anyone = app.anyone();
    anyone.cookies.lock().unwrap().insert(COOKIE.into(), "attacker".into());
    anyone.try_sign_in(ANNA, PASSWORD, false).expect(200);
    let first = anyone.cookie(COOKIE).unwrap();
    assert_ne!(first, "attacker");
    let old = anyone.copy();
    anyone.try_sign_in(ANNA, PASSWORD, false).expect(200);
    assert_ne!(anyone.cookie(COOKIE).unwrap(), first, "a new id with every sign-in");
    old.get("/api/portal/support/session").send().expect(401);
    assert_eq!(anyone.now_a_customer().me().email, ANNA);
}

fn keeping_signed_in_is_asked_for(on: On) {
    let app = on.start();
    let cookie = |answer: &Answer| {
        let cookies = answer.headers.iter().filter(|(name, _)| name == "set-cookie");
        cookies.map(|(_, value)| value.clone()).find(|cookie| cookie.starts_with("portico_portal=")).unwrap()
    };
    let (short, long) = (app.anyone(), app.anyone());
    assert!(!cookie(&short.try_sign_in(ANNA, PASSWORD, false)).contains("Max-Age"));
    assert!(cookie(&long.try_sign_in(ANNA, PASSWORD, true)).contains("Max-Age=2592000"));
    app.pass(Duration::days(29));
    let (short, long) = (short.now_a_customer(), long.now_a_customer());
    short.who_am_i().expect(401);
    long.who_am_i().expect(200);
    app.pass(Duration::days(2));
    long.who_am_i().expect(401);
}

fn signing_out_ends_the_session_at_once(on: On) {
    let app = on.start();
    let anna = app.anna();
    let stolen = anna.copy();
    anna.sign_out().expect(204);
    assert_eq!(anna.cookie(COOKIE), None, "the cookie is taken back");
    stolen.get("/api/portal/support/session").send().expect(401);
    anna.sign_out().expect(401);
}

/// Waits until the last use of a session was written down: that happens beside the request.
fn used(app: &TestApp) -> impl FnMut() -> Option<()> {
    let now = app.parts.clock.now();
    move || {
        let seen: portico::db::Ts = app.look(|conn| Ok(s::table.select(s::last_seen_at).first(conn)?));
        (now - seen < Duration::seconds(30)).then_some(())
    }
}

fn an_idle_session_ends(on: On) {
    let app = on.start();
    let anna = app.anna();
    for _ in 0..3 {
        app.pass(Duration::minutes(50));
        anna.who_am_i().expect(200);
        eventually("the use of the session was noted", used(&app));
    }
    app.pass(Duration::minutes(61));
    anna.who_am_i().expect(401);
}

fn a_busy_session_ends_after_twelve_hours(on: On) {
    let app = on.start();
    let anna = app.anna();
    for _ in 0..14 {
        app.pass(Duration::minutes(50));
        anna.who_am_i().expect(200);
        eventually("the use of the session was noted", used(&app));
    }
    app.pass(Duration::minutes(25));
    anna.who_am_i().expect(401);
}

fn requests_nobody_caused_do_not_keep_a_session_alive(on: On) {
    let app = on.start();
    let anna = app.anna();
    app.pass(Duration::minutes(50));
    anna.get("/api/portal/support/tickets").header("x-background", "1").send().expect(200);
    drop(anna.events());
    app.pass(Duration::minutes(11));
    anna.who_am_i().expect(401);
}

fn passwords_are_stored_as_argon2id_and_follow_the_parameters(on: On) {
    let mut app = on.start();
    let hash = |app: &TestApp| -> String {
        let hash: Option<String> = app
            .look(|conn| Ok(m::table.filter(m::contact_id.eq(app.world.anna)).select(m::password_hash).first(conn)?));
        hash.unwrap()
    };
    assert!(hash(&app).starts_with(&format!("$argon2id$v=19$m={HASH_KIB},t=2,p=1$")), "{}", hash(&app));
    app.restart_with_parts(|parts| parts.passwords = Passwords::new().unwrap());
    app.anna();
    assert!(hash(&app).starts_with("$argon2id$v=19$m=65536,t=2,p=1$"), "{}", hash(&app));
    app.anna();
    app.owner();
    let staff: String =
        app.look(|conn| Ok(u::table.filter(u::email.eq(OWNER)).select(u::password_hash).first(conn)?));
    assert!(staff.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"), "{staff}");
}

fn tokens_are_stored_as_hashes(on: On) {
    let app = on.start();
    let anna = app.anna();
    let cookie = anna.cookie(COOKIE).unwrap();
    let stored: Vec<Vec<u8>> = app.look(|conn| Ok(s::table.select(s::token_hash).load(conn)?));
    assert_eq!((stored.len(), stored[0].len()), (1, 32));
    let token = cookie.rsplit(['=', '%']).next().unwrap();
    assert_ne!(stored[0], token.as_bytes());
    // the stored hash opens nothing, signed or not
    let thief = app.anyone();
    thief.cookies.lock().unwrap().insert(COOKIE.into(), hex::encode(&stored[0]));
    thief.get("/api/portal/support/session").send().expect(401);
}

fn staff_sign_in_to_the_console_only(on: On) {
    let app = on.start();
    let owner = app.owner();
    assert_eq!((owner.me().role.as_str(), owner.me().email.as_str()), ("Owner", OWNER));
    owner.get("/api/portal/support/session").send().expect(401);
    app.anna().get("/api/v1/session").send().expect(401);
    let wrong = app.anyone().try_sign_in_as_staff(OWNER, "not her password").expect(401);
    for email in ["nobody@x.test", ANNA] {
        assert_eq!(told(&app.anyone().try_sign_in_as_staff(email, PASSWORD)), told(&wrong), "{email}");
    }
    app.pass(Duration::minutes(31));
    owner.who_am_i().expect(401);
}
