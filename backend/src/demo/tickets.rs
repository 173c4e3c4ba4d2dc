//! The demonstration's tickets, each written step by step as it would have happened.

use diesel::prelude::*;
use openapi::id::{AttachmentId, ContactId, TicketId, UserId};
use openapi::tickets::Source;

use super::data::{self, Action, MailFate, Step, Ticket, wrong};
use super::files::Uploads;
use super::people::Cast;
use crate::attachments::change::{Uploader, keep};
use crate::db::schema::{jobs as j, mails as ml, tickets as t};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;
use crate::mail::{Lane, deliver};
use crate::pipelines;
use crate::tickets::change::create::{self, NewTicket};
use crate::tickets::change::event::Actor;
use crate::tickets::change::notify::{self, Links};
use crate::tickets::change::reply::{self, Text, Written};
use crate::tickets::change::update;
use crate::tickets::read::portal_show::mark_read;
use crate::tickets::row::{COLUMNS, TicketRow};

/// Does what nobody in particular is named for.
const DEFAULT_USER: &str = "maya";
/// Customers have read what is older than this.
const READ_AFTER_DAYS: i64 = 2;

/// What is needed to write tickets.
pub(super) struct Desk<'a> {
    pub(super) cast: &'a Cast,
    pub(super) uploads: &'a Uploads,
    pub(super) links: &'a Links,
    pub(super) now: Ts,
}

impl Desk<'_> {
    /// Writes a ticket with everything that happened to it.
    pub(super) fn write(&self, conn: &mut Conn, ticket: &Ticket) -> Result<()> {
        let requester = self.cast.contact(&ticket.from)?;
        let mut at = self.now - ticket.ago.duration();
        let id = self.create(conn, ticket, requester, at)?;
        for (turn, text) in ticket.chat.iter().enumerate() {
            at = at + ticket.every.duration();
            match turn % 2 {
                0 => self.says(conn, id, requester, text, &[], at)?,
                _ => drop(self.reply(conn, id, self.user(ticket, None)?, text, &[], at)?),
            }
        }
        for step in &ticket.steps {
            at = at + step.after.duration();
            self.step(conn, ticket, id, step, at)?;
        }
        if self.now - at > chrono::Duration::days(READ_AFTER_DAYS) {
            self.reads(conn, id, requester, at)?;
        }
        Ok(())
    }

    fn create(&self, conn: &mut Conn, ticket: &Ticket, requester: ContactId, at: Ts) -> Result<TicketId> {
        let pipeline = self.cast.installation.pipeline;
        let stage = pipelines::read::first(conn, pipeline, openapi::tickets::TicketState::Open)?;
        let owner = ticket.owner.as_deref().map(|key| self.cast.user(key)).transpose()?;
        let new = NewTicket {
            is_private: false,
            subject: ticket.subject.clone(),
            pipeline,
            stage,
            priority: ticket.priority,
            category: ticket.category.clone(),
            source: ticket.source,
            requester,
            owner,
            inbox: self.cast.installation.inbox,
            properties: Json::of(&ticket.properties),
            import_key: None,
            created_at: at,
        };
        // staff write down what they are told on the telephone
        let actor = match ticket.source {
            Source::Phone => Actor::User(self.user(ticket, None)?),
            _ => Actor::Contact(requester),
        };
        create::insert(conn, &new, actor)
    }

    fn step(&self, conn: &mut Conn, ticket: &Ticket, id: TicketId, step: &Step, at: Ts) -> Result<()> {
        let by = self.user(ticket, step.by.as_deref())?;
        let row = find(conn, id)?;
        match &step.action {
            Action::Says(text) => {
                let contact = self.cast.contact(step.from.as_deref().unwrap_or(&ticket.from))?;
                self.says(conn, id, contact, text, &step.files, at)?;
            }
            Action::Reply(text) => {
                let written = self.reply(conn, id, by, text, &step.files, at)?;
                if let Some(fate) = step.mail {
                    self.mail(conn, &row, &written, fate, at)?;
                }
            }
            Action::Note(text) => {
                let uploader = Uploader::User(by);
                let attachments = self.uploads(conn, &step.files, uploader, at)?;
                let text = Text { text: data::text(text), attachments: &attachments, uploader };
                reply::note(conn, &row, by, &text, at)?;
            }
            Action::Stage(name) => move_to(conn, &row, name, by, at)?,
            Action::Assign(key) => update::owner(conn, &row, Some(self.cast.user(key)?), Actor::User(by), at)?,
        }
        let Some(stage) = &step.then else { return Ok(()) };
        let row = find(conn, id)?;
        move_to(conn, &row, stage, by, at)
    }

    /// A customer writes, and so has read what came before.
    fn says(&self, conn: &mut Conn, id: TicketId, by: ContactId, text: &str, files: &[String], at: Ts) -> Result<()> {
        let uploader = Uploader::Contact(by);
        let attachments = self.uploads(conn, files, uploader, at)?;
        let ticket = find(conn, id)?;
        let text = Text { text: data::text(text), attachments: &attachments, uploader };
        reply::incoming(conn, &ticket, by, &text, at)?;
        self.reads(conn, id, by, at)
    }

    fn reply(
        &self,
        conn: &mut Conn,
        id: TicketId,
        by: UserId,
        text: &str,
        files: &[String],
        at: Ts,
    ) -> Result<Written> {
        let uploader = Uploader::User(by);
        let attachments = self.uploads(conn, files, uploader, at)?;
        let ticket = find(conn, id)?;
        let text = Text { text: data::text(text), attachments: &attachments, uploader };
        reply::outgoing(conn, &ticket, by, &text, at)
    }

    fn reads(&self, conn: &mut Conn, id: TicketId, contact: ContactId, at: Ts) -> Result<()> {
        if self.cast.readers.contains(&contact) { mark_read(conn, contact, id, at) } else { Ok(()) }
    }

    fn uploads(&self, conn: &mut Conn, names: &[String], by: Uploader, at: Ts) -> Result<Vec<AttachmentId>> {
        let mut ids = Vec::new();
        for name in names {
            let upload = self.uploads.get(name.as_str()).ok_or_else(|| wrong(format!("no file {name}")))?;
            ids.push(keep(conn, upload, by, at)?.id);
        }
        Ok(ids)
    }

    fn user(&self, ticket: &Ticket, named: Option<&str>) -> Result<UserId> {
        self.cast.user(named.or(ticket.owner.as_deref()).unwrap_or(DEFAULT_USER))
    }

    /// The mail that carried a reply, as it would stand in the mail log now. Its job is done.
    fn mail(&self, conn: &mut Conn, ticket: &TicketRow, written: &Written, fate: MailFate, at: Ts) -> Result<()> {
        notify::customers(conn, ticket, written, self.links, at)?;
        let mails = ml::table.filter(ml::message_id.eq(written.id));
        let ids: Vec<openapi::id::MailId> = mails.select(ml::id).load(conn)?;
        let jobs: Vec<(openapi::id::JobId, Json)> =
            j::table.filter(j::kind.eq(Lane::Ordinary.kind())).select((j::id, j::payload)).load(conn)?;
        for (job, payload) in jobs {
            if payload.read::<deliver::Payload>().is_some_and(|payload| ids.contains(&payload.mail)) {
                diesel::delete(j::table.find(job)).execute(conn)?;
            }
        }
        let (status, sent, error) = match fate {
            MailFate::Sent => ("sent", Some(at), None),
            MailFate::Failed => ("failed", None, Some("550 5.1.1 the mailbox does not exist")),
        };
        diesel::update(mails)
            .set((
                ml::status.eq(status),
                ml::sent_at.eq(sent),
                ml::last_error.eq(error),
                ml::attempts.eq(1_i64),
                ml::next_attempt_at.eq(None::<Ts>),
            ))
            .execute(conn)?;
        Ok(())
    }
}

fn find(conn: &mut Conn, id: TicketId) -> Result<TicketRow> {
    Ok(t::table.find(id).select(COLUMNS).first(conn)?)
}

fn move_to(conn: &mut Conn, ticket: &TicketRow, name: &str, by: UserId, at: Ts) -> Result<()> {
    let stages = pipelines::read::stages(conn, ticket.pipeline)?;
    let stage = stages.iter().find(|stage| stage.name == name).ok_or_else(|| wrong(format!("no stage {name}")))?;
    update::stage(conn, ticket, stage.id, Actor::User(by), at)
}
