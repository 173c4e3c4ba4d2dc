//! The filter language: any of some groups, each all of some conditions on properties. Lists, the
//! tickets of a portal and the contacts who see their company's tickets are all said in it.

pub mod operator;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{ContactId, ListId};
use crate::properties::{Object, PropertyKind};

pub use operator::{FilterOperator, ValueShape};

/// Conditions a filter may have, in all its groups together (safety: 50).
pub const MAX_CONDITIONS: usize = 50;
/// Values one condition may name.
pub const MAX_VALUES: usize = 100;
/// Characters a text value may have.
pub const MAX_VALUE: usize = 250;
/// Days a condition may look back: a hundred years.
pub const MAX_DAYS: u32 = 36_525;

/// Who or what is meant: whatever passes any one of the groups. There is at least one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// The groups, at least one.
    pub any: Vec<FilterGroup>,
}

/// Passed by whatever passes all of its conditions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilterGroup {
    /// The conditions, at least one.
    pub all: Vec<FilterCondition>,
}

/// A test of one property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilterCondition {
    /// The property's name; that of a related record after its object and a dot, such as
    /// `company.name`. What may be asked is listed at `/filter-properties`.
    pub property: String,
    /// How it is tested.
    pub operator: FilterOperator,
    /// What it is compared with, in the form the operator and the property's type call for; left out
    /// where the operator says everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<FilterValue>,
}

/// What a property is compared with. Days are texts like `2026-11-22`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum FilterValue {
    /// Yes or no.
    Flag(bool),
    /// A number, or how many days.
    Number(f64),
    /// A text or day.
    Text(String),
    /// Several texts, numbers or option values, 1 to 100.
    Several(Vec<FilterScalar>),
    /// From one to another, both included.
    Range(FilterRange),
}

/// From one number or day to another, both included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilterRange {
    /// The first.
    pub from: FilterScalar,
    /// The last.
    pub to: FilterScalar,
}

/// A single text or number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum FilterScalar {
    /// A number, such as the id of a stage.
    Number(f64),
    /// A text, option or day.
    Text(String),
}

/// A property that can be asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FilterProperty {
    /// What conditions call it.
    pub property: String,
    /// What people call it.
    pub label: String,
    /// Whose property it is.
    pub object: Object,
    /// Its type, which says the operators and the form of values.
    #[serde(rename = "type")]
    pub kind: PropertyKind,
    /// The values to choose from; empty where any may be typed.
    pub options: Vec<FilterOption>,
}

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FilterOption {
    /// What conditions call it.
    pub value: FilterScalar,
    /// What people call it.
    pub label: String,
}

/// Asks who a filter finds, without saving it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilterPreviewRequest {
    /// What is filtered.
    pub object: Object,
    /// The filter.
    pub filter: Filter,
    /// The list that is being edited, which the filter must not refer back to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_id: Option<ListId>,
}

/// Who or what a filter finds at this moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FilterPreview {
    /// How many pass.
    pub count: u64,
    /// How many there are.
    pub of: u64,
    /// A few of them, newest first.
    pub sample: Vec<FilterMatch>,
    /// The filter as a sentence.
    pub sentence: String,
}

/// One record that passes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FilterMatch {
    /// Its id: a contact's, company's or ticket's.
    pub id: i64,
    /// A contact's or company's name, a ticket's subject.
    pub title: String,
    /// A contact's e-mail address, a ticket's status, a company's domains.
    pub detail: String,
}

/// Somebody whom a change would let see more or less.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AffectedContact {
    /// Who.
    pub id: ContactId,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
}

/// Some contacts: how many, and a few of them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct Affected {
    /// How many.
    pub count: u64,
    /// Up to ten of them, the newest first.
    pub sample: Vec<AffectedContact>,
}
