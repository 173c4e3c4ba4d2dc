//! Outgoing e-mail: written into the outbox in the transaction of the change that causes it, sent
//! by a job, retried for three days, and kept for the mail log.

pub mod deliver;
pub mod smtp;
pub mod template;
pub mod text;

use diesel::prelude::*;
use openapi::id::{MailId, MessageId, TicketId};

use crate::db::schema::{links as l, mails as m, registrations as r};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;
use crate::jobs;

pub use deliver::Lane;

/// Where the text takes a link that only the recipient may use. It is kept apart from the text so
/// that the log can hide it, and forgotten when the mail is sent.
pub const LINK: &str = "{{link}}";

/// A link that only the recipient may use.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it leads.
    pub url: String,
    /// What is stored of its secret, to tell later whether it still works.
    pub token_hash: Vec<u8>,
}

/// A mail to be sent.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// The sender: name and address.
    pub sender: String,
    /// The recipient's address.
    pub recipient: String,
    /// The subject, one line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML, without the document around it; `None` for a mail of text alone.
    pub html: Option<String>,
    /// What [`LINK`] stands for.
    pub link: Option<Link>,
    /// The ticket it is about.
    pub ticket: Option<TicketId>,
    /// The message it carries.
    pub message: Option<MessageId>,
}

/// Puts a mail into the outbox and adds the job that sends it.
pub fn queue(conn: &mut Conn, mail: &Outgoing, now: Ts) -> Result<MailId> {
    queue_in(conn, mail, Lane::Ordinary, now, now)
}

/// Puts a mail into the outbox that is not to be sent before it is `due`.
pub fn queue_in(conn: &mut Conn, mail: &Outgoing, lane: Lane, now: Ts, due: Ts) -> Result<MailId> {
    let host = mail.sender.rsplit_once('@').map_or("localhost", |(_, host)| host.trim_end_matches('>'));
    let id: MailId = diesel::insert_into(m::table)
        .values((
            m::message_header.eq(format!("<{}@{host}>", random_id()?)),
            m::sender.eq(&mail.sender),
            m::recipient.eq(&mail.recipient),
            m::subject.eq(one_line(&mail.subject)),
            m::text.eq(&mail.text),
            m::html.eq(&mail.html),
            m::link.eq(mail.link.as_ref().map(|link| &link.url)),
            m::link_hash.eq(mail.link.as_ref().map(|link| &link.token_hash)),
            m::status.eq("queued"),
            m::attempts.eq(0_i64),
            m::next_attempt_at.eq(due),
            m::ticket_id.eq(mail.ticket),
            m::message_id.eq(mail.message),
            m::created_at.eq(now),
        ))
        .returning(m::id)
        .get_result(conn)?;
    jobs::enqueue(conn, lane.kind(), Json::of(deliver::Payload { mail: id }), due)?;
    Ok(id)
}

/// Whether a link can still be used: it was not, and has neither expired nor been replaced.
pub fn link_works(conn: &mut Conn, token_hash: &[u8], now: Ts) -> Result<bool> {
    let pending = r::table.filter(r::token_hash.eq(token_hash.to_vec())).filter(r::expires_at.gt(now));
    if diesel::select(diesel::dsl::exists(pending)).get_result(conn)? {
        return Ok(true);
    }
    let working = l::table
        .filter(l::token_hash.eq(token_hash.to_vec()))
        .filter(l::used_at.is_null())
        .filter(l::expires_at.gt(now));
    Ok(diesel::select(diesel::dsl::exists(working)).get_result(conn)?)
}

/// A subject cannot carry a header of its own.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// 128 random bits: names a mail for every mail server on its way, and stays the same on a retry.
fn random_id() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| crate::error::Error::Internal(format!("no randomness: {error}")))?;
    Ok(hex::encode(bytes))
}
