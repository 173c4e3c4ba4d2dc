//! The conversation as a value: parts arrive in any order and become one list without gaps or doubles.

use openapi::tickets::portal::{Conversation, Entry, Message, Side};

/// What is shown of a conversation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Thread {
    entries: Vec<Entry>,
    before: Option<String>,
    first_new: Option<Key>,
}

/// Tells an entry from all others of the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A message, by its id.
    Message(i64),
    /// An event, by its id.
    Event(i64),
}

/// A line of the conversation as it stands on the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A new day begins; the moment of its first entry in milliseconds since 1970, and the day's number.
    Day(f64, i64),
    /// What follows arrived while the page was open.
    New,
    /// An entry.
    Entry(Entry),
}

impl Row {
    /// Tells a row from all others, so that rows stay in place when others come.
    pub fn key(&self) -> String {
        match self {
            Self::Day(_, day) => format!("d{day}"),
            Self::New => "new".to_owned(),
            Self::Entry(entry) => match key_of(entry) {
                Key::Message(id) => format!("m{id}"),
                Key::Event(id) => format!("e{id}"),
            },
        }
    }
}

/// The key of an entry.
pub fn key_of(entry: &Entry) -> Key {
    match entry {
        Entry::Message(message) => Key::Message(message.id.0),
        Entry::Event(event) => Key::Event(event.id.0),
    }
}

/// When an entry happened, in milliseconds since 1970.
pub fn time_of(entry: &Entry) -> f64 {
    let at = match entry {
        Entry::Message(message) => message.sent_at,
        Entry::Event(event) => event.at,
    };
    at.timestamp_millis() as f64
}

impl Thread {
    /// Takes in the newest part of the conversation. Returns the messages of others that were not known.
    pub fn merge_newest(&mut self, newest: Conversation) -> Vec<Message> {
        let first_time = self.entries.is_empty();
        let overlaps = newest.entries.iter().any(|entry| self.knows(entry));
        if !overlaps {
            // Nothing in common: more happened than one part holds. Begin anew rather than hide a gap.
            self.entries.clear();
            self.first_new = None;
            self.before = newest.before;
        }
        let mut arrived = Vec::new();
        for entry in newest.entries {
            if !self.knows(&entry) {
                arrived.push(entry.clone());
                self.insert(entry);
            }
        }
        if first_time {
            return Vec::new();
        }
        let from_others = arrived.into_iter().filter_map(|entry| match entry {
            Entry::Message(message) if message.author.side != Side::You => Some(message),
            _ => None,
        });
        let from_others: Vec<Message> = from_others.collect();
        if self.first_new.is_none() {
            self.first_new = from_others.first().map(|message| Key::Message(message.id.0));
        }
        from_others
    }

    /// Takes in an earlier part.
    pub fn merge_earlier(&mut self, earlier: Conversation) {
        self.before = earlier.before;
        let known = std::mem::take(&mut self.entries);
        for entry in earlier.entries.into_iter().chain(known) {
            if !self.knows(&entry) {
                self.insert(entry);
            }
        }
    }

    /// Takes in the customer's own reply: they have seen what came before it.
    pub fn sent(&mut self, message: Message) {
        self.first_new = None;
        let entry = Entry::Message(message);
        if !self.knows(&entry) {
            self.entries.push(entry);
        }
    }

    /// Cursor of the entries before these, if there are any.
    pub fn before(&self) -> Option<String> {
        self.before.clone()
    }

    /// The newest message.
    pub fn last_message(&self) -> Option<Message> {
        self.entries.iter().rev().find_map(|entry| match entry {
            Entry::Message(message) => Some(message.clone()),
            Entry::Event(_) => None,
        })
    }

    /// The lines as they stand on the page. `day_of` says on which day of the reader's zone a moment is.
    pub fn rows(&self, day_of: impl Fn(f64) -> i64) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.entries.len() + 8);
        let mut last_day = None;
        for entry in &self.entries {
            let at = time_of(entry);
            let day = day_of(at);
            if last_day != Some(day) {
                rows.push(Row::Day(at, day));
                last_day = Some(day);
            }
            if self.first_new == Some(key_of(entry)) {
                rows.push(Row::New);
            }
            rows.push(Row::Entry(entry.clone()));
        }
        rows
    }

    fn knows(&self, entry: &Entry) -> bool {
        let key = key_of(entry);
        self.entries.iter().any(|known| key_of(known) == key)
    }

    /// Puts an entry in its place; after those of the same moment, so that they keep the server's order.
    fn insert(&mut self, entry: Entry) {
        let at = time_of(&entry);
        let place = self.entries.iter().rposition(|earlier| time_of(earlier) <= at).map_or(0, |last| last + 1);
        self.entries.insert(place, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};
    use openapi::id::{EventId, MessageId};
    use openapi::tickets::TicketState;
    use openapi::tickets::portal::{Author, Event, Happened};

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_006_400 + hour * 3600, 0).unwrap()
    }

    fn message(id: i64, side: Side) -> Entry {
        let author = Author { side, name: "Ann".into() };
        Entry::Message(Message { id: MessageId(id), author, text: "x".into(), sent_at: at(id), attachments: vec![] })
    }

    fn event(id: i64, hour: i64) -> Entry {
        Entry::Event(Event { id: EventId(id), what: Happened::Status(TicketState::Closed), at: at(hour) })
    }

    fn part(entries: Vec<Entry>, before: Option<&str>) -> Conversation {
        Conversation { entries, before: before.map(str::to_owned) }
    }

    fn keys(thread: &Thread) -> Vec<String> {
        thread.rows(|ms| (ms / 86_400_000.0) as i64).iter().map(Row::key).filter(|key| !key.starts_with('d')).collect()
    }

    #[test]
    fn what_is_there_at_first_is_not_new() {
        let mut thread = Thread::default();
        let new = thread.merge_newest(part(vec![message(1, Side::You), message(2, Side::Team)], Some("c")));
        assert!(new.is_empty());
        assert_eq!(keys(&thread), ["m1", "m2"]);
        assert_eq!(thread.before().as_deref(), Some("c"));
    }

    #[test]
    fn news_is_marked_once_and_until_the_customer_answers() {
        let mut thread = Thread::default();
        thread.merge_newest(part(vec![message(1, Side::You)], None));
        let news = thread.merge_newest(part(vec![message(1, Side::You), message(2, Side::Team), event(1, 2)], None));
        assert_eq!(news.len(), 1);
        assert_eq!(keys(&thread), ["m1", "new", "m2", "e1"]);
        thread.merge_newest(part(vec![message(2, Side::Team), message(3, Side::Team)], None));
        assert_eq!(keys(&thread), ["m1", "new", "m2", "e1", "m3"]);
        let Entry::Message(own) = message(4, Side::You) else { unreachable!() };
        thread.sent(own.clone());
        thread.sent(own);
        assert_eq!(keys(&thread), ["m1", "m2", "e1", "m3", "m4"]);
        assert!(thread.merge_newest(part(vec![message(4, Side::You)], None)).is_empty());
    }

    #[test]
    fn earlier_parts_go_before_and_a_gap_begins_anew() {
        let mut thread = Thread::default();
        thread.merge_newest(part(vec![message(5, Side::Team)], Some("c5")));
        thread.merge_earlier(part(vec![message(3, Side::You), message(4, Side::Team)], Some("c3")));
        assert_eq!(keys(&thread), ["m3", "m4", "m5"]);
        thread.merge_newest(part(vec![message(5, Side::Team), message(6, Side::Team)], Some("c5")));
        assert_eq!(thread.before().as_deref(), Some("c3"), "earlier parts stay");
        thread.merge_newest(part(vec![message(90, Side::Team)], Some("c90")));
        assert_eq!(keys(&thread), ["new", "m90"], "never a hidden gap");
        assert_eq!(thread.before().as_deref(), Some("c90"));
    }

    #[test]
    fn days_are_separated() {
        let mut thread = Thread::default();
        thread.merge_newest(part(vec![message(1, Side::You), message(2, Side::Team), message(30, Side::Team)], None));
        let days = thread.rows(|ms| (ms / 86_400_000.0) as i64);
        assert_eq!(days.iter().filter(|row| matches!(row, Row::Day(..))).count(), 2);
    }
}
