//! Staff look at tickets.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get};
use openapi::id::{CompanyId, ContactId};
use openapi::page::Page;
use openapi::tickets::console::{Conversation, Ticket, TicketCounts, TicketQuery, TicketSummary};
use openapi::tickets::portal::ConversationQuery;

use super::{FilePath, TicketPath, shown};
use crate::attachments::read::{Which, content};
use crate::auth::Staff;
use crate::auth::principal::TicketsView;
use crate::db::Db;
use crate::error::Result;
use crate::files::Store;
use crate::tickets::access::CanRead;
use crate::tickets::download;
use crate::tickets::read::{self, console_list, conversation};
use crate::web::docs::Reads;
use crate::web::limits::Limits;
use crate::web::paging::Wanted;
use crate::web::{Query, search_text};

/// Tickets of a view, newest activity first.
#[utoipa::path(tag = "tickets", params(TicketQuery), responses((status = 200, body = Page<TicketSummary>), Reads), security(("console_session" = [])))]
#[get("/tickets")]
pub async fn list_tickets(
    by: Staff<TicketsView>,
    query: Query<TicketQuery>,
    db: Data<Db>,
    limits: Data<Limits>,
) -> Result<Json<Page<TicketSummary>>> {
    let query = query.0;
    let wanted = Wanted::read(query.limit, query.after.as_deref(), query.before.as_deref())?;
    let selection = console_list::Selection {
        view: query.view.unwrap_or_default(),
        me: by.id(),
        q: search_text(query.q)?,
        contact: query.contact.map(ContactId),
        company: query.company.map(CompanyId),
        count: query.count.unwrap_or(false),
    };
    if selection.q.is_some() {
        limits.search(format!("user:{}", by.id()))?;
    }
    db.read(move |conn| console_list::list(conn, by.scope(), &selection, wanted.clone())).await.map(Json)
}

/// How many tickets the views of the inbox hold.
#[utoipa::path(tag = "tickets", responses((status = 200, body = TicketCounts), Reads), security(("console_session" = [])))]
#[get("/ticket-counts")]
pub async fn show_ticket_counts(by: Staff<TicketsView>, db: Data<Db>) -> Result<Json<TicketCounts>> {
    db.read(move |conn| console_list::counts(conn, by.id())).await.map(Json)
}

/// One ticket with the newest part of its conversation.
#[utoipa::path(tag = "tickets", params(TicketPath), responses((status = 200, body = Ticket), Reads), security(("console_session" = [])))]
#[get("/tickets/{id}")]
pub async fn show_ticket(by: Staff<TicketsView>, path: Path<TicketPath>, db: Data<Db>) -> Result<Json<Ticket>> {
    db.read(move |conn| shown(conn, &by, path.id)).await.map(Json)
}

/// An earlier part of a ticket's conversation.
#[utoipa::path(tag = "tickets", params(TicketPath, ConversationQuery), responses((status = 200, body = Conversation), Reads), security(("console_session" = [])))]
#[get("/tickets/{id}/conversation")]
pub async fn show_conversation(
    by: Staff<TicketsView>,
    path: Path<TicketPath>,
    query: Query<ConversationQuery>,
    db: Data<Db>,
) -> Result<Json<Conversation>> {
    let before = conversation::cursor(query.0.before.as_deref())?;
    db.read(move |conn| {
        let ticket = read::find(conn, by.scope(), path.id)?;
        conversation::for_staff(conn, ticket.id, before)
    })
    .await
    .map(Json)
}

/// A file of a ticket, as a download.
#[utoipa::path(tag = "attachments", params(FilePath), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 410, content_type = "application/problem+json", body = openapi::problem::Problem, description = "The content of the file is gone."), Reads), security(("console_session" = [])))]
#[get("/tickets/{id}/attachments/{attachment_id}")]
pub async fn show_attachment(
    by: Staff<TicketsView>,
    path: Path<FilePath>,
    db: Data<Db>,
    store: Data<Store>,
) -> Result<HttpResponse> {
    let found = db
        .read(move |conn| {
            let ticket = read::find(conn, by.scope(), path.id)?;
            content(conn, ticket.id, path.attachment_id, Which::All)
        })
        .await?;
    download::answer(&store, found).await
}
