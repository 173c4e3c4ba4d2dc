//! What a stream that stays open or comes back is told: nothing it may no longer see, and nothing lost
//! without a word.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use diesel::prelude::*;
use openapi::id::TicketId;
use openapi::live::ChangeKind;
use openapi::tickets::console::EventKind;
use portico::db::Json;
use portico::db::schema::{portals as p, roles as r, sessions as s};
use portico::error::Error;
use portico::live::Listener;
use portico::tickets::change::event::{Actor, What, add};

use crate::support::events::{Event, Events, News};
use crate::support::{CustomerClient, On, TestApp, on_both_databases};

on_both_databases!(
    an_error_delays_news_and_loses_none,
    who_missed_too_much_is_told_to_read_again,
    what_a_portal_no_longer_shows_is_not_told,
    who_may_no_longer_see_tickets_is_not_told,
);

const A_WHILE: Duration = Duration::from_millis(1_500);

/// Writes events that customers learn of, past the API, while nobody listens.
fn happen(app: &TestApp, id: TicketId, count: usize, age: chrono::Duration) {
    let what =
        What::Change(EventKind::PropertyChanged { property: "Subject".into(), from: None, to: Some("New".into()) });
    app.change(|conn, now| {
        for _ in 0..count {
            add(conn, id, Actor::System, &what, true, now - age)?;
        }
        Ok(())
    });
    // the server looks once a second; what it has passed over is only told to those who ask for it
    std::thread::sleep(A_WHILE);
}

fn an_error_delays_news_and_loses_none(on: On) {
    let app = on.start();
    let anna = app.anna();
    let session = app.look(|conn| Ok(s::table.select(s::id).first(conn)?));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let mut subscription = app
        .parts
        .hub
        .subscribe(Listener {
            session,
            person: "somebody".into(),
            customer: true,
            inside: None,
            may_see: Arc::new(move |_, tickets| match count.fetch_add(1, Ordering::Relaxed) {
                0 => Err(Error::Unavailable("the database is away".into())),
                _ => Ok(HashSet::from_iter(tickets.iter().copied())),
            }),
        })
        .unwrap();
    anna.file("The oven is cold", "It does not heat.");
    let told = subscription.events.blocking_recv().unwrap();
    assert!(String::from_utf8_lossy(&told).contains("customer_message"), "{told:?}");
    assert!(asked.load(Ordering::Relaxed) >= 2);
}

/// Comes back after an event and returns what is told, one by one.
fn comes_back(anna: &CustomerClient, last: i64) -> Vec<Event> {
    let stream = Events::open(anna.get(&anna.at("/events")).header("last-event-id", &last.to_string()));
    let mut told = Vec::new();
    while let News::Event(event) = stream.next(A_WHILE) {
        told.push(event);
    }
    told
}

fn who_missed_too_much_is_told_to_read_again(on: On) {
    let app = on.start();
    let anna = app.anna();
    let stream = anna.events();
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let News::Event(Event { id: Some(last), .. }) = stream.next(Duration::from_secs(10)) else { panic!("no event") };
    drop(stream);
    happen(&app, id, 499, chrono::Duration::zero());
    assert_eq!(comes_back(&anna, last).len(), 499);
    happen(&app, id, 101, chrono::Duration::zero());
    let told = comes_back(&anna, last);
    assert_eq!((told.len(), told[0].name.as_str()), (1, "resync"));
    let newest = told[0].id.unwrap();
    assert_eq!(newest, last + 600);
    assert!(comes_back(&anna, newest).is_empty(), "from here on it is complete");
    // what happened too long ago is not told one by one either
    happen(&app, id, 1, chrono::Duration::days(2));
    assert_eq!(comes_back(&anna, newest)[0].name, "resync");
}

fn what_a_portal_no_longer_shows_is_not_told(on: On) {
    let app = on.start();
    let (anna, ben, agent) = (app.anna(), app.ben(), app.agent());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let (hers, his) = (anna.events(), ben.events());
    agent.reply(id, "Is it plugged in?");
    for stream in [&hers, &his] {
        while stream.change().kind != ChangeKind::TeamMessage {}
    }
    let portal = p::table.find(app.world.support);
    app.change(|conn, _| Ok(diesel::update(portal).set(p::ticket_permission.eq("own")).execute(conn)?));
    agent.reply(id, "And switched on?");
    assert_eq!(hers.change().kind, ChangeKind::TeamMessage);
    assert_eq!(his.next(A_WHILE), News::Silence);
    app.change(|conn, _| Ok(diesel::update(portal).set(p::is_on.eq(false)).execute(conn)?));
    agent.reply(id, "Hello?");
    assert_eq!(hers.next(A_WHILE), News::Silence);
}

fn who_may_no_longer_see_tickets_is_not_told(on: On) {
    let app = on.start();
    let (viewer, anna) = (app.viewer(), app.anna());
    let stream = viewer.events();
    anna.file("The oven is cold", "It does not heat.");
    while stream.change().kind != ChangeKind::CustomerMessage {}
    app.change(|conn, _| Ok(diesel::update(r::table).set(r::permissions.eq(Json::of(["settings"]))).execute(conn)?));
    anna.file("And the fridge is warm", "It does not cool.");
    assert_eq!(stream.next(A_WHILE), News::Silence);
}
