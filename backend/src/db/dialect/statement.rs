//! Whole statements put together at run time, and how long they may take.

use std::cell::Cell;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Untyped};

use super::condition::Condition;
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};

/// A statement whose rows are read by the names of their columns.
#[derive(Debug, Clone)]
pub struct Statement(pub Condition);

impl QueryFragment<Backend> for Statement {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }
}
impl QueryId for Statement {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl Query for Statement {
    type SqlType = Untyped;
}
impl diesel::query_dsl::RunQueryDsl<Conn> for Statement {}

/// A row with one number, called `number`.
#[derive(Debug, QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

impl Statement {
    /// The numbers that the statement selects as `number`.
    pub fn numbers(&self, conn: &mut Conn) -> Result<Vec<i64>> {
        let rows: Vec<Number> = self.clone().load(conn)?;
        Ok(rows.into_iter().map(|row| row.number).collect())
    }

    /// The one number that the statement selects as `number`.
    pub fn count(&self, conn: &mut Conn) -> Result<u64> {
        Ok(self.clone().get_result::<Number>(conn)?.number.unsigned_abs())
    }
}

thread_local! {
    /// Until when the statements of this thread may run on SQLite, which knows no such limit.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

#[allow(missing_docs, reason = "what diesel's macro makes carries none")]
mod in_time {
    diesel::define_sql_function! {
        /// Whether there is time left.
        fn portico_in_time() -> diesel::sql_types::Bool;
    }
}

/// Gives a connection to SQLite the function that [`Condition::in_time`] calls.
pub(in crate::db) fn bring_functions(conn: &mut SqliteConnection) -> QueryResult<()> {
    let left = || DEADLINE.get().is_none_or(|deadline| Instant::now() < deadline);
    in_time::portico_in_time_utils::register_nondeterministic_impl(conn, left)
}

impl Condition {
    /// The same, but false for every row that is looked at after the time of [`within`] is up.
    #[must_use]
    pub fn in_time(self, conn: &Conn) -> Self {
        match conn {
            Conn::Postgres(_) => self,
            Conn::Sqlite(_) => Condition::new("CASE WHEN portico_in_time() THEN ").then(self).sql(" ELSE 1 = 0 END"),
        }
    }
}

/// Runs `work`, each of whose statements may take `limit`; `None` when that was not enough. Not for use
/// inside a transaction. On SQLite only conditions that were made [`Condition::in_time`] are limited.
pub fn within<T>(conn: &mut Conn, limit: Duration, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<Option<T>> {
    match conn {
        Conn::Postgres(_) => {
            conn.batch_execute(&format!("SET statement_timeout = {}", limit.as_millis()))?;
            let result = work(conn);
            conn.batch_execute("SET statement_timeout = '30s'")?;
            match result {
                Err(error) if timed_out(&error) => Ok(None),
                result => result.map(Some),
            }
        }
        Conn::Sqlite(_) => {
            let deadline = Instant::now() + limit;
            DEADLINE.set(Some(deadline));
            let result = work(conn);
            DEADLINE.set(None);
            if Instant::now() >= deadline { Ok(None) } else { result.map(Some) }
        }
    }
}

fn timed_out(error: &Error) -> bool {
    matches!(error, Error::Database(error) if error.to_string().contains("statement timeout"))
}
