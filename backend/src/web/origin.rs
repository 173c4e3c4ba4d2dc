//! Cross-site requests: whatever changes something must come from our own pages.
//!
//! `SameSite=Lax` cookies are the first line. The second: a request that is not a GET must name our
//! own origin, and must be of a content type that no foreign form can send without being asked
//! about it first (JSON, or multipart with `X-CSRF: 1`).

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use openapi::problem::ProblemCode;

use super::{host, problem};
use crate::error::Error;

/// Middleware for routes that trust cookies.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        && let Err(error) = check(&request)
    {
        return Ok(problem::refuse(request, &error));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

fn check(request: &ServiceRequest) -> Result<(), Error> {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let same = match (text("origin"), text("sec-fetch-site")) {
        (Some(origin), site) => is_ours(request, origin) && site.is_none_or(|site| site == "same-origin"),
        (None, Some(site)) => site == "same-origin",
        // not a browser: it carries no cookie of somebody else's
        (None, None) => true,
    };
    if !same {
        return Err(Error::refused(
            ProblemCode::WrongOrigin,
            "This request came from another site and was not carried out.",
        ));
    }
    let kind = text(header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let multipart = kind.starts_with("multipart/form-data") && text("x-csrf") == Some("1");
    // without a body there is no content type; a body without one is refused where it is read
    let empty = kind.is_empty();
    if kind.starts_with("application/json") || multipart || empty {
        return Ok(());
    }
    Err(Error::refused(
        ProblemCode::UnsupportedMediaType,
        "Send application/json, or multipart/form-data with the header X-CSRF: 1.",
    ))
}

/// Whether an `Origin` names the host that the request is for.
fn is_ours(request: &ServiceRequest, origin: &str) -> bool {
    let Some((_, authority)) = origin.split_once("://") else { return false };
    let uri = request.uri().authority().map(|authority| authority.as_str());
    let asked = uri.or_else(|| request.headers().get(header::HOST).and_then(|value| value.to_str().ok()));
    asked.is_some_and(|asked| asked.eq_ignore_ascii_case(authority)) && !host::of(request.request()).is_empty()
}
