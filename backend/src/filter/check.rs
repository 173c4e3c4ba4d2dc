//! From what somebody wrote to a [`Tree`]. Everything that makes no sense is refused with an error
//! that points at the condition and says what to do.

use openapi::filters::{
    Filter, FilterCondition, FilterGroup, FilterOperator as Op, FilterScalar, FilterValue, MAX_CONDITIONS, MAX_DAYS,
    MAX_VALUES, ValueShape,
};
use openapi::id::ListId;
use openapi::problem::{FieldCode, FieldProblem};
use openapi::properties::{Object, PropertyKind};

use super::catalog::Catalog;
use super::property::{Place, Property, Relation};
use super::span::Span;
use super::tree::{Field, Leaf, Listed, Test, Tree};
use super::values::{Refusal, between, ints, invalid, not_a_number, number, one, texts};
use crate::db::dialect::expression::fold;

/// Lists that may refer to one another in a row (safety: 5 levels).
const MAX_DEPTH: usize = 5;
/// Conditions a filter may have together with those of the lists it refers to.
const MAX_EXPANDED: usize = 250;

/// Checks `filter` for records of a kind. Errors point below `at`, such as `/filter`. `of` is the list
/// whose filter it is: it must not come back to itself.
///
/// # Errors
/// Every condition that is refused.
pub fn check(
    filter: &Filter,
    object: Object,
    catalog: &Catalog,
    at: &str,
    of: Option<ListId>,
) -> Result<Tree, Vec<FieldProblem>> {
    let mut check = Check { catalog, path: of.into_iter().collect(), expanded: 0, refused: Vec::new() };
    let tree = check.filter(filter, object, at);
    match check.refused.is_empty() {
        true => Ok(tree),
        false => Err(check.refused),
    }
}

/// Whoever is on a list; `None` when there is no such list, or none that makes sense any more: then
/// nobody is.
pub fn members(list: ListId, catalog: &Catalog) -> Option<Tree> {
    #[allow(clippy::cast_precision_loss, reason = "ids stay below 2^53")]
    let value = FilterValue::Several(vec![FilterScalar::Number(list.0 as f64)]);
    let on = FilterCondition { property: "list".into(), operator: Op::IsAnyOf, value: Some(value) };
    let filter = Filter { any: vec![FilterGroup { all: vec![on] }] };
    check(&filter, Object::Contact, catalog, "", None).ok()
}

struct Check<'a> {
    catalog: &'a Catalog,
    /// The lists that lead here.
    path: Vec<ListId>,
    expanded: usize,
    refused: Vec<FieldProblem>,
}

impl Check<'_> {
    fn filter(&mut self, filter: &Filter, object: Object, at: &str) -> Tree {
        let conditions: usize = filter.any.iter().map(|group| group.all.len()).sum();
        self.expanded += conditions;
        if conditions > MAX_CONDITIONS {
            self.refuse(at.into(), FieldCode::TooLong, format!("Use at most {MAX_CONDITIONS} conditions."));
        } else if self.expanded > MAX_EXPANDED {
            let message = format!("With the lists it refers to, this has more than {MAX_EXPANDED} conditions.");
            self.refuse(at.into(), FieldCode::TooLong, message);
        } else if filter.any.is_empty() {
            self.refuse(format!("{at}/any"), FieldCode::Required, "Add a condition.".into());
        } else {
            let groups = filter.any.iter().enumerate().map(|(group, conditions)| {
                let at = format!("{at}/any/{group}/all");
                if conditions.all.is_empty() {
                    self.refuse(at.clone(), FieldCode::Required, "Add a condition, or remove the group.".into());
                }
                let leaves = conditions.all.iter().enumerate().filter_map(|(index, condition)| {
                    self.condition(condition, object)
                        .map_err(|(part, code, message)| {
                            self.refuse(format!("{at}/{index}{part}"), code, message);
                        })
                        .ok()
                });
                leaves.collect()
            });
            return Tree { object, groups: groups.collect() };
        }
        Tree { object, groups: Vec::new() }
    }

    fn refuse(&mut self, pointer: String, code: FieldCode, message: String) {
        self.refused.push(FieldProblem { pointer, code, message });
    }

    fn condition(&mut self, condition: &FilterCondition, object: Object) -> Result<Leaf, Refusal> {
        let (via, property) = self.property(&condition.property, object)?;
        let operator = condition.operator;
        if !operator.suits(property.kind) {
            return invalid("/operator", format!("“{}” cannot be tested like this.", property.label));
        }
        let negated = matches!(operator, Op::IsNoneOf | Op::DoesNotContain | Op::DoesNotEqual | Op::IsUnknown);
        let test = self.test(&property, operator, condition.value.as_ref())?;
        let Property { name, kind, place, .. } = property;
        Ok(Leaf { negated, via, field: Field { name, kind, place }, test })
    }

    fn property(&self, name: &str, object: Object) -> Result<(Option<Relation>, Property), Refusal> {
        let (of, via, name) = match name.split_once('.') {
            None => (object, None, name),
            Some((of, name)) => match Relation::from(object).find(|to| to.as_str() == of) {
                Some(to) => (to, Relation::between(object, to), name),
                None => return invalid("/property", format!("A {} has no “{of}”.", object.as_str())),
            },
        };
        match self.catalog.find(of, name) {
            Some(property) => Ok((via, property)),
            None => Err((
                "/property",
                FieldCode::Unknown,
                format!("There is no property “{name}” of a {}. Choose another.", of.as_str()),
            )),
        }
    }

    fn test(&mut self, property: &Property, operator: Op, value: Option<&FilterValue>) -> Result<Test, Refusal> {
        match operator.takes(property.kind) {
            ValueShape::Nothing => match value {
                None => Ok(Test::Known),
                Some(_) => invalid("/value", "Leave the value out here."),
            },
            ValueShape::Days => match value {
                Some(FilterValue::Number(days))
                    if days.fract() == 0.0 && (0.0..=f64::from(MAX_DAYS)).contains(days) =>
                {
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
                    let days = *days as u32;
                    Ok(Test::In(if operator == Op::InLastDays {
                        Span::LastDays(days)
                    } else {
                        Span::MoreThanDaysAgo(days)
                    }))
                }
                _ => invalid("/value", format!("Enter a whole number of days, 0 to {MAX_DAYS}.")),
            },
            ValueShape::Flag => match value {
                Some(FilterValue::Flag(flag)) => Ok(Test::Is(*flag)),
                _ => invalid("/value", "Choose yes or no."),
            },
            ValueShape::Several => match value {
                Some(FilterValue::Several(values)) if !values.is_empty() => self.several(property, operator, values),
                _ => Err(("/value", FieldCode::Required, "Choose at least one value.".into())),
            },
            ValueShape::Range => match value {
                Some(FilterValue::Range(range)) => between(property.kind, &range.from, &range.to),
                _ => Err(("/value", FieldCode::Required, "Enter both values.".into())),
            },
            ValueShape::One => one(property.kind, operator, value),
        }
    }

    fn several(&mut self, property: &Property, operator: Op, values: &[FilterScalar]) -> Result<Test, Refusal> {
        if values.len() > MAX_VALUES {
            return Err(("/value", FieldCode::TooLong, format!("Choose at most {MAX_VALUES} values.")));
        }
        if let Some(strange) = self.catalog.strange(property, values) {
            let message = format!("“{strange}” is no value of “{}” any more. Take it out.", property.label);
            return Err(("/value", FieldCode::Unknown, message));
        }
        let all = operator == Op::HasAllOf;
        match (property.kind, property.place) {
            (PropertyKind::List, _) => {
                let lists = ints(values)?.into_iter().map(|id| self.list(ListId(id))).collect::<Result<Vec<_>, _>>()?;
                Ok(if all { Test::OnAll(lists) } else { Test::OnAny(lists) })
            }
            (PropertyKind::MultiSelect, _) => {
                let values = texts(values)?;
                Ok(if all { Test::HasAll(values) } else { Test::HasAny(values) })
            }
            (PropertyKind::Number, _) => {
                Ok(Test::OneOfNumbers(values.iter().map(number).collect::<Option<_>>().ok_or_else(|| not_a_number())?))
            }
            (_, Place::Int(_)) => Ok(Test::OneOfInts(ints(values)?)),
            (PropertyKind::Select, _) => Ok(Test::OneOf(texts(values)?)),
            _ => Ok(Test::OneOf(texts(values)?.iter().map(|text| fold(text)).collect())),
        }
    }

    fn list(&mut self, id: ListId) -> Result<Listed, Refusal> {
        if self.path.contains(&id) {
            return invalid("/value", "This list would be defined by itself. Choose another.");
        }
        let catalog = self.catalog;
        let Some(list) = catalog.list(id) else {
            return Err(("/value", FieldCode::Unknown, "There is no such list any more. Choose another.".into()));
        };
        let Some(filter) = &list.filter else { return Ok(Listed::Static(id)) };
        if self.path.len() >= MAX_DEPTH {
            return invalid("/value", format!("Lists may refer to one another {MAX_DEPTH} times in a row, not more."));
        }
        let before = self.refused.len();
        self.path.push(id);
        let tree = self.filter(filter, Object::Contact, "");
        self.path.pop();
        // what is wrong inside of the list is said of the condition that refers to it
        match self.refused.get(before).map(|problem| problem.message.clone()) {
            None => Ok(Listed::Active(id, tree)),
            Some(message) => {
                self.refused.truncate(before);
                invalid("/value", format!("The list “{}” cannot be used: {message}", list.name))
            }
        }
    }
}
