//! Tickets, their conversation and files, as a customer sees them.

use openapi::id::{AttachmentId, ContactId, TicketId};
use openapi::page::{Direction, Page};
use openapi::tickets::TicketState;
use openapi::tickets::portal::{
    Conversation, ConversationQuery, Message, NewMessage, NewParticipant, NewTicket, Privacy, Sort, Ticket,
    TicketQuery, TicketSummary, View,
};

use crate::api::client::{Call, Request};
use crate::api::problem::Failure;
use crate::api::query::join;

fn base(slug: &str) -> String {
    format!("/api/portal/{slug}")
}

fn ticket_url(slug: &str, id: TicketId) -> String {
    format!("{}/tickets/{id}", base(slug))
}

/// Where pending files are uploaded to.
pub fn uploads_url(slug: &str) -> String {
    format!("{}/attachments", base(slug))
}

/// Where a file of a ticket is downloaded from.
pub fn download_url(slug: &str, ticket: TicketId, file: AttachmentId) -> String {
    format!("{}/attachments/{file}", ticket_url(slug, ticket))
}

/// Where live events come from.
pub fn events_url(slug: &str) -> String {
    format!("{}/events", base(slug))
}

/// The parameters of a ticket list. Written out, because a general serializer weighs more than all of it.
pub fn list_parameters(query: &TicketQuery) -> String {
    let TicketQuery { view, status, q, sort, direction, limit, after, before, count } = query;
    let view = view.map(|view| match view {
        View::Mine => "mine",
        View::Organization => "organization",
    });
    let sort = sort.map(|sort| match sort {
        Sort::Id => "id",
        Sort::Created => "created",
        Sort::LastActivity => "last_activity",
    });
    let direction = direction.map(|direction| match direction {
        Direction::Asc => "asc",
        Direction::Desc => "desc",
    });
    join(&[
        ("view", view),
        ("status", status.map(TicketState::as_str)),
        ("q", q.as_deref()),
        ("sort", sort),
        ("direction", direction),
        ("limit", limit.map(|limit| limit.to_string()).as_deref()),
        ("after", after.as_deref()),
        ("before", before.as_deref()),
        ("count", count.map(|count| if count { "true" } else { "false" })),
    ])
}

/// One page of the ticket list.
pub fn list_tickets(slug: &str, query: &TicketQuery) -> Call<Page<TicketSummary>> {
    Request::get(format!("{}/tickets{}", base(slug), list_parameters(query))).expecting()
}

/// Files a ticket.
pub fn create_ticket(slug: &str, body: &NewTicket, key: &str) -> Call<Ticket> {
    Request::post(format!("{}/tickets", base(slug))).json(body).idempotency_key(key).expecting()
}

/// One ticket with the newest part of its conversation.
pub fn get_ticket(slug: &str, id: TicketId) -> Call<Ticket> {
    Request::get(ticket_url(slug, id)).expecting()
}

/// An earlier part of a conversation.
pub fn get_conversation(slug: &str, id: TicketId, query: &ConversationQuery) -> Call<Conversation> {
    let parameters = join(&[("before", query.before.as_deref())]);
    Request::get(format!("{}/conversation{parameters}", ticket_url(slug, id))).expecting()
}

/// Replies.
pub fn create_message(slug: &str, id: TicketId, body: &NewMessage, key: &str) -> Call<Message> {
    Request::post(format!("{}/messages", ticket_url(slug, id))).json(body).idempotency_key(key).expecting()
}

/// Adds a colleague. Answers the ticket.
pub fn create_participant(slug: &str, id: TicketId, body: &NewParticipant) -> Request {
    Request::post(format!("{}/participants", ticket_url(slug, id))).json(body)
}

/// Removes somebody who takes part. Answers nothing.
pub fn delete_participant(slug: &str, id: TicketId, contact: ContactId) -> Request {
    Request::delete(format!("{}/participants/{contact}", ticket_url(slug, id)))
}

/// Makes a ticket private, or shows it to the company again. Answers the ticket.
pub fn put_privacy(slug: &str, id: TicketId, body: Privacy) -> Request {
    Request::put(format!("{}/privacy", ticket_url(slug, id))).json(&body)
}

/// Marks a ticket as read up to now.
pub async fn put_read_mark(slug: String, id: TicketId) -> Result<(), Failure> {
    Request::put(format!("{}/read-mark", ticket_url(&slug, id))).background(true).send_empty().await
}
