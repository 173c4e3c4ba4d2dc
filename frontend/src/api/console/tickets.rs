//! Tickets: lists, one ticket, its conversation, and every change to it.

use openapi::id::{AttachmentId, ContactId, StageId, TicketId, UserId};
use openapi::page::Page;
use openapi::pipelines::Pipeline;
use openapi::tickets::console::{
    Assignment, Conversation, Message, NewMessage, NewNote, NewParticipant, NewTicket, Note, StateChange, Ticket,
    TicketCounts, TicketPatch, TicketQuery, TicketSummary, Visibility,
};
use openapi::tickets::portal::Privacy;
use openapi::tickets::{Priority, TicketState};
use openapi::users::UserRef;
use serde::Serialize;

use crate::api::client::Request;
use crate::api::problem::Failure;

/// A page of tickets.
pub async fn list(query: &TicketQuery, background: bool) -> Result<Page<TicketSummary>, Failure> {
    Request::get("/api/v1/tickets").query(query).background(background).send().await
}

/// How many tickets each view holds.
pub async fn counts(background: bool) -> Result<TicketCounts, Failure> {
    Request::get("/api/v1/ticket-counts").background(background).send().await
}

/// One ticket with the newest part of its conversation.
pub async fn get(id: TicketId, background: bool) -> Result<Ticket, Failure> {
    Request::get(of(id)).background(background).send().await
}

/// Files a ticket for a customer.
pub async fn create(ticket: &NewTicket, key: &str) -> Result<Ticket, Failure> {
    Request::post("/api/v1/tickets").json(ticket).idempotency_key(key).send().await
}

/// Gives a ticket another subject.
pub async fn rename(id: TicketId, subject: String) -> Result<Ticket, Failure> {
    patch(id, TicketPatch { subject: Some(subject), ..TicketPatch::default() }).await
}

/// Moves a ticket to another stage of its pipeline.
pub async fn move_to(id: TicketId, stage: StageId) -> Result<Ticket, Failure> {
    patch(id, TicketPatch { stage_id: Some(stage), ..TicketPatch::default() }).await
}

/// Sets or clears a ticket's priority.
pub async fn prioritise(id: TicketId, priority: Option<Priority>) -> Result<Ticket, Failure> {
    patch(id, TicketPatch { priority: Some(priority), ..TicketPatch::default() }).await
}

async fn patch(id: TicketId, changes: TicketPatch) -> Result<Ticket, Failure> {
    Request::patch(of(id)).json(&changes).send().await
}

/// Gives a ticket to a user, or to nobody.
pub async fn assign(id: TicketId, user_id: Option<UserId>) -> Result<Ticket, Failure> {
    Request::put(format!("{}/assignment", of(id))).json(&Assignment { user_id }).send().await
}

/// Closes or reopens a ticket.
pub async fn set_state(id: TicketId, state: TicketState) -> Result<Ticket, Failure> {
    Request::put(format!("{}/state", of(id))).json(&StateChange { state }).send().await
}

/// Lets a contact take part in a ticket.
pub async fn add_participant(id: TicketId, contact_id: ContactId) -> Result<Ticket, Failure> {
    Request::post(format!("{}/participants", of(id))).json(&NewParticipant { contact_id }).send().await
}

/// Lets a contact take part no longer. Reads the ticket afterwards.
pub async fn remove_participant(id: TicketId, contact: ContactId) -> Result<Ticket, Failure> {
    Request::delete(format!("{}/participants/{contact}", of(id))).send_empty().await?;
    get(id, true).await
}

/// Makes a ticket private to those who take part, or shows it to their company again.
pub async fn keep_private(id: TicketId, is_private: bool) -> Result<Ticket, Failure> {
    Request::put(format!("{}/privacy", of(id))).json(&Privacy { is_private }).send().await
}

/// Whether customers see a ticket, and why.
pub async fn visibility(id: TicketId, background: bool) -> Result<Visibility, Failure> {
    Request::get(format!("{}/visibility", of(id))).background(background).send().await
}

/// The part of the conversation before a cursor.
pub async fn earlier(id: TicketId, before: &str) -> Result<Conversation, Failure> {
    #[derive(Serialize)]
    struct Query<'a> {
        before: &'a str,
    }
    Request::get(format!("{}/conversation", of(id))).query(&Query { before }).send().await
}

/// Writes to the customer.
pub async fn post_message(id: TicketId, message: &NewMessage, key: &str) -> Result<Message, Failure> {
    Request::post(format!("{}/messages", of(id))).json(message).idempotency_key(key).send().await
}

/// Writes an internal note.
pub async fn post_note(id: TicketId, note: &NewNote, key: &str) -> Result<Note, Failure> {
    Request::post(format!("{}/notes", of(id))).json(note).idempotency_key(key).send().await
}

/// The address a file of a ticket is downloaded from.
pub fn attachment(id: TicketId, file: AttachmentId) -> String {
    format!("{}/attachments/{file}", of(id))
}

/// Who tickets can be assigned to.
pub async fn users() -> Result<Vec<UserRef>, Failure> {
    Request::get("/api/v1/users").background(true).send().await
}

/// The pipelines and their stages.
pub async fn pipelines() -> Result<Vec<Pipeline>, Failure> {
    Request::get("/api/v1/pipelines").background(true).send().await
}

fn of(id: TicketId) -> String {
    format!("/api/v1/tickets/{id}")
}
