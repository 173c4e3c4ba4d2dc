//! The only room that knows which database it is talking to: transactions, and what diesel's
//! `MultiConnection` refuses to express for both at once.

pub mod condition;
pub mod expression;
pub mod jobs;
pub mod lock;
pub mod search;
pub mod statement;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::{pg::Pg, sqlite::Sqlite};

use super::{Backend, Conn};
use crate::error::{Error, Result};

/// A query that both databases can run although the derive does not know it, such as one with
/// `ON CONFLICT` or `UNION`.
#[derive(Debug, Clone)]
pub struct Both<Q>(pub Q);

impl<Q> QueryFragment<Backend> for Both<Q>
where
    Q: QueryFragment<Pg> + QueryFragment<Sqlite>,
{
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        Backend::walk_variant_ast(&self.0, pass)
    }
}
impl<Q: QueryId> QueryId for Both<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}
impl<Q: Query> Query for Both<Q> {
    type SqlType = Q::SqlType;
}
impl<Q> diesel::query_dsl::RunQueryDsl<Conn> for Both<Q> {}

type Manager = <Conn as Connection>::TransactionManager;

/// Begins a writing transaction. SQLite's starts as a writer: a transaction that reads first and
/// writes later fails at once with "database is locked" when another wrote in between.
pub(super) fn begin(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Postgres(conn) => AnsiTransactionManager::begin_transaction(conn)?,
        Conn::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")?,
    }
    Ok(())
}

/// Runs `work` in the transaction that [`begin`] began, then commits; rolls back when `work` fails
/// or panics.
pub(super) fn finish<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(conn)));
    match result {
        Ok(Ok(value)) => {
            Manager::commit_transaction(conn)?;
            Ok(value)
        }
        Ok(Err(error)) => {
            roll_back(conn);
            Err(error)
        }
        Err(_) => {
            roll_back(conn);
            Err(Error::Internal("a panic inside a transaction; it was rolled back".into()))
        }
    }
}

fn roll_back(conn: &mut Conn) {
    if let Err(error) = Manager::rollback_transaction(conn) {
        tracing::warn!(%error, "a transaction could not be rolled back");
    }
}
