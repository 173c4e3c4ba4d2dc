//! Measures Portico under load: seeds a large installation on SQLite and on PostgreSQL, starts the
//! real release server on each, drives it over HTTP, and prints what it took next to what is
//! expected. `just bench` runs it beside a PostgreSQL of its own.
//!
//! Seeded databases are kept, so that a second run begins to measure at once.

mod http;
mod load;
mod machine;
mod options;
mod people;
mod report;
mod rng;
mod run;
mod scenarios;
mod seed;
mod server;
mod stock;
mod targets;
mod words;

use std::process::ExitCode;

use clap::Parser;

use crate::options::{Database, Options};

fn main() -> ExitCode {
    let options = Options::parse();
    match measure(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("bench: some requests failed; the figures above do not count");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Measures what was asked for. Returns whether every request was answered with success.
fn measure(options: &Options) -> anyhow::Result<bool> {
    println!("{}\n", machine::describe());
    let mut clean = true;
    for database in [Database::Sqlite, Database::Postgres] {
        if options.database.is_none_or(|only| only == database) {
            let measured = run::run(options, database)?;
            if !options.seed_only {
                println!("{}", report::table(database, options, &measured));
            }
            clean &= measured.rows.iter().all(|row| row.errors == 0);
        }
    }
    Ok(clean)
}
