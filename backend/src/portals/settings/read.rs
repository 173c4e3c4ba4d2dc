//! Looking settings up.

use diesel::prelude::*;
use openapi::filters::Filter;
use openapi::id::{DomainId, ListId, PortalId};
use openapi::lists::ListKind;
use openapi::portals::console::{
    AccessKind, InvitationState, PortalAccessSettings, PortalList, PortalSettings, PortalSummary, TicketPermission,
};
use openapi::properties::Object;

use crate::db::schema::{domains as d, lists as l, portal_lists as pl, portals as p};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;
use crate::filter::Catalog;
use crate::filter::sentence::sentence;
use crate::portals::read::address;

/// The settings of a portal as they are stored.
#[derive(Debug, Clone, Queryable)]
pub struct SettingsRow {
    /// Its id.
    pub id: PortalId,
    /// The domain whose memberships open it.
    pub domain: DomainId,
    /// The host of the domain.
    pub host: String,
    is_default: bool,
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Whether customers reach it.
    pub is_on: bool,
    access: String,
    permission: String,
    ticket_filter: Option<Json>,
    company_filter: Option<Json>,
    /// Counts changes.
    pub version: i64,
}

/// The word that is stored for an access.
pub fn access_word(kind: AccessKind) -> &'static str {
    match kind {
        AccessKind::Everyone => "everyone",
        AccessKind::Lists => "lists",
    }
}

/// The word that is stored for a permission.
pub fn permission_word(permission: TicketPermission) -> &'static str {
    match permission {
        TicketPermission::Own => "own",
        TicketPermission::Company => "company",
        TicketPermission::CompanyForSome => "company_for_some",
    }
}

impl SettingsRow {
    /// Who may enter; a word that nobody knows lets in nobody but the members of its lists.
    pub fn access(&self) -> AccessKind {
        if self.access == "everyone" { AccessKind::Everyone } else { AccessKind::Lists }
    }

    /// Whose tickets customers see; a word that nobody knows shows them their own.
    pub fn permission(&self) -> TicketPermission {
        match self.permission.as_str() {
            "company" => TicketPermission::Company,
            "company_for_some" => TicketPermission::CompanyForSome,
            _ => TicketPermission::Own,
        }
    }

    /// Which tickets are shown at all; a filter that cannot be read shows none.
    pub fn ticket_filter(&self) -> Option<Filter> {
        self.ticket_filter.clone().map(|filter| filter.read().unwrap_or_default())
    }

    /// Who sees the company's tickets; a filter that cannot be read names nobody.
    pub fn company_filter(&self) -> Option<Filter> {
        self.company_filter.clone().map(|filter| filter.read().unwrap_or_default())
    }

    fn url(&self, base: &str) -> String {
        address(base, &self.host, self.is_default, &self.slug)
    }
}

#[diesel::dsl::auto_type]
fn rows() -> _ {
    p::table.inner_join(d::table).select((
        p::id,
        p::domain_id,
        d::host,
        d::is_default,
        p::name,
        p::slug,
        p::is_on,
        p::access,
        p::ticket_permission,
        p::ticket_filter,
        p::company_filter,
        p::version,
    ))
}

/// The settings of a portal as they are stored.
///
/// # Errors
/// `NotFound` when there is none.
pub fn row(conn: &mut Conn, id: PortalId) -> Result<SettingsRow> {
    Ok(rows().filter(p::id.eq(id)).first(conn)?)
}

/// Every portal. `base` is the address of the default domain.
pub fn list(conn: &mut Conn, base: &str) -> Result<Vec<PortalSummary>> {
    let rows: Vec<SettingsRow> = rows().order(p::id).load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| PortalSummary {
            url: row.url(base),
            access: row.access(),
            ticket_permission: row.permission(),
            id: row.id,
            name: row.name,
            slug: row.slug,
            is_on: row.is_on,
        })
        .collect())
}

/// The settings of a portal.
///
/// # Errors
/// `NotFound` when there is none.
pub fn show(conn: &mut Conn, id: PortalId, base: &str, now: Ts) -> Result<PortalSettings> {
    let row = row(conn, id)?;
    let catalog = Catalog::with_options(conn)?;
    let (ticket_filter, company_filter) = (row.ticket_filter(), row.company_filter());
    Ok(PortalSettings {
        id,
        url: row.url(base),
        access: PortalAccessSettings { kind: row.access(), lists: lists(conn, &row, now)? },
        ticket_permission: row.permission(),
        ticket_sentence: ticket_filter.as_ref().map(|filter| sentence(filter, Object::Ticket, &catalog)),
        ticket_filter,
        company_sentence: company_filter.as_ref().map(|filter| sentence(filter, Object::Contact, &catalog)),
        company_filter,
        version: row.version,
        name: row.name,
        slug: row.slug,
        domain: row.host,
        is_on: row.is_on,
    })
}

fn lists(conn: &mut Conn, portal: &SettingsRow, now: Ts) -> Result<Vec<PortalList>> {
    type Row = (ListId, String, Option<Json>, Ts, i64, Option<Ts>);
    let rows: Vec<Row> = pl::table
        .inner_join(l::table)
        .filter(pl::portal_id.eq(portal.id))
        .order((pl::added_at, pl::list_id))
        .select((l::id, l::name, l::filter, pl::invite_at, pl::invited_count, pl::invited_at))
        .load(conn)?;
    let list = |(id, name, filter, invite_at, count, invited_at): Row| PortalList {
        id,
        name,
        kind: if filter.is_some() { ListKind::Active } else { ListKind::Static },
        invitation: match invited_at {
            _ if !portal.is_on => InvitationState::Off,
            Some(_) => InvitationState::Done,
            None if invite_at > now => InvitationState::Planned,
            None => InvitationState::Running,
        },
        invite_at: invite_at.into(),
        invited: count.unsigned_abs(),
        invited_at: invited_at.map(Into::into),
    };
    Ok(rows.into_iter().map(list).collect())
}
