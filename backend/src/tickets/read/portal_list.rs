//! A customer's ticket list. Read from the association tables, whose indexes hold the rows of one
//! contact or company in the order of the list.

use diesel::prelude::*;
use openapi::contacts::display_name;
use openapi::id::{ContactId, TicketId};
use openapi::page::{Direction, Page};
use openapi::problem::ProblemCode;
use openapi::tickets::TicketState;
use openapi::tickets::portal::{Sort, TicketSummary, View};

use crate::db::dialect::condition::Condition;
use crate::db::dialect::search::{self, Scope as SearchScope};
use crate::db::schema::{contacts as c, ticket_companies, ticket_contacts, ticket_reads as r, tickets as t};
use crate::db::{Backend, Conn, Ts};
use crate::error::{Error, Result};
use crate::pipelines::read::StateColumn;
use crate::tickets::access::Scope;
use crate::web::paging::Wanted;

/// What a customer asks for.
#[derive(Debug, Clone)]
pub struct Selection {
    /// Whose tickets.
    pub view: View,
    /// Only of this status.
    pub status: Option<TicketState>,
    /// Only with these words.
    pub q: Option<String>,
    /// In which order.
    pub sort: Sort,
    /// Which way.
    pub direction: Direction,
    /// Whether to count.
    pub count: bool,
}

#[derive(Queryable)]
struct Row {
    id: TicketId,
    subject: String,
    state: StateColumn,
    created_at: Ts,
    customer_activity_at: Ts,
    team_message_at: Option<Ts>,
    read_at: Option<Ts>,
}

/// Given name, family name and address of who filed it.
type Requester = (String, String, String);

/// What is read: of requesters nothing where all tickets are the reader's own.
macro_rules! shown {
    (Mine, $query:expr, $columns:expr) => {
        $query.select(($columns,))
    };
    (Organization, $query:expr, $columns:expr) => {
        $query
            .left_join(c::table.on(t::requester_id.eq(c::id.nullable())))
            .select(($columns, (c::first_name, c::last_name, c::email).nullable()))
    };
}

/// One association table's list. Both have the same columns under the same names; only the owner's
/// differs.
macro_rules! list_from {
    ($view:ident, $conn:ident, $seats:ident, $owner:expr, $among:expr, $shown:expr, $reader:ident, $selection:ident, $wanted:ident) => {{
        use $seats as s;
        let matching = match &$selection.q {
            Some(q) => match search::matching($conn, $among.0, q, $among.1)? {
                Some(condition) => Some(condition),
                None => return Ok(empty($selection.count)),
            },
            None => None,
        };
        let seats = s::table.inner_join(t::table).filter($owner);
        // what the ticket repeats is taken from there, so that the index alone stands for the seat
        let columns = (
            s::ticket_id,
            t::subject,
            t::state,
            t::created_at,
            s::customer_activity_at,
            t::team_message_at,
            // asked for each row shown: joined, PostgreSQL may gather all that the reader ever read
            r::table
                .filter(r::ticket_id.eq(s::ticket_id))
                .filter(r::contact_id.eq($reader))
                .select(r::read_at)
                .single_value(),
        );
        let mut query = shown!($view, seats, columns).into_boxed::<Backend>();
        let mut counted = s::table.filter($owner).count().into_boxed::<Backend>();
        if let Some(status) = $selection.status {
            query = query.filter(s::state.eq(StateColumn(status)));
            counted = counted.filter(s::state.eq(StateColumn(status)));
        }
        // what the portal's filter leaves out is neither shown nor counted
        let shown: Option<Condition> = $shown;
        if let Some(shown) = &shown {
            query = query.filter(shown.clone());
            counted = counted.filter(shown.clone());
        }
        let ascending = ($selection.direction == Direction::Asc) != $wanted.backwards();
        // the redundant comparison of the first column alone is what makes it a range of the index
        macro_rules! keyset {
            ($query:ident, $key:expr, $at:expr) => {
                match ($wanted.cursor(), ascending) {
                    (None, true) => $query.order(($key.asc(), s::ticket_id.asc())),
                    (None, false) => $query.order(($key.desc(), s::ticket_id.desc())),
                    (Some(cursor), true) => {
                        let (at, id) = ($at(cursor.key), TicketId(cursor.id));
                        $query
                            .filter($key.ge(at).and($key.gt(at).or(s::ticket_id.gt(id))))
                            .order(($key.asc(), s::ticket_id.asc()))
                    }
                    (Some(cursor), false) => {
                        let (at, id) = ($at(cursor.key), TicketId(cursor.id));
                        $query
                            .filter($key.le(at).and($key.lt(at).or(s::ticket_id.lt(id))))
                            .order(($key.desc(), s::ticket_id.desc()))
                    }
                }
            };
        }
        macro_rules! page {
            ($query:ident) => {
                match $selection.sort {
                    Sort::LastActivity => keyset!($query, s::customer_activity_at, Ts::from_micros),
                    Sort::Created => keyset!($query, s::created_at, Ts::from_micros),
                    Sort::Id => match ($wanted.cursor().map(|cursor| TicketId(cursor.id)), ascending) {
                        (None, true) => $query.order(s::ticket_id.asc()),
                        (None, false) => $query.order(s::ticket_id.desc()),
                        (Some(id), true) => $query.filter(s::ticket_id.gt(id)).order(s::ticket_id.asc()),
                        (Some(id), false) => $query.filter(s::ticket_id.lt(id)).order(s::ticket_id.desc()),
                    },
                }
                .limit($wanted.fetch())
            };
        }
        if let Some(condition) = matching {
            // first which, then what is shown of them: of all that a frequent word finds, the joins
            // touch one page only
            let mut found =
                s::table.filter($owner).filter(condition.clone()).select(s::ticket_id).into_boxed::<Backend>();
            if let Some(status) = $selection.status {
                found = found.filter(s::state.eq(StateColumn(status)));
            }
            if let Some(shown) = shown {
                found = found.filter(shown);
            }
            let found: Vec<TicketId> = page!(found).load($conn)?;
            query = query.filter(s::ticket_id.eq_any(found));
            counted = counted.filter(condition);
        }
        let rows = page!(query).load($conn)?;
        let total: Option<i64> = if $selection.count { Some(counted.get_result($conn)?) } else { None };
        (rows, total)
    }};
}

/// A page of the tickets that `reader` may see and asks for.
///
/// # Errors
/// `Forbidden` for the organization's tickets where they are not shown.
pub fn list(
    conn: &mut Conn,
    scope: Scope,
    reader: ContactId,
    selection: &Selection,
    wanted: Wanted<i64>,
) -> Result<Page<TicketSummary>> {
    match &selection.q {
        Some(_) => search::planned(conn, |conn| page(conn, scope, reader, selection, wanted)),
        None => page(conn, scope, reader, selection, wanted),
    }
}

fn page(
    conn: &mut Conn,
    scope: Scope,
    reader: ContactId,
    selection: &Selection,
    wanted: Wanted<i64>,
) -> Result<Page<TicketSummary>> {
    let Some((contact, organization)) = scope.customer() else {
        return Err(Error::Internal("the portal's list was asked for by somebody who is no customer".into()));
    };
    let (rows, total): (Vec<(Row, Option<Requester>)>, _) = match (selection.view, organization) {
        (View::Mine, _) => {
            let owner = ticket_contacts::contact_id.eq(contact);
            let among = ("ticket_contacts.ticket_id", SearchScope::Contact(contact));
            let shown = scope.shown(conn, among.0);
            let (rows, total): (Vec<(Row,)>, _) =
                list_from!(Mine, conn, ticket_contacts, owner, among, shown, reader, selection, wanted);
            (rows.into_iter().map(|(row,)| (row, None)).collect(), total)
        }
        (View::Organization, Some(company)) => {
            let owner = ticket_companies::company_id.eq(company).and(ticket_companies::is_private.eq(false));
            let among = ("ticket_companies.ticket_id", SearchScope::Company(company));
            let shown = scope.shown(conn, among.0);
            list_from!(Organization, conn, ticket_companies, owner, among, shown, reader, selection, wanted)
        }
        (View::Organization, None) => {
            return Err(Error::refused(ProblemCode::Forbidden, "This portal shows you your own tickets only."));
        }
    };
    let page = wanted.page(rows, |(row, _)| (key(row, selection.sort), row.id.0));
    let mut page = page.map(|(row, requester)| summary(row, requester));
    page.total = total.map(i64::unsigned_abs);
    Ok(page)
}

fn key(row: &Row, sort: Sort) -> i64 {
    match sort {
        Sort::Id => row.id.0,
        Sort::Created => row.created_at.micros(),
        Sort::LastActivity => row.customer_activity_at.micros(),
    }
}

fn summary(row: Row, requester: Option<Requester>) -> TicketSummary {
    TicketSummary {
        id: row.id,
        subject: row.subject,
        status: row.state.0,
        created_at: row.created_at.into(),
        last_activity_at: row.customer_activity_at.into(),
        unread: row.team_message_at.is_some_and(|written| row.read_at.is_none_or(|read| read < written)),
        requester: requester.map(|(first, last, email)| display_name(&first, &last, &email)),
    }
}

fn empty(count: bool) -> Page<TicketSummary> {
    Page { items: Vec::new(), next: None, previous: None, first: 0, total: count.then_some(0) }
}
