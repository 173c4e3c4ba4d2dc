//! Column types that the two databases store differently and diesel's `MultiConnection` does not
//! know: moments and JSON. Ids are plain integers and live in the contract.

use std::io::Write;

use chrono::{DateTime, Utc};
use diesel::backend::Backend as DieselBackend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, HasSqlType, SqlType};
use diesel::sqlite::{Sqlite, SqliteValue};

use super::Backend;

/// Makes a pair of SQL type and Rust type usable where the backend is not known.
macro_rules! on_multi {
    ($sql:ty, $rust:ty) => {
        impl HasSqlType<$sql> for Backend {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
                Backend::lookup_sql_type::<$sql>(lookup)
            }
        }
        impl FromSql<$sql, Backend> for $rust {
            fn from_sql(raw: <Backend as DieselBackend>::RawValue<'_>) -> deserialize::Result<Self> {
                raw.from_sql::<$rust, $sql>()
            }
        }
        impl ToSql<$sql, Backend> for $rust {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Backend>) -> serialize::Result {
                out.set_value((<$sql>::default(), self));
                Ok(IsNull::No)
            }
        }
    };
}

/// `timestamptz` on PostgreSQL, microseconds since 1970 on SQLite.
#[derive(Debug, Clone, Copy, Default, SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Long"))]
pub struct TsSql;

impl diesel::sql_types::SqlOrd for TsSql {}

/// A moment in UTC, to the microsecond: what both databases keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = TsSql)]
pub struct Ts(pub DateTime<Utc>);

/// The earliest moment that PostgreSQL can hold, in the year 4714 BC.
const EARLIEST: i64 = -210_866_803_200_000_000;

impl Ts {
    /// The moment `micros` microseconds after the beginning of 1970; the nearest one that both
    /// databases can hold for what lies outside of their reach.
    pub fn from_micros(micros: i64) -> Self {
        let latest = DateTime::<Utc>::MAX_UTC.timestamp_micros();
        Ts(DateTime::from_timestamp_micros(micros.clamp(EARLIEST, latest)).unwrap_or_default())
    }

    /// Microseconds since the beginning of 1970.
    pub fn micros(self) -> i64 {
        self.0.timestamp_micros()
    }
}

impl From<DateTime<Utc>> for Ts {
    /// Cuts to the microsecond, so that a moment compares equal after a round trip.
    fn from(moment: DateTime<Utc>) -> Self {
        Ts::from_micros(moment.timestamp_micros())
    }
}

impl From<Ts> for DateTime<Utc> {
    fn from(ts: Ts) -> Self {
        ts.0
    }
}

impl std::ops::Add<chrono::Duration> for Ts {
    type Output = Ts;
    fn add(self, span: chrono::Duration) -> Ts {
        Ts(self.0 + span)
    }
}

impl std::ops::Sub<chrono::Duration> for Ts {
    type Output = Ts;
    fn sub(self, span: chrono::Duration) -> Ts {
        Ts(self.0 - span)
    }
}

impl std::ops::Sub for Ts {
    type Output = chrono::Duration;
    fn sub(self, earlier: Ts) -> chrono::Duration {
        self.0 - earlier.0
    }
}

/// PostgreSQL counts from 2000-01-01.
const PG_EPOCH: i64 = 946_684_800_000_000;

impl ToSql<TsSql, Pg> for Ts {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&(self.micros() - PG_EPOCH).to_be_bytes())?;
        Ok(IsNull::No)
    }
}
impl FromSql<TsSql, Pg> for Ts {
    fn from_sql(raw: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Ts::from_micros(i64::from_be_bytes(raw.as_bytes().try_into()?) + PG_EPOCH))
    }
}
impl ToSql<TsSql, Sqlite> for Ts {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.micros());
        Ok(IsNull::No)
    }
}
impl FromSql<TsSql, Sqlite> for Ts {
    fn from_sql(raw: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        <i64 as FromSql<BigInt, Sqlite>>::from_sql(raw).map(Ts::from_micros)
    }
}
on_multi!(TsSql, Ts);

/// `jsonb` on PostgreSQL, text on SQLite.
#[derive(Debug, Clone, Copy, Default, SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(oid = 3802, array_oid = 3807))]
#[diesel(sqlite_type(name = "Text"))]
pub struct JsonSql;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, AsExpression, FromSqlRow)]
#[diesel(sql_type = JsonSql)]
pub struct Json(pub serde_json::Value);

impl Json {
    /// `value` as JSON. What cannot be expressed becomes null.
    pub fn of(value: impl serde::Serialize) -> Self {
        Json(serde_json::to_value(value).unwrap_or_default())
    }

    /// Reads it as `T`; `None` when it has another shape.
    pub fn read<T: serde::de::DeserializeOwned>(self) -> Option<T> {
        serde_json::from_value(self.0).ok()
    }
}

impl ToSql<JsonSql, Pg> for Json {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&[1])?;
        serde_json::to_writer(out, &self.0)?;
        Ok(IsNull::No)
    }
}
impl FromSql<JsonSql, Pg> for Json {
    fn from_sql(raw: PgValue<'_>) -> deserialize::Result<Self> {
        match raw.as_bytes() {
            [1, json @ ..] => Ok(Json(serde_json::from_slice(json)?)),
            _ => Err("an unknown version of jsonb".into()),
        }
    }
}
impl ToSql<JsonSql, Sqlite> for Json {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}
impl FromSql<JsonSql, Sqlite> for Json {
    fn from_sql(mut raw: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Json(serde_json::from_str(raw.read_text())?))
    }
}
on_multi!(JsonSql, Json);

/// Stores a closed set of words in a text column. The type needs `as_str` and `parse`.
macro_rules! text_column {
    ($column:ident for $word:ty) => {
        #[doc = concat!("[`", stringify!($word), "`] in a text column.")]
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
        )]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub struct $column(pub $word);

        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $column
        where
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.0.as_str().to_sql(out)
            }
        }
        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $column
        where
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(raw: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let word = String::from_sql(raw)?;
                <$word>::parse(&word).map($column).ok_or_else(|| format!("unknown word {word:?}").into())
            }
        }
    };
}
pub(crate) use text_column;
