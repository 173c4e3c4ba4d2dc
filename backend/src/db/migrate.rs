//! Migrations, carried in the binary. The twins under `migrations/` have the same names.

use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, Db};
use crate::error::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// Any number; keeps two servers that start at once from migrating at once.
const LOCK: i64 = 0x0070_6f72_7469_636f;

/// Runs what is pending and returns the names of the migrations that ran, oldest first.
pub fn run(db: &Db) -> Result<Vec<String>> {
    // a connection of its own: requests' time limits are not for migrations, and its end frees the lock
    match &mut db.connect()? {
        Conn::Sqlite(conn) => pending(conn, SQLITE),
        Conn::Postgres(conn) => {
            diesel::sql_query("SELECT pg_advisory_lock($1)").bind::<BigInt, _>(LOCK).execute(conn)?;
            pending(conn, POSTGRES)
        }
    }
}

fn pending<DB: diesel::backend::Backend>(
    conn: &mut impl MigrationHarness<DB>,
    source: impl MigrationSource<DB>,
) -> Result<Vec<String>> {
    conn.run_pending_migrations(source)
        .map(|versions| versions.iter().map(ToString::to_string).collect())
        .map_err(|error| Error::Internal(format!("a migration failed: {error}")))
}
