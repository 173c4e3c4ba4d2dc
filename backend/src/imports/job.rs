//! The job that imports: one batch each time it runs, so that a stop of the server waits for two
//! hundred rows at most and other work gets its turn between them.

use std::path::PathBuf;
use std::sync::Mutex;

use chrono::Duration;
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use openapi::id::ImportId;
use openapi::problem::ProblemCode;
use serde::{Deserialize, Serialize};

use super::read::Work;
use super::table::{Reading, Table};
use super::{change, mapping, read};
use crate::clock::Clock;
use crate::db::{Db, Json};
use crate::error::{Error, Result};
use crate::files::Store;
use crate::jobs::{Handler, Outcome};

/// The kind of job.
pub const KIND: &str = "run_import";

/// Seconds until another try when the database is away or busy.
const WAIT_SECONDS: i64 = 15;

/// Which import to run.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Payload {
    /// The import.
    pub import: ImportId,
}

/// Runs imports.
pub struct RunImport {
    db: Db,
    clock: Clock,
    files: Store,
    /// The file between two batches, so that it need not be read from the beginning each time.
    open: Mutex<Option<(ImportId, Reading)>>,
}

impl RunImport {
    /// With the database and the place where uploaded files are kept.
    pub fn new(db: Db, clock: Clock, files: Store) -> Self {
        Self { db, clock, files, open: Mutex::new(None) }
    }

    async fn run(&self, id: ImportId) -> Result<Outcome> {
        let error = match self.batch(id).await {
            Ok(true) => return Ok(Outcome::Again(self.clock.now())),
            Ok(false) => return Ok(Outcome::Done),
            Err(error) => error,
        };
        let now = self.clock.now();
        if error.code() == ProblemCode::Unavailable {
            tracing::warn!(%error, import = %id, "an import waits");
            return Ok(Outcome::Again(now + Duration::seconds(WAIT_SECONDS)));
        }
        tracing::error!(%error, import = %id, "an import stopped");
        let why = explain(&error);
        self.db.write(move |conn| change::fail(conn, id, &why, now)).await?;
        Ok(Outcome::Done)
    }

    /// Does a batch. Returns whether there may be more.
    async fn batch(&self, id: ImportId) -> Result<bool> {
        let work = self.db.read(move |conn| read::work(conn, id)).await?;
        if work.ended {
            return Ok(false);
        }
        let kept = self.open.lock().map_or(None, |mut open| open.take());
        let reading = match kept {
            Some((of, reading)) if of == id && reading.position() == work.done => reading,
            _ => self.open(id, work).await?,
        };
        let (mut reading, now) = (reading, self.clock.now());
        let (more, reading) = self
            .db
            .write(move |conn| {
                let more = change::batch(conn, id, &mut reading, now)?;
                Ok((more, reading))
            })
            .await?;
        if more && let Ok(mut open) = self.open.lock() {
            *open = Some((id, reading));
        }
        Ok(more)
    }

    /// Opens the file where the import stopped.
    async fn open(&self, id: ImportId, work: Work) -> Result<Reading> {
        let path = self.files.place(&work.sha256);
        let (table, rows) = on_the_side(move || open(path, work.rows)).await?;
        let (header, mapping, asked_at) = (table.header().to_vec(), work.mapping, work.asked_at);
        let plan = self.db.read(move |conn| mapping::plan(conn, &mapping, &header, asked_at)).await?;
        if work.rows != Some(rows) {
            self.db.write(move |conn| change::set_rows(conn, id, rows)).await?;
        }
        let (mut reading, done) = (Reading::new(table, plan), work.done);
        on_the_side(move || {
            reading.skip_to(done)?;
            Ok(reading)
        })
        .await
    }
}

/// Opens a file and counts its rows, if they are not known.
pub(super) fn open(path: PathBuf, rows: Option<u64>) -> Result<(Table, u64)> {
    let rows = rows.map_or_else(|| Table::count(&path), Ok)?;
    Ok((Table::open(&path)?, rows))
}

/// Reads a file where nobody waits for the thread.
pub(super) async fn on_the_side<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Internal(error.to_string()))?
}

/// Why an import stopped, for people.
pub(super) fn explain(error: &Error) -> String {
    match error {
        Error::Refused { detail, fields, .. } if fields.is_empty() => detail.clone(),
        Error::Refused { fields, .. } => {
            fields.iter().map(|field| field.message.as_str()).collect::<Vec<_>>().join(" ")
        }
        Error::Config(text) => format!("{text}."),
        Error::Limited { .. } | Error::Unavailable(_) | Error::Database(_) | Error::Internal(_) => {
            "A fault of the server's; its log says more.".into()
        }
    }
}

impl Handler for RunImport {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run(&self, payload: Json, _: i64) -> LocalBoxFuture<'_, Result<Outcome>> {
        match payload.read::<Payload>() {
            Some(payload) => self.run(payload.import).boxed_local(),
            None => async { Ok(Outcome::Done) }.boxed_local(),
        }
    }
}
