//! Validation that server and browser share: the browser runs it before sending, the server again
//! before believing. A rule that needs the database is not here.

use crate::problem::{FieldCode, FieldProblem};

/// A request body that can say what is wrong with it.
pub trait Check {
    /// Every refused field, in the order of the form; empty when the value may be sent.
    fn check(&self) -> Vec<FieldProblem>;
}

/// Bodies whose types say everything there is to check.
macro_rules! nothing_to_check {
    ($($body:ty),* $(,)?) => {$(
        impl Check for $body {
            fn check(&self) -> Vec<FieldProblem> {
                Vec::new()
            }
        }
    )*};
}

nothing_to_check!(
    crate::contacts::access::AccessChange,
    crate::contacts::access::NewContactPasswordReset,
    crate::contacts::console::NewInvitation,
    crate::filters::FilterPreviewRequest,
    crate::lists::ListChangeRequest,
    crate::portals::console::NewPreview,
    crate::portals::console::PortalPublication,
    crate::session::LinkToken,
    crate::session::NewSessionByLink,
    crate::tickets::console::Assignment,
    crate::tickets::console::NewParticipant,
    crate::tickets::console::StateChange,
    crate::tickets::portal::Privacy,
);

/// Characters a subject may have (safety: 250).
pub const MAX_SUBJECT: usize = 250;
/// Characters a message or note may have (safety: 200,000).
pub const MAX_TEXT: usize = 200_000;
/// Files one message may carry.
pub const MAX_ATTACHMENTS: usize = 10;
/// Bytes one file may have: 25 MiB.
pub const MAX_ATTACHMENT_BYTES: u64 = 25 * 1024 * 1024;
/// Bytes all files of one message may have together: 50 MiB.
pub const MAX_MESSAGE_BYTES: u64 = 50 * 1024 * 1024;
/// Bytes a password may have. Nothing is cut off: longer ones are refused.
pub const MAX_PASSWORD_BYTES: usize = 1024;
/// Characters a customer's password must have at least.
pub const MIN_CUSTOMER_PASSWORD: usize = 12;
/// Characters a staff password must have at least.
pub const MIN_STAFF_PASSWORD: usize = 15;
/// Characters a search may have.
pub const MAX_SEARCH: usize = 200;

/// Collects refused fields.
#[derive(Debug, Default)]
pub struct Checker(Vec<FieldProblem>);

impl Checker {
    /// Adds a refusal.
    pub fn refuse(&mut self, pointer: &str, code: FieldCode, message: impl Into<String>) -> &mut Self {
        self.0.push(FieldProblem { pointer: pointer.into(), code, message: message.into() });
        self
    }

    /// Refuses a blank value. `what` names it in the message: "Enter a subject."
    pub fn required(&mut self, pointer: &str, value: &str, what: &str) -> &mut Self {
        if is_blank(value) {
            self.refuse(pointer, FieldCode::Required, format!("Enter {what}."));
        }
        self
    }

    /// Refuses line breaks and other control characters, where one line is shown.
    pub fn one_line(&mut self, pointer: &str, value: &str) -> &mut Self {
        if value.trim().contains(char::is_control) {
            self.refuse(pointer, FieldCode::Invalid, "Write this on one line.");
        }
        self
    }

    /// Refuses a value of more than `max` characters.
    pub fn max_chars(&mut self, pointer: &str, value: &str, max: usize) -> &mut Self {
        let count = value.chars().count();
        if count > max {
            let message = format!("Shorten this to {max} characters; it has {count}.");
            self.refuse(pointer, FieldCode::TooLong, message);
        }
        self
    }

    /// Refuses more than `max` items.
    pub fn max_items<T>(&mut self, pointer: &str, items: &[T], max: usize, what: &str) -> &mut Self {
        if items.len() > max {
            let message = format!("At most {max} {what}; there are {}.", items.len());
            self.refuse(pointer, FieldCode::TooLong, message);
        }
        self
    }

    /// Refuses what does not look like one e-mail address.
    pub fn email(&mut self, pointer: &str, value: &str) -> &mut Self {
        if value.trim().is_empty() {
            self.refuse(pointer, FieldCode::Required, "Enter an e-mail address.");
        } else if !is_email(value) {
            self.refuse(pointer, FieldCode::Invalid, "Enter one e-mail address, like name@example.com.");
        }
        self
    }

    /// Refuses a missing password, or one that is longer than any can be.
    pub fn password(&mut self, pointer: &str, value: &str) -> &mut Self {
        if value.is_empty() {
            self.refuse(pointer, FieldCode::Required, "Enter your password.");
        } else if value.len() > MAX_PASSWORD_BYTES {
            self.refuse(pointer, FieldCode::TooLong, "A password has at most 1024 bytes.");
        }
        self
    }

    /// Everything refused so far.
    pub fn done(&mut self) -> Vec<FieldProblem> {
        std::mem::take(&mut self.0)
    }
}

/// Whether `value` has the form of one e-mail address: one `@`, a local part of at most 64 bytes,
/// a dotted host or `localhost`, no spaces, commas, quotes, angle brackets or control characters.
pub fn is_email(value: &str) -> bool {
    let value = value.trim();
    let Some((local, host)) = value.rsplit_once('@') else { return false };
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || ",;<>()[]\"\\@".contains(c);
    let host_ok = host == "localhost"
        || (host.contains('.')
            && host.split('.').all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            }));
    value.len() <= 254
        && !local.is_empty()
        && local.len() <= 64
        && !value.chars().filter(|c| *c != '@').any(forbidden)
        && !local.contains('@')
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && host_ok
}

/// Whether there is nothing to see: white space, control characters and characters without a width.
fn is_blank(value: &str) -> bool {
    let invisible = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{00ad}');
    value.chars().all(|c| c.is_whitespace() || c.is_control() || invisible(c))
}

/// The form under which an e-mail address is stored and compared: trimmed, lower case.
pub fn normal_email(value: &str) -> String {
    value.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_blank_and_lines_are_one() {
        let check = |value: &str| Checker::default().required("/x", value, "it").one_line("/x", value).done().len();
        assert_eq!((check(" \u{200b}\n"), check("a\nb"), check("a\u{7}"), check(" fine \n")), (1, 1, 1, 0));
    }

    #[test]
    fn takes_ordinary_addresses_and_refuses_lists_and_headers() {
        for good in ["a@x.test", " ann.lee+tag@mail.example.com ", "user@localhost", "ü@bücher.example"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@x.test",
            "a@x",
            "a@x.test,b@y.test",
            "a@x.test\r\nBcc: b@y.test",
            "a b@x.test",
            "a@@x.test",
            "a@x..test",
            "a@-x.test",
            ".a@x.test",
            "a..b@x.test",
            "<a@x.test>",
        ] {
            assert!(!is_email(bad), "{bad:?}");
        }
    }
}
