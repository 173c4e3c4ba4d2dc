//! What every installation has, made by the server's own code: account, portal, pipeline, staff.

use anyhow::{Context, Result};
use diesel::prelude::*;
use portico::auth::password::Passwords;
use portico::config::Config;
use portico::db::schema::stages;
use portico::db::{Conn, Ts};
use portico::portals::change::{Created, Installation, install as install_portal};
use portico::users::change::{BuiltInRole, NewUser, create as create_user};
use portico::{error, server};

/// The password of everybody, customers and staff.
pub const PASSWORD: &str = "violet harbour kite 9";
/// The slug of the portal.
pub const PORTAL: &str = "support";
/// With which a member of staff signs in.
pub const STAFF_EMAIL: &str = "staff1@portico.example";
/// Members of staff.
const STAFF: usize = 12;

/// A stage of the pipeline.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// `open` or `closed`.
    pub state: String,
}

/// What tickets refer to.
#[derive(Debug, Clone)]
pub struct Base {
    /// Portal, domain, inbox and pipeline.
    pub created: Created,
    /// Stages in order; the last one is closed.
    pub stages: Vec<Stage>,
    /// Members of staff.
    pub users: Vec<i64>,
    /// The hash of [`PASSWORD`].
    pub password_hash: String,
}

/// Migrates, creates what a new installation has, and returns it with the time, in microseconds.
pub fn install(config: &Config) -> Result<(Base, i64)> {
    let parts = server::prepare(config.clone())?;
    let (now, hash) = (parts.clock.now(), Passwords::new()?.hash_blocking(PASSWORD)?);
    let host = config.portal_host();
    let base = parts.db.write_blocking(|conn| {
        let new = Installation {
            account: "Meridian Supplies",
            portal: "Meridian Support",
            slug: PORTAL,
            address: "support@portico.example",
            company_tickets: true,
        };
        let created = install_portal(conn, &new, &host, now)?;
        let users = (1..=STAFF).map(|number| user(conn, number, &hash, now)).collect::<error::Result<Vec<i64>>>()?;
        Ok((created, users, stages_of(conn)?))
    })?;
    let (created, users, stages) = base;
    let created = created.context("the database is not empty")?;
    Ok((Base { created, stages, users, password_hash: hash }, now.micros()))
}

fn user(conn: &mut Conn, number: usize, hash: &str, now: Ts) -> error::Result<i64> {
    let (email, name) = (format!("staff{number}@portico.example"), format!("Agent {number}"));
    let role = if number == 1 { BuiltInRole::Owner } else { BuiltInRole::Agent };
    create_user(conn, &NewUser { email: &email, name: &name, password_hash: hash, role }, now).map(|id| id.0)
}

fn stages_of(conn: &mut Conn) -> error::Result<Vec<Stage>> {
    let rows: Vec<(i64, String, String)> =
        stages::table.order(stages::position).select((stages::id, stages::name, stages::state)).load(conn)?;
    Ok(rows.into_iter().map(|(id, name, state)| Stage { id, name, state }).collect())
}
