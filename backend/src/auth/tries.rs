//! Failed sign-ins per account, kept in the database so that every server counts the same.
//!
//! Counted by realm and e-mail address whether or not such an account exists, so that the answers
//! tell nobody which addresses have one. Delays of 1, 3, 5 and 10 s after 1, 3, 9 and 25 failures;
//! a pause of 15 minutes after 10 failures within 15 minutes, unless the device is known; a stop at
//! 100 until the password is set anew.

use chrono::Duration;
use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde_json::{Value, json};

use crate::db::dialect::Both;
use crate::db::schema::sign_in_tries as t;
use crate::db::types::TsSql;
use crate::db::{Conn, Ts};
use crate::error::Result;

const WINDOW_MINUTES: i64 = 15;
const PAUSE_AFTER: i64 = 10;
const STOP_AFTER: i64 = 100;

/// What is known of an account's failures.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct Tries {
    failures: i64,
    recent: i64,
    recent_since: Ts,
    last_failed_at: Ts,
}

impl Tries {
    /// As an event tells it: how many there were, and seconds until the next try is looked at.
    pub fn told(&self, now: Ts) -> Value {
        json!({ "failures": self.failures, "wait_seconds": self.wait(now, false) })
    }

    /// Seconds until the next try is looked at; 0 when it may be now.
    pub fn wait(&self, now: Ts, known_device: bool) -> u64 {
        if known_device && self.failures < STOP_AFTER {
            return 0;
        }
        let delay = match self.failures {
            STOP_AFTER.. => return 24 * 3600,
            25.. => 10,
            9.. => 5,
            3.. => 3,
            1.. => 1,
            _ => 0,
        };
        let paused = self.recent >= PAUSE_AFTER && now < self.recent_since + Duration::minutes(WINDOW_MINUTES);
        let until = match paused {
            true => self.last_failed_at + Duration::minutes(WINDOW_MINUTES),
            false => self.last_failed_at + Duration::seconds(delay),
        };
        u64::try_from((until - now).num_milliseconds()).map_or(0, |left| left.div_ceil(1000))
    }
}

/// Seconds until an account's next try is looked at; 0 when it may be now.
pub fn wait(conn: &mut Conn, realm: &str, email: &str, known_device: bool, now: Ts) -> Result<u64> {
    let found: Option<Tries> = t::table
        .find((realm, email))
        .select((t::failures, t::recent, t::recent_since, t::last_failed_at))
        .first(conn)
        .optional()?;
    Ok(found.map_or(0, |tries| tries.wait(now, known_device)))
}

/// Counts one more failure, in one statement: of failures at the same moment none is lost.
pub fn count(conn: &mut Conn, realm: &str, email: &str, now: Ts) -> Result<Tries> {
    let old = t::recent_since.le(now - Duration::minutes(WINDOW_MINUTES));
    let first = (t::failures.eq(1), t::recent.eq(1), t::recent_since.eq(now), t::last_failed_at.eq(now));
    let further = (
        t::failures.eq(t::failures + 1),
        t::recent.eq(case_when(old, 1.into_sql::<BigInt>()).otherwise(t::recent + 1)),
        t::recent_since.eq(case_when(old, now.into_sql::<TsSql>()).otherwise(t::recent_since)),
        t::last_failed_at.eq(now),
    );
    let counted = Both(
        diesel::insert_into(t::table)
            .values((t::realm.eq(realm.to_owned()), t::email.eq(email.to_owned()), first))
            .on_conflict((t::realm, t::email))
            .do_update()
            .set(further)
            .returning((t::failures, t::recent, t::recent_since, t::last_failed_at)),
    );
    Ok(counted.get_result(conn)?)
}

/// Under which failures to confirm are counted of somebody who is signed in.
pub fn confirm_realm(realm: &str) -> String {
    format!("{realm}:confirm")
}

/// Forgets every failure of an account, after a new password or address.
pub fn forget_all(conn: &mut Conn, realm: &str, email: &str) -> Result<()> {
    forget(conn, &confirm_realm(realm), email)?;
    forget(conn, realm, email)
}

/// Forgets the failures of an account that are counted under a realm.
pub fn forget(conn: &mut Conn, realm: &str, email: &str) -> Result<()> {
    diesel::delete(t::table.find((realm, email))).execute(conn)?;
    Ok(())
}

/// Days after which failures are forgotten that nobody came back to.
const FORGOTTEN_DAYS: i64 = 30;

/// Forgets old failures.
pub fn sweep(conn: &mut Conn, now: Ts) -> Result<()> {
    diesel::delete(t::table.filter(t::last_failed_at.lt(now - Duration::days(FORGOTTEN_DAYS)))).execute(conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_the_owners_device_is_let_through() {
        let now = Ts::from_micros(1_000_000_000);
        let tries = |failures, recent| Tries { failures, recent, recent_since: now, last_failed_at: now };
        for (failures, seconds) in [(1, 1), (2, 1), (3, 3), (9, 5), (25, 10)] {
            assert_eq!(tries(failures, 1).wait(now, false), seconds, "{failures} failures");
        }
        assert_eq!(tries(10, 10).wait(now, false), 900);
        assert_eq!(tries(10, 10).wait(now, true), 0);
        assert_eq!(tries(100, 1).wait(now, true), 24 * 3600);
        assert_eq!(tries(10, 10).wait(now + Duration::minutes(16), false), 0);
    }
}
