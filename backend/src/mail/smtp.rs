//! The SMTP client.

use std::time::Duration;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::config::Secret;
use crate::error::{Error, Result};

/// How long a mail server may take for one step.
const STEP: Duration = Duration::from_secs(30);
/// How long it may take for a mail: well below the time after which another server takes the job over
/// and sends the mail a second time.
const WHOLE: Duration = Duration::from_secs(120);

/// A mail server. Cheap to clone.
#[derive(Clone)]
pub struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

/// What is sent.
#[derive(Debug, Clone)]
pub struct Letter {
    /// `Message-ID`, the same on every try.
    pub message_id: String,
    /// `From`.
    pub sender: String,
    /// `To`.
    pub recipient: String,
    /// `Subject`.
    pub subject: String,
    /// The body, plain text.
    pub text: String,
    /// The same as an HTML document.
    pub html: Option<String>,
}

/// Why a mail was not taken.
#[derive(Debug)]
pub enum Refusal {
    /// Trying again makes no sense.
    ForGood(String),
    /// Later may be better.
    ForNow(String),
}

impl Smtp {
    /// A client for `smtp://…` or `smtps://…`; `?tls=required` or `?tls=opportunistic` after the
    /// address asks for STARTTLS.
    ///
    /// # Errors
    /// `Config` when the URL is none of these.
    pub fn new(url: &Secret) -> Result<Self> {
        Ok(Self(read(url)?.timeout(Some(STEP)).hello_name(ClientId::default()).build()))
    }

    /// Whether a URL is one of these. Needs no asynchronous runtime, unlike [`Smtp::new`].
    ///
    /// # Errors
    /// `Config` when it is not.
    pub fn check(url: &Secret) -> Result<()> {
        read(url).map(drop)
    }

    /// Hands a mail to the server.
    pub async fn send(&self, letter: &Letter) -> std::result::Result<(), Refusal> {
        let message = build(letter).map_err(Refusal::ForGood)?;
        let Ok(answer) = tokio::time::timeout(WHOLE, self.0.send(message)).await else {
            return Err(Refusal::ForNow(format!("The mail server took longer than {} seconds.", WHOLE.as_secs())));
        };
        answer.map(drop).map_err(|error| {
            let said = error.to_string();
            // our own credentials can be mended; what is said of the recipient or the mail stays
            let code = error.status().map(|code| code.to_string());
            let ours = matches!(code.as_deref(), Some("530" | "534" | "535" | "538"));
            if error.is_permanent() && !ours { Refusal::ForGood(said) } else { Refusal::ForNow(said) }
        })
    }
}

fn read(url: &Secret) -> Result<AsyncSmtpTransportBuilder> {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose())
        .map_err(|error| Error::Config(format!("smtp_url: {error}")))
}

fn build(letter: &Letter) -> std::result::Result<Message, String> {
    let mailbox = |text: &str| text.parse::<Mailbox>().map_err(|error| format!("{text}: {error}"));
    let raw =
        |name: &'static str, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
    let message = Message::builder()
        .from(mailbox(&letter.sender)?)
        .to(mailbox(&letter.recipient)?)
        .subject(&letter.subject)
        .message_id(Some(letter.message_id.clone()));
    let mut message = match &letter.html {
        Some(html) => message.multipart(MultiPart::alternative_plain_html(letter.text.clone(), html.clone())),
        None => message.singlepart(SinglePart::plain(letter.text.clone())),
    }
    .map_err(|error| error.to_string())?;
    // tells other robots not to answer a robot
    message.headers_mut().insert_raw(raw("Auto-Submitted", "auto-generated"));
    message.headers_mut().insert_raw(raw("X-Auto-Response-Suppress", "All"));
    Ok(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(recipient: &str, subject: &str) -> Letter {
        Letter {
            message_id: "<1@x.test>".into(),
            sender: "Support <support@x.test>".into(),
            recipient: recipient.into(),
            subject: subject.into(),
            text: "Grüße".into(),
            html: None,
        }
    }

    #[test]
    fn nothing_a_customer_wrote_becomes_a_header() {
        let message = build(&letter("a@x.test", "Hello\r\nBcc: evil@x.test")).unwrap();
        let formatted = String::from_utf8(message.formatted()).unwrap();
        assert!(!formatted.lines().any(|line| line.starts_with("Bcc:")), "{formatted}");
        assert!(formatted.contains("MIME-Version: 1.0"), "{formatted}");
        assert!(formatted.contains("Content-Type: text/plain; charset=utf-8"), "{formatted}");
        assert!(build(&letter("a@x.test, b@x.test", "Hello")).is_err());
        assert!(build(&letter("a@x.test\r\nBcc: b@x.test", "Hello")).is_err());
    }
}
