//! Reads an uploaded file from a multipart body straight onto the disk.

mod pace;

use std::future::{Ready, ready};

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::error::PayloadError;
use actix_web::{FromRequest, HttpRequest, dev};
use futures_util::StreamExt;
use openapi::problem::ProblemCode;

use crate::error::{Error, Result};
use crate::files::{Incoming, Received, Store, Stored, name};

/// Bytes of a text field.
const MAX_TEXT: usize = 256 * 1024;
/// Parts a form may have.
const MAX_PARTS: usize = 4;
/// Bytes of a form that are not its file: the other parts, and what says where each begins.
const MAX_REST: u64 = (MAX_PARTS * MAX_TEXT + 64 * 1024) as u64;

/// A multipart body that has not been read.
pub struct Body {
    request: HttpRequest,
    payload: dev::Payload,
}

impl FromRequest for Body {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        ready(Ok(Self { request: request.clone(), payload: payload.take() }))
    }
}

/// What arrived as a file.
#[derive(Debug, Clone)]
pub struct Uploaded {
    /// The name it was given, cleaned.
    pub name: String,
    /// Its content.
    pub stored: Stored,
}

/// Everything of a multipart body: at most one file, and text fields.
#[derive(Default)]
pub struct Form {
    file: Option<(Uploaded, Received)>,
    /// The other parts.
    pub texts: std::collections::HashMap<String, String>,
}

impl Form {
    /// The file from the part called `file`. Its content has no place yet: give it one with
    /// [`Store::keep`] when a row names it, or drop it and nothing remains.
    ///
    /// # Errors
    /// `MalformedBody` when there was none.
    pub fn file(&mut self) -> Result<(Uploaded, Received)> {
        self.file.take().ok_or_else(|| malformed("Send the file as the part called file, with a file name."))
    }
}

/// Reads a multipart body; its file may have at most `limit` bytes.
///
/// # Errors
/// `PayloadTooLarge`, `StorageFull`, or `MalformedBody` for a body that is not as it should be or
/// comes too slowly.
pub async fn receive(body: Body, store: &Store, limit: u64) -> Result<Form> {
    let mut parts = Multipart::new(body.request.headers(), pace::paced(body.payload, limit + MAX_REST));
    let mut form = Form::default();
    for count in 1.. {
        let Some(field) = parts.next().await else { break };
        if count > MAX_PARTS {
            return Err(malformed("The form has too many parts."));
        }
        let mut field = field.map_err(broken)?;
        let part = field.name().unwrap_or_default().to_owned();
        if part == "file" && form.file.is_none() {
            let given = field.content_disposition().and_then(|disposition| disposition.get_filename());
            let name = name::clean(given.unwrap_or_default());
            let received = content(&mut field, store.begin().await?, limit).await?.finish().await?;
            form.file = Some((Uploaded { name, stored: received.stored.clone() }, received));
        } else {
            form.texts.insert(part, text(&mut field).await?);
        }
    }
    Ok(form)
}

async fn content(field: &mut Field, mut incoming: Incoming, limit: u64) -> Result<Incoming> {
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(broken)?;
        if incoming.size() + chunk.len() as u64 > limit {
            return Err(too_large(format!("A file may have at most {} MiB.", limit / (1024 * 1024))));
        }
        incoming.write(&chunk).await?;
    }
    Ok(incoming)
}

async fn text(field: &mut Field) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(broken)?;
        if bytes.len() + chunk.len() > MAX_TEXT {
            return Err(too_large("A text field of the form is too large."));
        }
        bytes.extend_from_slice(&chunk);
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text),
        _ => Err(malformed("A text field of the form is not text.")),
    }
}

/// Why a body could not be read.
fn broken(error: MultipartError) -> Error {
    match error {
        MultipartError::Payload(PayloadError::Overflow) => too_large("The form is too large."),
        MultipartError::Payload(PayloadError::Io(error)) if error.kind() == std::io::ErrorKind::TimedOut => {
            malformed("The upload took too long and was stopped.")
        }
        error => malformed(&format!("The form could not be read: {error}.")),
    }
}

fn too_large(detail: impl Into<String>) -> Error {
    Error::refused(ProblemCode::PayloadTooLarge, detail)
}

fn malformed(detail: &str) -> Error {
    Error::refused(ProblemCode::MalformedBody, detail)
}
