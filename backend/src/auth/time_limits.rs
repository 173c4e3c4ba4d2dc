//! How long sessions last: without use, and at the most.

use chrono::Duration;
use diesel::prelude::*;
use openapi::id::DomainId;

use super::sessions::Subject;
use crate::db::schema::{domains as d, memberships as m, sessions as s};
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};

/// Days a customer stays signed in with "keep me signed in" (NIST AAL1: 30).
pub const KEEP_DAYS: i64 = 30;
/// Minutes without a request after which a user's session ends.
const CONSOLE_IDLE_MINUTES: i64 = 30;
/// Hours after which any other session ends.
const ABSOLUTE_HOURS: i64 = 12;
/// Hours after which a preview ends.
const PREVIEW_HOURS: i64 = 1;

/// How long a session lasts.
#[derive(Debug, Clone, Copy)]
pub struct TimeLimits {
    /// Without use.
    pub idle: Duration,
    /// Of that, what is left.
    pub idle_left: Duration,
    /// At the most.
    pub ends_at: Ts,
}

impl TimeLimits {
    /// Whether its owner asked to be kept signed in.
    pub fn is_kept(&self) -> bool {
        self.idle >= Duration::days(KEEP_DAYS)
    }
}

/// How long a new session lasts: without use, and at the most. Customers' follow their domain.
pub fn time_outs(conn: &mut Conn, subject: Subject, keep: bool) -> Result<(Duration, Duration)> {
    let absolute = Duration::hours(ABSOLUTE_HOURS);
    Ok(match subject {
        Subject::Membership(id) => {
            // whoever was blocked a moment ago gets none: it would come to life when they are let in again
            let active = m::table.inner_join(d::table).filter(m::id.eq(id)).filter(m::status.eq("active"));
            let minutes: Option<i64> = active.select(d::idle_minutes).first(conn).optional()?;
            let minutes = minutes.ok_or_else(Error::unauthenticated)?;
            if keep {
                return Ok((Duration::days(KEEP_DAYS), Duration::days(KEEP_DAYS)));
            }
            let idle = Duration::minutes(minutes);
            // a day without use would not come to pass within half a day
            (idle, absolute.max(idle))
        }
        Subject::User(_) => (Duration::minutes(CONSOLE_IDLE_MINUTES), absolute),
        Subject::Preview { .. } => (Duration::minutes(CONSOLE_IDLE_MINUTES), Duration::hours(PREVIEW_HOURS)),
    })
}

/// Lets the sessions of a domain's customers end after less time without use. Those who asked to be kept
/// signed in are.
pub fn shorten_idle(conn: &mut Conn, domain: DomainId, minutes: i64) -> Result<()> {
    let kept = Duration::days(KEEP_DAYS).num_seconds();
    let seconds = minutes * 60;
    let there = m::table.filter(m::domain_id.eq(domain)).select(m::id.nullable());
    let longer = s::table.filter(s::membership_id.eq_any(there)).filter(s::idle_seconds.gt(seconds));
    diesel::update(longer.filter(s::idle_seconds.lt(kept))).set(s::idle_seconds.eq(seconds)).execute(conn)?;
    Ok(())
}
