//! Claiming work so that two servers never do the same thing at once.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::types::{JsonSql, TsSql};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;

/// A claimed job.
#[derive(Debug, QueryableByName)]
pub struct Claimed {
    /// Its id.
    #[diesel(sql_type = BigInt)]
    pub id: openapi::id::JobId,
    /// What it is.
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// What it is about.
    #[diesel(sql_type = JsonSql)]
    pub payload: Json,
    /// How often it was tried, this time included.
    #[diesel(sql_type = BigInt)]
    pub attempts: i64,
}

/// Claims the job that has been due longest, until `lease`. Only jobs of the named `kinds`.
/// `None` when nothing is due.
pub fn claim(conn: &mut Conn, now: Ts, lease: Ts, kinds: &[&'static str]) -> Result<Option<Claimed>> {
    let skip = match conn {
        Conn::Postgres(_) => "FOR UPDATE SKIP LOCKED",
        Conn::Sqlite(_) => "",
    };
    // names of ours, never a caller's text
    let kinds = kinds.iter().map(|kind| format!("'{kind}'")).collect::<Vec<_>>().join(", ");
    let query = diesel::sql_query(format!(
        "UPDATE jobs SET lease_until = $1, attempts = attempts + 1 WHERE id = (\
           SELECT id FROM jobs WHERE run_at <= $2 AND (lease_until IS NULL OR lease_until < $3) AND kind IN ({kinds}) \
           ORDER BY run_at, id LIMIT 1 {skip}\
         ) RETURNING id, kind, payload, attempts"
    ))
    .bind::<TsSql, _>(lease)
    .bind::<TsSql, _>(now)
    .bind::<TsSql, _>(now);
    Ok(query.get_result(conn).optional()?)
}
