//! Custom properties: definitions, and the values that records keep as JSON by property name.

use diesel::prelude::*;
use openapi::tickets::console::PropertyValue;
use serde_json::{Map, Value};

use crate::db::schema::property_definitions as d;
use crate::db::{Conn, Json};
use crate::error::Result;

/// What a property describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// A ticket.
    Ticket,
    /// A contact.
    Contact,
}

impl Object {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Object::Ticket => "ticket",
            Object::Contact => "contact",
        }
    }
}

/// A definition.
#[derive(Debug, Clone)]
pub struct Definition<'a> {
    /// What it describes.
    pub object: Object,
    /// Its name, for programs.
    pub name: &'a str,
    /// Its label, for people.
    pub label: &'a str,
    /// Its type: `text`, `number`, `date` or `select`.
    pub kind: &'a str,
}

/// Creates the definition if there is none of that name.
pub fn define(conn: &mut Conn, definition: &Definition<'_>) -> Result<()> {
    let object = definition.object.as_str();
    let position: i64 = d::table.filter(d::object.eq(object)).count().get_result(conn)?;
    let there: i64 =
        d::table.filter(d::object.eq(object)).filter(d::name.eq(definition.name)).count().get_result(conn)?;
    if there == 0 {
        diesel::insert_into(d::table)
            .values((
                d::object.eq(object),
                d::name.eq(definition.name),
                d::label.eq(definition.label),
                d::kind.eq(definition.kind),
                d::options.eq(Json::of(Vec::<String>::new())),
                d::position.eq(position),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Adds what is missing to the options of a `select` property, in the order given.
pub fn offer(conn: &mut Conn, object: Object, name: &str, options: &[String]) -> Result<()> {
    let definition = d::table.filter(d::object.eq(object.as_str())).filter(d::name.eq(name));
    let stored: Json = definition.select(d::options).first(conn)?;
    let mut known: Vec<String> = stored.read().unwrap_or_default();
    let before = known.len();
    for option in options {
        if !known.contains(option) {
            known.push(option.clone());
        }
    }
    if known.len() > before {
        diesel::update(definition).set(d::options.eq(Json::of(known))).execute(conn)?;
    }
    Ok(())
}

/// The values of a record as people read them, in the order of the definitions.
pub fn values(conn: &mut Conn, object: Object, stored: &Json) -> Result<Vec<PropertyValue>> {
    let empty = Map::new();
    let stored = stored.0.as_object().unwrap_or(&empty);
    if stored.is_empty() {
        return Ok(Vec::new());
    }
    let definitions: Vec<(String, String)> = d::table
        .filter(d::object.eq(object.as_str()))
        .order((d::position, d::id))
        .select((d::name, d::label))
        .load(conn)?;
    Ok(definitions
        .into_iter()
        .filter_map(|(name, label)| {
            let value = readable(stored.get(&name)?)?;
            Some(PropertyValue { name, label, value })
        })
        .collect())
}

fn readable(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
