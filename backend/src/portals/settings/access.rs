//! Who may enter, and what another access would change.

use openapi::id::{DomainId, ListId, PortalId};
use openapi::portals::console::{AccessKind, PortalAccessChange, PortalAccessPreview};

use super::change::known_lists;
use super::read::{SettingsRow, row};
use crate::db::dialect::condition::Condition;
use crate::db::{Conn, Ts};
use crate::error::Result;
use crate::filter::{Catalog, people};
use crate::portals::read::lists_of;

/// That a contact was let in to a domain, in one of some ways.
fn membership(domain: DomainId, status: &str) -> Condition {
    Condition::new("EXISTS (SELECT 1 FROM memberships am WHERE am.contact_id = contacts.id AND am.domain_id = ")
        .int(domain.0)
        .sql(format!("{status})"))
}

/// The condition that a contact may enter, once it can sign in: by its lists or, of everyone, those who
/// were let in to the domain; nobody who is blocked.
fn allowed(conn: &Conn, domain: DomainId, kind: AccessKind, lists: &[ListId], catalog: &Catalog, now: Ts) -> Condition {
    match kind {
        AccessKind::Everyone => membership(domain, " AND am.status <> 'blocked'"),
        AccessKind::Lists => {
            let blocked = membership(domain, " AND am.status = 'blocked'");
            people::but_not(&people::on_any(conn, lists, catalog, now), &blocked)
        }
    }
}

/// The condition that a contact may enter as things are.
pub(super) fn allowed_now(conn: &mut Conn, portal: &SettingsRow, catalog: &Catalog, now: Ts) -> Result<Condition> {
    let lists = lists_of(conn, portal.id)?;
    Ok(allowed(conn, portal.domain, portal.access(), &lists, catalog, now))
}

/// What another access would change. Not for use inside a transaction.
///
/// # Errors
/// `NotFound` when there is no such portal; `ValidationFailed` for a list that does not exist, and when it
/// takes too long to find out.
pub fn preview(conn: &mut Conn, id: PortalId, change: &PortalAccessChange, now: Ts) -> Result<PortalAccessPreview> {
    let portal = row(conn, id)?;
    let wanted = known_lists(conn, &change.lists)?;
    let catalog = Catalog::load(conn)?;
    let before = allowed_now(conn, &portal, &catalog, now)?;
    let after = allowed(conn, portal.domain, change.kind, &wanted, &catalog, now);
    let strangers = people::but_not(&people::on_any(conn, &wanted, &catalog, now), &membership(portal.domain, ""));
    people::in_time(conn, "/lists", |conn| {
        Ok(PortalAccessPreview {
            before: people::count(conn, &before)?,
            after: people::count(conn, &after)?,
            gain: people::affected(conn, &people::but_not(&after, &before))?,
            lose: people::affected(conn, &people::but_not(&before, &after))?,
            invitations: if portal.is_on { people::count(conn, &strangers)? } else { 0 },
        })
    })
}
