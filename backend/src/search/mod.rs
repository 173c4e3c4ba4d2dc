//! The console's "find anything": tickets by number, subject, words or e-mail address, contacts and
//! companies by name.

use actix_web::get;
use actix_web::web::{Data, Json};
use openapi::companies::console::CompanyRef;
use openapi::id::TicketId;
use openapi::search::{SearchQuery, SearchResults};
use openapi::tickets::console::View;
use openapi::users::Permission;

use crate::auth::Staff;
use crate::auth::principal::TicketsView;
use crate::db::Db;
use crate::error::Result;
use crate::tickets::access::CanRead;
use crate::tickets::read::console_list;
use crate::web::docs::Reads;
use crate::web::limits::Limits;
use crate::web::paging::{From, Wanted};
use crate::web::{Query, search_text};
use crate::{companies, contacts};

/// Results of each kind.
const RESULTS: u32 = 10;

/// Finds tickets, contacts and companies.
#[utoipa::path(tag = "search", params(SearchQuery), responses((status = 200, body = SearchResults), Reads), security(("console_session" = [])))]
#[get("/search")]
pub async fn search(
    by: Staff<TicketsView>,
    query: Query<SearchQuery>,
    db: Data<Db>,
    limits: Data<Limits>,
) -> Result<Json<SearchResults>> {
    limits.search(format!("user:{}", by.id()))?;
    let Some(q) = search_text(Some(query.0.q))? else {
        return Ok(Json(SearchResults { tickets: Vec::new(), contacts: Vec::new(), companies: Vec::new() }));
    };
    let results = move |conn: &mut crate::db::Conn| {
        let selection = console_list::Selection {
            view: View::All,
            me: by.id(),
            q: Some(q.clone()),
            contact: None,
            company: None,
            count: false,
        };
        let first = || Wanted { limit: RESULTS, from: From::Start };
        let mut tickets =
            console_list::list(conn, by.scope(), &selection, Wanted { limit: RESULTS, from: From::Start })?.items;
        // newer tickets that mention a number do not push the ticket of that number out
        if let Ok(number) = q.trim_start_matches('#').parse().map(TicketId)
            && let Some(exact) = console_list::by_ids(conn, vec![number])?.remove(&number)
        {
            tickets.retain(|ticket| ticket.id != number);
            tickets.insert(0, exact);
            tickets.truncate(RESULTS as usize);
        }
        let (contacts, companies) = if by.may(Permission::ContactsView) {
            let people = contacts::read::Selection { q: Some(q.clone()), company: None, passing: None };
            (contacts::read::list(conn, &people, first())?.items, companies::read::list(conn, Some(&q), first())?.items)
        } else {
            (Vec::new(), Vec::new())
        };
        let companies =
            companies.into_iter().map(|company| CompanyRef { id: company.id, name: company.name }).collect();
        Ok(SearchResults { tickets, contacts, companies })
    };
    db.read(results).await.map(Json)
}
