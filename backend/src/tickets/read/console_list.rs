//! The inbox: staff's ticket list, newest activity first.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use openapi::companies::console::CompanyRef;
use openapi::contacts::console::ContactRef;
use openapi::contacts::display_name;
use openapi::id::{CompanyId, ContactId, StageId, TicketId, UserId};
use openapi::page::Page;
use openapi::pipelines::Stage;
use openapi::tickets::console::{TicketCounts, TicketSummary, View};
use openapi::users::UserRef;

use crate::db::dialect::search::{self, Matching, Scope as SearchScope};
use crate::db::schema::{
    companies as o, contacts as c, stages as s, ticket_companies as tc, ticket_contacts as tk, tickets as t, users as u,
};
use crate::db::{Backend, Conn, Ts};
use crate::error::Result;
use crate::pipelines::read::StateColumn;
use crate::tickets::access::Scope;
use crate::tickets::row::{PriorityColumn, SourceColumn};
use crate::web::paging::Wanted;

/// What staff ask for.
#[derive(Debug, Clone)]
pub struct Selection {
    /// A predefined selection.
    pub view: View,
    /// Whose tickets `View::Mine` means.
    pub me: UserId,
    /// A number, words, or an e-mail address.
    pub q: Option<String>,
    /// Only of this contact.
    pub contact: Option<ContactId>,
    /// Only of this company.
    pub company: Option<CompanyId>,
    /// Whether to count.
    pub count: bool,
}

#[derive(Queryable)]
pub(super) struct Row {
    pub(super) id: TicketId,
    subject: String,
    stage: (StageId, String, StateColumn),
    requester: Option<(ContactId, String, String, String)>,
    company: Option<(CompanyId, String)>,
    owner: Option<(UserId, String)>,
    priority: Option<PriorityColumn>,
    source: SourceColumn,
    snippet: String,
    awaiting_team: bool,
    created_at: Ts,
    last_activity_at: Ts,
}

/// The joins and columns of a row of the inbox.
macro_rules! rows {
    () => {
        t::table.inner_join(s::table).left_join(c::table).left_join(o::table).left_join(u::table).select((
            t::id,
            t::subject,
            (s::id, s::name, s::state),
            (c::id, c::first_name, c::last_name, c::email).nullable(),
            (o::id, o::name).nullable(),
            (u::id, u::name).nullable(),
            t::priority,
            t::source,
            t::snippet,
            t::awaiting_team,
            t::created_at,
            t::last_activity_at,
        ))
    };
}

/// A condition on a ticket of the list.
type Condition = Box<dyn BoxableExpression<t::table, Backend, SqlType = Bool>>;

/// A page of tickets.
pub fn list(conn: &mut Conn, scope: Scope, selection: &Selection, wanted: Wanted<i64>) -> Result<Page<TicketSummary>> {
    match &selection.q {
        Some(_) => search::planned(conn, |conn| page(conn, scope, selection, wanted)),
        None => page(conn, scope, selection, wanted),
    }
}

fn page(conn: &mut Conn, scope: Scope, selection: &Selection, wanted: Wanted<i64>) -> Result<Page<TicketSummary>> {
    let found = match &selection.q {
        Some(q) => match found(conn, q)? {
            Some(found) => Some(found),
            None => {
                let total = selection.count.then_some(0);
                return Ok(Page { items: Vec::new(), next: None, previous: None, first: 0, total });
            }
        },
        None => None,
    };
    let mut keys = t::table.select((t::id, t::last_activity_at)).into_boxed::<Backend>();
    let mut counted = t::table.count().into_boxed::<Backend>();
    for condition in conditions(conn, &scope, selection, found.as_ref()) {
        keys = keys.filter(condition);
    }
    if selection.count {
        for condition in conditions(conn, &scope, selection, found.as_ref()) {
            counted = counted.filter(condition);
        }
    }
    keys = match (wanted.cursor(), wanted.backwards()) {
        (None, _) => keys,
        (Some(cursor), true) => {
            let (at, id) = (Ts::from_micros(cursor.key), TicketId(cursor.id));
            keys.filter(t::last_activity_at.ge(at).and(t::last_activity_at.gt(at).or(t::id.gt(id))))
        }
        (Some(cursor), false) => {
            let (at, id) = (Ts::from_micros(cursor.key), TicketId(cursor.id));
            keys.filter(t::last_activity_at.le(at).and(t::last_activity_at.lt(at).or(t::id.lt(id))))
        }
    };
    keys = match wanted.backwards() {
        true => keys.order((t::last_activity_at.asc(), t::id.asc())),
        false => keys.order((t::last_activity_at.desc(), t::id.desc())),
    };
    let keys: Vec<(TicketId, Ts)> = keys.limit(wanted.fetch()).load(conn)?;
    let total: Option<i64> = if selection.count { Some(counted.get_result(conn)?) } else { None };
    let page = wanted.page(keys, |(id, at)| (at.micros(), id.0));
    let mut rows = by_ids(conn, page.items.iter().map(|(id, _)| *id).collect())?;
    let mut page = Page {
        items: page.items.iter().filter_map(|(id, _)| rows.remove(id)).collect(),
        next: page.next,
        previous: page.previous,
        first: page.first,
        total: None,
    };
    page.total = total.map(i64::unsigned_abs);
    Ok(page)
}

/// Rows of the inbox by id.
pub fn by_ids(conn: &mut Conn, ids: Vec<TicketId>) -> Result<std::collections::HashMap<TicketId, TicketSummary>> {
    let rows: Vec<Row> = rows!().filter(t::id.eq_any(ids)).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, summary(row))).collect())
}

/// What a ticket of the list must meet.
fn conditions(conn: &Conn, scope: &Scope, selection: &Selection, found: Option<&Found>) -> Vec<Condition> {
    let (open, closed) =
        (StateColumn(openapi::tickets::TicketState::Open), StateColumn(openapi::tickets::TicketState::Closed));
    let mut all: Vec<Condition> = match selection.view {
        View::Unassigned => vec![Box::new(t::state.eq(open)), Box::new(t::owner_id.is_null())],
        View::Mine => vec![Box::new(t::state.eq(open)), Box::new(t::owner_id.eq(selection.me).assume_not_null())],
        View::Open => vec![Box::new(t::state.eq(open))],
        View::Closed => vec![Box::new(t::state.eq(closed))],
        View::All => Vec::new(),
    };
    if !scope.is_everything() {
        all.push(scope.visible(conn));
    }
    if let Some(contact) = selection.contact {
        all.push(Box::new(t::id.eq_any(tk::table.filter(tk::contact_id.eq(contact)).select(tk::ticket_id))));
    }
    if let Some(company) = selection.company {
        all.push(Box::new(t::id.eq_any(tc::table.filter(tc::company_id.eq(company)).select(tc::ticket_id))));
    }
    all.extend(found.map(Found::condition));
    all
}

/// What a query means.
enum Found {
    /// The ticket of this number, and those with it among their words.
    Number(TicketId, Option<Matching>),
    /// Tickets whose requester's e-mail address is like this pattern.
    Email(String),
    /// Tickets with these words.
    Words(Matching),
}

/// What `q` means; `None` when no ticket can be meant.
fn found(conn: &mut Conn, q: &str) -> Result<Option<Found>> {
    let q = q.trim();
    if q.contains('@') {
        return Ok(Some(Found::Email(crate::companies::read::containing(q))));
    }
    let words = search::matching(conn, "tickets.id", q, SearchScope::All)?;
    Ok(match q.trim_start_matches('#').parse() {
        Ok(number) => Some(Found::Number(TicketId(number), words)),
        Err(_) => words.map(Found::Words),
    })
}

impl Found {
    fn condition(&self) -> Condition {
        match self {
            Found::Number(number, Some(words)) => Box::new(t::id.eq(*number).or(words.clone())),
            Found::Number(number, None) => Box::new(t::id.eq(*number)),
            Found::Email(pattern) => {
                let contacts = c::table.filter(c::email.like(pattern.clone()).escape('\\')).select(c::id.nullable());
                Box::new(t::requester_id.eq_any(contacts).assume_not_null())
            }
            Found::Words(words) => Box::new(words.clone()),
        }
    }
}

pub(super) fn summary(row: Row) -> TicketSummary {
    let (stage, name, state) = row.stage;
    TicketSummary {
        id: row.id,
        subject: row.subject,
        stage: Stage { id: stage, name, state: state.0 },
        requester: row.requester.map(|(id, first, last, email)| ContactRef {
            id,
            name: display_name(&first, &last, &email),
            email,
        }),
        company: row.company.map(|(id, name)| CompanyRef { id, name }),
        owner: row.owner.map(|(id, name)| UserRef { id, name }),
        priority: row.priority.map(|column| column.0),
        source: row.source.0,
        snippet: row.snippet,
        awaiting_team: row.awaiting_team,
        created_at: row.created_at.into(),
        last_activity_at: row.last_activity_at.into(),
    }
}

/// How many tickets the views of the inbox hold.
pub fn counts(conn: &mut Conn, me: UserId) -> Result<TicketCounts> {
    let open = || t::table.filter(t::state.eq("open")).count();
    let unassigned: i64 = open().filter(t::owner_id.is_null()).get_result(conn)?;
    let mine: i64 = open().filter(t::owner_id.eq(me)).get_result(conn)?;
    let all: i64 = open().get_result(conn)?;
    Ok(TicketCounts { unassigned: unassigned.unsigned_abs(), mine: mine.unsigned_abs(), open: all.unsigned_abs() })
}
