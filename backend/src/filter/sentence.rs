//! A filter as a sentence, for people who look at it and people who listen to it.

use openapi::filters::{Filter, FilterCondition, FilterOperator as Op, FilterScalar, FilterValue};
use openapi::properties::{Object, PropertyKind};

use super::catalog::Catalog;
use super::property::{Property, Relation};

/// What a filter says, such as `Company name contains “tail” and Status is Open, or Number is 7`.
pub fn sentence(filter: &Filter, object: Object, catalog: &Catalog) -> String {
    let groups: Vec<String> = filter
        .any
        .iter()
        .map(|group| {
            let all: Vec<String> = group.all.iter().map(|one| condition(one, object, catalog)).collect();
            all.join(" and ")
        })
        .collect();
    groups.join(", or ")
}

/// What one condition says.
pub fn condition(condition: &FilterCondition, object: Object, catalog: &Catalog) -> String {
    let (of, name) = match condition.property.split_once('.') {
        Some((of, name)) => (Relation::from(object).find(|to| to.as_str() == of).unwrap_or(object), name),
        None => (object, condition.property.as_str()),
    };
    let Some(property) = catalog.find(of, name) else {
        return format!("“{}”, which is no property any more", condition.property);
    };
    let whose = match (object, of) {
        (Object::Ticket, Object::Contact) => "Contact: ",
        (Object::Company, Object::Contact) => "A contact: ",
        (Object::Ticket | Object::Contact, Object::Company) => "Company: ",
        _ => "",
    };
    let words = words(condition.operator, property.kind, condition.value.as_ref());
    let joint = if condition.operator == Op::HasAllOf { "and" } else { "or" };
    let value = condition.value.as_ref().map(|value| values(value, &property, joint)).unwrap_or_default();
    let days = if value == "1" { "day" } else { "days" };
    let said = match condition.operator {
        Op::InLastDays => format!("is in the last {value} {days}"),
        Op::MoreThanDaysAgo => format!("is more than {value} {days} ago"),
        _ if value.is_empty() => words.to_owned(),
        _ => format!("{words} {value}"),
    };
    format!("{whose}{} {said}", property.label)
}

fn words(operator: Op, kind: PropertyKind, value: Option<&FilterValue>) -> &'static str {
    let several = matches!(value, Some(FilterValue::Several(values)) if values.len() > 1);
    match operator {
        Op::IsAnyOf if several => "is any of",
        Op::IsAnyOf => "is",
        Op::IsNoneOf if several => "is none of",
        Op::IsNoneOf => "is not",
        Op::HasAllOf => "has all of",
        Op::IsKnown => "is known",
        Op::IsUnknown => "is unknown",
        Op::Contains => "contains",
        Op::DoesNotContain => "does not contain",
        Op::StartsWith => "starts with",
        Op::EndsWith => "ends with",
        Op::Equals if matches!(kind, PropertyKind::Date | PropertyKind::DateTime) => "is on",
        Op::Equals => "is",
        Op::DoesNotEqual => "is not",
        Op::GreaterThan => "is more than",
        Op::LessThan => "is less than",
        Op::Between => "is between",
        Op::Before => "is before",
        Op::After => "is after",
        Op::InLastDays | Op::MoreThanDaysAgo => "",
    }
}

fn values(value: &FilterValue, property: &Property, joint: &str) -> String {
    match value {
        FilterValue::Flag(true) => "yes".to_owned(),
        FilterValue::Flag(false) => "no".to_owned(),
        FilterValue::Number(number) => number.to_string(),
        FilterValue::Text(text) => quoted(text, property.kind),
        FilterValue::Several(values) => {
            let labels: Vec<String> = values.iter().map(|value| label(value, property)).collect();
            match labels.split_last() {
                Some((last, [])) => last.clone(),
                Some((last, others)) => format!("{} {joint} {last}", others.join(", ")),
                None => String::new(),
            }
        }
        FilterValue::Range(range) => format!("{} and {}", label(&range.from, property), label(&range.to, property)),
    }
}

fn label(value: &FilterScalar, property: &Property) -> String {
    match property.options.iter().find(|option| option.value == *value) {
        Some(option) => option.label.clone(),
        None => match value {
            FilterScalar::Text(text) => quoted(text, property.kind),
            FilterScalar::Number(number) => number.to_string(),
        },
    }
}

fn quoted(text: &str, kind: PropertyKind) -> String {
    match kind {
        PropertyKind::Date | PropertyKind::DateTime => text.to_owned(),
        _ => format!("“{text}”"),
    }
}
