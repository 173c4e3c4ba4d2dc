//! The contacts that pass a condition: how many, and a few of them. Conditions name the table
//! `contacts`.

use std::time::Duration;

use diesel::prelude::*;
use openapi::contacts::display_name;
use openapi::filters::{Affected, AffectedContact};
use openapi::id::{ContactId, ListId};
use openapi::problem::FieldCode;

use super::Catalog;
use super::check::members;
use crate::db::dialect::condition::Condition;
use crate::db::dialect::statement::{Statement, within};
use crate::db::schema::contacts as c;
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};

/// How many contacts are shown of those whom something affects.
pub const SAMPLE: i64 = 10;
/// How long somebody waits for an answer (safety D9).
const LIMIT: Duration = Duration::from_secs(5);

/// That the contact is on any of some lists.
pub fn on_any(conn: &Conn, lists: &[ListId], catalog: &Catalog, now: Ts) -> Condition {
    let each =
        lists.iter().filter_map(|list| members(*list, catalog)).map(|tree| tree.condition(conn, "contacts", now));
    Condition::joined(each.collect::<Vec<_>>(), "OR", Condition::never)
}

/// That the one is so, and the other is not.
pub fn but_not(one: &Condition, other: &Condition) -> Condition {
    one.clone().and(other.clone().negated())
}

/// How many pass.
pub fn count(conn: &mut Conn, passing: &Condition) -> Result<u64> {
    let query = Condition::new("SELECT COUNT(*) AS number FROM contacts WHERE ").then(passing.clone().in_time(conn));
    Statement(query).count(conn)
}

/// How many pass, and the newest of them.
pub fn affected(conn: &mut Conn, passing: &Condition) -> Result<Affected> {
    let count = count(conn, passing)?;
    let sample = if count == 0 { Vec::new() } else { sample(conn, passing)? };
    Ok(Affected { count, sample })
}

fn sample(conn: &mut Conn, passing: &Condition) -> Result<Vec<AffectedContact>> {
    let rows: Vec<(ContactId, String, String, String)> = c::table
        .filter(passing.clone().in_time(conn))
        .order(c::id.desc())
        .limit(SAMPLE)
        .select((c::id, c::first_name, c::last_name, c::email))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, first, last, email)| named(id, &first, &last, email)).collect())
}

/// A contact, named.
pub fn named(id: ContactId, first: &str, last: &str, email: String) -> AffectedContact {
    AffectedContact { id, name: display_name(first, last, &email), email }
}

/// Runs what somebody waits for; `None` when it takes too long. Not for use inside a transaction.
pub fn if_in_time<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<Option<T>> {
    within(conn, LIMIT, work)
}

/// Runs what somebody waits for. Not for use inside a transaction.
///
/// # Errors
/// `ValidationFailed` at `pointer` when a statement takes too long.
pub fn in_time<T>(conn: &mut Conn, pointer: &str, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    if_in_time(conn, work)?.ok_or_else(|| {
        let message = "This takes too long to answer. Ask for less, or put the quick conditions into a list.";
        Error::invalid_field(pointer, FieldCode::Invalid, message)
    })
}
