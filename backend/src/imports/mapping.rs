//! The mapping: read, and checked against the file's columns and what the database has. Every problem
//! is told at once, and names the key it is about.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;
use openapi::id::{InboxId, PipelineId};
use openapi::imports::{Mapping, PropertyOwner, PropertyType, TimeColumn, ValueMap};
use openapi::pipelines::{Pipeline, Stage};
use openapi::problem::{FieldCode, FieldProblem};
use openapi::tickets::{Priority, Source};

use super::times;
use crate::db::schema::{inboxes as i, portals as p, property_definitions as d};
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};
use crate::{pipelines, properties};

/// Where the contract's answers point to.
const POINTER: &str = "/mapping";
/// Characters a name in the mapping may have.
const MAX_NAME: usize = 100;

/// A mapping that fits a file and this installation. Columns are their positions.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) source_name: String,
    pub(super) key: usize,
    pub(super) email: usize,
    pub(super) name: Option<usize>,
    pub(super) company: Option<usize>,
    pub(super) subject: usize,
    pub(super) description: Option<usize>,
    pub(super) resolution: Option<usize>,
    pub(super) placeholders: Vec<(String, usize)>,
    pub(super) pipeline: PipelineId,
    pub(super) inbox: InboxId,
    pub(super) stage: Lookup<Stage>,
    pub(super) priority: Option<Lookup<Priority>>,
    pub(super) source: Option<Lookup<Source>>,
    pub(super) category: Option<usize>,
    pub(super) created_at: Option<Time>,
    pub(super) answered_at: Option<Time>,
    pub(super) closed_at: Option<Time>,
    pub(super) properties: Vec<Property>,
    pub(super) header: Vec<String>,
    /// When the import was asked for: the time of what has no time, and what nothing lies behind.
    pub(super) asked_at: Ts,
}

/// A column whose values stand for values of ours.
#[derive(Debug, Clone)]
pub(super) struct Lookup<T> {
    pub(super) column: usize,
    /// By their value in lower case.
    pub(super) values: HashMap<String, T>,
    pub(super) otherwise: Option<T>,
}

/// A column with a time.
#[derive(Debug, Clone)]
pub(super) struct Time {
    pub(super) column: usize,
    pub(super) format: String,
}

/// A column that becomes a custom property.
#[derive(Debug, Clone)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) column: usize,
    pub(super) label: String,
    pub(super) owner: PropertyOwner,
    pub(super) kind: PropertyType,
}

/// Reads a mapping: JSON if it begins with a brace, else TOML.
///
/// # Errors
/// `ValidationFailed` for `/mapping`, with the line where there is one.
pub fn parse(text: &str) -> Result<Mapping> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let read = match text.starts_with('{') {
        true => serde_json::from_str(text).map_err(|error| error.to_string()),
        false => toml::from_str(text).map_err(|error| error.to_string()),
    };
    read.map_err(|error| Error::invalid_field(POINTER, FieldCode::Invalid, error.trim_end()))
}

/// Checks a mapping against the columns of a file and against the database.
///
/// # Errors
/// `ValidationFailed` for `/mapping`, one problem for each key that is wrong.
pub fn plan(conn: &mut Conn, mapping: &Mapping, header: &[String], asked_at: Ts) -> Result<Plan> {
    let mut checks = Checks { header, problems: Vec::new() };
    checks.source_name(&mapping.source_name);
    let pipelines = pipelines::read::all(conn)?;
    let pipeline = pipelines.iter().find(|pipeline| pipeline.name.eq_ignore_ascii_case(mapping.pipeline.trim()));
    if pipeline.is_none() {
        let names: Vec<&str> = pipelines.iter().map(|pipeline| pipeline.name.as_str()).collect();
        checks.refuse("pipeline", format!("there is no pipeline “{}”; there is {}", mapping.pipeline, list(&names)));
    }
    let stage = checks.stages(&mapping.stage, pipeline);
    let optional =
        |checks: &mut Checks<'_>, key: &str, name: &Option<String>| name.as_ref().map(|name| checks.column(key, name));
    let plan = Plan {
        source_name: mapping.source_name.trim().to_owned(),
        key: checks.column("key", &mapping.key),
        email: checks.column("email", &mapping.email),
        name: optional(&mut checks, "name", &mapping.name),
        company: optional(&mut checks, "company", &mapping.company),
        subject: checks.column("subject", &mapping.subject),
        description: optional(&mut checks, "description", &mapping.description),
        resolution: optional(&mut checks, "resolution", &mapping.resolution),
        placeholders: checks.placeholders(&mapping.placeholders),
        pipeline: pipeline.map_or(PipelineId(0), |pipeline| pipeline.id),
        inbox: inbox(conn, pipeline.map_or(PipelineId(0), |pipeline| pipeline.id))?,
        stage,
        priority: mapping.priority.as_ref().map(|map| checks.lookup("priority", map)),
        source: mapping.source.as_ref().map(|map| checks.lookup("source", map)),
        category: optional(&mut checks, "category", &mapping.category),
        created_at: checks.time("created_at", &mapping.created_at),
        answered_at: checks.time("answered_at", &mapping.answered_at),
        closed_at: checks.time("closed_at", &mapping.closed_at),
        properties: checks.properties(conn, mapping)?,
        header: header.to_vec(),
        asked_at,
    };
    if checks.problems.is_empty() { Ok(plan) } else { Err(Error::invalid(checks.problems)) }
}

/// The inbox of the portal that files its tickets in the pipeline; else the oldest one.
fn inbox(conn: &mut Conn, pipeline: PipelineId) -> Result<InboxId> {
    let of_portal =
        p::table.filter(p::pipeline_id.eq(pipeline)).order(p::id).select(p::inbox_id).first(conn).optional()?;
    match of_portal {
        Some(inbox) => Ok(inbox),
        None => i::table.order(i::id).select(i::id).first(conn).optional()?.ok_or_else(|| {
            Error::Config("this installation is empty: create its first user with `portico user create`".into())
        }),
    }
}

/// Collects what is wrong.
struct Checks<'a> {
    header: &'a [String],
    problems: Vec<FieldProblem>,
}

impl Checks<'_> {
    fn refuse(&mut self, key: &str, what: impl std::fmt::Display) {
        let message = format!("{key}: {what}.");
        self.problems.push(FieldProblem { pointer: POINTER.into(), code: FieldCode::Invalid, message });
    }

    fn source_name(&mut self, name: &str) {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > MAX_NAME || name.contains([':', '\0']) {
            self.refuse("source_name", "name the source system in 1 to 100 characters, without a colon");
        }
    }

    /// The position of a column; any when it is missing, which is told.
    fn column(&mut self, key: &str, name: &str) -> usize {
        let name = name.trim();
        let mut found = (0..).zip(self.header).filter(|(_, there)| *there == name);
        match (found.next(), found.next()) {
            (Some((position, _)), None) => return position,
            (Some(_), Some(_)) => self.refuse(key, format!("the file has two columns “{name}”; rename one of them")),
            (None, _) => {
                let names: Vec<&str> = self.header.iter().map(String::as_str).collect();
                self.refuse(key, format!("the file has no column “{name}”; it has {}", list(&names)));
            }
        }
        0
    }

    fn placeholders(&mut self, wanted: &BTreeMap<String, String>) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        for (text, column) in wanted {
            if text.trim().is_empty() {
                self.refuse("placeholders", "the text to replace is empty");
            }
            found.push((text.clone(), self.column(&format!("placeholders.\"{text}\""), column)));
        }
        found
    }

    fn lookup<T: Clone>(&mut self, key: &str, map: &ValueMap<T>) -> Lookup<T> {
        Lookup {
            column: self.column(&format!("{key}.column"), &map.column),
            values: map.values.iter().map(|(theirs, ours)| (fold(theirs), ours.clone())).collect(),
            otherwise: map.otherwise.clone(),
        }
    }

    fn stages(&mut self, map: &ValueMap<String>, pipeline: Option<&Pipeline>) -> Lookup<Stage> {
        let column = self.column("stage.column", &map.column);
        let mut lookup = Lookup { column, values: HashMap::new(), otherwise: None };
        // without a pipeline there is nothing more to say about stages
        let Some(pipeline) = pipeline else { return lookup };
        for (theirs, name) in &map.values {
            if let Some(stage) = self.stage(&format!("stage.values.\"{theirs}\""), name, pipeline) {
                lookup.values.insert(fold(theirs), stage);
            }
        }
        if let Some(name) = &map.otherwise {
            lookup.otherwise = self.stage("stage.otherwise", name, pipeline);
        }
        lookup
    }

    fn stage(&mut self, key: &str, name: &str, pipeline: &Pipeline) -> Option<Stage> {
        let found = pipeline.stages.iter().find(|stage| fold(&stage.name) == fold(name)).cloned();
        if found.is_none() {
            let names: Vec<&str> = pipeline.stages.iter().map(|stage| stage.name.as_str()).collect();
            let pipeline = &pipeline.name;
            self.refuse(key, format!("the pipeline “{pipeline}” has no stage “{name}”; it has {}", list(&names)));
        }
        found
    }

    fn time(&mut self, key: &str, time: &Option<TimeColumn>) -> Option<Time> {
        let time = time.as_ref()?;
        if !times::is_format(&time.format) {
            let format = &time.format;
            let message = format!("“{format}” names no day; write it as in %Y-%m-%d %H:%M:%S");
            self.refuse(&format!("{key}.format"), message);
        }
        let column = self.column(&format!("{key}.column"), &time.column);
        Some(Time { column, format: time.format.clone() })
    }

    fn properties(&mut self, conn: &mut Conn, mapping: &Mapping) -> Result<Vec<Property>> {
        let known: Vec<(String, String, String)> = d::table.select((d::object, d::name, d::kind)).load(conn)?;
        let mut all = Vec::new();
        for (name, property) in &mapping.properties {
            let key = format!("properties.{name}");
            let column = self.column(&format!("{key}.column"), &property.column);
            if !is_name(name) {
                self.refuse(
                    &key,
                    "a property's name begins with a letter and has lower-case letters, digits and _ only",
                );
            }
            let label = property.label.trim().to_owned();
            if label.is_empty() || label.chars().count() > MAX_NAME || label.contains('\0') {
                self.refuse(&format!("{key}.label"), "give it a label of 1 to 100 characters");
            }
            let (owner, kind) = (property.of, property.kind);
            let other = known.iter().find(|(object, there, stored)| {
                object == self::object(owner).as_str() && there == name && stored != word(kind)
            });
            if let Some((_, _, stored)) = other {
                self.refuse(&format!("{key}.type"), format!("the property is there already, as {stored}"));
            }
            all.push(Property { name: name.clone(), column, label, owner, kind });
        }
        Ok(all)
    }
}

/// The object that a property describes.
pub(super) fn object(owner: PropertyOwner) -> properties::Object {
    match owner {
        PropertyOwner::Ticket => properties::Object::Ticket,
        PropertyOwner::Contact => properties::Object::Contact,
    }
}

/// The word of a type in the database.
pub(super) fn word(kind: PropertyType) -> &'static str {
    match kind {
        PropertyType::Text => "text",
        PropertyType::Number => "number",
        PropertyType::Date => "date",
        PropertyType::Select => "select",
    }
}

/// The form in which values are compared.
pub(super) fn fold(value: &str) -> String {
    value.trim().to_lowercase()
}

fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Names as a sentence lists them, the first forty of them.
fn list(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(40).map(|name| format!("“{name}”")).collect();
    let rest = names.len().saturating_sub(shown.len());
    match rest {
        0 => shown.join(", "),
        rest => format!("{} and {rest} more", shown.join(", ")),
    }
}
