//! Line numbers of places in a file. The CSV reader counts a blank line and the second half of a
//! Windows line end to the row that follows; people look for the line a row begins on.

use std::fs::File;
use std::io::{BufRead, BufReader, Result};

/// Counts lines on the way through a file. `\n`, `\r\n` and `\r` end one.
pub(super) struct Lines<R = BufReader<File>> {
    bytes: R,
    at: u64,
    line: u64,
    after_return: bool,
}

impl<R: BufRead> Lines<R> {
    /// Begins on line 1.
    pub(super) fn new(bytes: R) -> Self {
        Self { bytes, at: 0, line: 1, after_return: false }
    }

    /// The line on which the next row begins behind the byte `start`; not before an earlier one.
    pub(super) fn of_row(&mut self, start: u64) -> Result<u64> {
        loop {
            let (at, chunk) = (self.at, self.bytes.fill_buf()?);
            let mut passed = 0;
            for byte in chunk {
                if at + passed >= start && !matches!(byte, b'\r' | b'\n') {
                    break;
                }
                passed += 1;
                // \r\n is one end
                let ends = *byte == b'\r' || (*byte == b'\n' && !self.after_return);
                self.line += u64::from(ends);
                self.after_return = *byte == b'\r';
            }
            let stopped = passed < chunk.len() as u64 || chunk.is_empty();
            self.at += passed;
            self.bytes.consume(usize::try_from(passed).unwrap_or(usize::MAX));
            if stopped {
                return Ok(self.line);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_begin_where_people_see_them_begin() {
        let file = "a,b\n1,2\n\n\n3,\"x\ny\"\n5,6";
        for (end, mark, name) in
            [("\n", "", "unix"), ("\r\n", "", "windows"), ("\r", "", "old mac"), ("\r\n", "\u{feff}", "excel")]
        {
            let file = format!("{mark}{}", file.replace('\n', end));
            // a small buffer cuts line ends in two
            let mut lines = Lines::new(BufReader::with_capacity(3, file.as_bytes()));
            let mut rows = csv::Reader::from_reader(file.as_bytes());
            rows.byte_headers().unwrap();
            let found: Vec<u64> =
                rows.byte_records().map(|row| lines.of_row(row.unwrap().position().unwrap().byte()).unwrap()).collect();
            assert_eq!(found, [2, 5, 7], "{name}");
        }
    }
}
