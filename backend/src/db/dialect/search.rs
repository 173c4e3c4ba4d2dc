//! Full-text search: FTS5 on SQLite, `tsvector` on PostgreSQL, the same answers on both.
//!
//! Both index the same words because the words are cut here: folded to lower case without accents,
//! runs of letters and digits. Scope words (`~c12`, `~o3`) say whose a ticket is; what somebody types
//! never becomes one of them, because no word of theirs contains a tilde. So the index alone answers:
//! neither columns nor positions need be kept or looked at again.

mod vocabulary;

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::expression::{SqlLiteral, UncheckedBind};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use openapi::id::{CompanyId, ContactId, TicketId};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::db::Conn;
use crate::error::{Error, Result};

/// Words of one query that are looked at; the rest is ignored.
const MAX_WORDS: usize = 10;
/// Bytes of a text's words that are indexed. They are counted when the words are folded, which makes
/// some scripts three times as long; PostgreSQL takes 1 MiB for a whole ticket.
const MAX_BYTES: usize = 768 * 1024;
/// Characters of a word that count.
const MAX_WORD: usize = 60;
/// Staff search all tickets: only the newest matches are considered, so that a word that every
/// ticket contains costs no more than a rare one.
const MAX_UNSCOPED: u32 = 500;
/// Tickets that are looked up one by one on SQLite.
const FEW: u32 = 2_000;

/// Whose tickets a search is confined to.
#[derive(Debug, Clone, Copy)]
pub enum Scope {
    /// Everybody's: staff.
    All,
    /// A contact's.
    Contact(ContactId),
    /// A company's.
    Company(CompanyId),
}

impl std::fmt::Display for Scope {
    /// The scope word; nothing for everybody's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Scope::All => Ok(()),
            Scope::Contact(id) => write!(f, "~c{id}"),
            Scope::Company(id) => write!(f, "~o{id}"),
        }
    }
}

/// What is indexed of a ticket.
pub struct Document<'a> {
    /// The subject.
    pub subject: &'a str,
    /// Every customer-visible message.
    pub body: &'a str,
    /// Associated contacts.
    pub contacts: &'a [ContactId],
    /// Associated companies.
    pub companies: &'a [CompanyId],
}

/// A condition on a column that holds ticket ids.
pub type Matching = SqlLiteral<Bool, UncheckedBind<SqlLiteral<Bool>, diesel::dsl::AsExprOf<String, Text>>>;

/// What the index is given for a ticket: its words and whose it is, separated by spaces.
pub fn entry(ticket: TicketId, document: &Document<'_>) -> String {
    let mut entry = format!("{ticket} {} {}", words(document.subject), words(document.body));
    for id in document.contacts {
        entry.push_str(&format!(" {}", Scope::Contact(*id)));
    }
    for id in document.companies {
        entry.push_str(&format!(" {}", Scope::Company(*id)));
    }
    entry
}

/// Writes what is indexed of tickets, their [`entry`], replacing what was.
pub fn index(conn: &mut Conn, entries: &[(TicketId, String)]) -> Result<()> {
    for (ticket, entry) in entries {
        match conn {
            Conn::Sqlite(conn) => {
                diesel::sql_query("INSERT OR REPLACE INTO ticket_search (rowid, document) VALUES (?, ?)")
                    .bind::<BigInt, _>(ticket)
                    .bind::<Text, _>(entry)
                    .execute(conn)?;
            }
            Conn::Postgres(conn) => {
                diesel::sql_query(
                    "INSERT INTO ticket_search (ticket_id, document) \
                     VALUES ($1, array_to_tsvector(array_remove(string_to_array($2, ' '), ''))) \
                     ON CONFLICT (ticket_id) DO UPDATE SET document = excluded.document",
                )
                .bind::<BigInt, _>(ticket)
                .bind::<Text, _>(entry)
                .execute(conn)?;
            }
        }
    }
    let words = entries.iter().flat_map(|(_, entry)| entry.split(' '));
    vocabulary::learn(conn, &words.filter(|word| !word.is_empty() && !word.starts_with('~')).collect())
}

/// The condition that the ticket in `column` matches every word of `text`, each as a prefix.
/// `None` when nothing can match: `text` has no words.
pub fn matching(conn: &mut Conn, column: &'static str, text: &str, scope: Scope) -> Result<Option<Matching>> {
    let text = words(text);
    let mut wanted = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS) {
        match vocabulary::beginning_with(conn, word)? {
            // no ticket has it, or one that a server from before the vocabulary indexed: as a beginning
            // that finds nothing it costs nothing
            Some(words) if words.is_empty() => wanted.push(Wanted::Beginning(word)),
            Some(words) => wanted.push(Wanted::AnyOf(words)),
            None => wanted.push(Wanted::Beginning(word)),
        }
    }
    if wanted.is_empty() {
        return Ok(None);
    }
    match conn {
        Conn::Sqlite(conn) => {
            let mut parts: Vec<String> = wanted.iter().map(|wanted| wanted.written('"', " OR ", " *")).collect();
            if !matches!(scope, Scope::All) {
                parts.insert(0, format!("\"{scope}\""));
            }
            on_sqlite(conn, column, parts.join(" AND "), scope)
        }
        Conn::Postgres(_) => {
            let mut parts: Vec<String> = wanted.iter().map(|wanted| wanted.written('\'', " | ", ":*")).collect();
            if !matches!(scope, Scope::All) {
                parts.insert(0, format!("'{scope}'"));
            }
            let newest = match scope {
                Scope::All => format!("::tsquery ORDER BY ticket_id DESC LIMIT {MAX_UNSCOPED})"),
                _ => "::tsquery)".to_owned(),
            };
            let matches = format!("{column} IN (SELECT ticket_id FROM ticket_search WHERE document @@ ");
            Ok(Some(sql::<Bool>(&matches).bind::<Text, _>(parts.join(" & ")).sql(&newest)))
        }
    }
}

/// SQLite knows nothing of what its index would find, so it is asked first. A few tickets are looked
/// up one by one; when there are many, the list is gone through in its order until a page is full,
/// which `+` achieves: it forbids looking them up.
fn on_sqlite(conn: &mut SqliteConnection, column: &str, query: String, scope: Scope) -> Result<Option<Matching>> {
    let limit = if matches!(scope, Scope::All) { MAX_UNSCOPED } else { FEW };
    let newest = "SELECT rowid AS id FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid DESC LIMIT ?";
    let newest = diesel::sql_query(newest).bind::<Text, _>(&query).bind::<BigInt, _>(i64::from(limit));
    let ids: Vec<i64> = newest.load::<Found>(conn)?.into_iter().map(|found| found.id).collect();
    if ids.is_empty() {
        return Ok(None);
    }
    if ids.len() == FEW as usize {
        let matches = format!("+{column} IN (SELECT rowid FROM ticket_search WHERE ticket_search MATCH ");
        return Ok(Some(sql::<Bool>(&matches).bind::<Text, _>(query).sql(")")));
    }
    let list = serde_json::to_string(&ids).map_err(|error| Error::Internal(error.to_string()))?;
    let among = format!("{column} IN (SELECT value FROM json_each(");
    Ok(Some(sql::<Bool>(&among).bind::<Text, _>(list).sql("))")))
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Runs `work`, which searches. What is the quickest way depends on how frequent the words are, so
/// PostgreSQL plans these statements for their values, where it plans others once for all; and as if
/// the tickets it looks up one by one were in memory, as recent ones are, lest it read all of a
/// company's instead.
pub fn planned<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    let Conn::Postgres(postgres) = conn else { return work(conn) };
    postgres.batch_execute("SET plan_cache_mode = force_custom_plan; SET random_page_cost = 1.1")?;
    let result = work(conn);
    if let Conn::Postgres(postgres) = conn {
        postgres.batch_execute("SET plan_cache_mode = force_generic_plan; RESET random_page_cost")?;
    }
    result
}

/// A word of a query.
enum Wanted<'a> {
    /// One of these words, which are all that begin like it.
    AnyOf(Vec<String>),
    /// Any word that begins with it.
    Beginning(&'a str),
}

impl Wanted<'_> {
    /// In the language of either index.
    fn written(&self, quote: char, or: &str, beginning: &str) -> String {
        match self {
            Wanted::AnyOf(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("{quote}{word}{quote}")).collect();
                format!("({})", words.join(or))
            }
            Wanted::Beginning(word) => format!("{quote}{word}{quote}{beginning}"),
        }
    }
}

/// The words of a text, folded, separated by single spaces; at most about [`MAX_BYTES`].
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(MAX_BYTES));
    let mut gap = false;
    let mut length = 0;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if out.len() >= MAX_BYTES {
            break;
        }
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            length = if gap { 1 } else { length + 1 };
            gap = false;
            if length > MAX_WORD {
                continue;
            }
            match plain(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            }
        } else {
            gap = true;
        }
    }
    out
}

/// Letters that are more than a letter with a mark, as people type them without their keyboard.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn folds_case_accents_and_punctuation() {
        assert_eq!(words("  Zürich—Café, it's #1042!  c++ 'x' \"OR\" "), "zurich cafe it s 1042 c x or");
        assert_eq!(words("-- ** \u{0}"), "");
        assert_eq!(words(&format!("{} b", "a".repeat(70))), format!("{} b", "a".repeat(60)));
        assert_eq!(words("GRÖSSE Größe Łódź smørbrød"), "grosse grosse lodz smorbrod");
    }
}
