//! What refers to a list, and whether it still makes sense after a change.

use diesel::prelude::*;
use openapi::filters::{Filter, FilterScalar, FilterValue};
use openapi::id::{ListId, PortalId};
use openapi::lists::{ListUse, ListUser};
use openapi::problem::FieldCode;
use openapi::properties::Object;

use crate::db::schema::{portal_lists as pl, portals as p};
use crate::db::{Conn, Json};
use crate::error::{Error, Result};
use crate::filter::{Catalog, check};

/// Everything that refers to a list by itself, portals first.
pub fn of(conn: &mut Conn, id: ListId) -> Result<Vec<ListUse>> {
    let open: Vec<(PortalId, String)> =
        pl::table.inner_join(p::table).filter(pl::list_id.eq(id)).order(p::id).select((p::id, p::name)).load(conn)?;
    let mut all: Vec<ListUse> =
        open.into_iter().map(|(portal, name)| ListUse { by: ListUser::PortalAccess, id: portal.0, name }).collect();
    for filter in portal_filters(conn)? {
        if names(&filter.filter, id) {
            all.push(ListUse { by: filter.by, id: filter.portal.0, name: filter.name });
        }
    }
    let catalog = Catalog::load(conn)?;
    let mut others: Vec<ListUse> = catalog
        .lists()
        .filter(|(_, list)| list.filter.as_ref().is_some_and(|filter| names(filter, id)))
        .map(|(other, list)| ListUse { by: ListUser::List, id: other.0, name: list.name.clone() })
        .collect();
    others.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    all.extend(others);
    Ok(all)
}

/// Whether a filter names a list.
fn names(filter: &Filter, list: ListId) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "ids stay below 2^53")]
    let id = FilterScalar::Number(list.0 as f64);
    filter.any.iter().flat_map(|group| &group.all).any(|condition| {
        let about = condition.property == "list" || condition.property.ends_with(".list");
        about && matches!(&condition.value, Some(FilterValue::Several(values)) if values.contains(&id))
    })
}

/// A filter of a portal.
struct PortalFilter {
    portal: PortalId,
    name: String,
    by: ListUser,
    object: Object,
    filter: Filter,
}

fn portal_filters(conn: &mut Conn) -> Result<Vec<PortalFilter>> {
    type Row = (PortalId, String, Option<Json>, Option<Json>);
    let rows: Vec<Row> =
        p::table.order(p::id).select((p::id, p::name, p::ticket_filter, p::company_filter)).load(conn)?;
    let filters = rows.into_iter().flat_map(|(portal, name, ticket, company)| {
        [
            (ListUser::PortalTicketFilter, Object::Ticket, ticket),
            (ListUser::PortalCompanyFilter, Object::Contact, company),
        ]
        .into_iter()
        .filter_map(move |(by, object, filter)| {
            Some(PortalFilter { portal, name: name.clone(), by, object, filter: filter?.read()? })
        })
    });
    Ok(filters.collect())
}

/// Whatever made sense with the lists of `before` must do so with those of `after`.
///
/// # Errors
/// `ValidationFailed` that names the first list or portal whose filter would not work any more, such as
/// one for which lists refer to one another too often.
pub fn still_work(conn: &mut Conn, before: &Catalog, after: &Catalog) -> Result<()> {
    let broken = |filter: &Filter, object: Object, of: Option<ListId>| {
        check::check(filter, object, before, "", of).ok()?;
        let refused = check::check(filter, object, after, "", of).err()?;
        Some(refused.first().map(|problem| problem.message.clone()).unwrap_or_default())
    };
    let refused = |what: String, why: &str| {
        let message = format!("{what} refers to this list and would no longer work: {why}");
        Err(Error::invalid_field("/filter", FieldCode::Invalid, message))
    };
    for (id, list) in after.lists() {
        if let Some(why) = list.filter.as_ref().and_then(|filter| broken(filter, Object::Contact, Some(id))) {
            return refused(format!("The list “{}”", list.name), &why);
        }
    }
    for filter in portal_filters(conn)? {
        if let Some(why) = broken(&filter.filter, filter.object, None) {
            return refused(format!("A filter of the portal “{}”", filter.name), &why);
        }
    }
    Ok(())
}
