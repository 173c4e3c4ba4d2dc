//! What can go wrong with a request, as one type. The words for it are in `crate::words`.

use openapi::problem::{FieldProblem, Problem, ProblemCode};

use super::json;

/// Why a request did not bring what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The server refused it and said why.
    Refused(Refusal),
    /// The browser says there is no network.
    Offline,
    /// No answer: the server is down, the connection broke or took too long.
    Unreachable,
    /// An answer that is not in the contract, for example from a proxy.
    Unreadable {
        /// The HTTP status.
        status: u16,
        /// The request id, if the answer named one.
        request_id: Option<String>,
    },
    /// Given up on purpose, for example because the page was left.
    Cancelled,
}

/// A refusal in the server's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What the server said.
    pub problem: Box<Problem>,
    /// Seconds to wait before trying again, from `Retry-After`.
    pub retry_after: Option<u32>,
}

impl Failure {
    /// Reads the answer of a request that was not a success.
    pub fn of_answer(status: u16, body: &str, retry_after: Option<&str>, request_id: Option<String>) -> Self {
        match json::read::<Problem>(body) {
            Some(problem) => Self::Refused(Refusal {
                problem: Box::new(problem),
                retry_after: retry_after.and_then(|seconds| seconds.trim().parse().ok()),
            }),
            None => Self::Unreadable { status, request_id },
        }
    }

    /// The server's code, if the server answered by the contract.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Refused(refusal) => Some(refusal.problem.code),
            _ => None,
        }
    }

    /// Whether the server said exactly this.
    pub fn is(&self, code: ProblemCode) -> bool {
        self.code() == Some(code)
    }

    /// The refused fields; empty when no field is to blame.
    pub fn fields(&self) -> &[FieldProblem] {
        match self {
            Self::Refused(refusal) => &refusal.problem.fields,
            _ => &[],
        }
    }

    /// Seconds to wait before trying again, if the server said so.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            _ => None,
        }
    }

    /// What names the request in the server's log.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => Some(refusal.problem.request_id.as_str()).filter(|id| !id.is_empty()),
            Self::Unreadable { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }

    /// Whether the same request may well succeed later, so that offering *Retry* makes sense.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Refused(refusal) => refusal.problem.code == ProblemCode::RateLimited || refusal.problem.status >= 500,
            Self::Unreadable { status, .. } => *status >= 500,
            Self::Offline | Self::Unreachable => true,
            Self::Cancelled => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROBLEM: &str = r#"{"type":"/docs/problems#rate_limited","title":"Too many requests","status":429,
        "code":"rate_limited","detail":"Wait.","fields":[],"request_id":"r-1"}"#;

    #[test]
    fn reads_a_problem_with_its_waiting_time() {
        let failure = Failure::of_answer(429, PROBLEM, Some("30"), None);
        assert!(failure.is(ProblemCode::RateLimited));
        assert_eq!(failure.retry_after(), Some(30));
        assert_eq!(failure.request_id(), Some("r-1"));
        assert!(failure.is_temporary());
    }

    #[test]
    fn an_answer_of_somebody_else_keeps_status_and_request_id() {
        let failure = Failure::of_answer(502, "<html>Bad gateway", None, Some("r-2".into()));
        assert_eq!(failure, Failure::Unreadable { status: 502, request_id: Some("r-2".into()) });
        assert!(failure.is_temporary());
        assert_eq!(failure.code(), None);
    }

    #[test]
    fn a_waiting_time_that_is_a_date_is_ignored() {
        let failure = Failure::of_answer(429, PROBLEM, Some("Wed, 21 Oct 2026 07:28:00 GMT"), None);
        assert_eq!(failure.retry_after(), None);
    }
}
