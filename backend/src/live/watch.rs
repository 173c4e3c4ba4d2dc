//! Watches the timeline and the sessions, and tells the streams.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use diesel::prelude::*;
use openapi::id::{ContactId, EventId, PortalId, SessionId, TicketId};
use openapi::live::SignedOut;
use tokio::sync::watch;

use super::hub::{Event, Hub, Listener};
use crate::auth::gate::Gate;
use crate::auth::sessions;
use crate::clock::Clock;
use crate::db::schema::events as e;
use crate::db::{Conn, Db, Ts};
use crate::error::Result;

/// How often the timeline is looked at when nothing of this process changed: another server may
/// have written.
const POLL: Duration = Duration::from_secs(1);
/// How often sessions of open streams are checked. Safety A6 and D2: within five seconds.
const CHECK_SESSIONS: Duration = Duration::from_secs(3);
/// Ids are given before transactions commit, so a smaller one may appear after a larger: events of
/// this long are looked at again.
const LATECOMERS: Duration = Duration::from_secs(10);
/// Events looked at in one go, and the most that a client is told that comes back.
const BATCH: i64 = 500;
/// What happened longer ago is history, such as an import brings, and no news to anybody.
const NEWS_HOURS: i64 = 24;

/// What was seen of the timeline.
#[derive(Default)]
struct Seen {
    /// Everything up to here is done with.
    floor: i64,
    /// Seen since, and when.
    recent: BTreeMap<i64, Instant>,
}

impl Seen {
    fn is_fresh(&self, event: &Event) -> bool {
        !self.recent.contains_key(&event.id.0)
    }

    /// Notes an id as done with.
    fn note(&mut self, id: i64) {
        // the time of the first sight stays: what is looked at again would never be done with otherwise
        self.recent.entry(id).or_insert_with(Instant::now);
    }

    /// Goes on behind an id and waits no longer for what may appear before it.
    fn leap(&mut self, id: i64) {
        self.floor = id;
        self.recent.retain(|later, _| *later > id);
    }

    fn settle(&mut self) {
        while let Some((id, at)) = self.recent.first_key_value()
            && at.elapsed() > LATECOMERS
        {
            self.floor = *id;
            self.recent.pop_first();
        }
    }
}

/// Runs until `stop` says so, then closes every stream.
pub async fn run(hub: Hub, db: Db, clock: Clock, mut stop: watch::Receiver<bool>) {
    let mut commits = db.commits();
    let mut seen = Seen::default();
    match db.read(newest).await {
        Ok(id) => seen.floor = id,
        Err(error) => tracing::warn!(%error, "the timeline could not be read"),
    }
    let mut checked = Instant::now();
    while !*stop.borrow() {
        tokio::select! {
            _ = stop.changed() => break,
            _ = commits.changed() => {}
            () = tokio::time::sleep(POLL) => {}
        }
        let listening = hub.listeners();
        if let Err(error) = look(&hub, &db, &clock, &mut seen, !listening.is_empty()).await {
            tracing::warn!(%error, "the timeline could not be read");
        }
        if checked.elapsed() > CHECK_SESSIONS {
            checked = Instant::now();
            if let Err(error) = check(&hub, &db, &clock).await {
                tracing::warn!(%error, "sessions of open streams could not be checked");
            }
        }
    }
    hub.close_all();
}

fn newest(conn: &mut Conn) -> Result<i64> {
    let id: Option<EventId> = e::table.order(e::id.desc()).select(e::id).first(conn).optional()?;
    Ok(id.map_or(0, |id| id.0))
}

async fn look(hub: &Hub, db: &Db, clock: &Clock, seen: &mut Seen, listening: bool) -> Result<()> {
    seen.settle();
    if !listening {
        let newest = db.read(newest).await?;
        // somebody who came in the meantime is told what happened in the meantime
        if hub.listeners().is_empty() {
            // nobody to tell: begin anew from here when somebody comes
            seen.floor = newest;
            seen.recent.clear();
            return Ok(());
        }
    }
    while tell(hub, db, clock, seen).await? {}
    Ok(())
}

/// Tells of a batch of events. Returns whether there are more.
async fn tell(hub: &Hub, db: &Db, clock: &Clock, seen: &mut Seen) -> Result<bool> {
    let (floor, now) = (EventId(seen.floor), clock.now());
    let (newest, events) = db.read(move |conn| Ok((newest(conn)?, since(conn, floor, now)?))).await?;
    let last = events.last().map(|event| event.id.0);
    let full = events.len() as i64 == BATCH;
    let fresh: Vec<Event> = events.into_iter().filter(|event| seen.is_fresh(event)).collect();
    let ids: Vec<i64> = fresh.iter().map(|event| event.id.0).collect();
    if !fresh.is_empty() {
        send(hub, db, fresh).await?;
    }
    // told, and not before: after an error they are still news at the next look
    ids.into_iter().for_each(|id| seen.note(id));
    match last {
        Some(last) if full => seen.leap(last),
        // history is passed over as well
        _ => seen.note(newest),
    }
    Ok(full)
}

/// Sends events to those who may learn of them.
async fn send(hub: &Hub, db: &Db, events: Vec<Event>) -> Result<()> {
    let listeners = hub.listeners();
    let letters = db
        .read(move |conn| {
            let mut letters = Vec::new();
            for (id, listener) in &listeners {
                letters.extend(listener.learns(conn, &events)?.into_iter().map(|event| (*id, event.wire())));
            }
            Ok(letters)
        })
        .await?;
    for (id, bytes) in letters {
        hub.send(id, bytes);
    }
    Ok(())
}

/// What a client missed that comes back.
pub enum Missed {
    /// These events, oldest first.
    Events(Vec<Event>),
    /// Too much to tell, or too long ago. With the id of the newest event.
    TooMuch(EventId),
}

/// What happened since a client's last event.
pub fn missed(conn: &mut Conn, after: EventId, now: Ts) -> Result<Missed> {
    let newest = newest(conn)?;
    let history = e::table.filter(e::id.gt(after)).filter(e::created_at.le(now - chrono::Duration::hours(NEWS_HOURS)));
    let events = since(conn, after, now)?;
    let too_much = events.len() as i64 == BATCH || diesel::select(diesel::dsl::exists(history)).get_result(conn)?;
    Ok(if too_much { Missed::TooMuch(EventId(newest)) } else { Missed::Events(events) })
}

/// News after an event, oldest first.
fn since(conn: &mut Conn, after: EventId, now: Ts) -> Result<Vec<Event>> {
    let rows: Vec<(EventId, Option<TicketId>, String, bool)> = e::table
        .filter(e::id.gt(after))
        .filter(e::ticket_id.is_not_null())
        .filter(e::created_at.gt(now - chrono::Duration::hours(NEWS_HOURS)))
        .order(e::id)
        .limit(BATCH)
        .select((e::id, e::ticket_id, e::kind, e::for_customers))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, ticket, kind, for_customers)| {
            Some(Event { id, ticket: ticket?, kind: kind_of(&kind)?, for_customers })
        })
        .collect())
}

fn kind_of(word: &str) -> Option<openapi::live::ChangeKind> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

async fn check(hub: &Hub, db: &Db, clock: &Clock) -> Result<()> {
    let listeners = hub.listeners();
    if listeners.is_empty() {
        return Ok(());
    }
    let now = clock.now();
    let ended = db.read(move |conn| ended(conn, &listeners, now)).await?;
    hub.end(&ended);
    Ok(())
}

/// The sessions that have ended, by whatever ended them: those that somebody ended, those that were not used
/// in time, and those of contacts who are no longer welcome in their portal.
fn ended(conn: &mut Conn, listeners: &[(u64, Listener)], now: Ts) -> Result<HashMap<SessionId, SignedOut>> {
    let sessions: Vec<SessionId> = listeners.iter().map(|(_, listener)| listener.session).collect();
    let standing = sessions::standing(conn, &sessions, now)?;
    let mut inside: BTreeMap<PortalId, Vec<ContactId>> = BTreeMap::new();
    for (portal, contact) in listeners.iter().filter_map(|(_, listener)| listener.inside) {
        inside.entry(portal).or_default().push(contact);
    }
    let (mut welcome, mut off) = (HashSet::new(), HashSet::new());
    for (portal, contacts) in inside {
        match Gate::now(conn, portal)? {
            None => drop(off.insert(portal)),
            Some(gate) => {
                welcome.extend(gate.admitted(conn, &contacts, now)?.into_iter().map(|contact| (portal, contact)))
            }
        }
    }
    let is_off = |listener: &Listener| listener.inside.is_some_and(|(portal, _)| off.contains(&portal));
    let end = |listener: &Listener| match standing.get(&listener.session) {
        None => Some(SignedOut { revoked: true }),
        // nobody can sign in again
        Some(_) if is_off(listener) => Some(SignedOut { revoked: true }),
        Some(true) if listener.inside.is_none_or(|inside| welcome.contains(&inside)) => None,
        Some(_) => Some(SignedOut { revoked: false }),
    };
    Ok(listeners.iter().filter_map(|(_, listener)| Some((listener.session, end(listener)?))).collect())
}
