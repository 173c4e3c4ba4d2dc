//! What the settings of a portal say of a contact at this moment: whether it may enter, whether it
//! sees its company's tickets, and which tickets are shown at all. Asked with every request, so that a
//! contact who leaves a list or moves to another company is treated so at once. What cannot be
//! understood admits nobody and shows nothing.

use std::collections::HashSet;
use std::sync::Arc;

use diesel::prelude::*;
use openapi::filters::Filter;
use openapi::id::{ContactId, ListId, PortalId};
use openapi::properties::{Object, PropertyKind};

use crate::db::dialect::condition::Condition;
use crate::db::schema::{contacts as c, portal_lists as pl, portals as p};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;
use crate::filter::property::Place;
use crate::filter::tree::{Field, Leaf, Test};
use crate::filter::{Catalog, Tree, check};

/// The settings of a portal that say who sees what, understood.
#[derive(Debug, Clone)]
pub struct Gate {
    /// Who may enter; `None` for everyone who can sign in.
    members: Option<Tree>,
    /// Who sees their company's tickets.
    company: Company,
    /// Which tickets are shown.
    tickets: Tickets,
}

#[derive(Debug, Clone)]
enum Company {
    Nobody,
    Everybody,
    Those(Tree),
}

/// Which tickets a portal shows, whoever looks.
#[derive(Debug, Clone, Default)]
pub enum Tickets {
    /// All.
    #[default]
    All,
    /// Those that pass.
    Only(Arc<Tree>),
    /// None: the filter cannot be understood.
    Nothing,
}

/// The columns of a portal that a gate is made from.
#[derive(Debug, Clone, Queryable)]
pub struct Settings {
    access: String,
    permission: String,
    ticket_filter: Option<Json>,
    company_filter: Option<Json>,
}

/// The columns of [`Settings`].
pub const COLUMNS: (p::access, p::ticket_permission, p::ticket_filter, p::company_filter) =
    (p::access, p::ticket_permission, p::ticket_filter, p::company_filter);

/// How a contact stands before a portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// May not enter.
    Outside,
    /// May enter, and sees the tickets of its company or not.
    Inside {
        /// Whether the primary company's tickets are shown.
        company_tickets: bool,
    },
}

impl Gate {
    /// Understands the settings of a portal.
    pub fn of(conn: &mut Conn, portal: PortalId, settings: Settings) -> Result<Self> {
        let simple = settings.access == "everyone" && settings.permission != "company_for_some";
        let catalog = match simple && settings.ticket_filter.is_none() {
            true => Catalog::default(),
            false => Catalog::load(conn)?,
        };
        let read = |filter: Option<Json>, object: Object| {
            let filter: Filter = filter?.read()?;
            check::check(&filter, object, &catalog, "", None).ok()
        };
        let company = match settings.permission.as_str() {
            "company" => Company::Everybody,
            "company_for_some" => {
                read(settings.company_filter, Object::Contact).map_or(Company::Nobody, Company::Those)
            }
            _ => Company::Nobody,
        };
        let tickets = match settings.ticket_filter {
            None => Tickets::All,
            filter => read(filter, Object::Ticket).map_or(Tickets::Nothing, |tree| Tickets::Only(Arc::new(tree))),
        };
        let members = match settings.access.as_str() {
            "everyone" => None,
            _ => {
                let lists: Vec<ListId> = pl::table.filter(pl::portal_id.eq(portal)).select(pl::list_id).load(conn)?;
                Some(on_any(&catalog, &lists))
            }
        };
        Ok(Self { members, company, tickets })
    }

    /// [`Gate::of`] a portal that is on, as it is set up now; `None` when it is turned off or gone.
    pub fn now(conn: &mut Conn, portal: PortalId) -> Result<Option<Self>> {
        let settings: Option<Settings> =
            p::table.find(portal).filter(p::is_on.eq(true)).select(COLUMNS).first(conn).optional()?;
        settings.map(|settings| Self::of(conn, portal, settings)).transpose()
    }

    /// How a contact stands now.
    pub fn standing(&self, conn: &mut Conn, contact: ContactId, now: Ts) -> Result<Standing> {
        if let Some(members) = &self.members
            && !passes(conn, members, contact, now)?
        {
            return Ok(Standing::Outside);
        }
        let company_tickets = match &self.company {
            Company::Nobody => false,
            Company::Everybody => true,
            Company::Those(tree) => passes(conn, tree, contact, now)?,
        };
        Ok(Standing::Inside { company_tickets })
    }

    /// Those of some contacts who may enter now.
    pub fn admitted(&self, conn: &mut Conn, contacts: &[ContactId], now: Ts) -> Result<HashSet<ContactId>> {
        match &self.members {
            None => Ok(contacts.iter().copied().collect()),
            Some(members) => passing(conn, members, contacts, now),
        }
    }

    /// Those of some contacts who see their company's tickets, once they have entered.
    pub fn seeing_company(&self, conn: &mut Conn, contacts: &[ContactId], now: Ts) -> Result<HashSet<ContactId>> {
        match &self.company {
            Company::Nobody => Ok(HashSet::new()),
            Company::Everybody => Ok(contacts.iter().copied().collect()),
            Company::Those(tree) => passing(conn, tree, contacts, now),
        }
    }

    /// Which tickets are shown, whoever looks.
    pub fn tickets(&self) -> &Tickets {
        &self.tickets
    }
}

impl Standing {
    /// Whether the tickets of the contact's primary company are shown.
    pub fn shows_company(&self) -> bool {
        *self == Standing::Inside { company_tickets: true }
    }
}

impl Tickets {
    /// The condition on the ticket whose id is in `column`; `None` where every ticket is shown.
    pub fn condition(&self, conn: &Conn, column: &str, now: Ts) -> Option<Condition> {
        match self {
            Tickets::All => None,
            Tickets::Only(tree) => Some(crate::filter::sql::ticket_passes(tree, conn, column, now)),
            Tickets::Nothing => Some(Condition::never()),
        }
    }
}

/// Those of some contacts who pass a filter.
fn passing(conn: &mut Conn, tree: &Tree, contacts: &[ContactId], now: Ts) -> Result<HashSet<ContactId>> {
    let condition = tree.condition(conn, "contacts", now);
    let found = c::table.filter(c::id.eq_any(contacts.to_vec())).filter(condition).select(c::id);
    Ok(found.load::<ContactId>(conn)?.into_iter().collect())
}

/// Whether a contact passes a filter.
pub fn passes(conn: &mut Conn, tree: &Tree, contact: ContactId, now: Ts) -> Result<bool> {
    let condition = tree.condition(conn, "contacts", now);
    let found: Option<ContactId> =
        c::table.filter(c::id.eq(contact)).filter(condition).select(c::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// Passed by whoever is on any of some lists; by nobody when there are none.
fn on_any(catalog: &Catalog, lists: &[ListId]) -> Tree {
    let test = Test::OnAny(catalog.listed(lists));
    let field = Field { name: "list".into(), kind: PropertyKind::List, place: Place::Lists };
    Tree { object: Object::Contact, groups: vec![vec![Leaf { negated: false, via: None, field, test }]] }
}
