//! Who takes part in a ticket and who sees it, in HTTP: participants and privacy, for customers and
//! for staff.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, post, put};
use openapi::id::{ContactId, TicketId};
use openapi::problem::{FieldCode, ProblemCode};
use openapi::tickets::console::{self, NewParticipant as AnyParticipant, Visibility};
use openapi::tickets::portal::{NewParticipant, Privacy, Ticket};
use serde::Deserialize;
use utoipa::IntoParams;

use super::access::{CanRead, CanWork};
use super::change::event::Actor;
use super::change::people;
use super::console::{TicketPath, shown};
use super::portal;
use super::read::{self, portal_show, visibility};
use crate::auth::principal::{TicketsEdit, TicketsView};
use crate::auth::{Customer, Staff};
use crate::clock::Clock;
use crate::contacts;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::web::Valid;
use crate::web::docs::{Reads, Writes};
use crate::web::limits::Limits;

/// Names somebody who takes part in a ticket of a portal.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "the slug is read by the middleware")]
pub struct PortalParticipantPath {
    /// The portal's slug.
    portal: String,
    /// The ticket's number.
    id: TicketId,
    /// Who takes part.
    contact_id: ContactId,
}

/// Names somebody who takes part in a ticket.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ParticipantPath {
    /// The ticket's number.
    id: TicketId,
    /// Who takes part.
    contact_id: ContactId,
}

/// Adds a colleague to a ticket: somebody of the customer's own company, by e-mail address.
#[utoipa::path(tag = "tickets", operation_id = "portal_create_participant", params(portal::TicketPath), request_body = NewParticipant, responses((status = 201, body = Ticket), Writes), security(("portal_session" = [])))]
#[post("/tickets/{id}/participants")]
pub async fn portal_create(
    by: Customer,
    path: Path<portal::TicketPath>,
    body: Valid<NewParticipant>,
    db: Data<Db>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.reply(format!("contact:{}", by.contact()))?;
    let now = clock.now();
    let ticket = db
        .write(move |conn| {
            let ticket = read::find(conn, by.scope(), path.id)?;
            let colleague = people::colleague(conn, by.contact(), &body.value.email)?;
            people::add(conn, &ticket, colleague, Actor::Contact(by.contact()), now)?;
            portal_show::show(conn, by.scope(), by.contact(), ticket.id)
        })
        .await?;
    Ok(HttpResponse::Created().json(ticket))
}

/// Removes somebody from a ticket; whoever takes part may do so. Who asked stays.
#[utoipa::path(tag = "tickets", operation_id = "portal_delete_participant", params(PortalParticipantPath), responses((status = 204), Writes), security(("portal_session" = [])))]
#[delete("/tickets/{id}/participants/{contact_id}")]
pub async fn portal_delete(
    by: Customer,
    path: Path<PortalParticipantPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    db.write(move |conn| {
        let ticket = read::find(conn, by.scope(), path.id)?;
        takes_part(conn, &by, ticket.id)?;
        people::remove(conn, &ticket, path.contact_id, Actor::Contact(by.contact()), now)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Makes a ticket private to those who take part, or shows it to their company again.
#[utoipa::path(tag = "tickets", operation_id = "portal_put_privacy", params(portal::TicketPath), request_body = Privacy, responses((status = 200, body = Ticket), Writes), security(("portal_session" = [])))]
#[put("/tickets/{id}/privacy")]
pub async fn portal_put_privacy(
    by: Customer,
    path: Path<portal::TicketPath>,
    body: Valid<Privacy>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<Ticket>> {
    let now = clock.now();
    db.write(move |conn| {
        let ticket = read::find(conn, by.scope(), path.id)?;
        takes_part(conn, &by, ticket.id)?;
        people::keep_private(conn, &ticket, body.value.is_private, Actor::Contact(by.contact()), now)?;
        portal_show::show(conn, by.scope(), by.contact(), ticket.id)
    })
    .await
    .map(Json)
}

fn takes_part(conn: &mut crate::db::Conn, by: &Customer, ticket: TicketId) -> Result<()> {
    if people::takes_part(conn, ticket, by.contact())? {
        return Ok(());
    }
    Err(Error::refused(ProblemCode::Forbidden, "Only those who take part in this ticket can do this."))
}

/// Adds any contact to a ticket.
#[utoipa::path(tag = "tickets", operation_id = "create_participant", params(TicketPath), request_body = AnyParticipant, responses((status = 201, body = console::Ticket), Writes), security(("console_session" = [])))]
#[post("/tickets/{id}/participants")]
pub async fn create(
    by: Staff<TicketsEdit>,
    path: Path<TicketPath>,
    body: Valid<AnyParticipant>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    let ticket = db
        .write(move |conn| {
            let ticket = read::find(conn, by.scope(), path.id)?;
            if !contacts::read::exists(conn, body.value.contact_id)? {
                return Err(Error::invalid_field("/contact_id", FieldCode::Unknown, "There is no such contact."));
            }
            people::add(conn, &ticket, body.value.contact_id, Actor::User(by.user()), now)?;
            shown(conn, &by, path.id)
        })
        .await?;
    Ok(HttpResponse::Created().json(ticket))
}

/// Removes a contact from a ticket. Who asked stays.
#[utoipa::path(tag = "tickets", operation_id = "delete_participant", params(ParticipantPath), responses((status = 204), Writes), security(("console_session" = [])))]
#[delete("/tickets/{id}/participants/{contact_id}")]
pub async fn remove(
    by: Staff<TicketsEdit>,
    path: Path<ParticipantPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let now = clock.now();
    db.write(move |conn| {
        let ticket = read::find(conn, by.scope(), path.id)?;
        people::remove(conn, &ticket, path.contact_id, Actor::User(by.user()), now)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Makes a ticket private to those who take part, or shows it to their company again.
#[utoipa::path(tag = "tickets", operation_id = "put_privacy", params(TicketPath), request_body = Privacy, responses((status = 200, body = console::Ticket), Writes), security(("console_session" = [])))]
#[put("/tickets/{id}/privacy")]
pub async fn put_privacy(
    by: Staff<TicketsEdit>,
    path: Path<TicketPath>,
    body: Valid<Privacy>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<console::Ticket>> {
    let now = clock.now();
    db.write(move |conn| {
        let ticket = read::find(conn, by.scope(), path.id)?;
        people::keep_private(conn, &ticket, body.value.is_private, Actor::User(by.user()), now)?;
        shown(conn, &by, path.id)
    })
    .await
    .map(Json)
}

/// Whether customers see a ticket, in which portal, who of them, and why.
#[utoipa::path(tag = "tickets", operation_id = "show_ticket_visibility", params(TicketPath), responses((status = 200, body = Visibility), Reads), security(("console_session" = [])))]
#[get("/tickets/{id}/visibility")]
pub async fn show_visibility(
    by: Staff<TicketsView>,
    path: Path<TicketPath>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<Visibility>> {
    let now = clock.now();
    db.read(move |conn| {
        let ticket = read::find(conn, by.scope(), path.id)?;
        visibility::explain(conn, &ticket, now)
    })
    .await
    .map(Json)
}
