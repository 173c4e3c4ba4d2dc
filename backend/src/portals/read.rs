//! Looking portals up.

use diesel::prelude::*;
use openapi::id::{DomainId, InboxId, ListId, PortalId};
use openapi::users::PortalRef;

use crate::db::Conn;
use crate::db::schema::{account as a, domains as d, inboxes as i, portal_lists as pl, portals as p};
use crate::error::Result;

/// The account's name.
pub fn account_name(conn: &mut Conn) -> Result<String> {
    Ok(a::table.select(a::name).first(conn).optional()?.unwrap_or_else(|| "Portico".to_owned()))
}

/// Every portal with its address. `base` is the address of the default domain.
pub fn all(conn: &mut Conn, base: &str) -> Result<Vec<PortalRef>> {
    let rows: Vec<(PortalId, String, String, String, bool)> = p::table
        .inner_join(d::table)
        .order(p::id)
        .select((p::id, p::name, p::slug, d::host, d::is_default))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, slug, host, is_default)| PortalRef { id, name, url: address(base, &host, is_default, &slug) })
        .collect())
}

/// The address of a portal. Only what the operator and the database say goes into it, never what
/// a request names.
pub fn address(base: &str, host: &str, is_default: bool, slug: &str) -> String {
    if is_default { format!("{base}/{slug}") } else { format!("https://{host}/{slug}") }
}

/// A portal as mails need it.
#[derive(Debug, Clone)]
pub struct Place {
    /// The domain whose memberships open it.
    pub domain: DomainId,
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The address mails of it are sent from.
    pub sender: String,
}

/// A portal as mails need it.
///
/// # Errors
/// `NotFound` when there is none of that id.
pub fn place(conn: &mut Conn, id: PortalId, base: &str) -> Result<Place> {
    let (domain, name, slug, host, is_default, inbox): (DomainId, String, String, String, bool, InboxId) = p::table
        .inner_join(d::table)
        .filter(p::id.eq(id))
        .select((p::domain_id, p::name, p::slug, d::host, d::is_default, p::inbox_id))
        .first(conn)?;
    Ok(Place { domain, name, url: address(base, &host, is_default, &slug), sender: sender(conn, inbox)? })
}

/// Whether a portal shows customers the tickets of their primary company; `None` when it is turned off.
pub fn shows_company_tickets(conn: &mut Conn, id: PortalId) -> Result<Option<bool>> {
    let permission: Option<String> =
        p::table.find(id).filter(p::is_on.eq(true)).select(p::ticket_permission).first(conn).optional()?;
    Ok(permission.map(|permission| permission == "company"))
}

/// Name and address that mails of an inbox are sent from.
pub fn sender(conn: &mut Conn, inbox: InboxId) -> Result<String> {
    let (name, address): (String, String) = i::table.find(inbox).select((i::name, i::address)).first(conn)?;
    // a name with a comma or the like must be quoted; lettre's own writer knows how
    match address.parse::<lettre::Address>() {
        Ok(address) => Ok(lettre::message::Mailbox::new(Some(name), address).to_string()),
        Err(_) => Ok(address),
    }
}

/// The plain address of an inbox.
pub fn inbox_address(conn: &mut Conn, inbox: InboxId) -> Result<String> {
    Ok(i::table.find(inbox).select(i::address).first(conn)?)
}

/// The lists whose members may enter a portal; none where everyone may.
pub fn lists_of(conn: &mut Conn, portal: PortalId) -> Result<Vec<ListId>> {
    let lists = pl::table.filter(pl::portal_id.eq(portal)).order((pl::added_at, pl::list_id));
    Ok(lists.select(pl::list_id).load(conn)?)
}

/// The hosts of every domain.
pub fn hosts(conn: &mut Conn) -> Result<Vec<String>> {
    Ok(d::table.select(d::host).load(conn)?)
}

/// The slug of the oldest portal that is on, on a host.
pub fn first_slug(conn: &mut Conn, host: &str) -> Result<Option<String>> {
    Ok(p::table
        .inner_join(d::table)
        .filter(d::host.eq(host))
        .filter(p::is_on.eq(true))
        .order(p::id)
        .select(p::slug)
        .first(conn)
        .optional()?)
}
