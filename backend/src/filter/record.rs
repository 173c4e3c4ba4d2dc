//! One record in memory, with as much around it as a filter can ask for.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use openapi::id::{CompanyId, ContactId, ListId, PipelineId, StageId, TicketId, UserId};
use openapi::properties::{Object, PropertyKind};
use serde_json::Value as JsonValue;

use super::property::Relation;
use super::tree::Field;
use crate::db::schema::{companies as o, company_contacts as oc, contacts as c, list_members as lm, tickets as t};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;

/// A value of a built-in property.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number or an id.
    Int(i64),
    /// A moment.
    Moment(Ts),
    /// Several texts.
    Texts(Vec<String>),
}

/// A record.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Built-in properties that have a value, by name.
    pub values: HashMap<&'static str, Value>,
    /// Custom properties.
    pub custom: JsonValue,
    /// The static lists a contact is on.
    pub lists: HashSet<ListId>,
    /// Related records.
    pub related: HashMap<Relation, Vec<Record>>,
}

impl Record {
    fn text(&mut self, name: &'static str, text: Option<String>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.values.insert(name, Value::Text(text));
        }
    }

    fn int(&mut self, name: &'static str, int: Option<i64>) {
        self.values.extend(int.map(|int| (name, Value::Int(int))));
    }

    fn moment(&mut self, name: &'static str, moment: Option<Ts>) {
        self.values.extend(moment.map(|moment| (name, Value::Moment(moment))));
    }

    /// The value of a custom property, if it is of the property's type.
    pub(super) fn custom(&self, field: &Field) -> Option<&JsonValue> {
        let value = self.custom.get(&field.name)?;
        let fits = match field.kind {
            PropertyKind::Number => value.is_number(),
            PropertyKind::Checkbox => value.is_boolean(),
            PropertyKind::MultiSelect => value.as_array().is_some_and(|all| !all.is_empty()),
            _ => value.as_str().is_some_and(|text| !text.is_empty()),
        };
        fits.then_some(value)
    }
}

/// A ticket, who asked, and the company.
pub fn ticket(conn: &mut Conn, id: TicketId) -> Result<Record> {
    type Row = (
        (String, PipelineId, StageId, String, Option<String>, Option<String>, String),
        (Option<UserId>, Option<ContactId>, Option<CompanyId>, Ts, Ts, Option<Ts>, Json),
    );
    let (what, more): Row = t::table
        .find(id)
        .select((
            (t::subject, t::pipeline_id, t::stage_id, t::state, t::priority, t::category, t::source),
            (
                t::owner_id,
                t::requester_id,
                t::company_id,
                t::created_at,
                t::last_activity_at,
                t::closed_at,
                t::properties,
            ),
        ))
        .first(conn)?;
    let (subject, pipeline, stage, state, priority, category, source) = what;
    let (owner, requester, company, created, activity, closed, custom) = more;
    let mut record = Record { custom: custom.0, ..Record::default() };
    record.int("id", Some(id.0));
    record.text("subject", Some(subject));
    record.int("pipeline", Some(pipeline.0));
    record.int("stage", Some(stage.0));
    record.text("state", Some(state));
    record.text("priority", priority);
    record.text("category", category);
    record.text("source", Some(source));
    record.int("owner", owner.map(|id| id.0));
    record.moment("created_at", Some(created));
    record.moment("last_activity_at", Some(activity));
    record.moment("closed_at", closed);
    let requester = requester.map(|id| contact(conn, id)).transpose()?;
    record.related.insert(Relation::ContactOfTicket, requester.into_iter().collect());
    let company = company.map(|id| company_alone(conn, id)).transpose()?;
    record.related.insert(Relation::CompanyOfTicket, company.into_iter().collect());
    Ok(record)
}

/// A contact and its primary company.
pub fn contact(conn: &mut Conn, id: ContactId) -> Result<Record> {
    let mut record = alone(conn, id)?;
    let primary: Option<CompanyId> = oc::table
        .filter(oc::contact_id.eq(id))
        .filter(oc::is_primary.eq(true))
        .select(oc::company_id)
        .first(conn)
        .optional()?;
    let company = primary.map(|id| company_alone(conn, id)).transpose()?;
    record.related.insert(Relation::CompanyOfContact, company.into_iter().collect());
    Ok(record)
}

/// A company and its contacts.
pub fn company(conn: &mut Conn, id: CompanyId) -> Result<Record> {
    let mut record = company_alone(conn, id)?;
    let ids: Vec<ContactId> = oc::table.filter(oc::company_id.eq(id)).select(oc::contact_id).load(conn)?;
    // a list that a condition on them names may ask for their primary companies
    let contacts = ids.into_iter().map(|id| contact(conn, id)).collect::<Result<_>>()?;
    record.related.insert(Relation::ContactsOfCompany, contacts);
    Ok(record)
}

/// A record of some kind.
pub fn of(conn: &mut Conn, object: Object, id: i64) -> Result<Record> {
    match object {
        Object::Ticket => ticket(conn, TicketId(id)),
        Object::Contact => contact(conn, ContactId(id)),
        Object::Company => company(conn, CompanyId(id)),
    }
}

fn alone(conn: &mut Conn, id: ContactId) -> Result<Record> {
    type Row = (String, String, String, Option<String>, Ts, Json);
    let (email, first, last, phone, created, custom): Row = c::table
        .find(id)
        .select((c::email, c::first_name, c::last_name, c::phone, c::created_at, c::properties))
        .first(conn)?;
    let lists: Vec<ListId> = lm::table.filter(lm::contact_id.eq(id)).select(lm::list_id).load(conn)?;
    let mut record = Record { custom: custom.0, lists: lists.into_iter().collect(), ..Record::default() };
    record.int("id", Some(id.0));
    record.text("email", Some(email));
    record.text("first_name", Some(first));
    record.text("last_name", Some(last));
    record.text("phone", phone);
    record.moment("created_at", Some(created));
    Ok(record)
}

fn company_alone(conn: &mut Conn, id: CompanyId) -> Result<Record> {
    type Row = (String, Json, Ts, Json);
    let (name, domains, created, custom): Row =
        o::table.find(id).select((o::name, o::domains, o::created_at, o::properties)).first(conn)?;
    let mut record = Record { custom: custom.0, ..Record::default() };
    record.int("id", Some(id.0));
    record.text("name", Some(name));
    record.moment("created_at", Some(created));
    if let Some(domains) = domains.0.as_array().filter(|domains| !domains.is_empty()) {
        let texts = domains.iter().filter_map(|domain| domain.as_str().map(str::to_owned)).collect();
        record.values.insert("domains", Value::Texts(texts));
    }
    Ok(record)
}
