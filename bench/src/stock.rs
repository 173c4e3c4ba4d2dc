//! Seeded databases, kept for the next run: a file on SQLite, a database on PostgreSQL. One that was
//! not seeded to its end has another name and is thrown away.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use portico::config::Config;
use portico::db::Conn;

use crate::options::{Database, Options};
use crate::seed::{self, Sizes};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// A seeded database.
pub struct Stock {
    /// Its `DATABASE_URL`.
    pub url: String,
    /// The folder the server may write to.
    pub folder: PathBuf,
}

/// Finds the seeded database, or seeds it.
pub fn open(options: &Options, database: Database) -> Result<Stock> {
    fs::create_dir_all(&options.data)?;
    let folder = options.data.canonicalize()?;
    let url = match database {
        Database::Sqlite => sqlite(options, &folder)?,
        Database::Postgres => postgres(options, &folder)?,
    };
    let stock = Stock { url, folder };
    forget_work(&stock)?;
    Ok(stock)
}

/// The settings the server is started with: as shipped, but without limits and logging little.
pub fn settings(url: &str, folder: &Path) -> Vec<(String, String)> {
    [
        ("DATABASE_URL", url),
        ("PORTICO_DATA_DIR", &folder.join("data").to_string_lossy()),
        ("PORTICO_LISTEN", "127.0.0.1:0"),
        ("PORTICO_RATE_LIMITS", "false"),
        ("PORTICO_LOG", "warn"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .to_vec()
}

fn seed(url: &str, folder: &Path, options: &Options) -> Result<()> {
    let sizes = Sizes::of(options.tickets as usize);
    eprintln!("seeding {} tickets; this takes some minutes, once", sizes.tickets);
    let config = Config::read(None, settings(url, folder).into_iter())?;
    seed::fill(&config, sizes)
}

fn sqlite(options: &Options, folder: &Path) -> Result<String> {
    let file = folder.join(format!("portico-{}.db", options.tickets));
    let url = format!("sqlite:{}", file.display());
    if file.exists() && !options.fresh {
        return Ok(url);
    }
    let partial = folder.join("seeding.db");
    for old in [&file, &partial] {
        for suffix in ["", "-wal", "-shm"] {
            // most of them are not there
            let _ = fs::remove_file(format!("{}{suffix}", old.display()));
        }
    }
    seed(&format!("sqlite:{}", partial.display()), folder, options)?;
    fs::rename(&partial, &file).context("keeping the seeded database")?;
    Ok(url)
}

fn postgres(options: &Options, folder: &Path) -> Result<String> {
    let admin = options.postgres.as_deref().context("no PostgreSQL: give --postgres or run `just bench`")?;
    let (base, _) = admin.rsplit_once('/').context("the address of PostgreSQL names no database")?;
    let name = format!("portico_{}", options.tickets);
    let url = format!("{base}/{name}");
    let mut conn = PgConnection::establish(admin)?;
    let there = diesel::sql_query(format!("SELECT count(*) AS n FROM pg_database WHERE datname = '{name}'"));
    if there.get_result::<Count>(&mut conn)?.n > 0 && !options.fresh {
        return Ok(url);
    }
    for name in [name.as_str(), "portico_seeding"] {
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))?;
    }
    conn.batch_execute("CREATE DATABASE portico_seeding")?;
    seed(&format!("{base}/portico_seeding"), folder, options)?;
    conn.batch_execute(&format!("ALTER DATABASE portico_seeding RENAME TO {name}"))?;
    Ok(url)
}

/// Connects to the database.
pub fn connect(url: &str) -> Result<Conn> {
    Ok(match url.strip_prefix("sqlite:") {
        Some(path) => Conn::Sqlite(SqliteConnection::establish(path)?),
        None => Conn::Postgres(PgConnection::establish(url)?),
    })
}

/// Forgets what an earlier run left for later: it would be counted as work of this one.
fn forget_work(stock: &Stock) -> Result<()> {
    let mut conn = connect(&stock.url)?;
    for table in ["jobs", "mails", "idempotency_keys", "sessions"] {
        conn.batch_execute(&format!("DELETE FROM {table}"))?;
    }
    Ok(())
}
