//! The words of the full-text index, each once. The index is quick at whole words and slow at
//! beginnings of words, of which it reads all there are; so a beginning is looked up here first, and
//! the index is asked for the whole words it may become.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::{Array, Text};

use crate::db::Conn;
use crate::error::{Error, Result};

diesel::table! {
    ticket_search_words (word) {
        word -> Text,
    }
}

/// Words a beginning may become; the index is better asked for the beginning when there are more.
const MAX: usize = 50;

/// Adds the words that are new. Sorted, so that two transactions never wait for each other's.
pub(super) fn learn(conn: &mut Conn, words: &BTreeSet<&str>) -> Result<()> {
    match conn {
        Conn::Sqlite(conn) => {
            let words = serde_json::to_string(words).map_err(|error| Error::Internal(error.to_string()))?;
            diesel::sql_query("INSERT OR IGNORE INTO ticket_search_words (word) SELECT value FROM json_each(?)")
                .bind::<Text, _>(words)
                .execute(conn)?;
        }
        Conn::Postgres(conn) => {
            let words: Vec<&str> = words.iter().copied().collect();
            diesel::sql_query("INSERT INTO ticket_search_words (word) SELECT unnest($1) ON CONFLICT DO NOTHING")
                .bind::<Array<Text>, _>(words)
                .execute(conn)?;
        }
    }
    Ok(())
}

/// The words that begin with `beginning`; `None` when there are too many of them.
pub(super) fn beginning_with(conn: &mut Conn, beginning: &str) -> Result<Option<Vec<String>>> {
    use ticket_search_words as w;
    // no word has this character, and none comes after it
    let end = format!("{beginning}\u{10ffff}");
    let found: Vec<String> = w::table
        .filter(w::word.ge(beginning))
        .filter(w::word.lt(end))
        .select(w::word)
        .order(w::word)
        .limit(MAX as i64 + 1)
        .load(conn)?;
    Ok((found.len() <= MAX).then_some(found))
}
