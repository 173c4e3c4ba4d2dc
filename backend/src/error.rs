//! The one error type of the server: what a caller is told, and what only the log is told.

use openapi::problem::{FieldCode, FieldProblem, ProblemCode};

/// The result of anything that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller's to know: becomes a problem answer.
    #[error("{code:?}: {detail}")]
    Refused {
        /// What kind of refusal.
        code: ProblemCode,
        /// What happened and what to do, for people.
        detail: String,
        /// Refused fields.
        fields: Vec<FieldProblem>,
        /// Seconds until it is worth trying again.
        retry_after: Option<u64>,
    },
    /// Too many requests.
    #[error("too many requests: {limit} at most")]
    Limited {
        /// How many are taken at once.
        limit: u32,
        /// Seconds until another one is taken.
        wait: u64,
    },
    /// The configuration is wrong; told when the server starts.
    #[error("{0}")]
    Config(String),
    /// A part of the server is down or busy; the caller may try again.
    #[error("{0}")]
    Unavailable(String),
    /// The database refused. The caller learns only that something went wrong.
    #[error("database: {0}")]
    Database(diesel::result::Error),
    /// A fault of ours. The caller learns only that something went wrong.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// A refusal with a code and a sentence for people.
    pub fn refused(code: ProblemCode, detail: impl Into<String>) -> Self {
        Error::Refused { code, detail: detail.into(), fields: Vec::new(), retry_after: None }
    }

    /// "It does not exist, or you may not know that it does."
    pub fn not_found() -> Self {
        Error::refused(ProblemCode::NotFound, "There is nothing at this address, or you may not see it.")
    }

    /// No session, or one that has ended.
    pub fn unauthenticated() -> Self {
        Error::refused(ProblemCode::Unauthenticated, "Sign in and try again.")
    }

    /// Refused fields.
    pub fn invalid(fields: Vec<FieldProblem>) -> Self {
        Error::Refused {
            code: ProblemCode::ValidationFailed,
            detail: "Some fields need your attention.".into(),
            fields,
            retry_after: None,
        }
    }

    /// One refused field.
    pub fn invalid_field(pointer: &str, code: FieldCode, message: impl Into<String>) -> Self {
        Error::invalid(vec![FieldProblem { pointer: pointer.into(), code, message: message.into() }])
    }

    /// What a caller is told that it was.
    pub fn code(&self) -> ProblemCode {
        match self {
            Error::Refused { code, .. } => *code,
            Error::Limited { .. } => ProblemCode::RateLimited,
            Error::Unavailable(_) => ProblemCode::Unavailable,
            Error::Database(error) if says(error, FULL) => ProblemCode::StorageFull,
            Error::Database(error) if says(error, BUSY) || self.lost_connection() => ProblemCode::Unavailable,
            Error::Config(_) | Error::Database(_) | Error::Internal(_) => ProblemCode::Internal,
        }
    }

    /// Whether the database had dropped the connection, so that another one may do better.
    pub fn lost_connection(&self) -> bool {
        use diesel::result::{DatabaseErrorKind, Error as Diesel};
        match self {
            Error::Database(Diesel::DatabaseError(DatabaseErrorKind::ClosedConnection, _)) => true,
            Error::Database(Diesel::BrokenTransactionManager) => true,
            Error::Database(error) => says(error, LOST),
            _ => false,
        }
    }

    /// What a caller is told instead where a unique index refused the row.
    pub fn or_if_taken(self, taken: impl FnOnce() -> Error) -> Self {
        use diesel::result::{DatabaseErrorKind, Error as Diesel};
        match self {
            Error::Database(Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => taken(),
            error => error,
        }
    }
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Error::not_found(),
            error => Error::Database(error),
        }
    }
}

/// How the databases say that a connection is gone.
const LOST: &[&str] =
    &["server closed the connection", "terminating connection", "no connection to the server", "connection not open"];
/// How they say that they are busy, or may not be written to for now: no fault of the request.
const BUSY: &[&str] =
    &["statement timeout", "lock timeout", "deadlock detected", "database is locked", "read-only", "readonly"];
/// How they say that their disk is full.
const FULL: &[&str] = &["database or disk is full", "No space left on device"];

/// diesel has no kinds for these.
fn says(error: &diesel::result::Error, signs: &[&str]) -> bool {
    match error {
        diesel::result::Error::DatabaseError(_, info) => signs.iter().any(|sign| info.message().contains(sign)),
        _ => false,
    }
}
