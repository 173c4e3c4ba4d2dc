//! Removes what nobody uses: uploads that were not taken into a message within a day, and content that
//! no row names, such as a server leaves behind that died while it kept an upload.

use std::collections::HashSet;
use std::time::SystemTime;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;

use crate::db::schema::{account, attachments as a, imports as i};
use crate::db::{Conn, Db, Ts};
use crate::error::{Error, Result};
use crate::files::Store;

/// Hours an upload may stay unused.
const UNUSED_HOURS: i64 = 24;
/// Each run looks through one 256th of the store, another one every so many minutes.
const PART_MINUTES: i64 = 10;
/// Addresses looked up at a time.
const BATCH: usize = 500;

/// Removes old uploads that nobody used, and what is left over in a part of the store.
pub async fn run(db: &Db, store: &Store, now: Ts) -> Result<()> {
    let unused = db.write(move |conn| forget_unused(conn, now)).await?;
    let part = (now.micros() / 60_000_000 / PART_MINUTES).rem_euclid(256) as u8;
    let store = store.clone();
    // nobody waits for the writer while the disk is read
    db.read(move |conn| {
        remove(conn, &store, &unused)?;
        leftovers(conn, &store, part)?;
        store.sweep_tmp().map_err(failed)
    })
    .await
}

/// Deletes the rows of uploads that were dropped or stayed pending, and returns their content.
fn forget_unused(conn: &mut Conn, now: Ts) -> Result<Vec<Vec<u8>>> {
    let unused = a::table
        .filter(a::status.eq_any(["pending", "dropped"]))
        .filter(a::created_at.lt(now - Duration::hours(UNUSED_HOURS)));
    let content: Vec<Option<Vec<u8>>> = diesel::delete(unused).returning(a::sha256).get_results(conn)?;
    Ok(content.into_iter().flatten().collect())
}

/// Removes what no row names in the part of the store whose addresses begin with `part`. What is older
/// than the database is not its leftover: somebody may have started with the wrong database.
pub fn leftovers(conn: &mut Conn, store: &Store, part: u8) -> Result<()> {
    let Some(born): Option<Ts> = account::table.select(account::created_at).first(conn).optional()? else {
        return Ok(());
    };
    let born = SystemTime::from(DateTime::<Utc>::from(born));
    remove(conn, store, &store.settled(part, born).map_err(failed)?)
}

/// Removes those of some files that no row names.
fn remove(conn: &mut Conn, store: &Store, content: &[Vec<u8>]) -> Result<()> {
    for batch in content.chunks(BATCH) {
        let attached: Vec<Option<Vec<u8>>> =
            a::table.filter(a::sha256.eq_any(batch.to_vec())).select(a::sha256).load(conn)?;
        let imported: Vec<Vec<u8>> = i::table.filter(i::sha256.eq_any(batch.to_vec())).select(i::sha256).load(conn)?;
        let named: HashSet<Vec<u8>> = attached.into_iter().flatten().chain(imported).collect();
        for orphan in batch.iter().filter(|sha256| !named.contains(*sha256)) {
            store.remove_orphan(orphan).map_err(failed)?;
        }
    }
    Ok(())
}

fn failed(error: std::io::Error) -> Error {
    Error::Internal(format!("unused files could not be removed: {error}"))
}
