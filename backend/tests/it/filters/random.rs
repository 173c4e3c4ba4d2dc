//! Values and filters by chance, from pools in which much is alike and much is awkward.

use openapi::filters::{
    Filter, FilterCondition, FilterGroup, FilterOperator, FilterProperty, FilterRange, FilterScalar, FilterValue,
    ValueShape,
};
use openapi::properties::PropertyKind;
use proptest::prelude::*;
use proptest::sample::Index;

/// Texts that differ in case only, in one letter only, or hold what SQL and patterns make something of.
pub const TEXTS: [&str; 36] = [
    "Straße",
    "STRASSE",
    "straße",
    "STRAẞE",
    "ßß",
    "İstanbul",
    "istanbul",
    "ISTANBUL",
    "ı",
    "ΣΊΣΥΦΟΣ",
    "σίσυφος",
    "ΟΔΟΣ ΟΔΟΣΑ",
    "οδος",
    "Σ",
    "ς",
    "Ünal",
    "ÜNAL",
    "u\u{308}nal",
    "É",
    "e\u{301}",
    "😀 Smile",
    "smile 😀",
    "ﬁne",
    "FINE",
    "\u{212a}elvin",
    "kelvin",
    "Ω",
    "\u{2126}",
    "ǅ",
    "100%",
    "a_b",
    "a\\b",
    "O'Reilly",
    "\"q\"",
    "x; --",
    " ",
];
/// Parts of them.
pub const PARTS: [&str; 14] = ["s", "SS", "ß", "i", "İ", "Σ", "ς", "n", "😀", "%", "_", "\\", "'", "E"];
pub const OPTIONS: [&str; 5] = ["Gold", "gold", "Süd", "5", "[\"Gold\"]"];
pub const NUMBERS: [f64; 12] =
    [0.0, -0.0, 1.0, 2.0, 3.5, -7.25, 0.1, 1e6, 1e15, 9_007_199_254_740_991.0, 1e-7, 123_456.789];
pub const DAYS: [&str; 10] = [
    "2026-11-22",
    "2026-11-21",
    "2026-11-23",
    "2026-11-20",
    "2026-10-31",
    "2026-01-01",
    "2024-02-29",
    "1999-12-31",
    "0001-01-01",
    "9998-12-31",
];
/// How many lists and records there are of each kind; conditions name some more.
pub const IDS: i64 = 8;

/// What a condition is made of.
type Dice = (Index, Index, Index, Vec<Index>, bool);

fn dice() -> impl Strategy<Value = Dice> {
    (any::<Index>(), any::<Index>(), any::<Index>(), prop::collection::vec(any::<Index>(), 1..4), any::<bool>())
}

/// Filters on what is offered.
pub fn filters(offered: Vec<FilterProperty>) -> impl Strategy<Value = Filter> {
    let group = prop::collection::vec(dice(), 1..4);
    prop::collection::vec(group, 1..4).prop_map(move |groups| Filter {
        any: groups
            .into_iter()
            .map(|group| FilterGroup { all: group.into_iter().map(|dice| condition(&offered, dice)).collect() })
            .collect(),
    })
}

fn condition(offered: &[FilterProperty], (property, operator, one, several, flag): Dice) -> FilterCondition {
    let property = property.get(offered);
    let operators: Vec<FilterOperator> = FilterOperator::of(property.kind).collect();
    let operator = *operator.get(&operators);
    let part = matches!(
        operator,
        FilterOperator::Contains
            | FilterOperator::DoesNotContain
            | FilterOperator::StartsWith
            | FilterOperator::EndsWith
    );
    let value = match operator.takes(property.kind) {
        ValueShape::Nothing => None,
        ValueShape::Flag => Some(FilterValue::Flag(flag)),
        ValueShape::Days => Some(FilterValue::Number(*one.get(&[0.0, 1.0, 2.0, 30.0, 400.0, 36_525.0]))),
        ValueShape::One if part => Some(FilterValue::Text((*one.get(&[PARTS.as_slice(), &TEXTS].concat())).to_owned())),
        ValueShape::One => Some(match scalar(property, one) {
            FilterScalar::Number(number) => FilterValue::Number(number),
            FilterScalar::Text(text) => FilterValue::Text(text),
        }),
        ValueShape::Several => {
            Some(FilterValue::Several(several.into_iter().map(|index| scalar(property, index)).collect()))
        }
        ValueShape::Range => Some(FilterValue::Range(range(scalar(property, one), scalar(property, several[0])))),
    };
    FilterCondition { property: property.property.clone(), operator, value }
}

fn range(one: FilterScalar, other: FilterScalar) -> FilterRange {
    let turned = match (&one, &other) {
        (FilterScalar::Number(one), FilterScalar::Number(other)) => one > other,
        (FilterScalar::Text(one), FilterScalar::Text(other)) => one > other,
        _ => false,
    };
    if turned { FilterRange { from: other, to: one } } else { FilterRange { from: one, to: other } }
}

#[allow(clippy::cast_precision_loss)]
fn scalar(property: &FilterProperty, index: Index) -> FilterScalar {
    let id = || FilterScalar::Number(index.index(IDS as usize) as f64 + 1.0);
    let text = |from: &[&str]| FilterScalar::Text((*index.get(from)).to_owned());
    let name = property.property.rsplit('.').next().unwrap();
    match (property.kind, name) {
        (PropertyKind::List, _) | (_, "pipeline" | "stage" | "owner") => id(),
        (PropertyKind::Number, "id") => id(),
        (PropertyKind::Number, _) => FilterScalar::Number(*index.get(&NUMBERS)),
        (PropertyKind::Date | PropertyKind::DateTime, _) => text(&DAYS),
        (_, "state") => text(&["open", "closed"]),
        (_, "priority") => text(&["low", "medium", "high", "urgent"]),
        (_, "source") => text(&["chat", "email", "portal"]),
        (PropertyKind::Select | PropertyKind::MultiSelect, _) => text(&OPTIONS),
        _ => text(&TEXTS),
    }
}
