//! The report: refused rows as CSV, safe to open in a spreadsheet.

use openapi::imports::RefusedRow;

use crate::error::{Error, Result};

/// The report's first line.
pub const HEADER: &str = "line,reason\n";

/// Rows of the report as CSV, without the first line.
pub fn csv(rows: &[RefusedRow]) -> Result<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| Error::Internal(format!("the report could not be written: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record([row.line.to_string(), harmless(&row.reason)]).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_no_formulas() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(harmless(bad), format!("'{bad}"));
        }
        assert_eq!(harmless("“=1” is no e-mail address."), "“=1” is no e-mail address.");
        let rows = [RefusedRow { line: 7, reason: "=cmd, \"quoted\"\nand more".into() }];
        assert_eq!(String::from_utf8(csv(&rows).unwrap()).unwrap(), "7,\"'=cmd, \"\"quoted\"\"\nand more\"\n");
    }
}
