//! New tickets.

use diesel::prelude::*;
use openapi::id::{AttachmentId, CompanyId, ContactId, InboxId, PipelineId, TicketId, UserId};
use openapi::pipelines::Stage;
use openapi::problem::FieldCode;
use openapi::tickets::console::{self, EventKind};
use openapi::tickets::{Priority, Source, TicketState};

use super::event::{self, Actor, What};
use super::{notify, reply};
use crate::attachments::change::Uploader;
use crate::db::schema::{contacts as c, inboxes as i, ticket_companies as tc, ticket_contacts as tk, tickets as t};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::pipelines;
use crate::pipelines::read::StateColumn;
use crate::tickets::row::{self, PriorityColumn, SourceColumn};

/// A ticket to be created.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// The subject.
    pub subject: String,
    /// Its pipeline.
    pub pipeline: PipelineId,
    /// Its stage.
    pub stage: Stage,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// What it is about.
    pub category: Option<String>,
    /// Where it came from.
    pub source: Source,
    /// Who asked.
    pub requester: ContactId,
    /// Who takes care of it.
    pub owner: Option<UserId>,
    /// The inbox of its conversation.
    pub inbox: InboxId,
    /// Whether only those who take part see it, and not their company.
    pub is_private: bool,
    /// Custom properties.
    pub properties: Json,
    /// Names the ticket in the system it was imported from.
    pub import_key: Option<String>,
    /// When.
    pub created_at: Ts,
}

/// Inserts a ticket with its associations (the requester, and the requester's primary company) and
/// the event that it was created. It has no conversation yet and is not indexed for search.
pub fn insert(conn: &mut Conn, new: &NewTicket, actor: Actor) -> Result<TicketId> {
    let company = crate::companies::read::primary(conn, new.requester)?;
    let state = StateColumn(new.stage.state);
    let at = new.created_at;
    let id: TicketId = diesel::insert_into(t::table)
        .values((
            (
                t::subject.eq(new.subject.trim()),
                t::pipeline_id.eq(new.pipeline),
                t::stage_id.eq(new.stage.id),
                t::state.eq(state),
                t::priority.eq(new.priority.map(PriorityColumn)),
                t::category.eq(&new.category),
                t::source.eq(SourceColumn(new.source)),
                t::owner_id.eq(new.owner),
                t::requester_id.eq(new.requester),
                t::company_id.eq(company),
            ),
            (
                t::inbox_id.eq(new.inbox),
                t::snippet.eq(""),
                t::awaiting_team.eq(false),
                t::created_at.eq(at),
                t::last_activity_at.eq(at),
                t::customer_activity_at.eq(at),
                t::closed_at.eq((new.stage.state == TicketState::Closed).then_some(at)),
                t::is_private.eq(new.is_private),
                t::properties.eq(new.properties.clone()),
                t::import_key.eq(&new.import_key),
            ),
        ))
        .returning(t::id)
        .get_result(conn)?;
    associate(conn, id, new, company)?;
    event::add(conn, id, actor, &What::Change(EventKind::Created { source: new.source }), false, at)?;
    Ok(id)
}

fn associate(conn: &mut Conn, id: TicketId, new: &NewTicket, company: Option<CompanyId>) -> Result<()> {
    let (state, at) = (StateColumn(new.stage.state), new.created_at);
    diesel::insert_into(tk::table)
        .values((
            tk::contact_id.eq(new.requester),
            tk::ticket_id.eq(id),
            tk::state.eq(state),
            tk::created_at.eq(at),
            tk::customer_activity_at.eq(at),
        ))
        .execute(conn)?;
    if let Some(company) = company {
        diesel::insert_into(tc::table)
            .values((
                tc::company_id.eq(company),
                tc::ticket_id.eq(id),
                tc::state.eq(state),
                tc::created_at.eq(at),
                tc::customer_activity_at.eq(at),
                tc::is_private.eq(new.is_private),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// A customer files a ticket: it opens with their description as first message, and staff are told.
pub fn file(
    conn: &mut Conn,
    new: &NewTicket,
    description: &str,
    attachments: &[AttachmentId],
    links: &notify::Links,
) -> Result<TicketId> {
    let contact = new.requester;
    let id = insert(conn, new, Actor::Contact(contact))?;
    let text = reply::Text { text: description, attachments, uploader: Uploader::Contact(contact) };
    let ticket = t::table.find(id).select(row::COLUMNS).first(conn)?;
    let written = reply::incoming(conn, &ticket, contact, &text, new.created_at)?;
    notify::staff(conn, &ticket, &written, links, new.created_at)?;
    Ok(id)
}

/// Staff file a ticket for a customer, say after a call, and take care of it. What the customer said
/// becomes the first message; nobody is mailed.
///
/// # Errors
/// `ValidationFailed` for an unknown contact.
pub fn for_caller(conn: &mut Conn, new: &console::NewTicket, by: UserId, now: Ts) -> Result<TicketId> {
    let there: i64 = c::table.find(new.contact_id).count().get_result(conn)?;
    if there == 0 {
        return Err(Error::invalid_field("/contact_id", FieldCode::Unknown, "There is no such contact."));
    }
    let pipeline = pipelines::read::default(conn)?;
    let ticket = NewTicket {
        subject: new.subject.clone(),
        pipeline,
        stage: pipelines::read::first(conn, pipeline, TicketState::Open)?,
        priority: new.priority,
        category: None,
        source: new.source,
        requester: new.contact_id,
        owner: Some(by),
        inbox: i::table.order(i::id).select(i::id).first(conn)?,
        is_private: false,
        properties: Json::of(serde_json::Map::new()),
        import_key: None,
        created_at: now,
    };
    let id = insert(conn, &ticket, Actor::User(by))?;
    if new.description.trim().is_empty() {
        row::index(conn, id)?;
    } else {
        let row = t::table.find(id).select(row::COLUMNS).first(conn)?;
        let text = reply::Text { text: &new.description, attachments: &[], uploader: Uploader::User(by) };
        reply::incoming(conn, &row, new.contact_id, &text, now)?;
    }
    Ok(id)
}
