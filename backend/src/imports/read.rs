//! Looking imports up.

use diesel::prelude::*;
use openapi::id::ImportId;
use openapi::imports::{Import, ImportStatus, Mapping, RefusedRow};

use crate::db::schema::{import_refusals as r, imports as i};
use crate::db::types::text_column;
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};

/// Imports that are listed.
const LISTED: i64 = 50;

/// The words of [`ImportStatus`].
pub trait Word: Sized {
    /// The word in the database.
    fn as_str(&self) -> &'static str;
    /// The status of a word.
    fn parse(word: &str) -> Option<Self>;
}

impl Word for ImportStatus {
    fn as_str(&self) -> &'static str {
        match self {
            ImportStatus::Queued => "queued",
            ImportStatus::Running => "running",
            ImportStatus::Done => "done",
            ImportStatus::Failed => "failed",
        }
    }
    fn parse(word: &str) -> Option<Self> {
        use ImportStatus::{Done, Failed, Queued, Running};
        [Queued, Running, Done, Failed].into_iter().find(|status| status.as_str() == word)
    }
}

text_column!(StatusColumn for ImportStatus);

#[derive(Queryable)]
struct Row {
    id: ImportId,
    file_name: String,
    status: StatusColumn,
    row_count: Option<i64>,
    done: i64,
    created: i64,
    unchanged: i64,
    refused: i64,
    error: Option<String>,
    created_at: Ts,
    finished_at: Option<Ts>,
}

type Columns = (
    i::id,
    i::file_name,
    i::status,
    i::row_count,
    i::done,
    i::created,
    i::unchanged,
    i::refused,
    i::error,
    i::created_at,
    i::finished_at,
);
const COLUMNS: Columns = (
    i::id,
    i::file_name,
    i::status,
    i::row_count,
    i::done,
    i::created,
    i::unchanged,
    i::refused,
    i::error,
    i::created_at,
    i::finished_at,
);

fn shown(row: Row) -> Import {
    Import {
        id: row.id,
        file_name: row.file_name,
        status: row.status.0,
        rows: row.row_count.map(i64::unsigned_abs),
        done: row.done.unsigned_abs(),
        created: row.created.unsigned_abs(),
        unchanged: row.unchanged.unsigned_abs(),
        refused: row.refused.unsigned_abs(),
        error: row.error,
        created_at: row.created_at.into(),
        finished_at: row.finished_at.map(Into::into),
    }
}

/// The newest imports.
pub fn list(conn: &mut Conn) -> Result<Vec<Import>> {
    let rows: Vec<Row> = i::table.order(i::id.desc()).limit(LISTED).select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(shown).collect())
}

/// One import.
pub fn show(conn: &mut Conn, id: ImportId) -> Result<Import> {
    Ok(shown(i::table.find(id).select(COLUMNS).first(conn)?))
}

/// Refused rows after a line, at most `most` of them.
pub fn refused(conn: &mut Conn, id: ImportId, after: u64, most: i64) -> Result<Vec<RefusedRow>> {
    let rows: Vec<(i64, String)> = r::table
        .filter(r::import_id.eq(id))
        .filter(r::line.gt(after.cast_signed()))
        .order(r::line)
        .limit(most)
        .select((r::line, r::reason))
        .load(conn)?;
    Ok(rows.into_iter().map(|(line, reason)| RefusedRow { line: line.unsigned_abs(), reason }).collect())
}

/// What running an import needs to know.
#[derive(Debug, Clone)]
pub struct Work {
    /// Where the file is kept.
    pub sha256: Vec<u8>,
    /// What its columns mean.
    pub mapping: Mapping,
    /// Whether it has been read to the end.
    pub ended: bool,
    /// How many rows it has, if they were counted.
    pub rows: Option<u64>,
    /// How many were read.
    pub done: u64,
    /// When it was asked for.
    pub asked_at: Ts,
}

/// What running an import needs to know.
pub fn work(conn: &mut Conn, id: ImportId) -> Result<Work> {
    type Found = (Vec<u8>, Json, StatusColumn, Option<i64>, i64, Ts);
    let (sha256, mapping, status, rows, done, asked_at): Found = i::table
        .find(id)
        .select((i::sha256, i::mapping, i::status, i::row_count, i::done, i::created_at))
        .first(conn)?;
    let mapping = mapping.read().ok_or_else(|| Error::Internal("the stored mapping cannot be read".into()))?;
    Ok(Work {
        sha256,
        mapping,
        ended: status.0 == ImportStatus::Done,
        rows: rows.map(i64::unsigned_abs),
        done: done.unsigned_abs(),
        asked_at,
    })
}

/// The newest import of the same file by the same mapping that was not read to the end.
pub fn unfinished(conn: &mut Conn, sha256: &[u8], mapping: &Mapping) -> Result<Option<ImportId>> {
    let found: Vec<(ImportId, Json)> = i::table
        .filter(i::sha256.eq(sha256))
        .filter(i::status.ne(StatusColumn(ImportStatus::Done)))
        .order(i::id.desc())
        .select((i::id, i::mapping))
        .load(conn)?;
    Ok(found.into_iter().find(|(_, stored)| *stored == Json::of(mapping)).map(|(id, _)| id))
}
