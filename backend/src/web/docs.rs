//! What the contract says about errors: every operation lists one of these sets.

use openapi::problem::Problem;
use utoipa::IntoResponses;

/// How a read can be refused.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only read by the derive")]
pub enum Reads {
    /// The address could not be read: a bad query parameter or a NUL.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// Nobody is signed in.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(Problem),
    /// The role does not permit it.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// It does not exist, or the caller may not know that it does.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// The address exists, but not for this method.
    #[response(status = 405, content_type = "application/problem+json")]
    MethodNotAllowed(Problem),
    /// Not a host of this installation.
    #[response(status = 421, content_type = "application/problem+json")]
    UnknownHost(Problem),
    /// Too many requests; see Retry-After.
    #[response(status = 429, content_type = "application/problem+json")]
    RateLimited(Problem),
    /// A fault of the server's.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// A part of the server is down or busy; see Retry-After.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// How a write can be refused.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only read by the derive")]
pub enum Writes {
    /// The body is not JSON, or the address could not be read.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// Nobody is signed in, or sign-in failed.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(Problem),
    /// The role does not permit it, or the request came from another site.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// It does not exist, or the caller may not know that it does.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// The address exists, but not for this method.
    #[response(status = 405, content_type = "application/problem+json")]
    MethodNotAllowed(Problem),
    /// The state of the thing does not allow it.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The link or file is gone.
    #[response(status = 410, content_type = "application/problem+json")]
    Gone(Problem),
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is of another content type.
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// Not a host of this installation.
    #[response(status = 421, content_type = "application/problem+json")]
    UnknownHost(Problem),
    /// Fields were refused; see `fields`.
    #[response(status = 422, content_type = "application/problem+json")]
    ValidationFailed(Problem),
    /// Too many requests; see Retry-After.
    #[response(status = 429, content_type = "application/problem+json")]
    RateLimited(Problem),
    /// A fault of the server's.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// A part of the server is down or busy; see Retry-After.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
    /// No room for files.
    #[response(status = 507, content_type = "application/problem+json")]
    StorageFull(Problem),
}
