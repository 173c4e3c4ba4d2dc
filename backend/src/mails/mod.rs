//! The mail log: what was sent, what waits, what could not be sent, and sending it again.

pub mod console;
pub mod read;

use openapi::mails::MailTransport;

use crate::config::Config;

/// Whether mails leave the machine.
pub fn transport(config: &Config) -> MailTransport {
    if config.smtp_url.is_some() { MailTransport::Smtp } else { MailTransport::Outbox }
}
