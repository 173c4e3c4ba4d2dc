//! Turns errors into problem answers. What is not the caller's to know goes to the log instead.

use std::collections::BTreeMap;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use openapi::problem::{Problem, ProblemCode};
use serde::de::IgnoredAny;

use super::request_id;
use crate::error::Error;

/// The media type of problem answers.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Seconds after which it is worth asking a busy server again.
const BUSY_RETRY_SECONDS: u64 = 5;
/// Seconds after which somebody may have made room.
const FULL_RETRY_SECONDS: u64 = 60;

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let code = self.code();
        let (detail, fields, retry_after) = match (self, code) {
            (Error::Refused { detail, fields, retry_after, .. }, _) => (detail.clone(), fields.clone(), *retry_after),
            (Error::Limited { wait, .. }, _) => {
                (format!("Too many requests. Try again in {wait} s."), Vec::new(), Some(*wait))
            }
            (_, ProblemCode::Unavailable) => {
                tracing::warn!(reason = %self, "a part is down or busy");
                let detail = "A part of the server is down or busy. Try again in a moment.";
                (detail.into(), Vec::new(), Some(BUSY_RETRY_SECONDS))
            }
            (_, ProblemCode::StorageFull) => {
                tracing::error!(error = %self, "the database's disk is full");
                let detail = "The server has no room left, so this was not saved. Try again later.";
                (detail.into(), Vec::new(), Some(FULL_RETRY_SECONDS))
            }
            _ => {
                tracing::error!(error = %self, "a request failed");
                let detail = "Something went wrong on our side. If it stays, tell us the request id.";
                (detail.into(), Vec::new(), None)
            }
        };
        let problem = Problem {
            kind: format!("/docs/problems#{}", word(code)),
            title: code.title().into(),
            status: code.status(),
            code,
            detail,
            fields,
            request_id: request_id::current(),
        };
        let mut answer = HttpResponse::build(self.status_code());
        if let Some(seconds) = retry_after {
            answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if let Error::Limited { limit, wait } = self {
            answer.insert_header(("ratelimit-limit", limit.to_string()));
            answer.insert_header(("ratelimit-remaining", "0"));
            answer.insert_header(("ratelimit-reset", wait.to_string()));
        }
        let mut answer = answer.content_type(MEDIA_TYPE).body(serde_json::to_string(&problem).unwrap_or_default());
        // for middlewares that want to know
        answer.extensions_mut().insert(code);
        answer
    }
}

/// The refusal of a request by a middleware: an answer, so that those around it see it as one.
pub fn refuse(request: ServiceRequest, error: &Error) -> ServiceResponse<BoxBody> {
    request.into_response(error.error_response())
}

/// The word of a code, as in answers.
pub fn word(code: ProblemCode) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Every address of the contract and its methods, to tell a wrong method from a wrong address.
#[derive(Debug, Clone)]
pub struct Addresses(Vec<(Vec<String>, Vec<&'static str>)>);

impl Addresses {
    /// Those of the paths of a contract: to each, what is written there by method.
    pub fn of(paths: &BTreeMap<String, BTreeMap<String, IgnoredAny>>) -> Self {
        let split = |path: &str| path.split('/').map(str::to_owned).collect();
        Self(paths.iter().map(|(path, item)| (split(path), methods(item))).collect())
    }

    /// The methods that work at a path, if it is one of ours.
    fn methods_at(&self, path: &str) -> Option<String> {
        let asked: Vec<&str> = path.split('/').collect();
        let is = |pattern: &[String]| {
            pattern.len() == asked.len()
                && pattern
                    .iter()
                    .zip(&asked)
                    .all(|(part, asked)| part == asked || (part.starts_with('{') && !asked.is_empty()))
        };
        self.0.iter().find(|(pattern, _)| is(pattern)).map(|(_, methods)| methods.join(", "))
    }
}

fn methods(item: &BTreeMap<String, IgnoredAny>) -> Vec<&'static str> {
    [("get", "GET"), ("get", "HEAD"), ("post", "POST"), ("put", "PUT"), ("patch", "PATCH"), ("delete", "DELETE")]
        .into_iter()
        .filter_map(|(key, method)| item.contains_key(key).then_some(method))
        .collect()
}

/// The answer to an address that does not exist, or not for this method.
pub async fn no_such_address(request: HttpRequest) -> Result<HttpResponse, Error> {
    let allowed = request.app_data::<Data<Addresses>>().and_then(|addresses| addresses.methods_at(request.path()));
    let Some(allowed) = allowed else {
        return Err(Error::refused(ProblemCode::NotFound, "There is nothing at this address."));
    };
    let refused = Error::refused(
        ProblemCode::MethodNotAllowed,
        format!("{} does not work here; {allowed} does.", request.method()),
    );
    let mut answer = refused.error_response();
    if let Ok(value) = header::HeaderValue::from_str(&allowed) {
        answer.headers_mut().insert(header::ALLOW, value);
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use actix_web::body::MessageBody;
    use diesel::result::{DatabaseErrorKind, Error as Diesel};

    use super::*;

    fn answer(message: &str) -> (u16, Option<String>, Problem) {
        let answer = Error::from(Diesel::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned())))
            .error_response();
        let header = answer.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
        let (status, header) = (answer.status().as_u16(), header.map(str::to_owned));
        (status, header, serde_json::from_slice(&answer.into_body().try_into_bytes().unwrap()).unwrap())
    }

    #[test]
    fn a_database_that_is_busy_or_full_says_so_and_when_to_come_back() {
        for (message, code, wait) in [
            ("canceling statement due to lock timeout", ProblemCode::Unavailable, Some("5")),
            ("canceling statement due to statement timeout", ProblemCode::Unavailable, Some("5")),
            ("deadlock detected", ProblemCode::Unavailable, Some("5")),
            ("database is locked", ProblemCode::Unavailable, Some("5")),
            ("cannot execute INSERT in a read-only transaction", ProblemCode::Unavailable, Some("5")),
            ("terminating connection due to administrator command", ProblemCode::Unavailable, Some("5")),
            ("database or disk is full", ProblemCode::StorageFull, Some("60")),
            ("could not extend file \"base/1\": No space left on device", ProblemCode::StorageFull, Some("60")),
            ("relation \"tickets\" does not exist", ProblemCode::Internal, None),
        ] {
            let (status, header, problem) = answer(message);
            assert_eq!((status, problem.code), (code.status(), code), "{message}");
            assert_eq!(header.as_deref(), wait, "{message}");
            assert_eq!(problem.detail.contains("Something went wrong"), code == ProblemCode::Internal, "{message}");
        }
    }
}
