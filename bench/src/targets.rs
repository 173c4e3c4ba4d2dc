//! What is expected, on two cores that are shared with the load generator and at 16 connections.

use crate::options::Database;

/// What a scenario is held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page of a list.
    List,
    /// A small company's page, which the big company's are compared with; a list.
    Small,
    /// The big company's page; a list.
    Big,
    /// A search.
    Search,
    /// Nothing in particular.
    Other,
}

/// Milliseconds within which 99 of 100 pages of a list must come.
pub const LIST_P99: f64 = 30.0;
/// Milliseconds within which 99 of 100 searches must be answered.
pub const SEARCH_P99: f64 = 100.0;
/// How much slower than a small company's pages the big company's may be.
pub const BIG_FACTOR: f64 = 2.0;
/// MiB the idle server may take on SQLite.
pub const IDLE_MEMORY: u64 = 64;

impl Kind {
    /// Whether it is a page of a list.
    pub fn is_list(self) -> bool {
        matches!(self, Kind::List | Kind::Small | Kind::Big)
    }
}

/// Pages of lists per second.
pub fn list_rate(database: Database) -> f64 {
    match database {
        Database::Sqlite => 5_000.0,
        Database::Postgres => 4_000.0,
    }
}
