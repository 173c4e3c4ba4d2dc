//! How long a session lasts is its domain's to say, and the page is told in time.

use chrono::Duration;
use diesel::prelude::*;
use openapi::portals::portal::Me;
use portico::db::schema::domains as d;

use crate::support::{CustomerClient, On, TestApp, on_both_databases};

on_both_databases!(
    a_shorter_time_reaches_open_sessions,
    new_sessions_follow_their_domain,
    the_page_is_told_what_is_left,
    staying_signed_in_is_one_request
);

fn idle_after(app: &TestApp, minutes: i64) {
    app.change(|conn, _| {
        diesel::update(d::table).set(d::idle_minutes.eq(minutes)).execute(conn)?;
        Ok(())
    });
}

/// What a page is told that asks without anybody having caused it.
fn quietly(who: &CustomerClient) -> Me {
    who.get(&who.at("/session")).header("x-background", "1").send().expect(200).json()
}

fn new_sessions_follow_their_domain(on: On) {
    let app = on.start();
    let older = app.anna();
    for minutes in [20, 40, 60, 24 * 60] {
        idle_after(&app, minutes);
        let (leaves, stays) = (app.anna(), app.anna());
        assert_eq!(leaves.me().idle_seconds, minutes * 60);
        app.pass(Duration::minutes(minutes - 1));
        quietly(&stays);
        app.pass(Duration::minutes(2));
        leaves.who_am_i().expect(401);
    }
    older.who_am_i().expect(401);
}

fn a_shorter_time_reaches_open_sessions(on: On) {
    let app = on.start();
    let anna = app.anna();
    let kept = app.anyone();
    kept.try_sign_in(crate::support::world::BEN, crate::support::PASSWORD, true).expect(200);
    let kept = kept.now_a_customer();
    let owner = app.owner();
    let mut shorter = super::settings();
    shorter["idle_minutes"] = 20.into();
    let path = owner.at(&format!("/domains/{}/private-content", super::default_domain(&app)));
    owner.put(&path, &shorter).header("if-match", "*").send().expect(200);
    app.pass(Duration::minutes(21));
    anna.who_am_i().expect(401);
    kept.who_am_i().expect(200);
}

fn the_page_is_told_what_is_left(on: On) {
    let app = on.start();
    idle_after(&app, 20);
    let anyone = app.anyone();
    let me: Me = anyone.try_sign_in(crate::support::world::ANNA, crate::support::PASSWORD, false).expect(200).json();
    assert_eq!((me.idle_seconds, me.idle_left_seconds), (1200, 1200));
    let anna = anyone.now_a_customer();
    app.pass(Duration::minutes(18));
    let me = quietly(&anna);
    assert!((110..=120).contains(&me.idle_left_seconds), "{}", me.idle_left_seconds);
    let left = me.ends_at - chrono::DateTime::<chrono::Utc>::from(app.parts.clock.now());
    assert!((left - (Duration::hours(12) - Duration::minutes(18))).num_seconds().abs() < 10, "{left}");
    assert_eq!(anna.me().idle_left_seconds, 1200, "somebody is there");
}

fn staying_signed_in_is_one_request(on: On) {
    let app = on.start();
    idle_after(&app, 20);
    let anna = app.anna();
    for _ in 0..3 {
        app.pass(Duration::minutes(19));
        let me: Me = anna.put(&anna.at("/session/activity"), &()).send().expect(200).json();
        assert_eq!(me.idle_left_seconds, 1200);
    }
    app.pass(Duration::minutes(19));
    assert!(quietly(&anna).idle_left_seconds <= 60);
    app.pass(Duration::minutes(2));
    anna.who_am_i().expect(401);
}
