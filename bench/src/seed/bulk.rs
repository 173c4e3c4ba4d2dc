//! Writes many rows at once: SQLite takes statements of many rows, PostgreSQL takes `COPY`. Values
//! are ours, made by the seed; nothing that a stranger wrote passes here.

use std::fmt::Write;

use anyhow::{Context, Result};
use chrono::DateTime;
use diesel::connection::SimpleConnection;
use diesel::pg::CopyFormat;
use diesel::prelude::*;
use portico::db::Conn;
use portico::db::schema;

diesel::table! {
    /// What PostgreSQL makes search documents of.
    bench_documents (ticket_id) {
        ticket_id -> BigInt,
        document -> Text,
    }
}

/// A table that rows are written to, all columns in the order of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Companies,
    Contacts,
    CompanyContacts,
    Memberships,
    Tickets,
    TicketContacts,
    TicketCompanies,
    TicketReads,
    Threads,
    Messages,
    Notes,
    Events,
    /// The full-text index: ticket, words.
    Documents,
}

const TABLES: [Table; 13] = [
    Table::Companies,
    Table::Contacts,
    Table::CompanyContacts,
    Table::Memberships,
    Table::Tickets,
    Table::TicketContacts,
    Table::TicketCompanies,
    Table::TicketReads,
    Table::Threads,
    Table::Messages,
    Table::Notes,
    Table::Events,
    Table::Documents,
];

/// A value of a column.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    Null,
    Int(i64),
    Bool(bool),
    /// Text, or JSON as text.
    Text(&'a str),
    /// Microseconds since 1970.
    Time(i64),
}

impl From<Option<i64>> for Value<'_> {
    fn from(id: Option<i64>) -> Self {
        id.map_or(Value::Null, Value::Int)
    }
}

/// Bytes of a statement of SQLite, which takes a million.
const SQLITE_BATCH: usize = 400_000;
/// Bytes of one `COPY`.
const POSTGRES_BATCH: usize = 4_000_000;

/// Collects rows and writes them when there are enough.
pub struct Bulk {
    conn: Conn,
    waiting: Vec<String>,
}

impl Bulk {
    /// Opens the database for itself alone, set up for writing much at once.
    pub fn open(url: &str) -> Result<Self> {
        let conn = match url.strip_prefix("sqlite:") {
            Some(path) => {
                let mut conn = SqliteConnection::establish(path)?;
                conn.batch_execute(
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; \
                     PRAGMA foreign_keys = OFF; PRAGMA cache_size = -500000; PRAGMA temp_store = FILE; \
                     INSERT INTO ticket_search (ticket_search, rank) VALUES ('hashsize', 67108864); BEGIN;",
                )?;
                Conn::Sqlite(conn)
            }
            None => {
                let mut conn = PgConnection::establish(url)?;
                conn.batch_execute(
                    "SET session_replication_role = replica; SET synchronous_commit = off; \
                     SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 2; \
                     CREATE UNLOGGED TABLE bench_documents (ticket_id bigint, document text);",
                )?;
                Conn::Postgres(conn)
            }
        };
        Ok(Self { conn, waiting: TABLES.iter().map(|_| String::new()).collect() })
    }

    /// The connection, for what is not a row.
    pub fn connection(&mut self) -> &mut Conn {
        &mut self.conn
    }

    /// Adds a row.
    pub fn row(&mut self, table: Table, values: &[Value<'_>]) -> Result<()> {
        let waiting = &mut self.waiting[table as usize];
        let full = match self.conn {
            Conn::Sqlite(_) => {
                sqlite_row(waiting, values)?;
                waiting.len() > SQLITE_BATCH
            }
            Conn::Postgres(_) => {
                copy_row(waiting, values)?;
                waiting.len() > POSTGRES_BATCH
            }
        };
        if full { self.flush(table) } else { Ok(()) }
    }

    /// Writes what waits.
    pub fn flush_all(&mut self) -> Result<()> {
        for table in TABLES {
            self.flush(table)?;
        }
        if let Conn::Sqlite(conn) = &mut self.conn {
            conn.batch_execute("COMMIT")?;
        }
        Ok(())
    }

    fn flush(&mut self, table: Table) -> Result<()> {
        let rows = std::mem::take(&mut self.waiting[table as usize]);
        if rows.is_empty() {
            return Ok(());
        }
        match &mut self.conn {
            Conn::Sqlite(conn) => conn
                .batch_execute(&format!("INSERT INTO {} VALUES {rows}", sqlite_name(table)))
                .with_context(|| format!("writing rows of {table:?}")),
            Conn::Postgres(conn) => copy(conn, table, &rows).with_context(|| format!("copying rows of {table:?}")),
        }
    }
}

fn sqlite_name(table: Table) -> &'static str {
    match table {
        Table::Companies => "companies",
        Table::Contacts => "contacts",
        Table::CompanyContacts => "company_contacts",
        Table::Memberships => "memberships",
        Table::Tickets => "tickets",
        Table::TicketContacts => "ticket_contacts",
        Table::TicketCompanies => "ticket_companies",
        Table::TicketReads => "ticket_reads",
        Table::Threads => "threads",
        Table::Messages => "messages",
        Table::Notes => "notes",
        Table::Events => "events",
        Table::Documents => "ticket_search (rowid, document)",
    }
}

fn sqlite_row(out: &mut String, values: &[Value<'_>]) -> Result<()> {
    out.push_str(if out.is_empty() { "(" } else { ",(" });
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        match value {
            Value::Null => out.push_str("NULL"),
            Value::Int(number) | Value::Time(number) => write!(out, "{number}")?,
            Value::Bool(yes) => out.push(if *yes { '1' } else { '0' }),
            Value::Text(text) => {
                out.push('\'');
                for (part, piece) in text.split('\'').enumerate() {
                    out.push_str(if part > 0 { "''" } else { "" });
                    out.push_str(piece);
                }
                out.push('\'');
            }
        }
    }
    out.push(')');
    Ok(())
}

fn copy_row(out: &mut String, values: &[Value<'_>]) -> Result<()> {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push('\t');
        }
        match value {
            Value::Null => out.push_str("\\N"),
            Value::Int(number) => write!(out, "{number}")?,
            Value::Bool(yes) => out.push(if *yes { 't' } else { 'f' }),
            Value::Time(micros) => {
                let moment = DateTime::from_timestamp_micros(*micros).context("a time out of range")?;
                out.push_str(&moment.to_rfc3339_opts(chrono::SecondsFormat::Micros, true));
            }
            Value::Text(text) => {
                for c in text.chars() {
                    match c {
                        '\\' => out.push_str("\\\\"),
                        '\n' => out.push_str("\\n"),
                        '\t' => out.push_str("\\t"),
                        '\r' => out.push_str("\\r"),
                        other => out.push(other),
                    }
                }
            }
        }
    }
    out.push('\n');
    Ok(())
}

fn copy(conn: &mut PgConnection, table: Table, rows: &str) -> QueryResult<()> {
    macro_rules! into {
        ($table:expr) => {
            diesel::copy_from($table)
                .from_raw_data($table, |to| {
                    to.write_all(rows.as_bytes())
                        .map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))
                })
                .with_format(CopyFormat::Text)
                .execute(conn)
                .map(drop)
        };
    }
    match table {
        Table::Companies => into!(schema::companies::table),
        Table::Contacts => into!(schema::contacts::table),
        Table::CompanyContacts => into!(schema::company_contacts::table),
        Table::Memberships => into!(schema::memberships::table),
        Table::Tickets => into!(schema::tickets::table),
        Table::TicketContacts => into!(schema::ticket_contacts::table),
        Table::TicketCompanies => into!(schema::ticket_companies::table),
        Table::TicketReads => into!(schema::ticket_reads::table),
        Table::Threads => into!(schema::threads::table),
        Table::Messages => into!(schema::messages::table),
        Table::Notes => into!(schema::notes::table),
        Table::Events => into!(schema::events::table),
        Table::Documents => into!(bench_documents::table),
    }
}
