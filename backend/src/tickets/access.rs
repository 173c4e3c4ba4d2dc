//! The one visibility rule, and who may do what with tickets.
//!
//! Of the tickets that the portal's filter shows, a customer sees those their contact is associated
//! with and, where the portal's permission says so, those of their *current* primary company that
//! nobody made private. Everything that shows a customer a ticket, a file or an event, and every mail
//! about one, begins at [`Scope`]. Which principal may do what is a matter of types: a handler that
//! asks for more than its principal can does not compile.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use openapi::id::{CompanyId, ContactId, PortalId, UserId};

use crate::auth::gate::{Gate, Standing, Tickets};
use crate::auth::principal::{Customer, Staff, TicketsEdit, TicketsView};
use crate::db::dialect::condition as dialect;
use crate::db::schema::{ticket_companies as tc, ticket_contacts as tk, tickets as t};
use crate::db::{Backend, Conn, Ts};
use crate::error::Result;

/// The tickets somebody may see. Only this room can make one, so nothing is read without asking for
/// whom.
#[derive(Debug, Clone)]
pub struct Scope(Which);

#[derive(Debug, Clone)]
enum Which {
    /// Every ticket: staff.
    Everything,
    /// Of the tickets that the portal shows: a contact's own, and those of a company.
    Customer { contact: ContactId, organization: Option<CompanyId>, shown: Tickets, now: Ts },
}

/// A condition on a ticket.
pub type Condition = Box<dyn BoxableExpression<t::table, Backend, SqlType = Bool>>;

impl Scope {
    /// The condition that a ticket may be seen.
    pub fn visible(&self, conn: &Conn) -> Condition {
        let Which::Customer { contact, organization, shown, now } = &self.0 else {
            return Box::new(diesel::dsl::sql::<Bool>("1 = 1"));
        };
        let shown = shown.condition(conn, "tickets.id", *now).unwrap_or_else(dialect::Condition::always);
        match organization {
            None => Box::new(own(*contact).and(shown)),
            Some(company) => Box::new(own(*contact).or(of_company(*company)).and(shown)),
        }
    }

    /// Whether it is every ticket, so that no condition is needed.
    pub fn is_everything(&self) -> bool {
        matches!(self.0, Which::Everything)
    }

    /// The contact whose own tickets it is, and the company whose tickets too; `None` for staff.
    pub fn customer(&self) -> Option<(ContactId, Option<CompanyId>)> {
        match &self.0 {
            Which::Everything => None,
            Which::Customer { contact, organization, .. } => Some((*contact, *organization)),
        }
    }

    /// The condition that the portal shows the ticket whose id is in `column`, whoever looks; `None`
    /// where every ticket is shown.
    pub fn shown(&self, conn: &Conn, column: &str) -> Option<dialect::Condition> {
        match &self.0 {
            Which::Everything => None,
            Which::Customer { shown, now, .. } => shown.condition(conn, column, *now),
        }
    }
}

#[diesel::dsl::auto_type]
fn own(contact: ContactId) -> _ {
    exists(tk::table.filter(tk::ticket_id.eq(t::id)).filter(tk::contact_id.eq(contact)))
}

#[diesel::dsl::auto_type]
fn of_company(company: CompanyId) -> _ {
    exists(
        tc::table.filter(tc::ticket_id.eq(t::id)).filter(tc::company_id.eq(company)).filter(tc::is_private.eq(false)),
    )
}

/// May see tickets; which ones, [`Scope`] says.
#[diagnostic::on_unimplemented(message = "`{Self}` may not read tickets", label = "needs a principal that can read")]
pub trait CanRead {
    /// The tickets it may see.
    fn scope(&self) -> Scope;
}

/// May see what staff write to each other.
#[diagnostic::on_unimplemented(message = "`{Self}` may not see internal notes", label = "needs a member of staff")]
pub trait CanSeeNotes: CanRead {}

/// May change tickets for the team: assign, move, note, answer as the team.
#[diagnostic::on_unimplemented(
    message = "`{Self}` may not change tickets",
    label = "needs a member of staff who may edit"
)]
pub trait CanWork: CanSeeNotes {
    /// Who did it.
    fn user(&self) -> UserId;
}

impl CanRead for Customer {
    fn scope(&self) -> Scope {
        Scope(Which::Customer {
            contact: self.contact(),
            organization: self.organization().map(|(id, _)| id),
            shown: self.portal().tickets.clone(),
            now: self.at(),
        })
    }
}

impl CanRead for Staff<TicketsView> {
    fn scope(&self) -> Scope {
        Scope(Which::Everything)
    }
}
impl CanSeeNotes for Staff<TicketsView> {}

impl CanRead for Staff<TicketsEdit> {
    fn scope(&self) -> Scope {
        Scope(Which::Everything)
    }
}
impl CanSeeNotes for Staff<TicketsEdit> {}
impl CanWork for Staff<TicketsEdit> {
    fn user(&self) -> UserId {
        self.id()
    }
}

/// What a customer is shown of the ticket they have just filed, whatever the portal's filter says of it:
/// it was their words a moment ago.
pub fn just_filed(by: &Customer) -> Scope {
    Scope(Which::Customer { contact: by.contact(), organization: None, shown: Tickets::All, now: by.at() })
}

/// What a contact may see in a portal now: for mails, and for streams that have been open for a while,
/// since the primary company, the lists and the portal's settings may have changed. `None` when it may
/// not enter.
pub fn scope_now(conn: &mut Conn, contact: ContactId, portal: PortalId, now: Ts) -> Result<Option<Scope>> {
    let Some(gate) = Gate::now(conn, portal)? else { return Ok(None) };
    let standing = gate.standing(conn, contact, now)?;
    if standing == Standing::Outside {
        return Ok(None);
    }
    let organization = if standing.shows_company() { crate::companies::read::primary(conn, contact)? } else { None };
    let shown = gate.tickets().clone();
    Ok(Some(Scope(Which::Customer { contact, organization, shown, now })))
}
