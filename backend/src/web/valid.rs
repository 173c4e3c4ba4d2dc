//! Reading what a caller sent: bodies and query strings that have been checked before a handler
//! sees them, and clear refusals for the rest.

use std::future::{Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;
use openapi::check::{Check, MAX_SEARCH};
use openapi::problem::{FieldCode, ProblemCode};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use crate::error::{Error, Result};

/// Bytes of a JSON body (safety 2.3): 1 MiB.
const MAX_JSON: usize = 1024 * 1024;
/// Bytes of a JSON body where nobody is signed in: 16 KiB.
const MAX_PUBLIC_JSON: usize = 16 * 1024;
/// How long a client may take to send it.
const DEADLINE: std::time::Duration = std::time::Duration::from_secs(60);

/// A JSON body that was read and found in order, together with its bytes for idempotency.
pub struct Valid<T> {
    /// The value.
    pub value: T,
    /// The SHA-256 of the body.
    pub digest: Vec<u8>,
}

impl<T> FromRequest for Valid<T>
where
    T: DeserializeOwned + Check + 'static,
{
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/json") {
            let refused = Error::refused(ProblemCode::UnsupportedMediaType, "Send the body as application/json.");
            return Box::pin(ready(Err(refused)));
        }
        let limit = if request.path().starts_with("/api/public/") { MAX_PUBLIC_JSON } else { MAX_JSON };
        let payload = payload.take();
        Box::pin(async move {
            let body = tokio::time::timeout(DEADLINE, collect(payload, limit)).await.map_err(|_| {
                Error::refused(ProblemCode::MalformedBody, "The body took longer than a minute to arrive.")
            })??;
            let value: T = parse(&body)?;
            let refused = value.check();
            if !refused.is_empty() {
                return Err(Error::invalid(refused));
            }
            let digest = <sha2::Sha256 as sha2::Digest>::digest(&body).to_vec();
            Ok(Valid { value, digest })
        })
    }
}

async fn collect(mut payload: Payload, limit: usize) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| Error::refused(ProblemCode::MalformedBody, error.to_string()))?;
        if body.len() + chunk.len() > limit {
            let detail = format!("The body is larger than {} KiB.", limit / 1024);
            return Err(Error::refused(ProblemCode::PayloadTooLarge, detail));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Reads JSON: 400 when it is none, 422 when it is of another shape.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    let json: serde_json::Value = serde_json::from_slice(body)
        .map_err(|error| Error::refused(ProblemCode::MalformedBody, format!("The body is not JSON: {error}.")))?;
    if !json.is_object() {
        return Err(Error::invalid_field("", FieldCode::Invalid, "The body must be a JSON object."));
    }
    if has_nul(&json) {
        return Err(Error::invalid_field("", FieldCode::Invalid, "Text cannot contain the character NUL."));
    }
    serde_path_to_error::deserialize(json).map_err(|error| refused(error.path(), &error.inner().to_string()))
}

/// The refusal of the field at `path`. Of a field that is missing, serde's message alone knows the name.
fn refused(path: &Path, message: &str) -> Error {
    let parent = pointer(path);
    match message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        Some(name) => Error::invalid_field(&format!("{parent}/{name}"), FieldCode::Required, format!("{message}.")),
        None => Error::invalid_field(&parent, FieldCode::Invalid, format!("{message}.")),
    }
}

/// The JSON pointer (RFC 6901) of a path.
fn pointer(path: &Path) -> String {
    let parts = path.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(format!("/{index}")),
        Segment::Map { key } => Some(format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
        // part of a value, not of its address
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    parts.collect()
}

/// PostgreSQL's text cannot hold the character NUL.
fn has_nul(json: &serde_json::Value) -> bool {
    use serde_json::Value;
    match json {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        _ => false,
    }
}

/// A query string that was read; 400 when it is not of the documented shape.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(web::Query::<T>::from_query(request.query_string()).map(|query| Query(query.into_inner())).map_err(
            |error| {
                Error::refused(ProblemCode::MalformedQuery, format!("The query string could not be read: {error}."))
            },
        ))
    }
}

/// What somebody searches for: trimmed, nothing when it is blank.
///
/// # Errors
/// `MalformedQuery` for more than 200 characters.
pub fn search_text(q: Option<String>) -> Result<Option<String>> {
    let q = q.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty());
    match q {
        Some(q) if q.chars().count() > MAX_SEARCH => {
            Err(Error::refused(ProblemCode::MalformedQuery, format!("Search for at most {MAX_SEARCH} characters.")))
        }
        q => Ok(q),
    }
}
