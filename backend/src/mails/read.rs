//! Looking mails up, and sending them again.

use diesel::prelude::*;
use openapi::id::{MailId, TicketId};
use openapi::mails::{Mail, MailStatus, MailSummary, MailTransport};
use openapi::page::Page;
use openapi::problem::ProblemCode;

use crate::db::schema::{jobs as j, mails as m};
use crate::db::{Backend, Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::mail::{self, LINK, Lane, deliver};
use crate::web::paging::Wanted;

#[derive(Queryable)]
struct Row {
    id: MailId,
    recipient: String,
    subject: String,
    status: String,
    attempts: i64,
    ticket: Option<TicketId>,
    created_at: Ts,
    sent_at: Option<Ts>,
}

const COLUMNS: (m::id, m::recipient, m::subject, m::status, m::attempts, m::ticket_id, m::created_at, m::sent_at) =
    (m::id, m::recipient, m::subject, m::status, m::attempts, m::ticket_id, m::created_at, m::sent_at);

/// A page of mails, newest first.
pub fn list(conn: &mut Conn, status: Option<MailStatus>, wanted: Wanted<i64>) -> Result<Page<MailSummary>> {
    let mut query = m::table.select(COLUMNS).into_boxed::<Backend>();
    if let Some(status) = status {
        query = query.filter(m::status.eq(status.as_str()));
    }
    query = match (wanted.cursor().map(|cursor| MailId(cursor.id)), wanted.backwards()) {
        (None, _) => query.order(m::id.desc()),
        (Some(id), true) => query.filter(m::id.gt(id)).order(m::id.asc()),
        (Some(id), false) => query.filter(m::id.lt(id)).order(m::id.desc()),
    };
    let rows: Vec<Row> = query.limit(wanted.fetch()).load(conn)?;
    Ok(wanted.page(rows, |row| (row.id.0, row.id.0)).map(summary))
}

fn summary(row: Row) -> MailSummary {
    let status = MailStatus::ALL.iter().copied().find(|known| known.as_str() == row.status);
    MailSummary {
        id: row.id,
        recipient: row.recipient,
        subject: row.subject,
        status: status.unwrap_or(MailStatus::Failed),
        attempts: u32::try_from(row.attempts).unwrap_or(0),
        ticket_id: row.ticket,
        created_at: row.created_at.into(),
        sent_at: row.sent_at.map(Into::into),
    }
}

/// Whether a mail is shown with a link that still lets its bearer in.
pub fn opens(conn: &mut Conn, id: MailId, transport: MailTransport, now: Ts) -> Result<bool> {
    let (link, hash): (Option<String>, Option<Vec<u8>>) =
        m::table.find(id).select((m::link, m::link_hash)).first(conn)?;
    match (transport, link, hash) {
        (MailTransport::Outbox, Some(_), Some(hash)) => mail::link_works(conn, &hash, now),
        _ => Ok(false),
    }
}

/// One mail. A link that only the recipient may use is shown while no mail server is configured and
/// somebody has to hand it over, and masked otherwise.
pub fn show(conn: &mut Conn, id: MailId, transport: MailTransport) -> Result<Mail> {
    type More = (String, String, Option<String>, bool, Option<String>, Option<Ts>);
    let (row, more): (Row, More) = m::table
        .find(id)
        .select((COLUMNS, (m::sender, m::text, m::link, m::link_hash.is_not_null(), m::last_error, m::next_attempt_at)))
        .first(conn)?;
    let (sender, text, link, has_link, last_error, next_attempt_at) = more;
    let shown = match (transport, link.as_deref()) {
        // somebody wrote these letters
        _ if !has_link => LINK,
        (MailTransport::Outbox, Some(link)) => link,
        _ => "[a link for the recipient only]",
    };
    Ok(Mail {
        summary: summary(row),
        sender,
        text: text.replace(LINK, shown),
        last_error,
        next_attempt_at: next_attempt_at.map(Into::into),
    })
}

/// Puts a mail back into the queue, to be sent at once and tried for another three days.
///
/// # Errors
/// `Conflict` for one whose link is gone: it was forgotten when the mail was sent, was used, has
/// expired or was replaced. A new invitation makes a new link.
pub fn send_again(conn: &mut Conn, id: MailId, now: Ts) -> Result<()> {
    let (status, link, link_hash): (String, Option<String>, Option<Vec<u8>>) =
        m::table.find(id).select((m::status, m::link, m::link_hash)).first(conn)?;
    if let Some(link_hash) = link_hash
        && (link.is_none() || !mail::link_works(conn, &link_hash, now)?)
    {
        return Err(Error::refused(
            ProblemCode::Conflict,
            "The link in this mail no longer works or was forgotten when the mail was sent. Send a new invitation \
             instead, or let the recipient ask for a new password.",
        ));
    }
    let payload = Json::of(deliver::Payload { mail: id });
    diesel::update(m::table.find(id))
        .set((
            m::status.eq("queued"),
            m::next_attempt_at.eq(now),
            m::first_attempt_at.eq(None::<Ts>),
            m::last_error.eq(None::<String>),
        ))
        .execute(conn)?;
    if status == "queued" {
        // its job is there already and only has to come sooner
        let lanes = [Lane::Ordinary.kind(), Lane::Invitations.kind()];
        let job = j::table.filter(j::kind.eq_any(lanes)).filter(j::payload.eq(payload));
        diesel::update(job.filter(j::lease_until.is_null()))
            .set((j::run_at.eq(now), j::attempts.eq(0_i64)))
            .execute(conn)?;
        return Ok(());
    }
    crate::jobs::enqueue(conn, Lane::Ordinary.kind(), payload, now).map(drop)
}
