//! A member of staff confirms with the password that it is still them, before what a session left open must
//! not do.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::Duration;
use openapi::domains::console::PrivateContent;
use openapi::problem::{FieldCode, ProblemCode};
use portico::auth::confirm;
use portico::auth::sign_in::{Accounts, Claim};
use portico::auth::tries::{self, Tries};
use portico::clock::Clock;
use portico::db::{Conn, Db, Ts};
use portico::error::Result;
use serde_json::json;

use crate::getting_in::{default_domain, settings};
use crate::support::events::News;
use crate::support::world::{ANNA, OWNER};
use crate::support::{Answer, On, PASSWORD, StaffClient, TestApp, on_both_databases};

on_both_databases!(
    confirming_lasts_for_ten_minutes,
    a_stolen_session_cannot_confirm,
    guesses_at_the_same_moment_do_not_confirm,
    confirming_is_of_one_session_alone,
    a_portal_is_turned_off_in_a_hurry,
    a_new_password_forgets_what_was_guessed,
    a_link_that_lets_in_is_read_after_confirming,
);

fn confirmed(by: &StaffClient, password: &str) -> Answer {
    by.put(&by.at("/session/confirmation"), &json!({ "password": password })).send()
}

/// Lets customers have links mailed to them, or not.
fn decide(app: &TestApp, by: &StaffClient, magic_link: bool) -> Answer {
    let mut settings = settings();
    settings["magic_link"] = json!(magic_link);
    let path = by.at(&format!("/domains/{}/private-content", default_domain(app)));
    by.put(&path, &settings).header("if-match", "*").send()
}

fn confirming_lasts_for_ten_minutes(on: On) {
    let app = on.start();
    let owner = app.owner();
    decide(&app, &owner, true).expect(200);
    app.pass(Duration::minutes(9));
    decide(&app, &owner, false).expect(200);
    app.pass(Duration::minutes(2));
    // being used does not count
    assert_eq!(decide(&app, &owner, true).expect(403).problem().code, ProblemCode::ConfirmationNeeded);
    let path = owner.at(&format!("/domains/{}/private-content", default_domain(&app)));
    let content: PrivateContent = owner.get(&path).send().expect(200).json();
    assert!(!content.settings.magic_link, "nothing was changed");
    confirmed(&owner, PASSWORD).expect(204);
    decide(&app, &owner, true).expect(200);
    app.pass(Duration::minutes(11));
    decide(&app, &owner, false).expect(403);
}

fn a_stolen_session_cannot_confirm(on: On) {
    let app = on.start();
    let thief = app.owner();
    app.pass(Duration::minutes(11));
    let refused = confirmed(&thief, "a guess").expect(422).problem();
    assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), ("/password", FieldCode::Invalid));
    assert_eq!(confirmed(&thief, PASSWORD).expect(429).header("retry-after"), Some("1"), "even the right one waits");
    for guess in 0..9 {
        app.pass(Duration::seconds(11));
        confirmed(&thief, &format!("guess {guess}")).expect(422);
    }
    let wait: u64 = confirmed(&thief, PASSWORD).expect(429).header("retry-after").unwrap().parse().unwrap();
    assert!(wait > 800, "{wait}");
    decide(&app, &thief, true).expect(403);
    // the owner, who signs in, does not wait for that
    app.anyone().try_sign_in_as_staff(OWNER, PASSWORD).expect(200);
}

/// An account of which somebody else fails a guess while its right password is being hashed.
#[derive(Clone)]
struct Guessed {
    db: Db,
    hash: String,
    /// Whether the other guess has failed; it does at the first look.
    failed: Arc<AtomicBool>,
    entered: Arc<AtomicBool>,
}

impl Accounts for Guessed {
    type Id = ();

    fn find(&self, _: &mut Conn, email: &str) -> Result<Option<((), Option<String>)>> {
        if !self.failed.swap(true, Ordering::Relaxed) {
            let now = Clock::default().now();
            self.db.write_blocking(|conn| tries::count(conn, &tries::confirm_realm("console"), email, now))?;
        }
        Ok(Some(((), Some(self.hash.clone()))))
    }

    fn entered(&self, _: &mut Conn, (): (), _: Option<String>, _: Ts) -> Result<()> {
        self.entered.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn failed(&self, _: &mut Conn, _: &str, _: Option<()>, _: Tries, _: Ts) -> Result<()> {
        Ok(())
    }
}

fn guesses_at_the_same_moment_do_not_confirm(on: On) {
    let app = on.start();
    let (db, passwords, entered) =
        (app.parts.db.clone(), app.parts.passwords.clone(), Arc::new(AtomicBool::new(false)));
    let account = Guessed {
        db: db.clone(),
        hash: passwords.hash_blocking(PASSWORD).unwrap(),
        failed: Arc::default(),
        entered: entered.clone(),
    };
    let claim = Claim { realm: "console".into(), email: OWNER.into(), password: PASSWORD };
    let refused = actix_web::rt::System::new()
        .block_on(confirm::password(claim, "/password", account, (&db, &Clock::default(), &passwords)))
        .unwrap_err();
    assert_eq!(refused.code(), ProblemCode::RateLimited, "{refused}");
    assert!(!entered.load(Ordering::Relaxed), "even the right one waits");
}

fn a_portal_is_turned_off_in_a_hurry(on: On) {
    let app = on.start();
    let owner = app.owner();
    app.pass(Duration::minutes(11));
    let path = owner.at(&format!("/portals/{}/publication", app.world.support));
    let turn = |is_on: bool| owner.put(&path, &json!({ "is_on": is_on })).header("if-match", "*").send();
    let stream = app.anna().events();
    turn(false).expect(200);
    // nobody can sign in again: nothing stays on open pages
    let farewell = stream.next(std::time::Duration::from_secs(5));
    assert!(matches!(&farewell, News::Event(event) if event.data == r#"{"revoked":true}"#), "{farewell:?}");
    assert_eq!(turn(true).expect(403).problem().code, ProblemCode::ConfirmationNeeded);
    app.anyone().get("/api/public/portals/support").send().expect(404);
    confirmed(&owner, PASSWORD).expect(204);
    turn(true).expect(200);
}

fn a_new_password_forgets_what_was_guessed(on: On) {
    let app = on.start();
    let thief = app.owner();
    for guess in 0..10 {
        app.pass(Duration::seconds(11));
        confirmed(&thief, &format!("guess {guess}")).expect(422);
    }
    confirmed(&thief, PASSWORD).expect(429);
    let hash = app.parts.passwords.hash_blocking(PASSWORD).unwrap();
    app.change(|conn, _| portico::users::change::set_password(conn, OWNER, &hash));
    thief.who_am_i().expect(401);
    confirmed(&app.owner(), PASSWORD).expect(204);
}

fn confirming_is_of_one_session_alone(on: On) {
    let app = on.start();
    let (one, other) = (app.owner(), app.owner());
    app.pass(Duration::minutes(11));
    confirmed(&one, PASSWORD).expect(204);
    decide(&app, &one, true).expect(200);
    decide(&app, &other, false).expect(403);
    // and of nobody who is not signed in, or only a customer
    let anyone = app.anyone();
    anyone.put("/api/v1/session/confirmation", &json!({ "password": PASSWORD })).send().expect(401);
    app.anna().put("/api/v1/session/confirmation", &json!({ "password": PASSWORD })).send().expect(401);
}

fn a_link_that_lets_in_is_read_after_confirming(on: On) {
    let app = on.start();
    let owner = app.owner();
    app.anyone().ask_for_reset(ANNA).expect(202);
    app.asked_links_are_answered();
    let id = owner.mails()[0].id;
    let read = || owner.get(&owner.at(&format!("/mails/{id}"))).send();
    assert!(read().expect(200).text().contains("token="));
    app.pass(Duration::minutes(11));
    assert_eq!(read().expect(403).problem().code, ProblemCode::ConfirmationNeeded);
    confirmed(&owner, PASSWORD).expect(204);
    read().expect(200);
    // a link that works no more opens nothing
    app.pass(Duration::minutes(25));
    owner.who_am_i().expect(200);
    app.pass(Duration::minutes(25));
    read().expect(200);
}
