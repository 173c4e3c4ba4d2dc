//! The job that invites the members of a portal's list: some at a time, their mails spread so that no
//! more than so many a second are sent. Where mails are sent, the next are invited when all of these were,
//! or were tried, whichever list they are on: the rate is one for the installation. Whoever has a membership of the domain has been
//! invited before, in whatever way, and is left alone. When all are invited it looks once a minute for those
//! who joined.

use chrono::Duration;
use diesel::prelude::*;
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use openapi::id::ContactId;
use openapi::problem::ProblemCode;
use serde_json::json;

use super::change;
use crate::audit::{self, By, Event};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::dialect::condition::Condition;
use crate::db::schema::contacts as c;
use crate::db::{Conn, Db, Json, Ts};
use crate::error::Result;
use crate::filter::{Catalog, people};
use crate::jobs::{Handler, Outcome};
use crate::mail::deliver::invitations_wait;
use crate::portals::read::{Place, place};
use crate::portals::settings::invitations::{self, KIND, Plan, Progress};

/// Contacts that are invited in one transaction.
const MOST: u32 = 500;
/// Seconds until another look whether earlier invitations were sent.
const WAIT_SECONDS: i64 = 1;
/// Seconds between two looks for those who joined a list later.
const LOOK_SECONDS: i64 = 60;
/// Seconds until another try when the database is away or busy.
const BUSY_SECONDS: i64 = 15;
/// Seconds until another try after a fault of ours.
const FAULT_SECONDS: i64 = 300;

/// Invites the members of lists.
pub struct InviteLists {
    db: Db,
    clock: Clock,
    pace: Pace,
}

/// Where links lead, and how many mails are sent.
#[derive(Debug, Clone)]
struct Pace {
    base: String,
    per_second: u32,
    /// Whether mails leave the machine, and are worth waiting for.
    sends: bool,
}

impl Pace {
    /// When the mail of the `nth` contact of a batch is sent.
    fn due(&self, now: Ts, nth: usize) -> Ts {
        let nth = i64::try_from(nth).unwrap_or(i64::MAX / 1_000_000);
        now + Duration::microseconds(nth * 1_000_000 / i64::from(self.per_second.max(1)))
    }
}

impl InviteLists {
    /// With what the operator decided: where links lead, how many mails are sent, and whether any are.
    pub fn new(db: Db, clock: Clock, config: &Config) -> Self {
        let (per_second, sends) = (config.invitations_per_second, config.smtp_url.is_some());
        Self { db, clock, pace: Pace { base: config.portal_base(), per_second, sends } }
    }

    async fn invite(&self, plan: Plan) -> Result<Option<Ts>> {
        let now = self.clock.now();
        let pace = self.pace.clone();
        // looking costs no write
        let look = pace.clone();
        let found = self.db.read(move |conn| find(conn, &plan, &look, now)).await?;
        match found {
            None => Ok(None),
            // begun anew where the last look ended in the middle
            Some(found) if found.who.is_empty() && found.progress.done_at.is_some() && found.progress.up_to == 0 => {
                Ok(Some(now + Duration::seconds(LOOK_SECONDS)))
            }
            Some(found) if found.waits => Ok(Some(now + Duration::seconds(WAIT_SECONDS))),
            Some(_) => self.db.write(move |conn| batch(conn, &plan, &pace, now)).await,
        }
    }
}

impl Handler for InviteLists {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run(&self, payload: Json, _attempt: i64) -> LocalBoxFuture<'_, Result<Outcome>> {
        async move {
            let Some(plan) = payload.read::<Plan>() else { return Ok(Outcome::Done) };
            let error = match self.invite(plan).await {
                Ok(Some(next)) => return Ok(Outcome::Again(next)),
                Ok(None) => return Ok(Outcome::Done),
                Err(error) => error,
            };
            let seconds = match error.code() {
                ProblemCode::Unavailable => BUSY_SECONDS,
                _ => FAULT_SECONDS,
            };
            tracing::warn!(%error, portal = %plan.portal, list = %plan.list, "an invitation waits");
            Ok(Outcome::Again(self.clock.now() + Duration::seconds(seconds)))
        }
        .boxed_local()
    }
}

/// A contact that is to be invited: id, first and last name, address.
type Person = (ContactId, String, String, String);

/// The next to be invited.
struct Found {
    progress: Progress,
    place: Place,
    who: Vec<Person>,
    /// Whether earlier invitations, of whatever list, are still to be sent.
    waits: bool,
}

/// `None` when the invitation was called off.
fn find(conn: &mut Conn, plan: &Plan, pace: &Pace, now: Ts) -> Result<Option<Found>> {
    let Some(progress) = invitations::progress(conn, plan)? else { return Ok(None) };
    let place = place(conn, plan.portal, &pace.base)?;
    let catalog = Catalog::load(conn)?;
    let stranger = Condition::new(
        "NOT EXISTS (SELECT 1 FROM memberships im WHERE im.contact_id = contacts.id AND im.domain_id = ",
    )
    .int(place.domain.0)
    .sql(")");
    let on = people::on_any(conn, &[plan.list], &catalog, now);
    let who = c::table
        .filter(c::id.gt(ContactId(progress.up_to)))
        .filter(stranger.and(on))
        .order(c::id)
        .limit(i64::from(MOST))
        .select((c::id, c::first_name, c::last_name, c::email))
        .load(conn)?;
    let waits = pace.sends && !who.is_empty() && invitations_wait(conn)?;
    Ok(Some(Found { progress, place, who, waits }))
}

/// Invites the next ones. Returns when to go on; `None` when the invitation was called off.
fn batch(conn: &mut Conn, plan: &Plan, pace: &Pace, now: Ts) -> Result<Option<Ts>> {
    let Some(Found { progress, place, who, waits }) = find(conn, plan, pace, now)? else { return Ok(None) };
    if waits {
        return Ok(Some(now + Duration::seconds(WAIT_SECONDS)));
    }
    let count = who.len();
    let last = who.last().map_or(progress.up_to, |(id, ..)| id.0);
    for (nth, (contact, first_name, last_name, email)) in who.into_iter().enumerate() {
        let names = change::Names { first_name, last_name, email };
        change::invite_new(conn, contact, names, &place, now, pace.due(now, nth))?;
    }
    let all = count < MOST as usize;
    let invited = progress.count + i64::try_from(count).unwrap_or(0);
    let done_at = progress.done_at.or(all.then_some(now));
    // whoever joins later may be an older contact: the next look begins anew
    let up_to = if all { 0 } else { last };
    invitations::note(conn, plan, Progress { up_to, count: invited, done_at })?;
    if count > 0 {
        let event = Event {
            action: "portal.list_invited",
            object: "portal",
            object_id: Some(plan.portal.0),
            object_name: &place.name,
            data: json!({ "list": plan.list, "contacts": count }),
        };
        audit::record(conn, &By::system(), &event, now)?;
    }
    let paid = pace.due(now, count);
    Ok(Some(if all { paid.max(now + Duration::seconds(LOOK_SECONDS)) } else { paid }))
}
