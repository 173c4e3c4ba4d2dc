//! A CSV file, read row by row.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use csv::ByteRecord;
use openapi::problem::{FieldCode, ProblemCode};

use super::lines::Lines;
use super::mapping::Plan;
use super::row::{self, Row};
use crate::error::{Error, Result};

/// Columns a file may have. More means that it is no table.
const MAX_COLUMNS: usize = 1_000;

/// A file whose first line was read.
pub struct Table {
    rows: csv::Reader<BufReader<File>>,
    lines: Lines,
    header: Vec<String>,
}

impl Table {
    /// Opens a file and reads the names of its columns.
    ///
    /// # Errors
    /// `ValidationFailed` for `/file` when there are none, or the file is not UTF-8; `AttachmentGone`
    /// when it is not there.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::refused(
                ProblemCode::AttachmentGone,
                "The file is no longer here. Start a new import of it; rows that were imported stay as they are.",
            ),
            _ => unreadable(error),
        })?;
        let lines = Lines::new(BufReader::new(File::open(path).map_err(unreadable)?));
        // a row with too few cells is that row's problem, not the file's
        let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(BufReader::new(file));
        let bytes = rows.byte_headers().map_err(unreadable)?;
        let refuse = |message: &str| Error::invalid_field("/file", FieldCode::Invalid, message);
        let names = bytes.iter().map(std::str::from_utf8).collect::<std::result::Result<Vec<&str>, _>>();
        let names = names.map_err(|_| refuse("The file is not UTF-8. Save it as “CSV UTF-8” and try again."))?;
        let header: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).collect();
        if header.iter().all(String::is_empty) {
            return Err(refuse("The file is empty: its first line must name the columns."));
        }
        if header.len() > MAX_COLUMNS {
            return Err(refuse("The file has more than 1,000 columns."));
        }
        Ok(Self { rows, lines, header })
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Counts the rows of a file.
    pub fn count(path: &Path) -> Result<u64> {
        let mut table = Self::open(path)?;
        let (mut record, mut count) = (ByteRecord::new(), 0);
        while table.rows.read_byte_record(&mut record).map_err(unreadable)? {
            count += 1;
        }
        Ok(count)
    }

    /// Reads the next row with the line it begins on; `None` at the end.
    fn next(&mut self) -> Result<Option<(u64, ByteRecord)>> {
        let mut record = ByteRecord::new();
        if !self.rows.read_byte_record(&mut record).map_err(unreadable)? {
            return Ok(None);
        }
        let line = self.lines.of_row(record.position().map_or(0, csv::Position::byte)).map_err(unreadable)?;
        Ok(Some((line, record)))
    }
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("the file could not be read: {error}"))
}

/// A row of the file: the line it begins on, and what it says or why it cannot be taken.
pub type Read = (u64, std::result::Result<Row, String>);

/// A file that is being imported, and how far it was read.
pub struct Reading {
    table: Table,
    plan: Plan,
    /// Keys that were seen, and on which line.
    keys: HashMap<String, u64>,
    position: u64,
}

impl Reading {
    /// Begins at the first row.
    pub fn new(table: Table, plan: Plan) -> Self {
        Self { table, plan, keys: HashMap::new(), position: 0 }
    }

    /// What the columns mean.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// How many rows were read.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Passes over rows that were imported before, up to a position.
    pub fn skip_to(&mut self, position: u64) -> Result<()> {
        while self.position < position {
            let Some((line, record)) = self.table.next()? else { return Ok(()) };
            self.position += 1;
            // a key counts as taken by the first row that has it, whatever became of that row
            if let Some(key) = row::key(&self.plan, &record) {
                self.keys.entry(key).or_insert(line);
            }
        }
        Ok(())
    }

    /// Reads at most `most` rows; fewer at the end of the file.
    pub fn next(&mut self, most: usize) -> Result<Vec<Read>> {
        let mut rows = Vec::new();
        while rows.len() < most
            && let Some((line, record)) = self.table.next()?
        {
            self.position += 1;
            rows.push((line, self.one(line, &record)));
        }
        Ok(rows)
    }

    fn one(&mut self, line: u64, record: &ByteRecord) -> std::result::Result<Row, String> {
        let (cells, columns) = (record.len(), self.table.header.len());
        if let Some(key) = row::key(&self.plan, record) {
            if let Some(first) = self.keys.get(&key) {
                return Err(format!(
                    "The key “{key}” is already on line {first}. Give every row a key of its own, or remove this row."
                ));
            }
            self.keys.insert(key, line);
        }
        if cells != columns {
            return Err(format!(
                "The row has {cells} cells where the first line has {columns}. Look for a missing or superfluous \
                 comma or quotation mark."
            ));
        }
        row::parse(&self.plan, record)
    }
}
