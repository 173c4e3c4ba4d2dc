//! The open streams of this server.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web::Bytes;
use openapi::id::{ContactId, EventId, PortalId, SessionId, TicketId};
use openapi::live::{Change, ChangeKind, SignedOut};
use tokio::sync::mpsc;

use crate::db::Conn;
use crate::error::{Error, Result};
use crate::metrics::Metrics;

/// Streams one person may have open (safety 2.2).
const MAX_STREAMS: u32 = 6;
/// Events that may wait for a slow client before its stream is closed; it asks again then.
const BACKLOG: usize = 64;

/// Says which of some tickets a listener may learn of, asked anew whenever there is news.
pub type MaySee = Arc<dyn Fn(&mut Conn, &[TicketId]) -> Result<HashSet<TicketId>> + Send + Sync>;

/// Who listens.
#[derive(Clone)]
pub struct Listener {
    /// The session the stream rests on.
    pub session: SessionId,
    /// The portal it is in and the contact who must still be welcome there; `None` in the console.
    pub inside: Option<(PortalId, ContactId)>,
    /// Names the person, for the limit.
    pub person: String,
    /// Whether events that customers must not learn of are left out.
    pub customer: bool,
    /// Which tickets.
    pub may_see: MaySee,
}

impl Listener {
    /// Those of some events that the listener may learn of.
    pub fn learns(&self, conn: &mut Conn, events: &[Event]) -> Result<Vec<Event>> {
        let mut events: Vec<Event> =
            events.iter().copied().filter(|event| event.for_customers || !self.customer).collect();
        if !events.is_empty() {
            let tickets: BTreeSet<TicketId> = events.iter().map(|event| event.ticket).collect();
            let visible = (self.may_see)(conn, &Vec::from_iter(tickets))?;
            events.retain(|event| visible.contains(&event.ticket));
        }
        Ok(events)
    }
}

/// An event of the timeline.
#[derive(Debug, Clone, Copy)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// The ticket.
    pub ticket: TicketId,
    /// What happened.
    pub kind: ChangeKind,
    /// Whether customers may learn of it.
    pub for_customers: bool,
}

impl Event {
    /// As it goes over the wire.
    pub fn wire(self) -> Bytes {
        let data = serde_json::to_string(&Change { ticket_id: self.ticket, kind: self.kind }).unwrap_or_default();
        Bytes::from(format!("id: {}\nevent: change\ndata: {data}\n\n", self.id))
    }
}

/// Every open stream. Cheap to clone.
#[derive(Clone)]
pub struct Hub {
    open: Arc<Mutex<Open>>,
    metrics: Metrics,
}

#[derive(Default)]
struct Open {
    next: u64,
    streams: HashMap<u64, (Listener, mpsc::Sender<Bytes>)>,
}

/// One open stream; it is closed when this is dropped.
pub struct Subscription {
    hub: Hub,
    id: u64,
    /// What to send.
    pub events: mpsc::Receiver<Bytes>,
}

impl Hub {
    /// Without streams.
    pub fn new(metrics: Metrics) -> Self {
        Self { open: Arc::default(), metrics }
    }

    /// Opens a stream.
    ///
    /// # Errors
    /// `Limited` when the person has too many open already.
    pub fn subscribe(&self, listener: Listener) -> Result<Subscription> {
        let (sender, events) = mpsc::channel(BACKLOG);
        let mut open = self.lock();
        let held = open.streams.values().filter(|(other, _)| other.person == listener.person).count();
        if held as u64 >= u64::from(MAX_STREAMS) {
            return Err(Error::Limited { limit: MAX_STREAMS, wait: 30 });
        }
        let id = open.next;
        open.next += 1;
        open.streams.insert(id, (listener, sender));
        self.metrics.streams(open.streams.len());
        Ok(Subscription { hub: self.clone(), id, events })
    }

    /// Every listener with the number of its stream.
    pub(super) fn listeners(&self) -> Vec<(u64, Listener)> {
        self.lock().streams.iter().map(|(id, (listener, _))| (*id, listener.clone())).collect()
    }

    /// Sends to one stream; a client that does not keep up is cut off.
    pub(super) fn send(&self, id: u64, bytes: Bytes) {
        let mut open = self.lock();
        if open.streams.get(&id).is_some_and(|(_, sender)| sender.try_send(bytes).is_err()) {
            open.streams.remove(&id);
        }
    }

    /// Closes the streams of sessions that have ended.
    pub(super) fn end(&self, ended: &HashMap<SessionId, SignedOut>) {
        self.close(|listener| {
            let data = serde_json::to_string(ended.get(&listener.session)?).unwrap_or_default();
            Some(format!("event: signed_out\ndata: {data}\n\n"))
        });
    }

    /// Closes every stream: the server stops, and clients shall come back to another.
    pub fn close_all(&self) {
        self.close(|_| Some("event: bye\ndata: {}\n\n".to_owned()));
    }

    /// Closes the streams to which `farewell` has something to say.
    fn close(&self, farewell: impl Fn(&Listener) -> Option<String>) {
        let mut open = self.lock();
        open.streams.retain(|_, (listener, sender)| {
            let Some(farewell) = farewell(listener) else { return true };
            // a client that is too slow for this learns it from the end of the stream
            let _ = sender.try_send(Bytes::from(farewell));
            false
        });
        self.metrics.streams(open.streams.len());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut open = self.hub.lock();
        open.streams.remove(&self.id);
        self.hub.metrics.streams(open.streams.len());
    }
}
