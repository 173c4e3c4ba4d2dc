//! What one writes the other sees without asking, and nobody else does.

use std::time::{Duration, Instant};

use diesel::prelude::*;
use openapi::id::TicketId;
use openapi::live::{Change, ChangeKind};
use openapi::tickets::TicketState;
use openapi::tickets::console::TicketPatch;
use portico::db::schema::{memberships as m, users as u};

use crate::support::events::{Events, News};
use crate::support::{On, on_both_databases};

on_both_databases!(
    what_one_writes_the_other_sees,
    customers_learn_nothing_of_notes_and_inner_work,
    customers_learn_that_what_they_see_has_changed,
    strangers_learn_nothing,
    what_was_missed_is_told_again,
    signing_out_closes_the_stream,
    disabling_and_blocking_close_the_stream,
    idling_too_long_closes_the_stream,
    a_stopping_server_says_good_bye,
    changes_of_another_server_arrive_too,
    streams_are_limited,
);

/// Silence for this long counts as silence.
const A_WHILE: Duration = Duration::from_millis(300);

#[track_caller]
fn silent(stream: &Events) {
    assert_eq!(stream.next(A_WHILE), News::Silence);
}

/// Waits for a change. Streams tell at least once: something older may come first.
#[track_caller]
fn hears(stream: &Events, id: TicketId, kind: ChangeKind) {
    while stream.change() != (Change { ticket_id: id, kind }) {}
}

/// Everything that still comes, in order and each once.
fn rest(stream: &Events) -> Vec<ChangeKind> {
    let mut told = std::collections::BTreeMap::new();
    while let News::Event(event) = stream.next(A_WHILE) {
        told.insert(event.id, event.change().unwrap().kind);
    }
    told.into_values().collect()
}

/// Waits for the stream's farewell of this name and its end.
#[track_caller]
fn closed(stream: &Events, farewell: &str) {
    let began = Instant::now();
    loop {
        match stream.next(Duration::from_secs(5)) {
            News::Event(event) if event.name == farewell => break,
            News::Event(event) => assert_eq!(event.name, "change"),
            other => panic!("{other:?} after {:?} instead of {farewell}", began.elapsed()),
        }
    }
    assert_eq!(stream.next(Duration::from_secs(5)), News::End);
}

fn what_one_writes_the_other_sees(on: On) {
    let app = on.start();
    let (anna, ben, agent) = (app.anna(), app.ben(), app.agent());
    let (hers, his, staffs) = (anna.events(), ben.events(), agent.events());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    hears(&staffs, id, ChangeKind::Created);
    for stream in [&staffs, &hers, &his] {
        hears(stream, id, ChangeKind::CustomerMessage);
    }
    let began = Instant::now();
    agent.reply(id, "Is it plugged in?");
    for stream in [&staffs, &hers, &his] {
        hears(stream, id, ChangeKind::TeamMessage);
    }
    assert!(began.elapsed() < Duration::from_secs(3));
    agent.set_state(id, TicketState::Closed);
    for stream in [&staffs, &hers, &his] {
        hears(stream, id, ChangeKind::Updated);
    }
}

fn customers_learn_nothing_of_notes_and_inner_work(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let (hers, staffs) = (anna.events(), agent.events());
    agent.note(id, "The third this month.");
    hears(&staffs, id, ChangeKind::Note);
    agent.assign(id, Some(app.world.owner));
    agent.set_stage(id, agent.ticket(id).stages[1].id);
    for _ in 0..2 {
        hears(&staffs, id, ChangeKind::Updated);
    }
    assert!(rest(&hers).iter().all(|kind| *kind == ChangeKind::CustomerMessage));
    // nor by asking for what was missed
    let again = Events::open(anna.get(&anna.at("/events")).header("last-event-id", "0"));
    assert_eq!(rest(&again), [ChangeKind::CustomerMessage]);
}

fn customers_learn_that_what_they_see_has_changed(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let before = anna.ticket(id);
    let (hers, his) = (anna.events(), app.ben().events());
    let subject = TicketPatch { subject: Some("The oven stays cold".into()), ..Default::default() };
    agent.try_change(id, &subject).expect(200);
    agent.set_priority(id, Some(openapi::tickets::Priority::Low));
    for stream in [&hers, &his] {
        for _ in 0..2 {
            hears(stream, id, ChangeKind::Updated);
        }
    }
    let after = anna.ticket(id);
    assert_eq!(after.subject, "The oven stays cold");
    assert_eq!(after.conversation, before.conversation, "no entry of its own");
    assert_eq!(after.last_activity_at, before.last_activity_at);
}

fn strangers_learn_nothing(on: On) {
    let app = on.start();
    let (carla, dora) = (app.carla(), app.dora());
    let (anna, at_help) = (app.anna(), app.ben().elsewhere("help"));
    let streams = [carla.events(), dora.events(), at_help.events()];
    let hers = anna.events();
    let id = anna.file("The oven is cold", "It does not heat.").id;
    app.agent().reply(id, "Is it plugged in?");
    assert_eq!(hers.change().kind, ChangeKind::CustomerMessage);
    assert_eq!(hers.change().kind, ChangeKind::TeamMessage);
    for stream in &streams {
        silent(stream);
    }
    let asking = Events::open(carla.get(&carla.at("/events")).header("last-event-id", "0"));
    silent(&asking);
    app.anyone().get("/api/portal/support/events").send().expect(401);
    app.anyone().get("/api/v1/events").send().expect(401);
}

fn what_was_missed_is_told_again(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let first = anna.events();
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let News::Event(seen) = first.next(Duration::from_secs(10)) else { panic!("nothing came") };
    drop(first);
    agent.reply(id, "Is it plugged in?");
    agent.note(id, "Not for customers.");
    agent.set_state(id, TicketState::Closed);
    let last = seen.id.unwrap().to_string();
    let second = Events::open(anna.get(&anna.at("/events")).header("last-event-id", &last));
    assert_eq!(rest(&second), [ChangeKind::TeamMessage, ChangeKind::Updated]);
    for odd in ["nonsense", "-1", "99999999999", "1; DROP TABLE events"] {
        drop(Events::open(anna.get(&anna.at("/events")).header("last-event-id", odd)));
    }
}

fn signing_out_closes_the_stream(on: On) {
    let app = on.start();
    let (anna, elsewhere, agent) = (app.anna(), app.anna(), app.agent());
    let (hers, other, staffs) = (anna.events(), elsewhere.events(), agent.events());
    anna.sign_out().expect(204);
    closed(&hers, "signed_out");
    agent.sign_out().expect(204);
    closed(&staffs, "signed_out");
    silent(&other);
}

fn disabling_and_blocking_close_the_stream(on: On) {
    let app = on.start();
    let (hers, his, staffs) = (app.anna().events(), app.ben().events(), app.agent().events());
    app.change(|conn, _| {
        diesel::update(m::table.filter(m::contact_id.eq(app.world.anna))).set(m::status.eq("blocked")).execute(conn)?;
        diesel::update(u::table.filter(u::id.eq(app.world.agent))).set(u::active.eq(false)).execute(conn)?;
        Ok(())
    });
    closed(&hers, "signed_out");
    closed(&staffs, "signed_out");
    silent(&his);
}

fn idling_too_long_closes_the_stream(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let (hers, staffs) = (anna.events(), agent.events());
    app.pass(chrono::Duration::minutes(31));
    closed(&staffs, "signed_out");
    silent(&hers);
    app.pass(chrono::Duration::minutes(30));
    closed(&hers, "signed_out");
}

fn a_stopping_server_says_good_bye(on: On) {
    let mut app = on.start();
    let (hers, staffs) = (app.anna().events(), app.agent().events());
    let began = Instant::now();
    app.stop();
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    closed(&hers, "bye");
    closed(&staffs, "bye");
}

fn changes_of_another_server_arrive_too(on: On) {
    let app = on.start();
    let anna = app.anna();
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let hers = anna.events();
    // past this server's own write path, as another server would
    app.change(|conn, now| {
        use portico::tickets::change::event::{Actor, What, add};
        let what = What::Change(openapi::tickets::console::EventKind::StageChanged {
            from: "New".into(),
            to: "Closed".into(),
            state: TicketState::Closed,
        });
        add(conn, id, Actor::System, &what, true, now)
    });
    hears(&hers, id, ChangeKind::Updated);
}

fn streams_are_limited(on: On) {
    let app = on.start_with(|config| config.rate_limits = true);
    let (anna, ben) = (app.anna(), app.ben());
    let open: Vec<Events> = (0..6).map(|_| anna.events()).collect();
    let refused = anna.get(&anna.at("/events")).send().expect(429);
    assert!(refused.header("retry-after").is_some());
    drop(ben.events());
    drop(open);
    crate::support::eventually("a place is free again", || {
        (anna.get(&anna.at("/events")).open().0 == 200).then_some(())
    });
}
