//! One database from seeding to the last scenario.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use diesel::prelude::*;
use diesel::sql_types::Integer;
use portico::db::Conn;

use crate::load::{self, Measured};
use crate::machine::{self, Memory, Watched};
use crate::options::{Database, Options};
use crate::server::Server;
use crate::targets::Kind;
use crate::{people, scenarios, stock};

/// How long the server is left alone before its idle memory is read.
const SETTLE: Duration = Duration::from_secs(3);

/// A line of the table.
#[derive(Debug)]
pub struct Row {
    /// The scenario.
    pub name: &'static str,
    /// What it is held to.
    pub kind: Kind,
    /// Requests per second.
    pub rate: f64,
    /// Milliseconds, half of the answers.
    pub p50: f64,
    /// Milliseconds, 99 of 100 answers.
    pub p99: f64,
    /// Microseconds of the server's CPU for a request.
    pub server_cpu: f64,
    /// Microseconds of PostgreSQL's CPU for a request.
    pub postgres_cpu: f64,
    /// Answers that were no success.
    pub errors: usize,
}

/// What was measured on one database.
#[derive(Debug)]
pub struct Report {
    /// Every scenario.
    pub rows: Vec<Row>,
    /// The server's memory before anybody asked anything.
    pub idle: Memory,
    /// The server's memory after everything.
    pub after: Memory,
}

/// Seeds if need be, starts the server, and measures.
pub fn run(options: &Options, database: Database) -> Result<Report> {
    let stock = stock::open(options, database).with_context(|| format!("seeding {}", database.name()))?;
    let mut report = Report { rows: Vec::new(), idle: Memory::default(), after: Memory::default() };
    if options.seed_only {
        return Ok(report);
    }
    let settings = stock::settings(&stock.url, &stock.folder);
    let server = Server::start(&options.server, &settings, &stock.folder)?;
    let mut conn = stock::connect(&stock.url)?;
    let watched = Watched { server: server.process(), postmaster: postmaster(&mut conn)? };
    std::thread::sleep(SETTLE);
    report.idle = watched.memory();
    let people = people::sign_in(&mut conn, server.address)?;
    for scenario in scenarios::all(server.address, &people, options)? {
        if options.only.as_ref().is_some_and(|only| !scenario.name.starts_with(only.as_str())) {
            continue;
        }
        eprintln!("{}: {}", database.name(), scenario.name);
        let measured = load::run(server.address, options.connections, options.seconds, &watched, &scenario.ask)?;
        ensure!(!measured.times.is_empty(), "{}: no request succeeded: {:?}", scenario.name, measured.first_error);
        if let Some(said) = &measured.first_error {
            eprintln!("  {} requests failed, the first with: {said}", measured.errors);
        }
        report.rows.push(row(scenario.name, scenario.kind, &measured));
    }
    report.after = watched.memory();
    Ok(report)
}

fn row(name: &'static str, kind: Kind, measured: &Measured) -> Row {
    let each = |milliseconds: u64| milliseconds as f64 * 1000.0 / measured.times.len() as f64;
    Row {
        name,
        kind,
        rate: measured.rate(),
        p50: measured.percentile(50.0),
        p99: measured.percentile(99.0),
        server_cpu: each(measured.usage.server),
        postgres_cpu: each(measured.usage.postgres),
        errors: measured.errors,
    }
}

#[derive(QueryableByName)]
struct Process {
    #[diesel(sql_type = Integer)]
    pid: i32,
}

/// PostgreSQL's first process: the parent of the one that serves us.
fn postmaster(conn: &mut Conn) -> Result<Option<u32>> {
    if matches!(conn, Conn::Sqlite(_)) {
        return Ok(None);
    }
    let pid = diesel::sql_query("SELECT pg_backend_pid() AS pid").get_result::<Process>(conn)?.pid;
    Ok(machine::parent(pid.unsigned_abs()))
}
