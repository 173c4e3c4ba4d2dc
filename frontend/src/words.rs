//! The words for everything that can go wrong. Every code of the contract has its sentence here: a new
//! code without words does not compile.

use openapi::problem::{FieldCode, FieldProblem, ProblemCode};

use crate::api::problem::Failure;

/// What happened and what to do about it, in one or two sentences.
pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => match (refusal.problem.code, refusal.retry_after) {
            (ProblemCode::RateLimited, Some(seconds)) => {
                format!("Too many requests. Try again in {}.", duration(seconds))
            }
            (code, _) => problem(code).to_owned(),
        },
        Failure::Offline => "You are offline. Check your connection and try again.".to_owned(),
        Failure::Unreachable => "The server cannot be reached. Check your connection and try again.".to_owned(),
        Failure::Unreadable { status, .. } => {
            format!("The server gave an answer this page does not understand (status {status}). Try again in a moment.")
        }
        Failure::Cancelled => "Cancelled.".to_owned(),
    }
}

/// The sentence for a code.
pub const fn problem(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::MalformedBody | ProblemCode::MalformedQuery => {
            "The server did not understand this page. Reload it and try again."
        }
        ProblemCode::Unauthenticated => "Your session has ended. Sign in to go on.",
        ProblemCode::SignInFailed => "E-mail or password is wrong, or there were too many tries.",
        ProblemCode::Forbidden => "You do not have the permission that this needs.",
        ProblemCode::AccessDenied => "You have no access to this portal.",
        ProblemCode::PreviewOnly => "This is a preview. Nothing can be changed in it.",
        ProblemCode::ConfirmationNeeded => "Confirm with your password that it is you, and try again.",
        ProblemCode::WrongOrigin => "The request came from another site. Open this page from its own address.",
        ProblemCode::NotFound => "It does not exist, or it is not visible to you.",
        ProblemCode::PortalUnavailable => "This portal is not available.",
        ProblemCode::MethodNotAllowed => "The server does not offer this. Reload the page.",
        ProblemCode::Conflict => "Somebody else changed this meanwhile. Reload it and try again.",
        ProblemCode::TicketClosed => "This ticket is closed and takes no reply. File a new ticket.",
        ProblemCode::AttachmentGone => "The file is no longer available.",
        ProblemCode::TokenInvalid => "This link was used, has expired or was replaced by a newer one.",
        ProblemCode::ChangedMeanwhile => "Somebody else changed this meanwhile. Reload it and try again.",
        ProblemCode::PayloadTooLarge => "This is larger than the server takes.",
        ProblemCode::UnsupportedMediaType => "The server does not take this kind of content.",
        ProblemCode::UnknownHost => "Nothing is served under this address.",
        ProblemCode::ValidationFailed => "Some of what you entered was not accepted. Check it and try again.",
        ProblemCode::IdempotencyMismatch => "This was already sent with other content. Reload the page and check.",
        ProblemCode::RateLimited => "Too many requests. Wait a moment and try again.",
        ProblemCode::Internal => "Something went wrong on our side. Try again in a moment.",
        ProblemCode::Unavailable => "A part of the service is down or busy. Try again in a moment.",
        ProblemCode::StorageFull => "There is no room for files at the moment. Send your message without them.",
    }
}

/// The sentence for a refused field: what the server or the shared check said, or the code's own words.
pub fn field(problem: &FieldProblem) -> String {
    if problem.message.trim().is_empty() { field_code(problem.code).to_owned() } else { problem.message.clone() }
}

/// The sentence for a field code.
pub const fn field_code(code: FieldCode) -> &'static str {
    match code {
        FieldCode::Required => "Fill this in.",
        FieldCode::TooLong => "Shorten this.",
        FieldCode::TooShort => "This is too short.",
        FieldCode::Invalid => "Check the form of this.",
        FieldCode::Unknown => "Choose something that exists.",
        FieldCode::WeakPassword => "Choose a password that is harder to guess.",
        FieldCode::Taken => "This is already in use.",
    }
}

/// "30 s", "2 minutes".
pub fn duration(seconds: u32) -> String {
    match seconds {
        0..120 => format!("{} s", seconds.max(1)),
        120..7200 => format!("{} minutes", seconds.div_ceil(60)),
        _ => format!("{} hours", seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_sentence() {
        for code in ProblemCode::ALL {
            assert!(problem(*code).ends_with('.'), "{code:?}");
        }
    }

    #[test]
    fn waiting_times_are_round() {
        assert_eq!(duration(0), "1 s");
        assert_eq!(duration(30), "30 s");
        assert_eq!(duration(121), "3 minutes");
        assert_eq!(duration(9000), "3 hours");
    }
}
