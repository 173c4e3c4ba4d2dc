//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Seeds a large installation and measures the real server over HTTP.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Options {
    /// Tickets to seed; contacts and companies follow in proportion
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(2_000..=10_000_000))]
    pub tickets: u32,
    /// Measure one database only
    #[arg(long, value_enum)]
    pub database: Option<Database>,
    /// Seconds each scenario is measured, after two of warming up
    #[arg(long, default_value_t = 8)]
    pub seconds: u64,
    /// Measure only scenarios whose name begins like this
    #[arg(long)]
    pub only: Option<String>,
    /// Connections that ask at once
    #[arg(long, default_value_t = 16)]
    pub connections: usize,
    /// Seed anew even if there is a seeded database
    #[arg(long)]
    pub fresh: bool,
    /// Stop after seeding
    #[arg(long)]
    pub seed_only: bool,
    /// The server program to measure
    #[arg(long, default_value = "target/release/portico")]
    pub server: PathBuf,
    /// Where seeded SQLite databases are kept
    #[arg(long, default_value = "target/bench")]
    pub data: PathBuf,
    /// Superuser's address of the PostgreSQL to use; databases are made in it
    #[arg(long, env = "TEST_POSTGRES_URL", hide_env_values = true)]
    pub postgres: Option<String>,
}

/// One of the databases Portico runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Database {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Database {
    /// Its name, as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Database::Sqlite => "SQLite",
            Database::Postgres => "PostgreSQL",
        }
    }
}
