//! Settings that two people change at once: who saves second learns of it. The version of a setting is
//! its `ETag`; a change names the version it is a change of in `If-Match`.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use openapi::problem::{Problem, ProblemCode};
use serde::Serialize;
use utoipa::IntoResponses;

use crate::error::{Error, Result};

/// The `If-Match` of a request: a version, or `*` for whatever there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(Option<i64>);

/// What the contract says about the header.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "only read by the derive")]
pub struct IfMatchHeader {
    /// The `ETag` of what is changed, such as `"3"`; `*` to change it whatever it is now.
    #[param(rename = "If-Match")]
    version: String,
}

/// How a change of a version can be refused, besides how any write can.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only read by the derive")]
pub enum Versioned {
    /// It was changed since the version that If-Match names.
    #[response(status = 412, content_type = "application/problem+json")]
    ChangedMeanwhile(Problem),
}

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let given = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok()).map(str::trim);
        let version = given.and_then(|given| given.strip_prefix('"')?.strip_suffix('"')?.parse().ok());
        ready(match (given, version) {
            (Some("*"), _) => Ok(Self(None)),
            (_, Some(version)) => Ok(Self(Some(version))),
            _ => Err(Error::refused(
                ProblemCode::MalformedQuery,
                "Send the ETag of what you change as If-Match, or * to change it whatever it is now.",
            )),
        })
    }
}

impl IfMatch {
    /// # Errors
    /// `ChangedMeanwhile` when there is another version by now.
    pub fn check(self, version: i64) -> Result<()> {
        match self.0 {
            Some(known) if known != version => Err(Error::refused(
                ProblemCode::ChangedMeanwhile,
                "Somebody else changed this since you opened it. Reload it, look at the change and try again.",
            )),
            _ => Ok(()),
        }
    }
}

/// An answer with the version of what it shows.
pub fn tagged(version: i64, body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::ETAG, format!("\"{version}\""))).json(body)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    async fn read(value: &str) -> Result<IfMatch> {
        IfMatch::extract(&TestRequest::default().insert_header((header::IF_MATCH, value)).to_http_request()).await
    }

    #[actix_web::test]
    async fn reads_versions_and_the_star() {
        assert_eq!(read("\"3\"").await.unwrap(), IfMatch(Some(3)));
        assert_eq!(read("*").await.unwrap(), IfMatch(None));
        for bad in ["", "3", "W/\"3\"", "\"x\"", "\"1\", \"2\""] {
            assert!(read(bad).await.is_err(), "{bad}");
        }
        assert!(IfMatch(Some(3)).check(3).is_ok() && IfMatch(None).check(9).is_ok());
        assert_eq!(IfMatch(Some(2)).check(3).unwrap_err().code(), ProblemCode::ChangedMeanwhile);
    }
}
