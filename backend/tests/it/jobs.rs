//! Jobs that go wrong in the worst way: they do not take their lane with them.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::Duration;
use diesel::prelude::*;
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use portico::db::Json;
use portico::db::schema::jobs as j;
use portico::error::Result;
use portico::jobs::{self, Handler, Outcome, Runner};
use tokio::sync::watch;

use crate::support::{On, TestApp, eventually, on_both_databases};

on_both_databases!(a_job_that_panics_is_tried_again_and_its_lane_goes_on);

/// Panics at the first try of the job whose payload says so.
struct Fragile(Arc<AtomicI64>);

impl Handler for Fragile {
    fn kind(&self) -> &'static str {
        "fragile"
    }

    fn run(&self, payload: Json, attempt: i64) -> LocalBoxFuture<'_, Result<Outcome>> {
        let fragile = payload.read::<bool>() == Some(true);
        assert!(!fragile || attempt > 1, "a vase fell down");
        self.0.fetch_add(1, Ordering::SeqCst);
        async { Ok(Outcome::Done) }.boxed_local()
    }
}

fn a_job_that_panics_is_tried_again_and_its_lane_goes_on(on: On) {
    let app = on.start();
    app.change(|conn, now| {
        jobs::enqueue(conn, "fragile", Json::of(true), now)?;
        jobs::enqueue(conn, "fragile", Json::of(false), now)
    });
    let done = Arc::new(AtomicI64::new(0));
    let (stop, lane) = lane(&app, Fragile(done.clone()));
    let after = |count| eventually("a job is done", || (done.load(Ordering::SeqCst) == count).then_some(()));
    after(1);
    let (attempts, error): (i64, Option<String>) =
        app.look(|conn| Ok(j::table.filter(j::kind.eq("fragile")).select((j::attempts, j::last_error)).first(conn)?));
    assert_eq!((attempts, error.as_deref()), (1, Some("it panicked: a vase fell down")));
    app.pass(Duration::seconds(11));
    after(2);
    stop.send(true).unwrap();
    lane.join().unwrap();
}

fn lane(app: &TestApp, handler: Fragile) -> (watch::Sender<bool>, std::thread::JoinHandle<()>) {
    let (stop, stopped) = watch::channel(false);
    let (db, clock, metrics) = (app.parts.db.clone(), app.parts.clock.clone(), app.parts.metrics.clone());
    let lane = std::thread::spawn(move || {
        let runner = Runner::new(db, clock, metrics, vec![Arc::new(handler)]);
        actix_web::rt::System::new().block_on(runner.run(stopped));
    });
    (stop, lane)
}
