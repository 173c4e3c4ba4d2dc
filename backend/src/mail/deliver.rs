//! The job that sends one mail: retried after 1, 5 and 15 minutes, 1 and 4 hours and then every
//! four hours, for three days after the first try. A mail whose link no longer works is not sent.
//! Invitations of whole lists have a lane of their own: whatever else is mailed never waits behind them.

use std::time::Duration as Span;

use chrono::Duration;
use diesel::prelude::*;
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use openapi::id::MailId;
use serde::{Deserialize, Serialize};

use super::smtp::{Letter, Refusal, Smtp};
use super::{LINK, link_works, template};
use crate::clock::Clock;
use crate::db::schema::{jobs as j, mails as m};
use crate::db::{Conn, Db, Json, Ts};
use crate::error::Result;
use crate::jobs::{Handler, Outcome};

/// In which queue a mail waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// With answers, links and everything else that somebody waits for.
    Ordinary,
    /// With the invitations of lists.
    Invitations,
}

impl Lane {
    /// The kind of job.
    pub const fn kind(self) -> &'static str {
        match self {
            Lane::Ordinary => "deliver_mail",
            Lane::Invitations => "deliver_invitation",
        }
    }
}

/// Whether invitations of lists wait that were not tried yet.
pub fn invitations_wait(conn: &mut Conn) -> Result<bool> {
    let untried = j::table.filter(j::kind.eq(Lane::Invitations.kind())).filter(j::attempts.eq(0));
    Ok(diesel::select(diesel::dsl::exists(untried)).get_result(conn)?)
}

/// Minutes until the next try, by failed tries.
const DELAYS: [i64; 5] = [1, 5, 15, 60, 240];
/// Days after which a mail is given up.
const GIVE_UP_DAYS: i64 = 3;

/// Which mail to send.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Payload {
    /// The mail.
    pub mail: MailId,
}

/// Sends mails, if there is a server to send them through.
pub struct Deliver {
    db: Db,
    clock: Clock,
    smtp: Option<Smtp>,
    lane: Lane,
    pause: Span,
}

impl Deliver {
    /// Sends what is in the ordinary lane. Without `smtp`, mails wait in the outbox.
    pub fn new(db: Db, clock: Clock, smtp: Option<Smtp>) -> Self {
        Self { db, clock, smtp, lane: Lane::Ordinary, pause: Span::ZERO }
    }

    /// Sends the invitations of lists, at most so many a second.
    pub fn invitations(db: Db, clock: Clock, smtp: Option<Smtp>, per_second: u32) -> Self {
        Self { db, clock, smtp, lane: Lane::Invitations, pause: Span::from_secs(1) / per_second.max(1) }
    }

    async fn deliver(&self, payload: Json, attempt: i64) -> Result<Outcome> {
        let Some(Payload { mail }) = payload.read() else { return Ok(Outcome::Done) };
        let Some(smtp) = &self.smtp else { return Ok(Outcome::Again(self.clock.now() + Duration::minutes(1))) };
        let began = self.clock.now();
        let sent = match self.db.read(move |conn| find(conn, mail, began)).await? {
            Waiting::Nothing => return Ok(Outcome::Done),
            Waiting::Useless => Err(Refusal::ForGood("The link in it no longer works.".into())),
            Waiting::Letter(letter) => {
                tokio::time::sleep(self.pause).await;
                smtp.send(&letter).await
            }
        };
        let this = Try { mail, attempt, began, ended: self.clock.now() };
        self.db.write(move |conn| note(conn, &this, sent)).await
    }
}

impl Handler for Deliver {
    fn kind(&self) -> &'static str {
        self.lane.kind()
    }

    fn ready(&self) -> bool {
        self.smtp.is_some()
    }

    fn run(&self, payload: Json, attempt: i64) -> LocalBoxFuture<'_, Result<Outcome>> {
        self.deliver(payload, attempt).boxed_local()
    }
}

/// What there is to send.
enum Waiting {
    /// Nothing: it was sent or given up.
    Nothing,
    /// A mail whose link was used, has expired or was replaced.
    Useless,
    /// This.
    Letter(Letter),
}

fn find(conn: &mut Conn, mail: MailId, now: Ts) -> Result<Waiting> {
    let letter = (m::message_header, m::sender, m::recipient, m::subject, m::text, m::html);
    type Row = (String, String, String, String, String, Option<String>);
    let row: Option<(Row, Option<String>, Option<Vec<u8>>)> = m::table
        .find(mail)
        .filter(m::status.eq("queued"))
        .select((letter, m::link, m::link_hash))
        .first(conn)
        .optional()?;
    let Some((letter, link, link_hash)) = row else { return Ok(Waiting::Nothing) };
    if let Some(link_hash) = link_hash
        && !link_works(conn, &link_hash, now)?
    {
        return Ok(Waiting::Useless);
    }
    let (message_id, sender, recipient, subject, mut text, html) = letter;
    let mut html = html.map(|html| template::document(&html, &subject));
    if let Some(link) = link {
        text = text.replace(LINK, &link);
        html = html.map(|html| html.replace(LINK, &template::escape(&link)));
    }
    Ok(Waiting::Letter(Letter { message_id, sender, recipient, subject, text, html }))
}

/// A try.
struct Try {
    mail: MailId,
    /// Counts from 1 since the mail was put into the queue.
    attempt: i64,
    began: Ts,
    ended: Ts,
}

/// Writes down how a try went.
fn note(conn: &mut Conn, this: &Try, sent: std::result::Result<(), Refusal>) -> Result<Outcome> {
    let row = m::table.find(this.mail);
    let first: Option<Ts> = row.select(m::first_attempt_at).first(conn)?;
    let first = first.unwrap_or(this.began);
    let tried = (m::attempts.eq(m::attempts + 1), m::first_attempt_at.eq(first));
    match sent {
        Ok(()) => {
            let nothing =
                (m::link.eq(None::<String>), m::last_error.eq(None::<String>), m::next_attempt_at.eq(None::<Ts>));
            diesel::update(row).set((tried, m::status.eq("sent"), m::sent_at.eq(this.ended), nothing)).execute(conn)?;
            Ok(Outcome::Done)
        }
        Err(Refusal::ForNow(said)) if this.ended - first < Duration::days(GIVE_UP_DAYS) => {
            let index = usize::try_from(this.attempt - 1).unwrap_or(0).min(DELAYS.len() - 1);
            let next = this.ended + Duration::minutes(DELAYS[index]);
            diesel::update(row).set((tried, m::last_error.eq(said), m::next_attempt_at.eq(next))).execute(conn)?;
            Ok(Outcome::Again(next))
        }
        Err(Refusal::ForNow(said) | Refusal::ForGood(said)) => {
            tracing::warn!(mail = %this.mail, "a mail was given up");
            diesel::update(row)
                .set((tried, m::status.eq("failed"), m::last_error.eq(said), m::next_attempt_at.eq(None::<Ts>)))
                .execute(conn)?;
            Ok(Outcome::Done)
        }
    }
}
