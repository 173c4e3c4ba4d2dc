//! Connections: which database a URL names, how a connection is opened and set up, and when the
//! pool throws one away.

use std::path::PathBuf;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::ManageConnection;

use super::dialect::{expression, statement};
use crate::error::{Error, Result};

/// A connection to either database; diesel runs the same queries on both.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL.
    Postgres(diesel::PgConnection),
    /// SQLite.
    Sqlite(diesel::SqliteConnection),
}

/// Diesel's name for "either backend".
pub type Backend = MultiBackend;

/// What a `DATABASE_URL` names.
#[derive(Debug, Clone)]
pub(super) enum Target {
    Postgres(String),
    Sqlite(PathBuf),
}

impl Target {
    pub(super) fn parse(url: &str) -> Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Target::Postgres(url.to_owned()));
        }
        match url.strip_prefix("sqlite:") {
            Some(path) if !path.trim_start_matches('/').is_empty() => {
                Ok(Target::Sqlite(path.strip_prefix("//").unwrap_or(path).into()))
            }
            _ => {
                Err(Error::Config("DATABASE_URL must be sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME".to_owned()))
            }
        }
    }

    /// Connects once, so that a wrong address is told at the start and in the database's own words.
    pub(super) fn probe(&self) -> Result<()> {
        if let Target::Sqlite(path) = self
            && let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
        {
            // what customers wrote is nobody else's on this machine
            let mut private = std::fs::DirBuilder::new();
            private.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut private, 0o700);
            private
                .create(folder)
                .map_err(|error| Error::Config(format!("cannot create {}: {error}", folder.display())))?;
        }
        self.connect().map(drop).map_err(|error| Error::Unavailable(format!("cannot open the database: {error}")))
    }

    /// Opens a connection that waits for as long as it takes.
    pub(super) fn connect(&self) -> std::result::Result<Conn, String> {
        match self {
            Target::Postgres(url) => {
                let mut conn = PgConnection::establish(url).map_err(|error| error.to_string())?;
                conn.batch_execute("SET timezone = 'UTC'").map_err(|error| error.to_string())?;
                Ok(Conn::Postgres(conn))
            }
            Target::Sqlite(path) => {
                let path = path.to_str().ok_or("the path is not UTF-8")?;
                let mut conn = SqliteConnection::establish(path).map_err(|error| error.to_string())?;
                conn.batch_execute(SQLITE_SETTINGS).map_err(|error| error.to_string())?;
                expression::bring_functions(&mut conn).map_err(|error| error.to_string())?;
                statement::bring_functions(&mut conn).map_err(|error| error.to_string())?;
                Ok(Conn::Sqlite(conn))
            }
        }
    }
}

/// `mmap_size` halves the CPU of a read; WAL lets readers and the one writer work at once.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; \
     PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000; PRAGMA mmap_size = 1073741824; \
     PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;";

/// How long a request waits for the database; SQLite's limit is its `busy_timeout`. Plans are made
/// once for all values: a list has an index in its order whoever's it is, and planning it anew takes
/// as long as reading it. (SQLite is built to do the same; what needs other plans asks for them.) And
/// requests keep to one process each, since there are more of them than processors, and compile
/// nothing, which takes longer than their statements do.
const POSTGRES_SETTINGS: &str = "SET statement_timeout = '30s'; SET lock_timeout = '5s'; \
     SET plan_cache_mode = force_generic_plan; SET max_parallel_workers_per_gather = 0; SET jit = off";

/// A pooled connection that remembers when the database has dropped it.
pub(super) struct Held {
    pub(super) conn: Conn,
    pub(super) broken: bool,
}

/// Opens connections for the pool.
pub(super) struct Manager(Target);

impl Manager {
    pub(super) fn new(target: Target) -> Self {
        Self(target)
    }
}

/// Why a connection could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct ConnectError(String);

impl ManageConnection for Manager {
    type Connection = Held;
    type Error = ConnectError;

    fn connect(&self) -> std::result::Result<Held, ConnectError> {
        let mut conn = self.0.connect().map_err(ConnectError)?;
        if let Conn::Postgres(conn) = &mut conn {
            conn.batch_execute(POSTGRES_SETTINGS).map_err(|error| ConnectError(error.to_string()))?;
        }
        Ok(Held { conn, broken: false })
    }

    fn is_valid(&self, held: &mut Held) -> std::result::Result<(), ConnectError> {
        held.conn.batch_execute("SELECT 1").map_err(|error| ConnectError(error.to_string()))
    }

    fn has_broken(&self, held: &mut Held) -> bool {
        held.broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_urls_of_another_kind() {
        for bad in ["", "mysql://x", "data.db", "sqlite:", "sqlite://", "http://x"] {
            assert!(Target::parse(bad).is_err(), "{bad}");
        }
        assert!(
            matches!(Target::parse("sqlite:data/portico.db"), Ok(Target::Sqlite(path)) if path.ends_with("data/portico.db"))
        );
        assert!(matches!(Target::parse("sqlite:///var/p.db"), Ok(Target::Sqlite(path)) if path.is_absolute()));
    }

    #[test]
    fn a_postgres_that_is_down_is_an_error_that_says_so() {
        let error = Target::parse("postgres://nobody@127.0.0.1:1/none").and_then(|target| target.probe());
        assert!(error.is_err_and(|error| error.to_string().contains("cannot open the database")));
    }

    #[derive(QueryableByName)]
    struct Built {
        #[diesel(sql_type = diesel::sql_types::Text)]
        compile_options: String,
    }

    /// Set in .cargo/config.toml. Without them a list costs twice as much, and nothing else shows it.
    #[test]
    fn sqlite_is_built_for_many_connections_and_lasting_plans() {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        let built: Vec<Built> = diesel::sql_query("PRAGMA compile_options").load(&mut conn).unwrap();
        let has = |option: &str| built.iter().any(|built| built.compile_options == option);
        assert!(has("ENABLE_QPSG") && has("ENABLE_FTS5"));
        assert!(!has("ENABLE_MEMORY_MANAGEMENT") && !has("ENABLE_STAT4"));
    }
}
