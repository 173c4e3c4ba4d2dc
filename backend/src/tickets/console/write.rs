//! Staff work on tickets.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, patch, post, put};
use openapi::id::TicketId;
use openapi::tickets::TicketState;
use openapi::tickets::console::{
    Assignment, Author, Message, NewMessage, NewNote, NewTicket, Note, StateChange, Ticket, TicketPatch,
};
use openapi::users::UserRef;

use super::{TicketPath, shown};
use crate::attachments::change::Uploader;
use crate::attachments::read::{of_messages, of_notes};
use crate::auth::Staff;
use crate::auth::principal::TicketsEdit;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::tickets::access::{CanRead, CanWork};
use crate::tickets::change::event::Actor;
use crate::tickets::change::{create, notify, reply, update};
use crate::tickets::read::{self, conversation};
use crate::tickets::row::TicketRow;
use crate::web::Valid;
use crate::web::docs::Writes;
use crate::web::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::web::limits::Limits;

/// Files a ticket for a customer.
#[utoipa::path(tag = "tickets", params(IdempotencyHeader), request_body = NewTicket, responses((status = 201, body = Ticket), Writes), security(("console_session" = [])))]
#[post("/tickets")]
pub async fn create_ticket(
    by: Staff<TicketsEdit>,
    key: IdempotencyKey,
    body: Valid<NewTicket>,
    db: Data<Db>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.staff_create(format!("ticket:user:{}", by.user()))?;
    let now = clock.now();
    let ticket = db
        .write(move |conn| {
            key.once(conn, &format!("user:{}", by.user()), &body.digest, now, |conn| {
                let id = create::for_caller(conn, &body.value, by.user(), now)?;
                shown(conn, &by, id)
            })
        })
        .await?;
    Ok(HttpResponse::Created().json(ticket))
}

/// Changes subject, stage or priority.
#[utoipa::path(tag = "tickets", params(TicketPath), request_body = TicketPatch, responses((status = 200, body = Ticket), Writes), security(("console_session" = [])))]
#[patch("/tickets/{id}")]
pub async fn update_ticket(
    by: Staff<TicketsEdit>,
    path: Path<TicketPath>,
    body: Valid<TicketPatch>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<Ticket>> {
    let now = clock.now();
    change(by, path.id, &db, move |conn, ticket, actor| {
        if let Some(subject) = &body.value.subject {
            update::subject(conn, ticket, subject, actor, now)?;
        }
        if let Some(priority) = body.value.priority {
            update::priority(conn, ticket, priority, actor, now)?;
        }
        if let Some(stage) = body.value.stage_id {
            update::stage(conn, ticket, stage, actor, now)?;
        }
        Ok(())
    })
    .await
}

/// Gives the ticket to a user, or to nobody.
#[utoipa::path(tag = "tickets", params(TicketPath), request_body = Assignment, responses((status = 200, body = Ticket), Writes), security(("console_session" = [])))]
#[put("/tickets/{id}/assignment")]
pub async fn put_assignment(
    by: Staff<TicketsEdit>,
    path: Path<TicketPath>,
    body: Valid<Assignment>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<Ticket>> {
    let now = clock.now();
    change(by, path.id, &db, move |conn, ticket, actor| update::owner(conn, ticket, body.value.user_id, actor, now))
        .await
}

/// Closes or reopens the ticket.
#[utoipa::path(tag = "tickets", params(TicketPath), request_body = StateChange, responses((status = 200, body = Ticket), Writes), security(("console_session" = [])))]
#[put("/tickets/{id}/state")]
pub async fn put_state(
    by: Staff<TicketsEdit>,
    path: Path<TicketPath>,
    body: Valid<StateChange>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<Ticket>> {
    let now = clock.now();
    change(by, path.id, &db, move |conn, ticket, actor| update::state(conn, ticket, body.value.state, actor, now)).await
}

/// Changes a ticket in one transaction, and answers with what it is then.
async fn change(
    by: Staff<TicketsEdit>,
    id: TicketId,
    db: &Db,
    work: impl FnOnce(&mut Conn, &TicketRow, Actor) -> Result<()> + Send + 'static,
) -> Result<Json<Ticket>> {
    db.write(move |conn| {
        let ticket = read::find(conn, by.scope(), id)?;
        work(conn, &ticket, Actor::User(by.user()))?;
        shown(conn, &by, id)
    })
    .await
    .map(Json)
}

/// Answers the customer, and closes the ticket in the same step where asked to.
#[utoipa::path(tag = "tickets", params(TicketPath, IdempotencyHeader), request_body = NewMessage, responses((status = 201, body = Message), Writes), security(("console_session" = [])))]
#[post("/tickets/{id}/messages")]
pub async fn create_message(
    by: Staff<TicketsEdit>,
    path: Path<TicketPath>,
    key: IdempotencyKey,
    body: Valid<NewMessage>,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.reply(format!("user:{}", by.user()))?;
    let (now, links) = (clock.now(), notify::Links::of(&config));
    let message = db
        .write(move |conn| {
            let ticket = read::find(conn, by.scope(), path.id)?;
            key.once(conn, &format!("user:{}", by.user()), &body.digest, now, |conn| {
                let uploader = Uploader::User(by.user());
                let text = reply::Text { text: &body.value.text, attachments: &body.value.attachments, uploader };
                let written = reply::outgoing(conn, &ticket, by.user(), &text, now)?;
                notify::customers(conn, &ticket, &written, &links, now)?;
                if body.value.close {
                    update::state(conn, &ticket, TicketState::Closed, Actor::User(by.user()), now)?;
                }
                Ok(Message {
                    id: written.id,
                    author: Author::User(UserRef { id: by.user(), name: by.name().to_owned() }),
                    text: written.text,
                    sent_at: now.into(),
                    delivery: conversation::delivery(conn, written.id)?,
                    attachments: of_messages(conn, vec![written.id])?.remove(&written.id).unwrap_or_default(),
                })
            })
        })
        .await?;
    Ok(HttpResponse::Created().json(message))
}

/// Writes an internal note. Customers never learn of it.
#[utoipa::path(tag = "tickets", params(TicketPath, IdempotencyHeader), request_body = NewNote, responses((status = 201, body = Note), Writes), security(("console_session" = [])))]
#[post("/tickets/{id}/notes")]
pub async fn create_note(
    by: Staff<TicketsEdit>,
    path: Path<TicketPath>,
    key: IdempotencyKey,
    body: Valid<NewNote>,
    db: Data<Db>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.reply(format!("user:{}", by.user()))?;
    let now = clock.now();
    let note = db
        .write(move |conn| {
            let ticket = read::find(conn, by.scope(), path.id)?;
            key.once(conn, &format!("user:{}", by.user()), &body.digest, now, |conn| {
                let uploader = Uploader::User(by.user());
                let text = reply::Text { text: &body.value.text, attachments: &body.value.attachments, uploader };
                let id = reply::note(conn, &ticket, by.user(), &text, now)?;
                Ok(Note {
                    id,
                    author: Author::User(UserRef { id: by.user(), name: by.name().to_owned() }),
                    text: body.value.text.trim_end().to_owned(),
                    written_at: now.into(),
                    attachments: of_notes(conn, vec![id])?.remove(&id).unwrap_or_default(),
                })
            })
        })
        .await?;
    Ok(HttpResponse::Created().json(note))
}
