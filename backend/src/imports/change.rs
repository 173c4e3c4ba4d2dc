//! Writing an import: asking for one, and one batch of rows with the progress in the same transaction.

use diesel::prelude::*;
use openapi::id::{ImportId, UserId};
use openapi::imports::{ImportStatus, Mapping};
use openapi::problem::ProblemCode;

use super::batch::Batch;
use super::mapping;
use super::read::StatusColumn;
use super::table::Reading;
use crate::db::schema::{imports as i, jobs as j};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::jobs;
use crate::properties::{self, Definition};
use crate::web::upload::Uploaded;

/// Rows of a transaction.
const BATCH: usize = 200;

/// Notes that a file is to be imported. It needs a job, or somebody who runs it.
pub fn create(conn: &mut Conn, file: &Uploaded, mapping: &Mapping, by: Option<UserId>, now: Ts) -> Result<ImportId> {
    Ok(diesel::insert_into(i::table)
        .values((
            i::file_name.eq(&file.name),
            i::sha256.eq(&file.stored.sha256),
            i::mapping.eq(Json::of(mapping)),
            i::status.eq(StatusColumn(ImportStatus::Queued)),
            i::done.eq(0_i64),
            i::created.eq(0_i64),
            i::unchanged.eq(0_i64),
            i::refused.eq(0_i64),
            i::user_id.eq(by),
            i::created_at.eq(now),
        ))
        .returning(i::id)
        .get_result(conn)?)
}

/// Lets the server import it, from where it stopped. Asking twice changes nothing.
///
/// # Errors
/// `Conflict` when it has been read to the end.
pub fn run(conn: &mut Conn, id: ImportId, now: Ts) -> Result<()> {
    // the update holds the row: two who ask at once take turns
    let status: StatusColumn =
        diesel::update(i::table.find(id)).set(i::status.eq(i::status)).returning(i::status).get_result(conn)?;
    if status.0 == ImportStatus::Done {
        return Err(Error::refused(
            ProblemCode::Conflict,
            "This import has been read to the end. To import the corrected rows, start a new one.",
        ));
    }
    let payload = Json::of(super::job::Payload { import: id });
    let waiting: Vec<Json> = j::table.filter(j::kind.eq(super::job::KIND)).select(j::payload).load(conn)?;
    // the job of an import that failed is about to go
    if status.0 == ImportStatus::Failed || !waiting.contains(&payload) {
        diesel::update(i::table.find(id))
            .set((i::status.eq(StatusColumn(ImportStatus::Queued)), i::error.eq(None::<String>)))
            .execute(conn)?;
        jobs::enqueue(conn, super::job::KIND, payload, now)?;
    }
    Ok(())
}

/// Notes how many rows the file has.
pub fn set_rows(conn: &mut Conn, id: ImportId, rows: u64) -> Result<()> {
    diesel::update(i::table.find(id)).set(i::row_count.eq(rows.cast_signed())).execute(conn)?;
    Ok(())
}

/// Notes that it stopped, and why.
pub fn fail(conn: &mut Conn, id: ImportId, why: &str, now: Ts) -> Result<()> {
    diesel::update(i::table.find(id))
        .set((i::status.eq(StatusColumn(ImportStatus::Failed)), i::error.eq(why), i::finished_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Imports the next rows. Returns whether there may be more.
///
/// After an error, `reading` is ahead of the database and must be opened anew.
///
/// # Errors
/// `Unavailable` when somebody else has gone on with the same import.
pub fn batch(conn: &mut Conn, id: ImportId, reading: &mut Reading, now: Ts) -> Result<bool> {
    // the update holds the row: two who run the same import take turns
    let done: i64 = diesel::update(i::table.find(id))
        .set((
            i::status.eq(StatusColumn(ImportStatus::Running)),
            i::error.eq(None::<String>),
            i::finished_at.eq(None::<Ts>),
        ))
        .returning(i::done)
        .get_result(conn)?;
    if done.unsigned_abs() != reading.position() {
        return Err(Error::Unavailable("somebody else is running this import".into()));
    }
    let rows = reading.next(BATCH)?;
    let plan = reading.plan();
    if done == 0 {
        define(conn, plan)?;
    }
    let written = Batch::load(conn, plan, &rows)?.write(conn, id, &rows)?;
    let ended = rows.len() < BATCH;
    let status = if ended { ImportStatus::Done } else { ImportStatus::Running };
    diesel::update(i::table.find(id))
        .set((
            i::done.eq(i::done + count(rows.len())?),
            i::created.eq(i::created + written.created),
            i::unchanged.eq(i::unchanged + written.unchanged),
            i::refused.eq(i::refused + written.refused),
            i::status.eq(StatusColumn(status)),
            i::finished_at.eq(ended.then_some(now)),
        ))
        .execute(conn)?;
    Ok(!ended)
}

fn count(rows: usize) -> Result<i64> {
    i64::try_from(rows).map_err(|error| Error::Internal(error.to_string()))
}

fn define(conn: &mut Conn, plan: &mapping::Plan) -> Result<()> {
    for property in &plan.properties {
        let (object, kind) = (mapping::object(property.owner), mapping::word(property.kind));
        properties::define(conn, &Definition { object, name: &property.name, label: &property.label, kind })?;
    }
    Ok(())
}
