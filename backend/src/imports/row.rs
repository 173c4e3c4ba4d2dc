//! One row of the file: a ticket to be made, or a sentence that says why not and what to do. Knows
//! neither database nor file.

use csv::ByteRecord;
use openapi::check::{MAX_SUBJECT, is_email, normal_email};
use openapi::imports::PropertyOwner;
use openapi::pipelines::Stage;
use openapi::tickets::{Priority, Source, TicketState};
use serde_json::{Map, Value};

use super::cells::{Cells, Parsed, property_value, shown};
use super::mapping::Plan;
use crate::db::Ts;

/// A ticket as a row describes it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Names the ticket for ever: source and key.
    pub import_key: String,
    /// The requester's address, in the form it is stored in.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The requester's company.
    pub company: Option<String>,
    /// The subject, at most 250 characters.
    pub subject: String,
    /// The first message, if there is one.
    pub description: Option<String>,
    /// The team's message, if there is one.
    pub resolution: Option<String>,
    /// The stage.
    pub stage: Stage,
    /// The priority.
    pub priority: Option<Priority>,
    /// The source.
    pub source: Source,
    /// The category.
    pub category: Option<String>,
    /// When it was created.
    pub created_at: Ts,
    /// When the team answered for the last time; not before it was created.
    pub answered_at: Ts,
    /// When it was closed, if it is; not before it was created.
    pub closed_at: Option<Ts>,
    /// The ticket's custom properties.
    pub ticket_properties: Map<String, Value>,
    /// The contact's custom properties.
    pub contact_properties: Map<String, Value>,
}

/// The key of a row, if it has one.
pub fn key(plan: &Plan, record: &ByteRecord) -> Option<String> {
    let key = std::str::from_utf8(record.get(plan.key)?).ok()?.replace('\0', "").trim().to_owned();
    (!key.is_empty()).then_some(key)
}

/// Reads a row.
///
/// # Errors
/// Why it cannot be imported.
pub fn parse(plan: &Plan, record: &ByteRecord) -> Parsed<Row> {
    let cells = Cells::of(plan, record)?;
    let key = cells.line(plan.key)?;
    if key.is_empty() {
        return Err(format!("{} is empty. Without a key the row could be imported twice.", cells.name(plan.key)));
    }
    let (first_name, last_name) = split(&cells.optional_line(plan.name)?.unwrap_or_default());
    let (subject, whole) = subject(&cells.text(plan.subject)?, &cells, plan.subject)?;
    let mut description = cells.optional_text(plan.description)?;
    if let Some(whole) = whole {
        // what is cut off above is kept below
        description = Some(description.map_or(whole.clone(), |text| format!("{whole}\n\n{text}")));
    }
    let stage = cells.lookup(&plan.stage)?.ok_or_else(|| cells.unknown(plan.stage.column))?;
    let when = Times::of(plan, &cells)?;
    let (ticket_properties, contact_properties) = properties(plan, &cells)?;
    Ok(Row {
        import_key: format!("{}:{key}", plan.source_name),
        email: email(&cells, plan.email)?,
        first_name,
        last_name,
        company: cells.optional_line(plan.company)?,
        subject,
        description,
        resolution: cells.optional_text(plan.resolution)?,
        closed_at: (stage.state == TicketState::Closed).then_some(when.closed),
        stage,
        priority: cells.optional_lookup(plan.priority.as_ref())?,
        source: cells.optional_lookup(plan.source.as_ref())?.unwrap_or(Source::Api),
        category: cells.optional_line(plan.category)?,
        created_at: when.created,
        answered_at: when.answered,
        ticket_properties,
        contact_properties,
    })
}

fn email(cells: &Cells<'_>, column: usize) -> Parsed<String> {
    let text = cells.raw(column);
    if text.is_empty() {
        return Err(format!("{} is empty. Every ticket needs somebody who asked.", cells.name(column)));
    }
    if !is_email(text) || normal_email(text).parse::<lettre::Address>().is_err() {
        let (name, value) = (cells.name(column), shown(text));
        return Err(format!("{name} is {value}, which is no e-mail address. Correct it."));
    }
    Ok(normal_email(text))
}

/// The subject, and all of it if it had to be cut.
fn subject(text: &str, cells: &Cells<'_>, column: usize) -> Parsed<(String, Option<String>)> {
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if whole.is_empty() {
        return Err(format!("{} is empty. Every ticket needs a subject.", cells.name(column)));
    }
    if whole.chars().count() <= MAX_SUBJECT {
        return Ok((whole, None));
    }
    let cut: String = whole.chars().take(MAX_SUBJECT - 1).collect();
    Ok((format!("{}…", cut.trim_end()), Some(whole)))
}

/// First and last name: what follows the last space, or precedes a comma, is the last name.
fn split(name: &str) -> (String, String) {
    let own = |(first, last): (&str, &str)| (first.trim().to_owned(), last.trim().to_owned());
    match name.split_once(',') {
        Some((last, first)) => own((first, last)),
        None => own(name.rsplit_once(' ').unwrap_or((name, ""))),
    }
}

/// When what happened. What is unknown happened with what is known; nothing precedes the creation.
struct Times {
    created: Ts,
    answered: Ts,
    closed: Ts,
}

impl Times {
    fn of(plan: &Plan, cells: &Cells<'_>) -> Parsed<Self> {
        let created = cells.time(plan.created_at.as_ref())?;
        let answered = cells.time(plan.answered_at.as_ref())?;
        let closed = cells.time(plan.closed_at.as_ref())?;
        let created = created.or(answered.into_iter().chain(closed).min()).unwrap_or(plan.asked_at);
        let last = closed.or(answered).unwrap_or(created).max(created);
        Ok(Self { created, answered: last, closed: last })
    }
}

fn properties(plan: &Plan, cells: &Cells<'_>) -> Parsed<(Map<String, Value>, Map<String, Value>)> {
    let (mut ticket, mut contact) = (Map::new(), Map::new());
    for property in &plan.properties {
        let text = cells.raw(property.column);
        if text.is_empty() {
            continue;
        }
        let value = property_value(property, text, cells)?;
        match property.owner {
            PropertyOwner::Ticket => ticket.insert(property.name.clone(), value),
            PropertyOwner::Contact => contact.insert(property.name.clone(), value),
        };
    }
    Ok((ticket, contact))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn names_are_split() {
        for (name, first, last) in [
            ("Marisa Obrien", "Marisa", "Obrien"),
            ("Mary Ann Smith", "Mary Ann", "Smith"),
            ("Diaz, Carla", "Carla", "Diaz"),
            ("Cher", "Cher", ""),
            ("", "", ""),
        ] {
            assert_eq!(split(name), (first.to_owned(), last.to_owned()), "{name}");
        }
    }
}
