//! What comes before and after the rows: indexes are dropped and built anew, counters set, the search
//! index written, statistics gathered, and the invariants checked.

use anyhow::{Result, ensure};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use portico::db::Conn;

use super::{BIG_COMPANY, BIG_COMPANY_EVERY, Sizes};

#[derive(QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const SQLITE_INDEXES: &str =
    "SELECT name, sql AS definition FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
const POSTGRES_INDEXES: &str = "SELECT i.relname::text AS name, pg_get_indexdef(i.oid) AS definition \
     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace \
     WHERE n.nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid) \
     ORDER BY i.relname";

/// Drops every index that is no constraint, and returns the statements that create them again.
pub fn drop_indexes(conn: &mut Conn) -> Result<Vec<String>> {
    let query = if matches!(conn, Conn::Sqlite(_)) { SQLITE_INDEXES } else { POSTGRES_INDEXES };
    let indexes: Vec<Index> = diesel::sql_query(query).load(conn)?;
    for index in &indexes {
        conn.batch_execute(&format!("DROP INDEX {}", index.name))?;
    }
    Ok(indexes.into_iter().map(|index| index.definition).collect())
}

/// Builds the indexes. On PostgreSQL the documents come first, so that their index is built at once.
pub fn create_indexes(conn: &mut Conn, indexes: &[String]) -> Result<()> {
    if let Conn::Postgres(conn) = conn {
        // as portico::db::dialect::search::index does for one ticket
        conn.batch_execute(
            "INSERT INTO ticket_search (ticket_id, document) SELECT ticket_id, \
             array_to_tsvector(array_remove(string_to_array(document, ' '), '')) FROM bench_documents; \
             DROP TABLE bench_documents;",
        )?;
    }
    for definition in indexes {
        conn.batch_execute(definition)?;
    }
    Ok(())
}

/// Notes the words of the search index, sets counters behind the ids that were written, and gathers
/// statistics.
pub fn search_and_statistics(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(conn) => conn.batch_execute(
            "INSERT INTO ticket_search (ticket_search) VALUES ('optimize'); \
             INSERT INTO ticket_search (ticket_search, rank) VALUES ('hashsize', 1048576); \
             CREATE VIRTUAL TABLE bench_terms USING fts5vocab ('ticket_search', 'row'); \
             INSERT INTO ticket_search_words (word) SELECT term FROM bench_terms WHERE term NOT LIKE '~%'; \
             DROP TABLE bench_terms; \
             ANALYZE;",
        )?,
        Conn::Postgres(conn) => {
            conn.batch_execute(
                "INSERT INTO ticket_search_words (word) \
                 SELECT word FROM ts_stat('SELECT document FROM ticket_search') WHERE word NOT LIKE '~%'",
            )?;
            for table in ["companies", "contacts", "memberships", "tickets", "threads", "messages", "notes", "events"] {
                conn.batch_execute(&format!(
                    "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                ))?;
            }
            conn.batch_execute("VACUUM ANALYZE")?;
            conn.batch_execute("CHECKPOINT")?;
        }
    }
    Ok(())
}

/// Checks what the server relies on.
pub fn check(conn: &mut Conn, sizes: Sizes) -> Result<()> {
    let mut count = |sql: String| -> Result<i64> { Ok(diesel::sql_query(sql).get_result::<Count>(conn)?.n) };
    let tickets = sizes.tickets as i64;
    ensure!(count("SELECT count(*) AS n FROM tickets".into())? == tickets, "tickets are missing");
    ensure!(count("SELECT count(*) AS n FROM ticket_search".into())? == tickets, "search documents are missing");
    // every ticket has its number among them
    ensure!(count("SELECT count(*) AS n FROM ticket_search_words".into())? > tickets, "search words are missing");
    let big = count(format!("SELECT count(*) AS n FROM ticket_companies WHERE company_id = {BIG_COMPANY}"))?;
    ensure!(big == sizes.tickets.div_ceil(BIG_COMPANY_EVERY) as i64, "the big company has {big} tickets");
    for (table, of, column) in
        [("ticket_contacts", "contact_id", "requester_id"), ("ticket_companies", "company_id", "company_id")]
    {
        let wrong = count(format!(
            "SELECT count(*) AS n FROM {table} s JOIN tickets t ON t.id = s.ticket_id WHERE s.state <> t.state \
             OR s.created_at <> t.created_at OR s.customer_activity_at <> t.customer_activity_at OR s.{of} <> t.{column}"
        ))?;
        ensure!(wrong == 0, "{wrong} rows of {table} are not equal to their tickets");
    }
    let unlike = "SELECT count(*) AS n FROM events e JOIN messages m ON m.id = e.message_id \
         WHERE e.thread_id <> m.thread_id OR e.created_at <> m.created_at";
    ensure!(count(unlike.into())? == 0, "events are not equal to their messages");
    Ok(())
}
