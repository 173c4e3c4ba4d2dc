//! Texts that a domain words itself, each under the word of its kind; a kind without one has Portico's own.

use std::collections::BTreeMap;

use diesel::prelude::*;
use openapi::id::DomainId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::change::overtaken;
use crate::audit::{self, By, Event};
use crate::db::schema::domains as d;
use crate::db::{Conn, Json, Ts};
use crate::error::Result;
use crate::web::if_match::IfMatch;

/// What is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// System pages.
    Pages,
    /// E-mails.
    Mails,
}

/// The texts of a domain by kind.
type Stored = BTreeMap<String, Value>;

struct Row {
    host: String,
    version: i64,
    pages: Stored,
    mails: Stored,
}

fn row(conn: &mut Conn, id: DomainId) -> Result<Row> {
    let (host, version, pages, mails): (String, i64, Json, Json) =
        d::table.find(id).select((d::host, d::version, d::pages, d::mails)).first(conn)?;
    Ok(Row { host, version, pages: pages.read().unwrap_or_default(), mails: mails.read().unwrap_or_default() })
}

impl Row {
    fn texts(&mut self, texts: Texts) -> &mut Stored {
        match texts {
            Texts::Pages => &mut self.pages,
            Texts::Mails => &mut self.mails,
        }
    }
}

/// The texts of a domain that somebody wrote, by the word of their kind, and the domain's version. One of
/// another shape, because a newer version wrote it, counts as not written.
///
/// # Errors
/// `NotFound` when there is no such domain.
pub fn all<T: DeserializeOwned>(conn: &mut Conn, id: DomainId, texts: Texts) -> Result<(i64, BTreeMap<String, T>)> {
    let mut row = row(conn, id)?;
    let version = row.version;
    let stored = std::mem::take(row.texts(texts));
    let readable = |(kind, text)| Some((kind, serde_json::from_value(text).ok()?));
    Ok((version, stored.into_iter().filter_map(readable).collect()))
}

/// A change of one text.
#[derive(Debug)]
pub struct Change<'a, T> {
    /// Of what.
    pub texts: Texts,
    /// The word of its kind.
    pub kind: &'a str,
    /// What is written; `None` for Portico's own words.
    pub text: Option<T>,
    /// Portico's own words.
    pub default: T,
}

/// Changes one text, counts the version up and leaves an event. Returns the new version.
///
/// # Errors
/// `NotFound` for an unknown domain, `ChangedMeanwhile` after a lost race.
pub fn set<T: Serialize>(
    conn: &mut Conn,
    id: DomainId,
    change: Change<'_, T>,
    known: IfMatch,
    by: &By,
    now: Ts,
) -> Result<i64> {
    let mut row = row(conn, id)?;
    known.check(row.version)?;
    let default = Json::of(&change.default).0;
    let wanted = change.text.map(|text| Json::of(text).0);
    let after = wanted.clone().unwrap_or_else(|| default.clone());
    let stored = row.texts(change.texts);
    let before = match wanted {
        Some(text) => stored.insert(change.kind.to_owned(), text),
        None => stored.remove(change.kind),
    };
    let version = row.version + 1;
    let changed = diesel::update(d::table.find(id).filter(d::version.eq(row.version)))
        .set((d::pages.eq(Json::of(&row.pages)), d::mails.eq(Json::of(&row.mails)), d::version.eq(version)))
        .execute(conn)?;
    if changed == 0 {
        return Err(overtaken());
    }
    let action = match change.texts {
        Texts::Pages => "domain.page_changed",
        Texts::Mails => "domain.mail_changed",
    };
    let data = json!({ "kind": change.kind, "before": before.unwrap_or(default), "after": after });
    let event = Event { action, object: "domain", object_id: Some(id.0), object_name: &row.host, data };
    audit::record(conn, by, &event, now)?;
    Ok(version)
}
