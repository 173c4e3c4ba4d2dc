//! The two databases have the same tables, columns and indexes, and diesel's schema names exactly
//! their columns.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Bool, Text};
use portico::db::{Conn, Db, migrate};

use crate::support::On;
use crate::support::database::postgres_is_wanted;

/// A column: its table, its name, whether it may be null, and the kind of its type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Text)]
    kind: String,
}

/// An index: its table, whether it is unique, whether it is partial, and its columns in order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Bool)]
    is_unique: bool,
    #[diesel(sql_type = Bool)]
    is_partial: bool,
    #[diesel(sql_type = Text)]
    columns: String,
}

/// Tables that are full-text indexes, made in each database's own way, and diesel's own.
const OWN_WAY: &str = "name NOT LIKE 'ticket\\_search%' ESCAPE '\\' AND name <> '__diesel_schema_migrations' \
     AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

fn sqlite_columns(conn: &mut Conn) -> Vec<Column> {
    let query = format!(
        "SELECT t.name AS table_name, c.name AS column_name, c.\"notnull\" = 0 AND c.pk = 0 AS nullable, \
           c.type AS kind FROM (SELECT * FROM sqlite_master WHERE type = 'table' AND {OWN_WAY}) t, pragma_table_info(t.name) c"
    );
    sql_query(query).load(conn).unwrap()
}

fn postgres_columns(conn: &mut Conn) -> Vec<Column> {
    sql_query(format!(
        "SELECT table_name::text, column_name::text, is_nullable = 'YES' AS nullable, data_type::text AS kind \
           FROM (SELECT *, table_name::text AS name FROM information_schema.columns WHERE table_schema = 'public') c \
          WHERE {OWN_WAY}"
    ))
    .load(conn)
    .unwrap()
}

/// What a type of one database is called in the other.
fn same_kind(column: Column) -> Column {
    let kind = match column.kind.to_lowercase().as_str() {
        "integer" | "bigint" | "timestamp with time zone" => "number or moment",
        "text" | "jsonb" => "text or json",
        "blob" | "bytea" => "bytes",
        "boolean" => "boolean",
        other => panic!("{}.{} has the type {other}", column.table_name, column.column_name),
    };
    Column { kind: kind.to_owned(), ..column }
}

fn sqlite_indexes(conn: &mut Conn) -> Vec<Index> {
    sql_query(format!(
        "SELECT t.name AS table_name, i.\"unique\" AS is_unique, i.partial AS is_partial, \
           (SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) AS columns \
           FROM (SELECT * FROM sqlite_master WHERE type = 'table' AND {OWN_WAY}) t, pragma_index_list(t.name) i"
    ))
    .load(conn)
    .unwrap()
}

fn postgres_indexes(conn: &mut Conn) -> Vec<Index> {
    sql_query(format!(
        "SELECT name AS table_name, indisunique AS is_unique, indpred IS NOT NULL AS is_partial, \
           (SELECT string_agg(a.attname, ' ' ORDER BY k.at) FROM unnest(x.indkey) WITH ORDINALITY AS k (attribute, at) \
              JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attribute) AS columns \
           FROM (SELECT i.*, c.relname::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid \
                   JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public') x WHERE {OWN_WAY}"
    ))
    .load(conn)
    .unwrap()
}

/// The columns that diesel's schema names, by table.
fn declared() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/db/schema.rs")).unwrap();
    let (mut tables, mut table) = (BTreeMap::<String, BTreeSet<String>>::new(), None);
    let tables_only = text.lines().map(str::trim).take_while(|line| !line.starts_with("diesel::joinable!"));
    for line in tables_only {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with('{')) {
            table = Some(name.to_owned());
        } else if let (Some(table), Some((column, _))) = (&table, line.split_once(" -> ")) {
            tables.entry(table.clone()).or_default().insert(column.to_owned());
        }
    }
    tables
}

fn by_table(columns: &BTreeSet<Column>) -> BTreeMap<String, BTreeSet<String>> {
    let mut tables = BTreeMap::<String, BTreeSet<String>>::new();
    for column in columns {
        tables.entry(column.table_name.clone()).or_default().insert(column.column_name.clone());
    }
    tables
}

/// A migrated database and what it has.
fn migrated(on: On) -> (BTreeSet<Column>, BTreeSet<Index>) {
    let folder = tempfile::tempdir().unwrap();
    let database = on.create_empty(folder.path());
    let db = Db::open(&database.url, 1).unwrap();
    migrate::run(&db).unwrap();
    db.read_blocking(|conn| {
        let (columns, indexes) = match on {
            On::Sqlite => (sqlite_columns(conn), sqlite_indexes(conn)),
            On::Postgres => (postgres_columns(conn), postgres_indexes(conn)),
        };
        Ok((columns.into_iter().map(same_kind).collect(), indexes.into_iter().collect()))
    })
    .unwrap()
}

#[track_caller]
fn same<T: Ord + std::fmt::Debug>(what: &str, sqlite: &BTreeSet<T>, postgres: &BTreeSet<T>) {
    let (left, right): (Vec<&T>, Vec<&T>) =
        (sqlite.difference(postgres).collect(), postgres.difference(sqlite).collect());
    assert!(left.is_empty() && right.is_empty(), "{what}\nonly on SQLite: {left:#?}\nonly on PostgreSQL: {right:#?}");
}

#[test]
fn both_databases_have_the_same_tables_columns_and_indexes() {
    if !postgres_is_wanted() {
        return;
    }
    let ((sqlite, sqlite_indexes), (postgres, postgres_indexes)) = (migrated(On::Sqlite), migrated(On::Postgres));
    assert!(sqlite.len() > 100 && sqlite_indexes.len() > 30);
    same("columns", &sqlite, &postgres);
    // SQLite's integer primary keys need no index
    let without = |indexes: BTreeSet<Index>| -> BTreeSet<Index> {
        indexes.into_iter().filter(|index| !(index.is_unique && index.columns == "id")).collect()
    };
    same("indexes", &without(sqlite_indexes), &without(postgres_indexes));
}

#[test]
fn diesels_schema_names_exactly_the_columns_there_are() {
    let (columns, _) = migrated(On::Sqlite);
    let (there, mut declared) = (by_table(&columns), declared());
    declared.retain(|table, _| !table.starts_with("ticket_search"));
    assert_eq!(declared, there);
}

#[test]
fn migrations_can_be_taken_back() {
    use diesel::connection::SimpleConnection;
    for on in [On::Sqlite, On::Postgres] {
        if on == On::Postgres && !postgres_is_wanted() {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let database = on.create_empty(folder.path());
        let db = Db::open(&database.url, 1).unwrap();
        migrate::run(&db).unwrap();
        let twin = if on == On::Sqlite { "sqlite" } else { "postgres" };
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(twin);
        let mut downs: Vec<_> =
            std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path().join("down.sql")).collect();
        downs.sort();
        for down in downs.iter().rev() {
            let sql = std::fs::read_to_string(down).unwrap();
            db.write_blocking(|conn| Ok(conn.batch_execute(&sql)?)).unwrap();
        }
        let left = db.read_blocking(|conn| {
            Ok(match on {
                On::Sqlite => sqlite_columns(conn),
                On::Postgres => postgres_columns(conn),
            })
        });
        assert_eq!(left.unwrap(), []);
    }
}
