//! `portico import tickets`: the same import in the foreground, with a line that shows the progress, a
//! summary, and the refused rows in a file.

use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use openapi::id::ImportId;
use openapi::imports::Import;

use super::table::{Reading, Table};
use super::{change, job, mapping, read, report};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::files::{Store, name};
use crate::web::upload::Uploaded;

/// Bytes copied at a time.
const CHUNK: usize = 64 * 1024;
/// Refused rows written at a time.
const PART: i64 = 1_000;

/// What to import.
#[derive(Debug)]
pub struct Order {
    /// The CSV file.
    pub file: PathBuf,
    /// The mapping, TOML or JSON.
    pub mapping: PathBuf,
    /// Where refused rows go; beside the file if absent.
    pub report: Option<PathBuf>,
}

/// Runs an import to its end. Returns the summary.
///
/// # Errors
/// When the mapping does not fit, a file cannot be read, or no row at all could be imported.
pub fn run(db: &Db, clock: &Clock, store: &Store, order: &Order) -> Result<String> {
    let began = Instant::now();
    let mapping = mapping::parse(&text(&order.mapping)?)?;
    std::fs::metadata(&order.file).map_err(|error| cannot("read", &order.file, &error))?;
    if order.report.as_ref().is_some_and(|report| same(report, &order.file) || same(report, &order.mapping)) {
        return Err(Error::Config("--report names a file that the import reads; choose another name".into()));
    }
    // told before anything is written
    let header = Table::open(&order.file)?.header().to_vec();
    db.read_blocking(|conn| mapping::plan(conn, &mapping, &header, clock.now()))?;
    let file = keep(store, &order.file)?;
    let id = match db.read_blocking(|conn| read::unfinished(conn, &file.stored.sha256, &mapping))? {
        Some(id) => id,
        None => db.write_blocking(|conn| change::create(conn, &file, &mapping, None, clock.now()))?,
    };
    if let Err(error) = to_the_end(db, clock, store, id) {
        let why = job::explain(&error);
        // the error itself matters more than noting it
        let _ = db.write_blocking(|conn| change::fail(conn, id, &why, clock.now()));
        return Err(error);
    }
    let import = db.read_blocking(|conn| read::show(conn, id))?;
    let refused = match import.refused {
        0 => String::new(),
        _ => {
            let path = order.report.clone().unwrap_or_else(|| order.file.with_extension("report.csv"));
            write_report(db, id, &path)?;
            format!("The refused rows and why are in {}.", path.display())
        }
    };
    let summary = format!("{} in {:.1} s.\n{refused}", sentence(&import), began.elapsed().as_secs_f64());
    match import.created + import.unchanged {
        0 if import.refused > 0 => Err(Error::Config(format!("nothing could be imported. {summary}"))),
        _ => Ok(summary.trim_end().to_owned()),
    }
}

fn to_the_end(db: &Db, clock: &Clock, store: &Store, id: ImportId) -> Result<()> {
    let work = db.read_blocking(|conn| read::work(conn, id))?;
    let (table, rows) = job::open(store.place(&work.sha256), work.rows)?;
    let header = table.header().to_vec();
    let plan = db.read_blocking(|conn| mapping::plan(conn, &work.mapping, &header, work.asked_at))?;
    db.write_blocking(|conn| change::set_rows(conn, id, rows))?;
    let mut reading = Reading::new(table, plan);
    if work.done > 0 {
        eprintln!("Going on with import {id} after row {}.", work.done);
        reading.skip_to(work.done)?;
    }
    let mut line = Line { on: std::io::stderr().is_terminal() };
    loop {
        let more = db.write_blocking(|conn| change::batch(conn, id, &mut reading, clock.now()))?;
        line.show(&format!("{} of {rows} rows", reading.position()));
        if !more {
            line.end();
            return Ok(());
        }
    }
}

/// A line that is written over again and again; nothing where nobody looks.
struct Line {
    on: bool,
}

impl Line {
    fn show(&mut self, text: &str) {
        if self.on {
            eprint!("\r{text}");
            // a progress that is not shown is no reason to stop
            let _ = std::io::stderr().flush();
        }
    }
    fn end(&mut self) {
        if self.on {
            eprintln!();
        }
    }
}

fn sentence(import: &Import) -> String {
    format!(
        "{} rows read: {} tickets created, {} imported before and left as they are, {} refused",
        import.done, import.created, import.unchanged, import.refused
    )
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| cannot("read", path, &error))
}

/// Keeps the file with the others, so that the import can be resumed and looked up.
fn keep(store: &Store, path: &Path) -> Result<Uploaded> {
    let mut file = std::fs::File::open(path).map_err(|error| cannot("read", path, &error))?;
    let given = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    actix_web::rt::System::new().block_on(async {
        let (mut incoming, mut chunk) = (store.begin().await?, vec![0; CHUNK]);
        loop {
            let read = file.read(&mut chunk).map_err(|error| cannot("read", path, &error))?;
            if read == 0 {
                let received = incoming.finish().await?;
                let stored = received.stored.clone();
                store.keep(received)?;
                return Ok(Uploaded { name: name::clean(&given), stored });
            }
            incoming.write(&chunk[..read]).await?;
        }
    })
}

/// Whether two paths lead to the same file, which exists.
fn same(one: &Path, other: &Path) -> bool {
    one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}

fn write_report(db: &Db, id: ImportId, path: &Path) -> Result<()> {
    let failed = |error: std::io::Error| cannot("write", path, &error);
    let mut file = std::fs::File::create(path).map_err(failed)?;
    file.write_all(report::HEADER.as_bytes()).map_err(failed)?;
    let mut after = 0;
    loop {
        let rows = db.read_blocking(|conn| read::refused(conn, id, after, PART))?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.line;
        file.write_all(&report::csv(&rows)?).map_err(failed)?;
    }
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Error {
    Error::Config(format!("cannot {what} {}: {error}", path.display()))
}
