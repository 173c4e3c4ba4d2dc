//! Customers and their tickets.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post, put};
use openapi::id::{AttachmentId, TicketId};
use openapi::page::Page;
use openapi::problem::FieldCode;
use openapi::tickets::Source;
use openapi::tickets::TicketState;
use openapi::tickets::portal::{
    Conversation, ConversationQuery, Message, NewMessage, NewTicket, Side, Ticket, TicketQuery, TicketSummary,
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::access::{CanRead, just_filed};
use super::change::{create, notify, reply};
use super::read::{self, conversation, portal_list, portal_show};
use super::{download, row};
use crate::attachments::change::Uploader;
use crate::attachments::read::{Which, content, of_messages};
use crate::auth::Customer;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, Json as JsonColumn};
use crate::error::{Error, Result};
use crate::files::Store;
use crate::pipelines;
use crate::portals::public::PortalPath;
use crate::web::docs::{Reads, Writes};
use crate::web::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::web::limits::Limits;
use crate::web::paging::Wanted;
use crate::web::{Query, Valid, search_text};

/// Names a ticket in a portal.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "the slug is read by the middleware")]
pub struct TicketPath {
    /// The portal's slug.
    portal: String,
    /// The ticket's number.
    pub(super) id: TicketId,
}

/// Names a file of a ticket in a portal.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "the slug is read by the middleware")]
pub struct FilePath {
    /// The portal's slug.
    portal: String,
    /// The ticket's number.
    id: TicketId,
    /// The file.
    attachment_id: AttachmentId,
}

/// The customer's tickets, or their organization's.
#[utoipa::path(tag = "tickets", operation_id = "portal_list_tickets", params(PortalPath, TicketQuery), responses((status = 200, body = Page<TicketSummary>), Reads), security(("portal_session" = [])))]
#[get("/tickets")]
pub async fn list_tickets(
    by: Customer,
    query: Query<TicketQuery>,
    db: Data<Db>,
    limits: Data<Limits>,
) -> Result<Json<Page<TicketSummary>>> {
    let query = query.0;
    let wanted = Wanted::read(query.limit, query.after.as_deref(), query.before.as_deref())?;
    let q = search_text(query.q)?;
    if q.is_some() {
        limits.search(format!("contact:{}", by.contact()))?;
    }
    let selection = portal_list::Selection {
        view: query.view.unwrap_or_default(),
        status: query.status,
        q,
        sort: query.sort.unwrap_or_default(),
        direction: query.direction.unwrap_or_default(),
        count: query.count.unwrap_or(false),
    };
    db.read(move |conn| portal_list::list(conn, by.scope(), by.contact(), &selection, wanted.clone())).await.map(Json)
}

/// One ticket with the newest part of its conversation.
#[utoipa::path(tag = "tickets", operation_id = "portal_show_ticket", params(TicketPath), responses((status = 200, body = Ticket), Reads), security(("portal_session" = [])))]
#[get("/tickets/{id}")]
pub async fn show_ticket(by: Customer, path: Path<TicketPath>, db: Data<Db>) -> Result<Json<Ticket>> {
    db.read(move |conn| portal_show::show(conn, by.scope(), by.contact(), path.id)).await.map(Json)
}

/// An earlier part of a ticket's conversation.
#[utoipa::path(tag = "tickets", operation_id = "portal_show_conversation", params(TicketPath, ConversationQuery), responses((status = 200, body = Conversation), Reads), security(("portal_session" = [])))]
#[get("/tickets/{id}/conversation")]
pub async fn show_conversation(
    by: Customer,
    path: Path<TicketPath>,
    query: Query<ConversationQuery>,
    db: Data<Db>,
) -> Result<Json<Conversation>> {
    let before = conversation::cursor(query.0.before.as_deref())?;
    db.read(move |conn| {
        let ticket = read::find(conn, by.scope(), path.id)?;
        let thread = read::newest_thread(conn, ticket.id)?;
        conversation::for_customer(conn, ticket.id, thread, by.contact(), before)
    })
    .await
    .map(Json)
}

/// Files a ticket.
#[utoipa::path(tag = "tickets", operation_id = "portal_create_ticket", params(PortalPath, IdempotencyHeader), request_body = NewTicket, responses((status = 201, body = Ticket), Writes), security(("portal_session" = [])))]
#[post("/tickets")]
pub async fn create_ticket(
    by: Customer,
    key: IdempotencyKey,
    body: Valid<NewTicket>,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.ticket(format!("contact:{}", by.contact()))?;
    let new = body.value;
    if new.category.as_ref().is_some_and(|category| !by.portal().categories.contains(category)) {
        return Err(Error::invalid_field("/category", FieldCode::Unknown, "Choose one of the categories."));
    }
    let (now, links) = (clock.now(), notify::Links::of(&config));
    let ticket = db
        .write(move |conn| {
            key.once(conn, &format!("membership:{}", by.membership()), &body.digest, now, |conn| {
                let portal = by.portal();
                let ticket = create::NewTicket {
                    subject: new.subject,
                    pipeline: portal.pipeline,
                    stage: pipelines::read::first(conn, portal.pipeline, TicketState::Open)?,
                    priority: new.priority,
                    category: new.category,
                    source: Source::Portal,
                    requester: by.contact(),
                    owner: None,
                    inbox: portal.inbox,
                    is_private: new.is_private,
                    properties: JsonColumn::of(serde_json::Map::new()),
                    import_key: None,
                    created_at: now,
                };
                let id = create::file(conn, &ticket, &new.description, &new.attachments, &links)?;
                portal_show::show(conn, just_filed(&by), by.contact(), id)
            })
        })
        .await?;
    Ok(HttpResponse::Created().json(ticket))
}

/// Replies to an open ticket.
#[utoipa::path(tag = "tickets", operation_id = "portal_create_message", params(TicketPath, IdempotencyHeader), request_body = NewMessage, responses((status = 201, body = Message), Writes), security(("portal_session" = [])))]
#[post("/tickets/{id}/messages")]
pub async fn create_message(
    by: Customer,
    path: Path<TicketPath>,
    key: IdempotencyKey,
    body: Valid<NewMessage>,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.reply(format!("contact:{}", by.contact()))?;
    let (now, links) = (clock.now(), notify::Links::of(&config));
    let message = db
        .write(move |conn| {
            let ticket = read::find(conn, by.scope(), path.id)?;
            key.once(conn, &format!("membership:{}", by.membership()), &body.digest, now, |conn| {
                reply::accepts_reply(&ticket)?;
                let uploader = Uploader::Contact(by.contact());
                let text = reply::Text { text: &body.value.text, attachments: &body.value.attachments, uploader };
                let written = reply::incoming(conn, &ticket, by.contact(), &text, now)?;
                notify::staff(conn, &ticket, &written, &links, now)?;
                portal_show::mark_read(conn, by.contact(), ticket.id, now)?;
                Ok(Message {
                    id: written.id,
                    author: openapi::tickets::portal::Author { side: Side::You, name: by.name().to_owned() },
                    text: written.text,
                    sent_at: now.into(),
                    attachments: of_messages(conn, vec![written.id])?.remove(&written.id).unwrap_or_default(),
                })
            })
        })
        .await?;
    Ok(HttpResponse::Created().json(message))
}

/// Marks a ticket as read.
#[utoipa::path(tag = "tickets", operation_id = "portal_put_read_mark", params(TicketPath), responses((status = 204), Writes), security(("portal_session" = [])))]
#[put("/tickets/{id}/read-mark")]
pub async fn put_read_mark(
    by: Customer,
    path: Path<TicketPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    db.write(move |conn| {
        let ticket: row::TicketRow = read::find(conn, by.scope(), path.id)?;
        portal_show::mark_read(conn, by.contact(), ticket.id, now)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A file of a ticket, as a download.
#[utoipa::path(tag = "attachments", operation_id = "portal_show_attachment", params(FilePath), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 410, content_type = "application/problem+json", body = openapi::problem::Problem, description = "The content of the file is gone."), Reads), security(("portal_session" = [])))]
#[get("/tickets/{id}/attachments/{attachment_id}")]
pub async fn show_attachment(
    by: Customer,
    path: Path<FilePath>,
    db: Data<Db>,
    store: Data<Store>,
) -> Result<HttpResponse> {
    let found = db
        .read(move |conn| {
            let ticket = read::find(conn, by.scope(), path.id)?;
            let thread = read::newest_thread(conn, ticket.id)?.ok_or_else(Error::not_found)?;
            content(conn, ticket.id, path.attachment_id, Which::OfThread(thread))
        })
        .await?;
    download::answer(&store, found).await
}
