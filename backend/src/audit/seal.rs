//! The chain: the seal of an event is the SHA-256 of the seal before it and of everything the event
//! says. Whoever changes, removes or adds an event in the middle breaks it.

use diesel::prelude::*;
use openapi::id::AuditEventId;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::db::schema::audit_events as e;
use crate::db::{Conn, Json, Ts};
use crate::error::Result;

/// Events that are read at a time.
const BATCH: i64 = 1_000;

/// What an event says.
#[derive(Debug, Clone)]
pub struct Content<'a> {
    /// What was done.
    pub action: &'a str,
    /// The user who did it.
    pub user_id: Option<i64>,
    /// The contact who did it.
    pub contact_id: Option<i64>,
    /// Their name.
    pub actor: &'a str,
    /// What kind of thing it was done to.
    pub object: &'a str,
    /// Its id.
    pub object_id: Option<i64>,
    /// Its name.
    pub object_name: &'a str,
    /// Before and after.
    pub data: &'a Value,
    /// From which address.
    pub ip: &'a str,
    /// With which program.
    pub user_agent: &'a str,
    /// In which request.
    pub request_id: &'a str,
    /// When, in microseconds since 1970.
    pub at: i64,
}

/// The seal of an event that follows one with the seal `before`; empty for the first.
pub fn of(before: &[u8], content: &Content<'_>) -> Vec<u8> {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        // lengths first: no two contents look alike
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    let id = |id: Option<i64>| id.map(i64::to_be_bytes).map_or(Vec::new(), Vec::from);
    let mut data = String::new();
    canonical(content.data, &mut data);
    add(before);
    add(content.action.as_bytes());
    add(&id(content.user_id));
    add(&id(content.contact_id));
    add(content.actor.as_bytes());
    add(content.object.as_bytes());
    add(&id(content.object_id));
    add(content.object_name.as_bytes());
    add(data.as_bytes());
    add(content.ip.as_bytes());
    add(content.user_agent.as_bytes());
    add(content.request_id.as_bytes());
    add(&content.at.to_be_bytes());
    hash.finalize().to_vec()
}

/// JSON in one form only: PostgreSQL keeps neither the order of fields nor how a number is written.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by(|one, other| one.0.cmp(other.0));
            text.push('{');
            for (name, value) in fields {
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                canonical(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for item in items {
                canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(int), _) => text.push_str(&int.to_string()),
            // zero has no sign in a database
            (None, Some(float)) => text.push_str(&(float + 0.0).to_string()),
            (None, None) => text.push_str(&number.to_string()),
        },
        other => text.push_str(&other.to_string()),
    }
}

/// How the chain is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every seal is right. How many there are, and the last event with its seal, to be kept elsewhere:
    /// only that shows that events were cut off at the end.
    Whole(u64, Option<(AuditEventId, Vec<u8>)>),
    /// The first event whose seal is not that of its content and of the event before.
    Broken(AuditEventId),
}

#[derive(Queryable)]
struct Row {
    id: AuditEventId,
    action: String,
    user_id: Option<i64>,
    contact_id: Option<i64>,
    actor: String,
    object: String,
    object_id: Option<i64>,
    object_name: String,
    data: Json,
    ip: String,
    user_agent: String,
    request_id: String,
    created_at: Ts,
    seal: Vec<u8>,
}

impl Row {
    fn content(&self) -> Content<'_> {
        Content {
            action: &self.action,
            user_id: self.user_id,
            contact_id: self.contact_id,
            actor: &self.actor,
            object: &self.object,
            object_id: self.object_id,
            object_name: &self.object_name,
            data: &self.data.0,
            ip: &self.ip,
            user_agent: &self.user_agent,
            request_id: &self.request_id,
            at: self.created_at.micros(),
        }
    }
}

/// The last event and its seal. Written to the server's log now and then, it shows later that nothing was
/// cut off at the end.
pub fn last(conn: &mut Conn) -> Result<Option<(AuditEventId, Vec<u8>)>> {
    Ok(e::table.order(e::id.desc()).select((e::id, e::seal)).first(conn).optional()?)
}

/// Checks every seal.
pub fn verify(conn: &mut Conn) -> Result<Verdict> {
    let (mut count, mut last): (u64, Option<(AuditEventId, Vec<u8>)>) = (0, None);
    loop {
        let after = last.as_ref().map_or(AuditEventId(0), |(id, _)| *id);
        let rows: Vec<Row> = e::table.filter(e::id.gt(after)).order(e::id).limit(BATCH).load(conn)?;
        if rows.is_empty() {
            return Ok(Verdict::Whole(count, last));
        }
        for row in rows {
            let before = last.take().map(|(_, seal)| seal).unwrap_or_default();
            if of(&before, &row.content()) != row.seal {
                return Ok(Verdict::Broken(row.id));
            }
            count += 1;
            last = Some((row.id, row.seal));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_that_means_the_same_is_sealed_alike() {
        let written = |text: &str| {
            let mut canon = String::new();
            canonical(&serde_json::from_str(text).unwrap(), &mut canon);
            canon
        };
        assert_eq!(written(r#"{"b":[1,2.50],"a":"x"}"#), written(r#"{"a":"x","b":[1,2.5]}"#));
        assert_eq!(written("[5.0, -0.0, 1e21]"), written("[5, 0, 1000000000000000000000]"));
        assert_ne!(written(r#"["1"]"#), written("[1]"));
    }
}
