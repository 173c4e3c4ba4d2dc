//! Errors as RFC 9457 `application/problem+json`. The codes are a closed set: the apps match them
//! exhaustively and own the words, so an error without words does not compile.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A URI reference naming the kind of problem, `/docs/problems#<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short, the same for every occurrence of this code.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// What went wrong, for programs.
    pub code: ProblemCode,
    /// What went wrong this time and what to do about it, for people.
    pub detail: String,
    /// Fields of the request that were refused; empty when no field is to blame.
    #[serde(default)]
    pub fields: Vec<FieldProblem>,
    /// Names the request in the server's log.
    pub request_id: String,
}

/// One refused field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// JSON pointer into the request body, e.g. `/subject`.
    pub pointer: String,
    /// Why, for programs.
    pub code: FieldCode,
    /// Why, for people; a sentence that says what to do.
    pub message: String,
}

/// Why a field was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldCode {
    /// It must be given and not be blank.
    Required,
    /// More characters or items than allowed.
    TooLong,
    /// Fewer characters than required.
    TooShort,
    /// Not of the expected form.
    Invalid,
    /// Names something that does not exist or may not be used here.
    Unknown,
    /// A password that is too easy to guess.
    WeakPassword,
    /// The value is taken by another record.
    Taken,
}

macro_rules! codes {
    ($(#[doc = $meaning:literal] $code:ident = $status:literal $title:literal),* $(,)?) => {
        /// What went wrong, for programs. A closed set.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemCode { $(#[doc = $meaning] $code),* }

        impl ProblemCode {
            /// Every code there is.
            pub const ALL: &'static [ProblemCode] = &[$(ProblemCode::$code),*];
            /// The HTTP status that goes with the code.
            pub const fn status(self) -> u16 { match self { $(ProblemCode::$code => $status),* } }
            /// When it is used, in a sentence.
            pub const fn meaning(self) -> &'static str { match self { $(ProblemCode::$code => $meaning.trim_ascii()),* } }
            /// The short title that goes with the code.
            pub const fn title(self) -> &'static str { match self { $(ProblemCode::$code => $title),* } }
        }
    };
}

codes! {
    /// The body is not JSON, or not of the documented shape.
    MalformedBody = 400 "The request body could not be read",
    /// The query string or a path segment is not of the documented shape.
    MalformedQuery = 400 "The address could not be read",
    /// No session, or one that has ended.
    Unauthenticated = 401 "You are not signed in",
    /// Wrong e-mail, wrong password, or too many tries: deliberately one code.
    SignInFailed = 401 "Sign-in failed",
    /// Signed in, but without the permission that this needs.
    Forbidden = 403 "You may not do this",
    /// Signed in, but the portal is not meant for this customer.
    AccessDenied = 403 "You have no access to this portal",
    /// A user looks at the portal as one of its customers; nothing may be changed.
    PreviewOnly = 403 "This is a preview",
    /// Signed in, but not confirmed within the last ten minutes that it is still the same person.
    ConfirmationNeeded = 403 "Confirm that it is you",
    /// The request comes from another site.
    WrongOrigin = 403 "The request came from another site",
    /// It does not exist, or you may not know that it does.
    NotFound = 404 "Not found",
    /// No portal here, or it is turned off.
    PortalUnavailable = 404 "This portal is not available",
    /// The address exists but not for this method.
    MethodNotAllowed = 405 "This method is not allowed here",
    /// Somebody else changed the same thing first.
    Conflict = 409 "It was changed meanwhile",
    /// The ticket is closed and takes no reply.
    TicketClosed = 409 "The ticket is closed",
    /// The file's content is no longer there.
    AttachmentGone = 410 "The file is gone",
    /// The link was used, has expired, or was replaced by a newer one.
    TokenInvalid = 410 "This link no longer works",
    /// The thing was changed since the version that If-Match names.
    ChangedMeanwhile = 412 "Somebody else changed it meanwhile",
    /// Larger than the documented limit.
    PayloadTooLarge = 413 "Too large",
    /// The content type is not the documented one.
    UnsupportedMediaType = 415 "Unsupported content type",
    /// This server does not answer for that host name.
    UnknownHost = 421 "Unknown host",
    /// Fields were refused; see `fields`.
    ValidationFailed = 422 "Please check your input",
    /// The same Idempotency-Key came with another body.
    IdempotencyMismatch = 422 "The Idempotency-Key was used for another request",
    /// Too many requests; see Retry-After.
    RateLimited = 429 "Too many requests",
    /// A fault of the server's; the log knows more under the request id.
    Internal = 500 "Something went wrong on our side",
    /// A part of the server is down or busy; see Retry-After.
    Unavailable = 503 "Temporarily unavailable",
    /// No room for files; text still works.
    StorageFull = 507 "No room for files",
}
