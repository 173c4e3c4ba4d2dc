//! The loaded part of a conversation as plain data: earlier parts are put in front, fresh ones
//! replace the end. Knows no browser.

use openapi::tickets::console::{Author, Conversation, Entry};

/// The loaded entries, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Thread {
    entries: Vec<Entry>,
    before: Option<String>,
}

/// What names an entry within its ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A message.
    Message(i64),
    /// A note.
    Note(i64),
    /// An event.
    Event(i64),
}

/// What names `entry`.
pub const fn key(entry: &Entry) -> Key {
    match entry {
        Entry::Message(message) => Key::Message(message.id.0),
        Entry::Note(note) => Key::Note(note.id.0),
        Entry::Event(event) => Key::Event(event.id.0),
    }
}

impl Thread {
    /// Works the newest part in: it replaces what it overlaps; entries loaded before it stay. If
    /// nothing overlaps there is a gap, so only the newest part is kept. Returns the messages of
    /// customers that were not known, none on the first call.
    pub fn refresh(&mut self, newest: Conversation) -> Vec<Entry> {
        let news = if self.entries.is_empty() {
            Vec::new()
        } else {
            newest.entries.iter().filter(|entry| from_customer(entry) && !self.has(key(entry))).cloned().collect()
        };
        let first = newest.entries.first().map(key);
        match self.entries.iter().position(|entry| Some(key(entry)) == first) {
            Some(overlap) => {
                self.entries.truncate(overlap);
                self.entries.extend(newest.entries);
            }
            None => *self = Self { entries: newest.entries, before: newest.before },
        }
        news
    }

    /// Puts the part before the first entry in front.
    pub fn prepend(&mut self, earlier: Conversation) {
        let mut entries = earlier.entries;
        entries.retain(|entry| !self.has(key(entry)));
        entries.append(&mut self.entries);
        *self = Self { entries, before: earlier.before };
    }

    /// Adds an entry that this browser made, unless it came by another way already.
    pub fn push(&mut self, entry: Entry) {
        if !self.has(key(&entry)) {
            self.entries.push(entry);
        }
    }

    /// The entries, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Cursor of the entries before the first one.
    pub fn before(&self) -> Option<&str> {
        self.before.as_deref()
    }

    fn has(&self, wanted: Key) -> bool {
        self.entries.iter().any(|entry| key(entry) == wanted)
    }
}

fn from_customer(entry: &Entry) -> bool {
    matches!(entry, Entry::Message(message) if matches!(message.author, Author::Contact(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::contacts::console::ContactRef;
    use openapi::id::{ContactId, MessageId, NoteId};
    use openapi::tickets::console::{Message, Note};

    fn message(id: i64) -> Entry {
        let author =
            Author::Contact(ContactRef { id: ContactId(1), name: "R. Olsen".into(), email: "r@x.test".into() });
        let sent_at = chrono::DateTime::UNIX_EPOCH;
        Entry::Message(Message {
            id: MessageId(id),
            author,
            text: "t".into(),
            sent_at,
            delivery: None,
            attachments: vec![],
        })
    }

    fn note(id: i64) -> Entry {
        let written_at = chrono::DateTime::UNIX_EPOCH;
        Entry::Note(Note { id: NoteId(id), author: Author::System, text: "t".into(), written_at, attachments: vec![] })
    }

    fn part(entries: Vec<Entry>, before: Option<&str>) -> Conversation {
        Conversation { entries, before: before.map(String::from) }
    }

    fn ids(thread: &Thread) -> Vec<Key> {
        thread.entries().iter().map(key).collect()
    }

    #[test]
    fn a_fresh_end_keeps_the_earlier_part() {
        let mut thread = Thread::default();
        assert_eq!(thread.refresh(part(vec![message(3), message(4)], Some("c3"))), vec![]);
        thread.prepend(part(vec![message(1), message(2), message(3)], None));
        let news = thread.refresh(part(vec![message(4), note(1), message(5)], Some("c4")));
        assert_eq!(news.iter().map(key).collect::<Vec<_>>(), [Key::Message(5)]);
        assert_eq!(
            ids(&thread),
            [1, 2, 3, 4].map(Key::Message).into_iter().chain([Key::Note(1), Key::Message(5)]).collect::<Vec<_>>()
        );
        assert_eq!(thread.before(), None);
    }

    #[test]
    fn a_gap_starts_anew() {
        let mut thread = Thread::default();
        thread.refresh(part(vec![message(1)], None));
        thread.refresh(part(vec![message(60), message(61)], Some("c60")));
        assert_eq!(ids(&thread), [Key::Message(60), Key::Message(61)]);
        assert_eq!(thread.before(), Some("c60"));
    }

    #[test]
    fn what_was_sent_here_is_not_shown_twice() {
        let mut thread = Thread::default();
        thread.refresh(part(vec![message(1)], None));
        thread.push(message(2));
        thread.push(message(2));
        assert_eq!(ids(&thread), [Key::Message(1), Key::Message(2)]);
        assert!(thread.refresh(part(vec![message(1), message(2)], None)).is_empty());
    }
}
