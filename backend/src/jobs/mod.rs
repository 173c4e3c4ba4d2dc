//! What is done later, and everything that leaves the machine: rows in a table, written in the same
//! transaction as the change that needs them, claimed by one server at a time.

pub mod runner;

use diesel::prelude::*;
use openapi::id::JobId;

use crate::db::schema::jobs as j;
use crate::db::{Conn, Json, Ts};
use crate::error::Result;

pub use runner::{Handler, Outcome, Runner};

/// Adds a job that is due at `run_at`.
pub fn enqueue(conn: &mut Conn, kind: &str, payload: Json, run_at: Ts) -> Result<JobId> {
    Ok(diesel::insert_into(j::table)
        .values((
            j::kind.eq(kind),
            j::payload.eq(payload),
            j::run_at.eq(run_at),
            j::attempts.eq(0_i64),
            j::created_at.eq(run_at),
        ))
        .returning(j::id)
        .get_result(conn)?)
}
