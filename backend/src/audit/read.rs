//! Looking events up.

use diesel::prelude::*;
use openapi::audit::{AuditEvent, AuditQuery};
use openapi::id::{AuditEventId, ContactId, UserId};
use openapi::page::Page;

use crate::db::schema::audit_events as e;
use crate::db::{Backend, Conn, Json, Ts};
use crate::error::Result;
use crate::web::paging::Wanted;

#[derive(Queryable)]
struct Row {
    id: AuditEventId,
    action: String,
    user_id: Option<UserId>,
    contact_id: Option<ContactId>,
    actor: String,
    object: String,
    object_id: Option<i64>,
    object_name: String,
    data: Json,
    ip: String,
    user_agent: String,
    request_id: String,
    created_at: Ts,
}

/// A page of events, the newest first.
pub fn list(conn: &mut Conn, asked: &AuditQuery, wanted: Wanted<i64>) -> Result<Page<AuditEvent>> {
    let columns = (
        e::id,
        e::action,
        e::user_id,
        e::contact_id,
        e::actor,
        e::object,
        e::object_id,
        e::object_name,
        e::data,
        e::ip,
        e::user_agent,
        e::request_id,
        e::created_at,
    );
    let mut query = e::table.select(columns).into_boxed::<Backend>();
    if let Some(action) = asked.action.clone() {
        query = query.filter(e::action.eq(action));
    }
    if let Some(object) = asked.object.clone() {
        query = query.filter(e::object.eq(object));
    }
    if let Some(id) = asked.object_id {
        query = query.filter(e::object_id.eq(id));
    }
    if let Some(user) = asked.user {
        query = query.filter(e::user_id.eq(user));
    }
    if let Some(from) = asked.from {
        query = query.filter(e::created_at.ge(Ts::from(from)));
    }
    if let Some(to) = asked.to {
        query = query.filter(e::created_at.lt(Ts::from(to)));
    }
    if let Some(cursor) = wanted.cursor() {
        let id = AuditEventId(cursor.id);
        query = if wanted.backwards() { query.filter(e::id.gt(id)) } else { query.filter(e::id.lt(id)) };
    }
    query = if wanted.backwards() { query.order(e::id.asc()) } else { query.order(e::id.desc()) };
    let rows: Vec<Row> = query.limit(wanted.fetch()).load(conn)?;
    Ok(wanted.page(rows, |row| (row.id.0, row.id.0)).map(|row| AuditEvent {
        id: row.id,
        action: row.action,
        user_id: row.user_id,
        contact_id: row.contact_id,
        actor: row.actor,
        object: row.object,
        object_id: row.object_id,
        object_name: row.object_name,
        data: row.data.0,
        ip: row.ip,
        user_agent: row.user_agent,
        request_id: row.request_id,
        created_at: row.created_at.into(),
    }))
}
