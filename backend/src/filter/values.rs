//! The values that conditions compare with: days, numbers and texts, or why they are none.

use chrono::{Datelike, NaiveDate};
use openapi::filters::{FilterOperator as Op, FilterScalar, FilterValue, MAX_VALUE};
use openapi::problem::FieldCode;
use openapi::properties::PropertyKind;

use super::span::Span;
use super::tree::Test;
use crate::db::dialect::expression::fold;

/// Why something is refused, and at what part of the condition.
pub(super) type Refusal = (&'static str, FieldCode, String);

pub(super) fn invalid<T>(part: &'static str, message: impl Into<String>) -> Result<T, Refusal> {
    Err((part, FieldCode::Invalid, message.into()))
}

pub(super) fn one(kind: PropertyKind, operator: Op, value: Option<&FilterValue>) -> Result<Test, Refusal> {
    match (kind, value) {
        (PropertyKind::Number, Some(FilterValue::Number(number))) if number.is_finite() => Ok(match operator {
            Op::GreaterThan => Test::Greater(*number),
            Op::LessThan => Test::Less(*number),
            _ => Test::OneOfNumbers(vec![*number]),
        }),
        (PropertyKind::Number, _) => Err(not_a_number()),
        (PropertyKind::Date | PropertyKind::DateTime, Some(FilterValue::Text(text))) => {
            let day = day(text)?;
            Ok(Test::In(match operator {
                Op::Before => Span::Before(day),
                Op::After => Span::After(day),
                _ => Span::On(day),
            }))
        }
        (PropertyKind::Date | PropertyKind::DateTime, _) => not_a_day(),
        (_, Some(FilterValue::Text(text))) => {
            let text = fold(plain(text)?);
            Ok(match operator {
                Op::Contains | Op::DoesNotContain => Test::Contains(text),
                Op::StartsWith => Test::StartsWith(text),
                Op::EndsWith => Test::EndsWith(text),
                _ => Test::OneOf(vec![text]),
            })
        }
        _ => Err(("/value", FieldCode::Required, "Enter a text.".into())),
    }
}

pub(super) fn between(kind: PropertyKind, from: &FilterScalar, to: &FilterScalar) -> Result<Test, Refusal> {
    let backwards = || invalid("/value", "The first value must not be larger than the second.");
    match (kind, from, to) {
        (PropertyKind::Number, _, _) => match (number(from), number(to)) {
            (Some(from), Some(to)) if from <= to => Ok(Test::Between(from, to)),
            (Some(_), Some(_)) => backwards(),
            _ => Err(not_a_number()),
        },
        (_, FilterScalar::Text(from), FilterScalar::Text(to)) => match (day(from)?, day(to)?) {
            (from, to) if from <= to => Ok(Test::In(Span::Between(from, to))),
            _ => backwards(),
        },
        _ => not_a_day(),
    }
}

/// A day; years have four digits, so that the order of days is that of their letters.
fn day(text: &str) -> Result<NaiveDate, Refusal> {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(day) if (1..=9998).contains(&day.year()) => Ok(day),
        _ => not_a_day(),
    }
}

fn not_a_day<T>() -> Result<T, Refusal> {
    invalid("/value", "Enter a day, like 2026-11-22.")
}

pub(super) fn not_a_number() -> Refusal {
    ("/value", FieldCode::Invalid, "Enter a number.".into())
}

pub(super) fn number(scalar: &FilterScalar) -> Option<f64> {
    match scalar {
        FilterScalar::Number(number) if number.is_finite() => Some(*number),
        _ => None,
    }
}

#[allow(clippy::cast_possible_truncation, reason = "whole and small enough")]
pub(super) fn ints(values: &[FilterScalar]) -> Result<Vec<i64>, Refusal> {
    let whole = |value: &FilterScalar| number(value).filter(|number| number.fract() == 0.0 && number.abs() < 9e15);
    let all: Option<Vec<i64>> = values.iter().map(|value| whole(value).map(|number| number as i64)).collect();
    all.ok_or(("/value", FieldCode::Invalid, "Choose from the values offered.".into()))
}

pub(super) fn texts(values: &[FilterScalar]) -> Result<Vec<String>, Refusal> {
    let text = |value: &FilterScalar| match value {
        FilterScalar::Text(text) => plain(text).map(str::to_owned),
        FilterScalar::Number(_) => invalid("/value", "Enter texts here, not numbers."),
    };
    values.iter().map(text).collect()
}

/// A text that can be compared with: not empty, not endless, without NUL.
fn plain(text: &str) -> Result<&str, Refusal> {
    if text.is_empty() {
        return Err(("/value", FieldCode::Required, "Enter a text.".into()));
    }
    if text.chars().count() > MAX_VALUE {
        return Err(("/value", FieldCode::TooLong, format!("Shorten this to {MAX_VALUE} characters.")));
    }
    if text.contains('\0') {
        return invalid("/value", "This text has a character that cannot be stored.");
    }
    Ok(text)
}
