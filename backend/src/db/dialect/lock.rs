//! Taking turns: what only one transaction at a time may do.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::error::Result;

/// Something that is done in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Adding to the audit log. To be taken last in a transaction.
    Audit,
    /// Changing lists and what refers to them.
    Lists,
}

/// Waits until it is this transaction's turn, and has it until the transaction ends. SQLite has one
/// writer anyway.
pub fn take(conn: &mut Conn, turn: Turn) -> Result<()> {
    let key: i64 = match turn {
        Turn::Audit => 0x0070_6f72_7469_6f01,
        Turn::Lists => 0x0070_6f72_7469_6f02,
    };
    if let Conn::Postgres(conn) = conn {
        diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(key).execute(conn)?;
    }
    Ok(())
}
