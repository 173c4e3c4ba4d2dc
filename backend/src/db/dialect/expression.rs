//! Expressions on texts and JSON that the two databases write differently and understand alike.

use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};

use crate::db::Conn;

#[allow(missing_docs, reason = "what diesel's macro makes carries none")]
mod lower {
    use super::{Nullable, Text};

    diesel::define_sql_function! {
        /// Text as filters compare it.
        fn portico_lower(text: Nullable<Text>) -> Nullable<Text>;
    }
}

/// Gives a connection to SQLite the functions that filters need.
pub(in crate::db) fn bring_functions(conn: &mut SqliteConnection) -> QueryResult<()> {
    lower::portico_lower_utils::register_impl(conn, |text: Option<String>| text.map(|text| fold(&text)))
}

/// Text as filters compare it: in lower case by the rules of Unicode. A sigma at the end of a word is
/// written differently in Greek; here it is a sigma like any other, so that a part of a word is found.
pub fn fold(text: &str) -> String {
    text.to_lowercase().replace('\u{3c2}', "\u{3c3}")
}

/// In whose words an expression is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flavour(Which);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Postgres,
    Sqlite,
}

impl Flavour {
    /// That of a connection.
    pub fn of(conn: &Conn) -> Self {
        Self(match conn {
            Conn::Postgres(_) => Which::Postgres,
            Conn::Sqlite(_) => Which::Sqlite,
        })
    }

    /// What [`fold`] does. SQLite's own lower case knows ASCII only, so every connection brings ours.
    pub fn fold(self, text: &str) -> String {
        match self.0 {
            Which::Postgres => format!(r#"replace(lower({text} COLLATE "und-x-icu"), 'ς', 'σ')"#),
            Which::Sqlite => format!("portico_lower({text})"),
        }
    }

    /// The function that says where in a text another begins, from 1; 0 when nowhere.
    pub fn position(self) -> &'static str {
        match self.0 {
            Which::Postgres => "strpos",
            Which::Sqlite => "instr",
        }
    }

    /// A text whose order is that of its bytes.
    pub fn ordered(self, text: &str) -> String {
        match self.0 {
            Which::Postgres => format!(r#"({text}) COLLATE "C""#),
            Which::Sqlite => text.to_owned(),
        }
    }

    /// A custom property that is a text and not empty; null for anything else.
    pub fn json_text(self, alias: &str, name: &str) -> String {
        match self.0 {
            Which::Postgres => format!(
                "CASE jsonb_typeof({alias}.properties -> '{name}') WHEN 'string' \
                 THEN NULLIF({alias}.properties ->> '{name}', '') END"
            ),
            Which::Sqlite => format!(
                "CASE json_type({alias}.properties, '$.{name}') WHEN 'text' \
                 THEN NULLIF({alias}.properties ->> '$.{name}', '') END"
            ),
        }
    }

    /// A custom property that is a number; null for anything else.
    pub fn json_number(self, alias: &str, name: &str) -> String {
        match self.0 {
            Which::Postgres => format!(
                "CASE jsonb_typeof({alias}.properties -> '{name}') WHEN 'number' \
                 THEN ({alias}.properties ->> '{name}')::float8 END"
            ),
            Which::Sqlite => format!(
                "CASE WHEN json_type({alias}.properties, '$.{name}') IN ('integer', 'real') \
                 THEN CAST({alias}.properties ->> '$.{name}' AS REAL) END"
            ),
        }
    }

    /// A custom property that is true or false; null for anything else.
    pub fn json_flag(self, alias: &str, name: &str) -> String {
        match self.0 {
            Which::Postgres => format!(
                "CASE jsonb_typeof({alias}.properties -> '{name}') WHEN 'boolean' \
                 THEN ({alias}.properties ->> '{name}')::boolean END"
            ),
            Which::Sqlite => format!(
                "CASE json_type({alias}.properties, '$.{name}') WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
            ),
        }
    }

    /// A custom property that is a list, as JSON; an empty list for anything else.
    pub fn json_list(self, alias: &str, name: &str) -> String {
        match self.0 {
            Which::Postgres => self.list(&format!("{alias}.properties -> '{name}'")),
            Which::Sqlite => self.list(&format!("{alias}.properties -> '$.{name}'")),
        }
    }

    /// JSON that is a list; an empty list for anything else.
    pub fn list(self, json: &str) -> String {
        match self.0 {
            Which::Postgres => {
                format!("CASE jsonb_typeof({json}) WHEN 'array' THEN {json} ELSE '[]'::jsonb END")
            }
            Which::Sqlite => format!("CASE json_type({json}) WHEN 'array' THEN {json} ELSE '[]' END"),
        }
    }

    /// Something when a JSON list has elements, null when it has none.
    pub fn known_list(self, list: &str) -> String {
        match self.0 {
            Which::Postgres => format!("NULLIF(jsonb_array_length({list}), 0)"),
            Which::Sqlite => format!("NULLIF(json_array_length({list}), 0)"),
        }
    }

    /// What stands before and after a text to say that it is one of the texts in a JSON list. `alias` is
    /// a name that nothing else has.
    pub fn has_text(self, list: &str, alias: &str) -> (String, &'static str) {
        match self.0 {
            Which::Postgres => (format!("({list}) ? "), ""),
            Which::Sqlite => (
                format!(
                    "EXISTS (SELECT 1 FROM json_each({list}) {alias} WHERE {alias}.type = 'text' AND {alias}.value = "
                ),
                ")",
            ),
        }
    }
}
