//! A fresh database for each test: a copy of a template that is migrated and peopled once a run.

#![allow(clippy::disallowed_methods, reason = "tests are told by the environment where PostgreSQL is")]

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use portico::db::{Db, migrate};

use super::world::{self, World};

/// Which database a story runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// A database of one test; it is dropped with this value.
pub struct Database {
    pub url: String,
    drop: Option<String>,
}

/// Whether the PostgreSQL half runs. Leaving it out must be asked for: without a server the tests fail.
pub fn postgres_is_wanted() -> bool {
    std::env::var("PORTICO_TEST_SQLITE_ONLY").as_deref() != Ok("1")
}

fn postgres() -> String {
    std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL is not set: run the tests with `./just test-server`, which starts a PostgreSQL of its \
         own, or set PORTICO_TEST_SQLITE_ONLY=1 to leave that half out",
    )
}

impl On {
    /// A database with the template's content.
    pub fn create(self, folder: &Path) -> (Database, World) {
        match self {
            On::Sqlite => {
                let (bytes, world) = sqlite_template();
                let path = folder.join("portico.db");
                std::fs::write(&path, bytes).unwrap();
                (Database { url: format!("sqlite:{}", path.display()), drop: None }, world.clone())
            }
            On::Postgres => {
                let (template, world) = postgres_template();
                let name = fresh_name("test");
                admin(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
                (Database { url: address(&name), drop: Some(name) }, world.clone())
            }
        }
    }

    /// An empty database: no tables at all.
    pub fn create_empty(self, folder: &Path) -> Database {
        match self {
            On::Sqlite => Database { url: format!("sqlite:{}", folder.join("empty.db").display()), drop: None },
            On::Postgres => {
                let name = fresh_name("empty");
                admin(&format!("CREATE DATABASE {name}"));
                Database { url: address(&name), drop: Some(name) }
            }
        }
    }
}

impl Database {
    /// No database of ours: the test keeps a file in a folder of its own.
    pub fn none() -> Self {
        Self { url: String::new(), drop: None }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(name) = &self.drop {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn sqlite_template() -> &'static (Vec<u8>, World) {
    static TEMPLATE: OnceLock<(Vec<u8>, World)> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("template.db");
        let world = fill(&format!("sqlite:{}", path.display()));
        (std::fs::read(&path).unwrap(), world)
    })
}

fn postgres_template() -> &'static (String, World) {
    static TEMPLATE: OnceLock<(String, World)> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        drop_leftovers();
        let name = fresh_name("template");
        admin(&format!("CREATE DATABASE {name}"));
        let world = fill(&address(&name));
        (name, world)
    })
}

fn fill(url: &str) -> World {
    let db = Db::open(url, 1).unwrap();
    migrate::run(&db).unwrap();
    let world = db.write_blocking(world::people).unwrap();
    if url.starts_with("sqlite:") {
        db.read_blocking(|conn| Ok(conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?)).unwrap();
    }
    world
}

fn fresh_name(what: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("portico_{what}_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn address(name: &str) -> String {
    let base = postgres();
    let (server, _) = base.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

/// Runs a statement outside any of the tests' databases.
fn admin(sql: &str) {
    PgConnection::establish(&postgres()).unwrap().batch_execute(sql).unwrap();
}

/// Drops databases of runs that have ended: templates, and those of tests that were killed.
fn drop_leftovers() {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = diesel::sql_types::Text)]
        name: String,
    }
    let all: Vec<Found> =
        diesel::sql_query("SELECT datname::text AS name FROM pg_database WHERE datname LIKE 'portico\\_%\\_%\\_%'")
            .load(&mut PgConnection::establish(&postgres()).unwrap())
            .unwrap();
    for Found { name } in all {
        let process = name.split('_').nth(2).unwrap_or_default();
        if !Path::new("/proc").join(process).exists() {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
