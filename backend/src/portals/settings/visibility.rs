//! What another visibility would change: for each contact how many tickets it sees and would see,
//! counted in one statement.
//!
//! A contact sees its own tickets and, where the permission says so, those of its primary company that
//! are not private; of all these, those that pass the ticket filter. What it sees before *and* after is
//! counted as well: from it follows who sees more and who sees less, also where the numbers are the same.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use openapi::id::{ContactId, PortalId};
use openapi::portals::console::{PortalVisibilityChange, PortalVisibilityPreview, SeenTickets, TicketPermission};

use super::access::allowed_now;
use super::change::trees;
use super::read::row;
use crate::db::dialect::condition::Condition;
use crate::db::dialect::statement::Statement;
use crate::db::schema::{contacts as c, tickets as t};
use crate::db::{Conn, Ts};
use crate::error::Result;
use crate::filter::{Catalog, Tree, people};

/// Tickets up to which is counted who sees which: a million take ten seconds on SQLite.
const COUNTABLE: i64 = 400_000;

/// What is shown to whom: conditions on the ticket `t` and on `contacts`.
struct Rule {
    ticket: Condition,
    company: Condition,
}

impl Rule {
    fn of(conn: &Conn, permission: TicketPermission, [ticket, company]: &[Option<Tree>; 2], now: Ts) -> Self {
        let company = match (permission, company) {
            (TicketPermission::Company, _) => Condition::always(),
            (TicketPermission::CompanyForSome, Some(tree)) => tree.condition(conn, "contacts", now),
            _ => Condition::never(),
        };
        let ticket = ticket.as_ref().map_or_else(Condition::always, |tree| tree.condition(conn, "t", now));
        Self { ticket, company }
    }
}

/// What a contact sees: tickets before, after, both, and of those the ones that only the company shows.
#[derive(Debug, QueryableByName)]
struct Seen {
    #[diesel(sql_type = BigInt)]
    id: ContactId,
    #[diesel(sql_type = BigInt)]
    before: i64,
    #[diesel(sql_type = BigInt)]
    after: i64,
    #[diesel(sql_type = BigInt)]
    both: i64,
    #[diesel(sql_type = BigInt)]
    colleagues_before: i64,
    #[diesel(sql_type = BigInt)]
    colleagues_after: i64,
}

impl Seen {
    fn gain(&self) -> i64 {
        self.after - self.both
    }

    fn loss(&self) -> i64 {
        self.before - self.both
    }
}

fn flag(condition: &Condition, name: &str) -> Condition {
    Condition::new("CASE WHEN ").then(condition.clone()).sql(format!(" THEN 1 ELSE 0 END AS {name}"))
}

/// Every contact for whom something changes. Conditions are asked once for each ticket and each contact.
fn changed(conn: &Conn, old: &Rule, new: &Rule, allowed: Condition) -> Condition {
    let flags = |one: &Condition, other: &Condition, names: [&str; 2]| {
        flag(&one.clone().in_time(conn), names[0]).sql(", ").then(flag(&other.clone().in_time(conn), names[1]))
    };
    Condition::new("WITH passing AS MATERIALIZED (SELECT t.id AS id, ")
        .then(flags(&old.ticket, &new.ticket, ["b", "a"]))
        .sql(" FROM tickets t), people AS MATERIALIZED (SELECT contacts.id AS id, ")
        .then(flags(&old.company, &new.company, ["b", "a"]))
        .sql(" FROM contacts WHERE ")
        .then(allowed.in_time(conn))
        .sql(COUNTED)
}

/// What follows: what is one's own (`s`: the primary company's as well), what is a company's, and both
/// brought together.
const COUNTED: &str = "), \
     own AS (SELECT q.contact_id, SUM(b) AS b, SUM(a) AS a, SUM(b * a) AS x, SUM(b * s) AS sb, SUM(a * s) AS sa, \
       SUM(b * a * s) AS sx FROM (SELECT k.contact_id, p.b, p.a, CASE WHEN EXISTS (SELECT 1 FROM company_contacts sp \
         JOIN ticket_companies sk ON sk.company_id = sp.company_id AND sk.ticket_id = k.ticket_id \
         AND NOT sk.is_private WHERE sp.contact_id = k.contact_id AND sp.is_primary) THEN 1 ELSE 0 END AS s \
       FROM passing p JOIN ticket_contacts k ON k.ticket_id = p.id) q GROUP BY q.contact_id), \
     comp AS (SELECT k.company_id, SUM(p.b) AS b, SUM(p.a) AS a, SUM(p.b * p.a) AS x \
       FROM passing p JOIN ticket_companies k ON k.ticket_id = p.id WHERE NOT k.is_private GROUP BY k.company_id), \
     seen AS (SELECT people.id AS id, COALESCE(own.b, 0) AS ob, COALESCE(own.a, 0) AS oa, COALESCE(own.x, 0) AS ox, \
         people.b * (COALESCE(comp.b, 0) - COALESCE(own.sb, 0)) AS cb, \
         people.a * (COALESCE(comp.a, 0) - COALESCE(own.sa, 0)) AS ca, \
         people.b * people.a * (COALESCE(comp.x, 0) - COALESCE(own.sx, 0)) AS cx \
       FROM people LEFT JOIN own ON own.contact_id = people.id \
         LEFT JOIN company_contacts cp ON cp.contact_id = people.id AND cp.is_primary \
         LEFT JOIN comp ON comp.company_id = cp.company_id) \
     SELECT id, CAST(ob + cb AS BIGINT) AS before, CAST(oa + ca AS BIGINT) AS after, CAST(ox + cx AS BIGINT) AS \"both\", \
       CAST(cb AS BIGINT) AS colleagues_before, CAST(ca AS BIGINT) AS colleagues_after \
     FROM seen WHERE ob + cb > ox + cx OR oa + ca > ox + cx";

/// How many tickets at least one contact sees. Again each condition is asked once for each ticket and each
/// contact.
fn visible(conn: &mut Conn, rule: &Rule, allowed: &Condition) -> Result<u64> {
    let query = Condition::new("WITH people AS MATERIALIZED (SELECT contacts.id AS id, ")
        .then(flag(&rule.company.clone().in_time(conn), "c"))
        .sql(" FROM contacts WHERE ")
        .then(allowed.clone().in_time(conn))
        .sql(
            "), open AS MATERIALIZED (SELECT DISTINCT cp.company_id AS id FROM people \
             JOIN company_contacts cp ON cp.contact_id = people.id AND cp.is_primary WHERE people.c = 1) \
             SELECT COUNT(*) AS number FROM tickets t WHERE ",
        )
        .then(rule.ticket.clone().in_time(conn))
        .sql(
            " AND (EXISTS (SELECT 1 FROM ticket_contacts k WHERE k.ticket_id = t.id \
                 AND k.contact_id IN (SELECT id FROM people)) \
               OR EXISTS (SELECT 1 FROM ticket_companies k WHERE k.ticket_id = t.id AND NOT k.is_private \
                 AND k.company_id IN (SELECT id FROM open)))",
        );
    Statement(query).count(conn)
}

/// What another visibility would change. Not for use inside a transaction.
///
/// # Errors
/// `NotFound` when there is no such portal; `ValidationFailed` for filters that make no sense, and when even
/// the contacts take too long to count.
pub fn preview(
    conn: &mut Conn,
    id: PortalId,
    change: &PortalVisibilityChange,
    now: Ts,
) -> Result<PortalVisibilityPreview> {
    preview_of(conn, id, change, COUNTABLE, now)
}

/// The same, where up to so many tickets are counted.
pub fn preview_of(
    conn: &mut Conn,
    id: PortalId,
    change: &PortalVisibilityChange,
    countable: i64,
    now: Ts,
) -> Result<PortalVisibilityPreview> {
    let portal = row(conn, id)?;
    let new = trees(&Catalog::with_options(conn)?, change)?;
    let catalog = Catalog::load(conn)?;
    let stored = PortalVisibilityChange {
        ticket_permission: portal.permission(),
        ticket_filter: portal.ticket_filter(),
        company_filter: portal.company_filter(),
    };
    // a stored filter that makes no sense any more shows nothing
    let nothing = |object| Some(Tree { object, groups: Vec::new() });
    let old = trees(&catalog, &stored).unwrap_or_else(|_| {
        [nothing(openapi::properties::Object::Ticket), nothing(openapi::properties::Object::Contact)]
    });
    let old = Rule::of(conn, stored.ticket_permission, &old, now);
    let new = Rule::of(conn, change.ticket_permission, &new, now);
    let allowed = allowed_now(conn, &portal, &catalog, now)?;
    let tickets: i64 = t::table.count().get_result(conn)?;
    let counted = match tickets <= countable {
        true => people::if_in_time(conn, |conn| counted(conn, &old, &new, &allowed))?,
        false => None,
    };
    match counted {
        Some(counted) => Ok(counted),
        None => people::in_time(conn, "/company_filter", |conn| uncounted(conn, &old, &new, &allowed)),
    }
}

fn counted(conn: &mut Conn, old: &Rule, new: &Rule, allowed: &Condition) -> Result<PortalVisibilityPreview> {
    let seen: Vec<Seen> = Statement(changed(conn, old, new, allowed.clone())).load(conn)?;
    let first = seen.iter().filter(|seen| seen.colleagues_before == 0 && seen.colleagues_after > 0).count() as u64;
    Ok(PortalVisibilityPreview {
        is_counted: true,
        tickets_before: visible(conn, old, allowed)?,
        tickets_after: visible(conn, new, allowed)?,
        more: seen.iter().filter(|seen| seen.gain() > 0).count() as u64,
        more_sample: sample(conn, &seen, Seen::gain)?,
        fewer: seen.iter().filter(|seen| seen.loss() > 0).count() as u64,
        fewer_sample: sample(conn, &seen, Seen::loss)?,
        colleagues: first,
        warning: (first > 0).then(|| warning(first)),
    })
}

/// What can be said without looking at tickets: to whom the permission opens or closes those of colleagues.
fn uncounted(conn: &mut Conn, old: &Rule, new: &Rule, allowed: &Condition) -> Result<PortalVisibilityPreview> {
    let has_company = Condition::new(
        "EXISTS (SELECT 1 FROM company_contacts cp WHERE cp.contact_id = contacts.id AND cp.is_primary)",
    );
    let mut only = |one: &Condition, other: &Condition| {
        people::count(conn, &people::but_not(&allowed.clone().and(has_company.clone()).and(one.clone()), other))
    };
    let (colleagues, closed) = (only(&new.company, &old.company)?, only(&old.company, &new.company)?);
    let mut words = "There are too many tickets to count who would see which of them.".to_owned();
    if colleagues > 0 {
        words.push_str(&format!(
            " Up to {colleagues} contacts would see tickets of colleagues and see none of them now."
        ));
    }
    if closed > 0 {
        words.push_str(&format!(" Up to {closed} contacts would no longer see those of colleagues."));
    }
    Ok(PortalVisibilityPreview {
        is_counted: false,
        tickets_before: 0,
        tickets_after: 0,
        more: 0,
        more_sample: Vec::new(),
        fewer: 0,
        fewer_sample: Vec::new(),
        colleagues,
        warning: Some(words),
    })
}

fn warning(contacts: u64) -> String {
    match contacts {
        1 => "1 contact would see tickets of colleagues and sees none of them now.".to_owned(),
        many => format!("{many} contacts would see tickets of colleagues and see none of them now."),
    }
}

/// Those for whom most changes.
fn sample(conn: &mut Conn, seen: &[Seen], by: fn(&Seen) -> i64) -> Result<Vec<SeenTickets>> {
    let mut most: Vec<&Seen> = seen.iter().filter(|seen| by(seen) > 0).collect();
    most.sort_by_key(|seen| (-by(seen), seen.id));
    most.truncate(usize::try_from(people::SAMPLE).unwrap_or(usize::MAX));
    let ids: Vec<ContactId> = most.iter().map(|seen| seen.id).collect();
    let rows: Vec<(ContactId, String, String, String)> =
        c::table.filter(c::id.eq_any(ids)).select((c::id, c::first_name, c::last_name, c::email)).load(conn)?;
    let named = |seen: &Seen| {
        let (id, first, last, email) = rows.iter().find(|row| row.0 == seen.id)?;
        let contact = people::named(*id, first, last, email.clone());
        Some(SeenTickets { contact, before: seen.before.unsigned_abs(), after: seen.after.unsigned_abs() })
    };
    Ok(most.into_iter().filter_map(named).collect())
}
