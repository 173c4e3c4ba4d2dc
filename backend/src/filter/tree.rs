//! A filter as the server understands it: every condition typed, every list it refers to inside.
//!
//! There is no negative test. A negative operator is the positive one turned round, so a record
//! without a value passes it, and of related records it asks that none passes the positive one.

use openapi::id::ListId;
use openapi::properties::{Object, PropertyKind};

use super::property::{Place, Relation};
use super::span::Span;

/// A filter on records of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// What it is about.
    pub object: Object,
    /// The groups: any one must be passed.
    pub groups: Vec<Vec<Leaf>>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// Whether it holds when the test does not.
    pub negated: bool,
    /// The way to the records it is about; `None` for the record itself.
    pub via: Option<Relation>,
    /// The property.
    pub field: Field,
    /// What its value must be.
    pub test: Test,
}

/// A property, as far as its values are concerned.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: PropertyKind,
    /// Where it is kept.
    pub place: Place,
}

/// What the value must be. No test holds where there is no value.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// There is one.
    Known,
    /// One of these texts; in lower case where case does not count.
    OneOf(Vec<String>),
    /// One of these integers.
    OneOfInts(Vec<i64>),
    /// One of these numbers.
    OneOfNumbers(Vec<f64>),
    /// Has this text in it; in lower case.
    Contains(String),
    /// Begins with this text; in lower case.
    StartsWith(String),
    /// Ends with this text; in lower case.
    EndsWith(String),
    /// A number larger than this.
    Greater(f64),
    /// A number smaller than this.
    Less(f64),
    /// A number from one to another.
    Between(f64, f64),
    /// A day or moment in this span.
    In(Span),
    /// Yes or no.
    Is(bool),
    /// Of several values, any of these.
    HasAny(Vec<String>),
    /// Of several values, all of these.
    HasAll(Vec<String>),
    /// On any of these lists.
    OnAny(Vec<Listed>),
    /// On all of these lists.
    OnAll(Vec<Listed>),
}

/// A list that a condition refers to.
#[derive(Debug, Clone, PartialEq)]
pub enum Listed {
    /// Its members are written down.
    Static(ListId),
    /// Its members are whoever passes this.
    Active(ListId, Tree),
}
