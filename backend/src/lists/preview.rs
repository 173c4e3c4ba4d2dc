//! What a filter finds, and what another filter of a list would change, before anything is saved.

use diesel::prelude::*;
use openapi::contacts::display_name;
use openapi::filters::{Filter, FilterMatch, FilterPreview, FilterPreviewRequest};
use openapi::id::{CompanyId, ContactId, ListId, PortalId, TicketId};
use openapi::lists::{ListChangePreview, ListKind, PortalEffect};
use openapi::properties::Object;

use super::{change, read, uses};
use crate::db::dialect::condition::Condition;
use crate::db::dialect::statement::Statement;
use crate::db::schema::{companies as o, contacts as c, portals as p, stages as s, tickets as t};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};
use crate::filter::sentence::sentence;
use crate::filter::{Catalog, check, people, sql};
use crate::portals;

/// Who or what a filter finds. Not for use inside a transaction.
///
/// # Errors
/// `ValidationFailed` for a filter that makes no sense or takes too long.
pub fn filter(conn: &mut Conn, asked: &FilterPreviewRequest, now: Ts) -> Result<FilterPreview> {
    let catalog = Catalog::with_options(conn)?;
    let tree = check::check(&asked.filter, asked.object, &catalog, "/filter", asked.list_id).map_err(Error::invalid)?;
    let table = sql::table(asked.object);
    let passing = tree.condition(conn, table, now).in_time(conn);
    people::in_time(conn, "/filter", |conn| {
        let all = Condition::new(format!("SELECT COUNT(*) AS number FROM {table}"));
        let count = Statement(all.clone().sql(" WHERE ").then(passing.clone())).count(conn)?;
        Ok(FilterPreview {
            count,
            of: Statement(all).count(conn)?,
            sample: if count == 0 { Vec::new() } else { sample(conn, asked.object, passing)? },
            sentence: sentence(&asked.filter, asked.object, &catalog),
        })
    })
}

fn sample(conn: &mut Conn, object: Object, passing: Condition) -> Result<Vec<FilterMatch>> {
    let found = |id: i64, title: String, detail: String| FilterMatch { id, title, detail };
    Ok(match object {
        Object::Ticket => {
            let rows: Vec<(TicketId, String, String)> = t::table
                .inner_join(s::table)
                .filter(passing)
                .order(t::id.desc())
                .limit(people::SAMPLE)
                .select((t::id, t::subject, s::name))
                .load(conn)?;
            rows.into_iter().map(|(id, subject, stage)| found(id.0, subject, stage)).collect()
        }
        Object::Contact => {
            let rows: Vec<(ContactId, String, String, String)> = c::table
                .filter(passing)
                .order(c::id.desc())
                .limit(people::SAMPLE)
                .select((c::id, c::first_name, c::last_name, c::email))
                .load(conn)?;
            let contact = |(id, first, last, email): (ContactId, String, String, String)| {
                found(id.0, display_name(&first, &last, &email), email)
            };
            rows.into_iter().map(contact).collect()
        }
        Object::Company => {
            let rows: Vec<(CompanyId, String, Json)> = o::table
                .filter(passing)
                .order(o::id.desc())
                .limit(people::SAMPLE)
                .select((o::id, o::name, o::domains))
                .load(conn)?;
            let company = |(id, name, domains): (CompanyId, String, Json)| {
                found(id.0, name, domains.read::<Vec<String>>().unwrap_or_default().join(", "))
            };
            rows.into_iter().map(company).collect()
        }
    })
}

/// What another filter of a list would change. Not for use inside a transaction.
///
/// # Errors
/// `NotFound` when there is no such list; `ValidationFailed` for a static one, and for a filter that makes
/// no sense or takes too long.
pub fn list(conn: &mut Conn, id: ListId, filter: &Filter, now: Ts) -> Result<ListChangePreview> {
    if read::row(conn, id)?.kind() == ListKind::Static {
        return Err(change::has_no_filter());
    }
    let before = Catalog::with_options(conn)?;
    check::check(filter, Object::Contact, &before, "/filter", Some(id)).map_err(Error::invalid)?;
    let (before, after) = (Catalog::load(conn)?, Catalog::load(conn)?.with_filter(id, filter.clone()));
    uses::still_work(conn, &before, &after)?;
    let (old, new) = (people::on_any(conn, &[id], &before, now), people::on_any(conn, &[id], &after, now));
    let restricted: Vec<(PortalId, String)> =
        p::table.filter(p::access.eq("lists")).order(p::id).select((p::id, p::name)).load(conn)?;
    people::in_time(conn, "/filter", |conn| {
        let mut effects = Vec::new();
        for (portal_id, name) in restricted {
            let lists = portals::read::lists_of(conn, portal_id)?;
            let old = people::on_any(conn, &lists, &before, now);
            let new = people::on_any(conn, &lists, &after, now);
            if old == new {
                continue;
            }
            let gain = people::affected(conn, &people::but_not(&new, &old))?;
            let lose = people::affected(conn, &people::but_not(&old, &new))?;
            if gain.count + lose.count > 0 {
                effects.push(PortalEffect { portal_id, name, gain, lose });
            }
        }
        Ok(ListChangePreview {
            members: people::count(conn, &new)?,
            gain: people::affected(conn, &people::but_not(&new, &old))?,
            lose: people::affected(conn, &people::but_not(&old, &new))?,
            portals: effects,
        })
    })
}
