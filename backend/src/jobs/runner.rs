//! Runs due jobs. Several servers may run at once; a job whose server died is taken over when its
//! lease ends.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::Duration as Span;
use diesel::prelude::*;
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use openapi::id::JobId;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::db::dialect::jobs::{Claimed, claim};
use crate::db::schema::jobs as j;
use crate::db::{Db, Json, Ts};
use crate::error::{Error, Result};
use crate::metrics::Metrics;

/// How often the table is looked at when nothing wakes the runner.
const POLL: Duration = Duration::from_secs(1);
/// Until when a claimed job belongs to this server.
const LEASE_MINUTES: i64 = 5;
/// Seconds until a job that failed or panicked, by a fault of ours, is tried again, by attempt.
const FAULT_DELAYS: [i64; 6] = [10, 60, 300, 900, 3600, 14_400];

/// How a job went.
#[derive(Debug)]
pub enum Outcome {
    /// It is finished and forgotten.
    Done,
    /// It wants to run again.
    Again(Ts),
}

/// Does jobs of one kind.
pub trait Handler {
    /// The kind.
    fn kind(&self) -> &'static str;
    /// Whether jobs of this kind may run now; mails wait while no SMTP server is configured.
    fn ready(&self) -> bool {
        true
    }
    /// Does one. `attempt` counts from 1.
    ///
    /// # Errors
    /// A fault of ours: the job is tried again later.
    fn run(&self, payload: Json, attempt: i64) -> LocalBoxFuture<'_, Result<Outcome>>;
}

/// A lane of jobs that run one after another.
pub struct Runner {
    db: Db,
    clock: Clock,
    metrics: Metrics,
    handlers: Vec<Arc<dyn Handler>>,
}

impl Runner {
    /// A lane that runs the kinds of `handlers`.
    pub fn new(db: Db, clock: Clock, metrics: Metrics, handlers: Vec<Arc<dyn Handler>>) -> Self {
        Self { db, clock, metrics, handlers }
    }

    /// Runs until `stop` says so; a job that has begun is finished first.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut commits = self.db.commits();
        while !*stop.borrow() {
            match self.next().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "the job table could not be read"),
            }
            tokio::select! {
                _ = stop.changed() => {}
                _ = commits.changed() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// Runs the job that has been due longest, if any is. Returns whether there was one.
    async fn next(&self) -> Result<bool> {
        let kinds: Vec<&'static str> =
            self.handlers.iter().filter(|handler| handler.ready()).map(|handler| handler.kind()).collect();
        let now = self.clock.now();
        let wanted = kinds.clone();
        // looking costs no write
        let due = self.db.read(move |conn| is_due(conn, now, &wanted)).await?;
        if !due {
            return Ok(false);
        }
        let lease = now + Span::minutes(LEASE_MINUTES);
        let Some(job) = self.db.write(move |conn| claim(conn, now, lease, &kinds)).await? else {
            return Ok(false);
        };
        self.work(job).await?;
        Ok(true)
    }

    async fn work(&self, job: Claimed) -> Result<()> {
        let Some(handler) = self.handlers.iter().find(|handler| handler.kind() == job.kind) else { return Ok(()) };
        let (id, attempts) = (job.id, job.attempts);
        // a job that panics has failed; the others of its lane go on
        let ran = AssertUnwindSafe(async { handler.run(job.payload, attempts).await }).catch_unwind().await;
        let (outcome, fault) = match ran.unwrap_or_else(|panic| Err(Error::Internal(words(&*panic)))) {
            Ok(outcome) => (outcome, None),
            Err(error) => {
                tracing::error!(%error, job = %id, kind = handler.kind(), attempts, "a job failed");
                let index = usize::try_from(attempts - 1).unwrap_or(0).min(FAULT_DELAYS.len() - 1);
                (Outcome::Again(self.clock.now() + Span::seconds(FAULT_DELAYS[index])), Some(error.to_string()))
            }
        };
        self.metrics.job(handler.kind(), if fault.is_some() { "failed" } else { "done" });
        self.db.write(move |conn| settle(conn, id, &outcome, fault)).await
    }
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("it panicked: {}", text.unwrap_or("without a word"))
}

fn is_due(conn: &mut crate::db::Conn, now: Ts, kinds: &[&'static str]) -> Result<bool> {
    let due = j::table
        .filter(j::run_at.le(now))
        .filter(j::lease_until.is_null().or(j::lease_until.lt(now)))
        .filter(j::kind.eq_any(kinds.to_vec()));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(conn)?)
}

fn settle(conn: &mut crate::db::Conn, id: JobId, outcome: &Outcome, fault: Option<String>) -> Result<()> {
    match outcome {
        Outcome::Done => diesel::delete(j::table.find(id)).execute(conn)?,
        Outcome::Again(at) => diesel::update(j::table.find(id))
            .set((j::run_at.eq(*at), j::lease_until.eq(None::<Ts>), j::last_error.eq(fault)))
            .execute(conn)?,
    };
    Ok(())
}
