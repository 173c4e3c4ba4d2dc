//! The words for operators.

use openapi::filters::FilterOperator as Op;
use openapi::properties::PropertyKind;

/// How an operator reads between a property of a type and a value.
pub const fn words(operator: Op, kind: PropertyKind) -> &'static str {
    match operator {
        Op::IsAnyOf => "is any of",
        Op::IsNoneOf => "is none of",
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
        Op::InLastDays => "is in the last",
        Op::MoreThanDaysAgo => "is more than",
    }
}
