//! When the members of a portal's lists are invited: two minutes after the list was added or the portal
//! turned on, so that a mistake can be taken back. The job itself is `memberships::jobs`.

use chrono::Duration;
use diesel::prelude::*;
use openapi::id::{ListId, PortalId};
use serde::{Deserialize, Serialize};

use crate::db::schema::{portal_lists as pl, portals as p};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;
use crate::jobs;

/// The kind of job.
pub const KIND: &str = "invite_list";
/// Minutes in which a mistake can be taken back.
pub const GRACE_MINUTES: i64 = 2;

/// Whom to invite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Into which portal.
    pub portal: PortalId,
    /// The members of which list.
    pub list: ListId,
    /// For when it was planned, in microseconds since 1970. A list that was taken off and added again has
    /// another plan, and the job of the first ends.
    pub at: i64,
}

/// Adds a list to a portal.
pub fn add(conn: &mut Conn, portal: PortalId, list: ListId, is_on: bool, now: Ts) -> Result<()> {
    let at = now + Duration::minutes(GRACE_MINUTES);
    diesel::insert_into(pl::table)
        .values((
            pl::portal_id.eq(portal),
            pl::list_id.eq(list),
            pl::added_at.eq(now),
            pl::invite_at.eq(at),
            pl::invited_up_to.eq(0),
            pl::invited_count.eq(0),
        ))
        .execute(conn)?;
    if is_on { plan(conn, portal, list, at) } else { Ok(()) }
}

fn plan(conn: &mut Conn, portal: PortalId, list: ListId, at: Ts) -> Result<()> {
    let payload = Json::of(Plan { portal, list, at: at.micros() });
    jobs::enqueue(conn, KIND, payload, at).map(drop)
}

/// Plans anew for every list of a portal that is turned on.
pub fn plan_all(conn: &mut Conn, portal: PortalId, now: Ts) -> Result<()> {
    let at = now + Duration::minutes(GRACE_MINUTES);
    for list in crate::portals::read::lists_of(conn, portal)? {
        diesel::update(pl::table.find((portal, list)))
            .set((pl::invite_at.eq(at), pl::invited_up_to.eq(0), pl::invited_at.eq(None::<Ts>)))
            .execute(conn)?;
        plan(conn, portal, list, at)?;
    }
    Ok(())
}

/// How far an invitation is.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct Progress {
    /// The last contact that was invited in this round.
    pub up_to: i64,
    /// How many were.
    pub count: i64,
    /// When all had been.
    pub done_at: Option<Ts>,
}

/// How far a planned invitation is; `None` when it was called off: the list was taken off, the portal
/// turned off or opened to everyone.
pub fn progress(conn: &mut Conn, plan: &Plan) -> Result<Option<Progress>> {
    Ok(pl::table
        .inner_join(p::table)
        .filter(pl::portal_id.eq(plan.portal))
        .filter(pl::list_id.eq(plan.list))
        .filter(pl::invite_at.eq(Ts::from_micros(plan.at)))
        .filter(p::is_on.eq(true))
        .filter(p::access.eq("lists"))
        .select((pl::invited_up_to, pl::invited_count, pl::invited_at))
        .first(conn)
        .optional()?)
}

/// Writes down how far it is.
pub fn note(conn: &mut Conn, plan: &Plan, progress: Progress) -> Result<()> {
    diesel::update(pl::table.find((plan.portal, plan.list)))
        .set((
            pl::invited_up_to.eq(progress.up_to),
            pl::invited_count.eq(progress.count),
            pl::invited_at.eq(progress.done_at),
        ))
        .execute(conn)?;
    Ok(())
}
