//! What filters may refer to on this installation: properties with their options, and lists.

use std::collections::HashMap;

use diesel::prelude::*;
use openapi::filters::{Filter, FilterOption, FilterProperty, FilterScalar};
use openapi::id::{ListId, PipelineId, StageId, UserId};
use openapi::properties::{Object, PropertyKind};

use super::property::{Place, Property, Relation, built_in};
use super::tree::Listed;
use crate::db::schema::{lists as l, pipelines as p, property_definitions as d, stages as s, users as u};
use crate::db::{Conn, Json};
use crate::error::Result;

/// What filters may refer to.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    properties: Vec<Property>,
    lists: HashMap<ListId, KnownList>,
    /// Whether options were loaded, so that values can be compared with them.
    strict: bool,
}

/// A list, as far as filters are concerned.
#[derive(Debug, Clone)]
pub struct KnownList {
    /// Its name.
    pub name: String,
    /// What makes somebody a member; `None` when members are written down.
    pub filter: Option<Filter>,
}

impl Catalog {
    /// What is needed to understand filters that were accepted before.
    pub fn load(conn: &mut Conn) -> Result<Self> {
        let mut properties: Vec<Property> =
            [Object::Ticket, Object::Contact, Object::Company].into_iter().flat_map(built_in).collect();
        let rows: Vec<(String, String, String, String, Json)> = d::table
            .order((d::position, d::id))
            .select((d::object, d::name, d::label, d::kind, d::options))
            .load(conn)?;
        properties.extend(rows.into_iter().filter_map(custom));
        let rows: Vec<(ListId, String, Option<Json>)> = l::table.select((l::id, l::name, l::filter)).load(conn)?;
        let lists = rows.into_iter().map(|(id, name, filter)| {
            // a filter that cannot be read is one that nobody passes
            let filter = filter.map(|filter| filter.read().unwrap_or_default());
            (id, KnownList { name, filter })
        });
        Ok(Self { properties, lists: lists.collect(), strict: false })
    }

    /// What is needed to accept a new filter or to offer properties: also the values to choose from.
    pub fn with_options(conn: &mut Conn) -> Result<Self> {
        let mut catalog = Self::load(conn)?;
        let pipelines: Vec<(PipelineId, String)> = p::table.order(p::position).select((p::id, p::name)).load(conn)?;
        let stages: Vec<(StageId, PipelineId, String)> =
            s::table.order((s::pipeline_id, s::position)).select((s::id, s::pipeline_id, s::name)).load(conn)?;
        let users: Vec<(UserId, String)> = u::table.order(u::name).select((u::id, u::name)).load(conn)?;
        let several = pipelines.len() > 1;
        let stage = |(id, of, name): &(StageId, PipelineId, String)| {
            let pipeline = pipelines.iter().find(|(id, _)| id == of).map_or("", |(_, name)| name);
            option(id.0, if several { format!("{pipeline}: {name}") } else { name.clone() })
        };
        let mut lists: Vec<_> = catalog.lists.iter().map(|(id, list)| option(id.0, list.name.clone())).collect();
        lists.sort_by(|one, other| one.label.cmp(&other.label));
        for property in &mut catalog.properties {
            property.options = match (property.object, property.name.as_str(), property.place) {
                (Object::Ticket, "pipeline", _) => {
                    pipelines.iter().map(|(id, name)| option(id.0, name.clone())).collect()
                }
                (Object::Ticket, "stage", _) => stages.iter().map(stage).collect(),
                (Object::Ticket, "owner", _) => users.iter().map(|(id, name)| option(id.0, name.clone())).collect(),
                (Object::Ticket, "state", _) => words(&[("open", "Open"), ("closed", "Closed")]),
                (Object::Ticket, "priority", _) => {
                    words(&[("low", "Low"), ("medium", "Medium"), ("high", "High"), ("urgent", "Urgent")])
                }
                (Object::Ticket, "source", _) => words(&[
                    ("chat", "Chat"),
                    ("email", "E-mail"),
                    ("form", "Form"),
                    ("phone", "Phone"),
                    ("portal", "Portal"),
                    ("messenger", "Messenger"),
                    ("api", "API"),
                ]),
                (_, _, Place::Lists) => lists.clone(),
                _ => std::mem::take(&mut property.options),
            };
        }
        catalog.strict = true;
        Ok(catalog)
    }

    /// A property by its name.
    pub fn find(&self, object: Object, name: &str) -> Option<Property> {
        self.properties.iter().find(|property| property.object == object && property.name == name).cloned()
    }

    /// Every list.
    pub fn lists(&self) -> impl Iterator<Item = (ListId, &KnownList)> {
        self.lists.iter().map(|(id, list)| (*id, list))
    }

    /// The same as if a list had this filter.
    #[must_use]
    pub fn with_filter(&self, id: ListId, filter: Filter) -> Self {
        let mut other = self.clone();
        if let Some(list) = other.lists.get_mut(&id) {
            list.filter = Some(filter);
        }
        other
    }

    /// A list.
    pub fn list(&self, id: ListId) -> Option<&KnownList> {
        self.lists.get(&id)
    }

    /// Lists as conditions refer to them. One that is gone, or whose filter cannot be understood any
    /// more, has nobody on it and is left out.
    pub fn listed(&self, lists: &[ListId]) -> Vec<Listed> {
        let listed = |id: &ListId| match &self.list(*id)?.filter {
            None => Some(Listed::Static(*id)),
            Some(filter) => {
                let tree = super::check::check(filter, Object::Contact, self, "", Some(*id)).ok()?;
                Some(Listed::Active(*id, tree))
            }
        };
        lists.iter().filter_map(listed).collect()
    }

    /// The first value that is none of the property's options, where it has any.
    pub(super) fn strange(&self, property: &Property, values: &[FilterScalar]) -> Option<String> {
        let chosen = matches!(property.kind, PropertyKind::Select | PropertyKind::MultiSelect | PropertyKind::List);
        if !self.strict || !chosen || matches!(property.place, Place::Texts(_)) {
            return None;
        }
        let known = |value: &&FilterScalar| property.options.iter().any(|option| option.value == **value);
        values.iter().find(|value| !known(value)).map(|value| match value {
            FilterScalar::Text(text) => text.clone(),
            FilterScalar::Number(number) => number.to_string(),
        })
    }

    /// Everything conditions on records of a kind can ask about, their own properties first.
    pub fn offered(&self, object: Object) -> Vec<FilterProperty> {
        let of = |object: Object, prefix: String| {
            self.properties.iter().filter(move |property| property.object == object).map(move |property| {
                FilterProperty {
                    property: format!("{prefix}{}", property.name),
                    label: property.label.clone(),
                    object,
                    kind: property.kind,
                    options: property.options.clone(),
                }
            })
        };
        let related = Relation::from(object).flat_map(|to| of(to, format!("{}.", to.as_str())));
        of(object, String::new()).chain(related).collect()
    }
}

fn custom((object, name, label, kind, options): (String, String, String, String, Json)) -> Option<Property> {
    let object =
        [Object::Ticket, Object::Contact, Object::Company].into_iter().find(|known| known.as_str() == object)?;
    let options: Vec<String> = options.read().unwrap_or_default();
    // the name becomes part of a path in SQL
    let plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    plain.then_some(Property {
        object,
        name,
        label,
        kind: PropertyKind::parse(&kind)?,
        place: Place::Custom,
        options: options
            .into_iter()
            .map(|text| FilterOption { value: FilterScalar::Text(text.clone()), label: text })
            .collect(),
    })
}

#[allow(clippy::cast_precision_loss, reason = "ids stay below 2^53")]
fn option(id: i64, label: String) -> FilterOption {
    FilterOption { value: FilterScalar::Number(id as f64), label }
}

fn words(all: &[(&str, &str)]) -> Vec<FilterOption> {
    let option = |(value, label): &(&str, &str)| FilterOption {
        value: FilterScalar::Text((*value).to_owned()),
        label: (*label).to_owned(),
    };
    all.iter().map(option).collect()
}
