//! The operators of the filter language: which suit which type of property, and what values they take.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::properties::PropertyKind;

/// How a property is tested. Letters are compared without regard to case. The negative operators
/// (`is_none_of`, `does_not_contain`, `does_not_equal`, `is_unknown`) hold for a property without a
/// value and, of related records, when they hold for each; the others when they hold for any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FilterOperator {
    /// One of several values.
    IsAnyOf,
    /// None of several values.
    IsNoneOf,
    /// Of several selected values, all these among them.
    HasAllOf,
    /// Has a value.
    IsKnown,
    /// Has no value.
    IsUnknown,
    /// Has this text in it.
    Contains,
    /// Has this text nowhere in it.
    DoesNotContain,
    /// Begins with this text.
    StartsWith,
    /// Ends with this text.
    EndsWith,
    /// Is this: a text, a number, yes or no, or falls on this day (UTC).
    Equals,
    /// Is anything but this.
    DoesNotEqual,
    /// A larger number.
    GreaterThan,
    /// A smaller number.
    LessThan,
    /// From one number or day to another, both included.
    Between,
    /// Earlier than this day (UTC).
    Before,
    /// Later than this day (UTC).
    After,
    /// Not before so many times 24 hours ago and not in the future; of days without a time, so many
    /// days ago up to today.
    InLastDays,
    /// Before so many times 24 hours ago.
    MoreThanDaysAgo,
}

impl FilterOperator {
    /// Every operator, in the order they are offered.
    pub const ALL: [FilterOperator; 18] = [
        Self::IsAnyOf,
        Self::IsNoneOf,
        Self::HasAllOf,
        Self::Equals,
        Self::DoesNotEqual,
        Self::Contains,
        Self::DoesNotContain,
        Self::StartsWith,
        Self::EndsWith,
        Self::GreaterThan,
        Self::LessThan,
        Self::Between,
        Self::Before,
        Self::After,
        Self::InLastDays,
        Self::MoreThanDaysAgo,
        Self::IsKnown,
        Self::IsUnknown,
    ];

    /// The operators that properties of a type can be tested with, in the order they are offered.
    pub fn of(kind: PropertyKind) -> impl Iterator<Item = FilterOperator> {
        Self::ALL.into_iter().filter(move |operator| operator.suits(kind))
    }

    /// Whether properties of a type can be tested with it.
    pub fn suits(self, kind: PropertyKind) -> bool {
        use FilterOperator as O;
        match kind {
            PropertyKind::Text
            | PropertyKind::MultiLineText
            | PropertyKind::Email
            | PropertyKind::Phone
            | PropertyKind::Url => {
                matches!(
                    self,
                    O::IsAnyOf
                        | O::IsNoneOf
                        | O::Equals
                        | O::DoesNotEqual
                        | O::Contains
                        | O::DoesNotContain
                        | O::StartsWith
                        | O::EndsWith
                        | O::IsKnown
                        | O::IsUnknown
                )
            }
            PropertyKind::Number => matches!(
                self,
                O::Equals
                    | O::DoesNotEqual
                    | O::GreaterThan
                    | O::LessThan
                    | O::Between
                    | O::IsAnyOf
                    | O::IsNoneOf
                    | O::IsKnown
                    | O::IsUnknown
            ),
            PropertyKind::Date | PropertyKind::DateTime => matches!(
                self,
                O::Equals
                    | O::Before
                    | O::After
                    | O::Between
                    | O::InLastDays
                    | O::MoreThanDaysAgo
                    | O::IsKnown
                    | O::IsUnknown
            ),
            PropertyKind::Select => matches!(self, O::IsAnyOf | O::IsNoneOf | O::IsKnown | O::IsUnknown),
            PropertyKind::MultiSelect => {
                matches!(self, O::IsAnyOf | O::IsNoneOf | O::HasAllOf | O::IsKnown | O::IsUnknown)
            }
            PropertyKind::Checkbox => matches!(self, O::Equals | O::IsKnown | O::IsUnknown),
            PropertyKind::List => matches!(self, O::IsAnyOf | O::IsNoneOf | O::HasAllOf),
        }
    }

    /// What kind of value it takes, for a property of a type.
    pub fn takes(self, kind: PropertyKind) -> ValueShape {
        use FilterOperator as O;
        match self {
            O::IsKnown | O::IsUnknown => ValueShape::Nothing,
            O::InLastDays | O::MoreThanDaysAgo => ValueShape::Days,
            O::IsAnyOf | O::IsNoneOf | O::HasAllOf => ValueShape::Several,
            O::Between => ValueShape::Range,
            _ if kind == PropertyKind::Checkbox => ValueShape::Flag,
            _ => ValueShape::One,
        }
    }
}

/// The form of a condition's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueShape {
    /// None.
    Nothing,
    /// One text, number or day.
    One,
    /// Yes or no.
    Flag,
    /// A list of texts, numbers or option values.
    Several,
    /// Two numbers or days.
    Range,
    /// A number of days.
    Days,
}
