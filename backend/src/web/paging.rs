//! Cursors: where a page of a list ends, by the sort key and id of its last row, and how many rows
//! came before. Keyset paging: page 10,000 costs what page 1 costs.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openapi::page::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use openapi::problem::ProblemCode;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A place between two rows. Opaque to clients.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cursor<K> {
    /// The sort key of the row beside it.
    pub key: K,
    /// The id of the row beside it.
    pub id: i64,
    /// How many rows of the list come before it.
    pub position: u64,
}

impl<K: Serialize + serde::de::DeserializeOwned> Cursor<K> {
    fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(&self.key, self.id, self.position)).unwrap_or_default())
    }

    fn decode(text: &str) -> Result<Self> {
        let read = || {
            let json = URL_SAFE_NO_PAD.decode(text).ok()?;
            let (key, id, position) = serde_json::from_slice(&json).ok()?;
            Some(Self { key, id, position })
        };
        read().ok_or_else(|| {
            Error::refused(ProblemCode::MalformedQuery, "This cursor is not one of ours. Begin again without it.")
        })
    }
}

/// Which page of a list is wanted.
#[derive(Debug, Clone)]
pub struct Wanted<K> {
    /// Rows a page has.
    pub limit: u32,
    /// From where, and in which direction.
    pub from: From<K>,
}

/// From where a page is read.
#[derive(Debug, Clone)]
pub enum From<K> {
    /// The first page.
    Start,
    /// The rows after a place.
    After(Cursor<K>),
    /// The rows before a place; they are read backwards and turned round.
    Before(Cursor<K>),
}

impl<K: Serialize + serde::de::DeserializeOwned> Wanted<K> {
    /// Reads the paging parameters of a query.
    ///
    /// # Errors
    /// `MalformedQuery` for a limit outside 1 to 100, a foreign cursor, or two cursors at once.
    pub fn read(limit: Option<u32>, after: Option<&str>, before: Option<&str>) -> Result<Self> {
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(Error::refused(ProblemCode::MalformedQuery, format!("limit must be 1 to {MAX_LIMIT}.")));
        }
        let from = match (after, before) {
            (None, None) => From::Start,
            (Some(after), None) => From::After(Cursor::decode(after)?),
            (None, Some(before)) => From::Before(Cursor::decode(before)?),
            (Some(_), Some(_)) => {
                return Err(Error::refused(ProblemCode::MalformedQuery, "Use after or before, not both."));
            }
        };
        Ok(Self { limit, from })
    }

    /// Rows to ask the database for: one more than the page has, to learn whether there are more.
    pub fn fetch(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Whether rows are to be read in the opposite order.
    pub fn backwards(&self) -> bool {
        matches!(self.from, From::Before(_))
    }

    /// The place to read from.
    pub fn cursor(&self) -> Option<&Cursor<K>> {
        match &self.from {
            From::Start => None,
            From::After(cursor) | From::Before(cursor) => Some(cursor),
        }
    }

    /// Makes a page of the rows that [`Wanted::fetch`] brought, in the order they were read.
    /// `key` says the sort key and id of a row.
    pub fn page<T>(self, mut rows: Vec<T>, key: impl Fn(&T) -> (K, i64)) -> Page<T> {
        let limit = self.limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let count = rows.len() as u64;
        let (start, has_previous, has_next) = match &self.from {
            From::Start => (0, false, more),
            From::After(cursor) => (cursor.position, true, more),
            From::Before(cursor) => {
                rows.reverse();
                (cursor.position.saturating_sub(count), more, true)
            }
        };
        // a cursor can be forged, and any number stand in it
        let end = start.saturating_add(count);
        let at = |row: Option<&T>, position| {
            row.map(|row| {
                let (key, id) = key(row);
                Cursor { key, id, position }.encode()
            })
        };
        Page {
            next: if has_next { at(rows.last(), end) } else { None },
            previous: if has_previous { at(rows.first(), start) } else { None },
            first: if rows.is_empty() { 0 } else { start.saturating_add(1) },
            items: rows,
            total: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_forth_and_back() {
        let key = |n: &i64| (*n, *n);
        let first = Wanted::<i64>::read(Some(2), None, None).unwrap().page(vec![1, 2, 3], key);
        assert_eq!((first.items.clone(), first.first, first.previous.is_none()), (vec![1, 2], 1, true));
        let second = Wanted::<i64>::read(Some(2), first.next.as_deref(), None).unwrap();
        assert_eq!(second.cursor().unwrap().id, 2);
        let second = second.page(vec![3], key);
        assert_eq!((second.items.clone(), second.first, second.next.is_none()), (vec![3], 3, true));
        let back = Wanted::<i64>::read(Some(2), None, second.previous.as_deref()).unwrap();
        assert!(back.backwards());
        let back = back.page(vec![2, 1], key);
        assert_eq!((back.items, back.first, back.next.is_some(), back.previous.is_none()), (vec![1, 2], 1, true, true));
    }

    #[test]
    fn refuses_foreign_cursors_and_limits() {
        assert!(Wanted::<i64>::read(Some(0), None, None).is_err());
        assert!(Wanted::<i64>::read(Some(101), None, None).is_err());
        assert!(Wanted::<i64>::read(None, Some("nonsense"), None).is_err());
        assert!(Wanted::<i64>::read(None, Some("x"), Some("y")).is_err());
    }
}
