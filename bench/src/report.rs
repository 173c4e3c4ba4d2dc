//! The table, and next to each figure whether it is what is expected.

use std::fmt::Write;

use crate::options::{Database, Options};
use crate::run::{Report, Row};
use crate::targets::{BIG_FACTOR, IDLE_MEMORY, Kind, LIST_P99, SEARCH_P99, list_rate};

/// The table of one database.
pub fn table(database: Database, options: &Options, report: &Report) -> String {
    let mut text = String::new();
    let small = report.rows.iter().find(|row| row.kind == Kind::Small).map(|row| row.rate);
    let head = format!(
        "{}: {} tickets, {} connections, {} s each\n\n{:<20} {:>9} {:>9} {:>9} {:>11} {:>11} {:>7}  expected\n",
        database.name(),
        options.tickets,
        options.connections,
        options.seconds,
        "scenario",
        "req/s",
        "p50 ms",
        "p99 ms",
        "server µs",
        "postgres µs",
        "errors"
    );
    text.push_str(&head);
    for row in &report.rows {
        // writing to a string cannot fail
        let _ = writeln!(
            text,
            "{:<20} {:>9.0} {:>9.2} {:>9.2} {:>11.0} {:>11.0} {:>7}  {}",
            row.name,
            row.rate,
            row.p50,
            row.p99,
            row.server_cpu,
            row.postgres_cpu,
            row.errors,
            verdicts(database, row, small).join(", ")
        );
    }
    let (idle, after) = (report.idle, report.after);
    let expected = match database {
        Database::Sqlite => format!("  {}", verdict(idle.resident < IDLE_MEMORY, &format!("< {IDLE_MEMORY} MiB idle"))),
        Database::Postgres => String::new(),
    };
    let _ = writeln!(
        text,
        "\nmemory: idle {} MiB ({} anonymous, {} of files){expected}; after the run {} MiB ({} anonymous, {} of files)",
        idle.resident, idle.anonymous, idle.file, after.resident, after.anonymous, after.file
    );
    text
}

fn verdicts(database: Database, row: &Row, small: Option<f64>) -> Vec<String> {
    let mut all = Vec::new();
    if row.kind.is_list() {
        let rate = list_rate(database);
        all.push(verdict(row.rate >= rate, &format!("≥ {rate:.0}/s")));
        all.push(verdict(row.p99 < LIST_P99, &format!("p99 < {LIST_P99:.0} ms")));
    }
    if let (Kind::Big, Some(small)) = (row.kind, small) {
        all.push(verdict(row.rate * BIG_FACTOR >= small, "within 2× of small"));
    }
    if row.kind == Kind::Search {
        all.push(verdict(row.p99 < SEARCH_P99, &format!("p99 < {SEARCH_P99:.0} ms")));
    }
    all
}

fn verdict(met: bool, what: &str) -> String {
    format!("{what} {}", if met { "met" } else { "NOT MET" })
}
