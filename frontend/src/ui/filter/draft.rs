//! A filter while it is being put together: like the contract's, but with parts that are still missing,
//! and with a key for everything, so that what is on the screen stays when something beside it goes.

use openapi::filters::{
    Filter, FilterCondition, FilterGroup, FilterOperator, FilterProperty, FilterScalar, FilterValue, MAX_CONDITIONS,
};
use openapi::problem::{FieldCode, FieldProblem};

use super::number::number_text;
use super::value::Typed;

/// Names a group or condition as long as it is on the screen.
pub type Key = u32;

/// The groups. None at all is a filter that nobody has begun.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    groups: Vec<Group>,
    last: Key,
}

/// Conditions of which all must hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its key.
    pub key: Key,
    /// The conditions, at least one.
    pub conditions: Vec<Condition>,
}

/// A test of one property, perhaps unfinished.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Its key.
    pub key: Key,
    /// What the server calls the property; empty until one is chosen.
    pub property: String,
    /// How it is tested.
    pub operator: FilterOperator,
    /// What it is compared with.
    pub value: Typed,
}

/// Where the focus goes after something was taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// To this condition.
    Condition(Key),
    /// To where the first condition is added.
    Start,
}

impl Draft {
    /// The draft that `filter` was made of.
    pub fn of(filter: Option<&Filter>) -> Self {
        let mut draft = Self::default();
        for group in filter.iter().flat_map(|filter| &filter.any) {
            let conditions = group.all.iter().map(|condition| Condition {
                key: draft.next(),
                property: condition.property.clone(),
                operator: condition.operator,
                value: Typed::of(condition.value.as_ref()),
            });
            let conditions = conditions.collect();
            let key = draft.next();
            draft.groups.push(Group { key, conditions });
        }
        draft
    }

    /// The groups, in order.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Whether no condition was begun.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// How many conditions there are.
    pub fn size(&self) -> usize {
        self.groups.iter().map(|group| group.conditions.len()).sum()
    }

    /// Whether there is no room for another condition.
    pub fn is_full(&self) -> bool {
        self.size() >= MAX_CONDITIONS
    }

    /// A group and its position.
    pub fn group(&self, key: Key) -> Option<(usize, &Group)> {
        self.groups.iter().enumerate().find(|(_, group)| group.key == key)
    }

    /// A condition.
    pub fn condition(&self, key: Key) -> Option<&Condition> {
        self.groups.iter().flat_map(|group| &group.conditions).find(|condition| condition.key == key)
    }

    /// Its position in its group, and how many that has.
    pub fn position(&self, key: Key) -> Option<(usize, usize)> {
        self.groups.iter().find_map(|group| {
            let at = group.conditions.iter().position(|condition| condition.key == key)?;
            Some((at, group.conditions.len()))
        })
    }

    /// Changes a condition.
    pub fn change(&mut self, key: Key, change: impl FnOnce(&mut Condition)) {
        let mut all = self.groups.iter_mut().flat_map(|group| &mut group.conditions);
        if let Some(condition) = all.find(|condition| condition.key == key) {
            change(condition);
        }
    }

    /// Begins a condition in a group, after another or at its end. Returns its key, if there was room.
    pub fn add(&mut self, group: Key, after: Option<Key>) -> Option<Key> {
        if self.is_full() {
            return None;
        }
        let key = self.next();
        let group = self.groups.iter_mut().find(|known| known.key == group)?;
        let after = after.and_then(|after| group.conditions.iter().position(|condition| condition.key == after));
        let at = after.map_or(group.conditions.len(), |after| after + 1);
        group.conditions.insert(at, Condition::new(key));
        Some(key)
    }

    /// Begins a condition after another one, in the same group.
    pub fn add_after(&mut self, condition: Key) -> Option<Key> {
        let group = self.groups.iter().find(|group| group.conditions.iter().any(|known| known.key == condition))?.key;
        self.add(group, Some(condition))
    }

    /// Begins a group with one condition. Returns the condition's key, if there was room.
    pub fn add_group(&mut self) -> Option<Key> {
        if self.is_full() {
            return None;
        }
        let condition = self.next();
        let key = self.next();
        self.groups.push(Group { key, conditions: vec![Condition::new(condition)] });
        Some(condition)
    }

    /// Puts a copy of a group after it. Returns the key of its first condition, if there was room.
    pub fn duplicate(&mut self, group: Key) -> Option<Key> {
        let (at, original) = self.group(group)?;
        let mut copy = original.clone();
        if self.size() + copy.conditions.len() > MAX_CONDITIONS {
            return None;
        }
        copy.key = self.next();
        for condition in &mut copy.conditions {
            condition.key = self.next();
        }
        let first = copy.conditions.first().map(|condition| condition.key);
        self.groups.insert(at + 1, copy);
        first
    }

    /// Takes a condition away, and its group when that held no other.
    pub fn remove(&mut self, key: Key) -> Next {
        let found = self.groups.iter().enumerate().find_map(|(group, known)| {
            Some((group, known.conditions.iter().position(|condition| condition.key == key)?))
        });
        let Some((group, at)) = found else { return Next::Start };
        let conditions = &mut self.groups[group].conditions;
        conditions.remove(at);
        match conditions.get(at.min(conditions.len().saturating_sub(1))) {
            Some(neighbour) => Next::Condition(neighbour.key),
            None => self.remove_group(self.groups[group].key),
        }
    }

    /// Takes a group away.
    pub fn remove_group(&mut self, key: Key) -> Next {
        let Some((at, _)) = self.group(key) else { return Next::Start };
        self.groups.remove(at);
        let neighbour = self.groups.get(at.min(self.groups.len().saturating_sub(1)));
        neighbour.and_then(|group| group.conditions.first()).map_or(Next::Start, |first| Next::Condition(first.key))
    }

    /// The filter as the contract has it, when every condition is finished.
    ///
    /// # Errors
    /// What is missing, with pointers like `/any/0/all/2/value`.
    pub fn filter(&self, properties: &[FilterProperty]) -> Result<Filter, Vec<FieldProblem>> {
        let mut missing = Vec::new();
        let mut any = Vec::new();
        for (position, group) in self.groups.iter().enumerate() {
            let mut all = Vec::new();
            for (index, condition) in group.conditions.iter().enumerate() {
                match condition.finished(properties) {
                    Ok(condition) => all.push(condition),
                    Err((part, message)) => missing.push(FieldProblem {
                        pointer: format!("/any/{position}/all/{index}{part}"),
                        code: FieldCode::Required,
                        message: message.to_owned(),
                    }),
                }
            }
            any.push(FilterGroup { all });
        }
        if missing.is_empty() { Ok(Filter { any }) } else { Err(missing) }
    }

    /// The condition that a pointer like `/any/0/all/2/value` leads to, and the part of it.
    pub fn find<'a>(&self, pointer: &'a str) -> Option<(Key, &'a str)> {
        let (group, rest) = pointer.strip_prefix("/any/")?.split_once("/all/")?;
        let (index, part) = rest.split_once('/').unwrap_or((rest, ""));
        let group = self.groups.get(group.parse::<usize>().ok()?)?;
        Some((group.conditions.get(index.parse::<usize>().ok()?)?.key, part))
    }

    fn next(&mut self) -> Key {
        self.last += 1;
        self.last
    }
}

impl Condition {
    fn new(key: Key) -> Self {
        Self { key, property: String::new(), operator: FilterOperator::IsAnyOf, value: Typed::default() }
    }

    /// Chooses another property: what was typed stays only where it still makes sense.
    pub fn choose(&mut self, property: &FilterProperty) {
        let same = self.property == property.property;
        self.property.clone_from(&property.property);
        if same {
            return;
        }
        self.value = Typed::default();
        if let Some(first) = FilterOperator::of(property.kind).next() {
            self.operator = first;
        }
    }

    fn finished(&self, properties: &[FilterProperty]) -> Result<FilterCondition, (&'static str, &'static str)> {
        if self.property.is_empty() {
            return Err(("/property", "Choose a property."));
        }
        let known = properties.iter().find(|property| property.property == self.property);
        let value: Option<FilterValue> = match known {
            Some(property) => self.value.finished(self.operator.takes(property.kind), property.kind)?,
            // What is no property any more is for the server to refuse.
            None => None,
        };
        Ok(FilterCondition { property: self.property.clone(), operator: self.operator, value })
    }
}

/// The same scalar as people would type it.
pub fn scalar_text(scalar: &FilterScalar) -> String {
    match scalar {
        FilterScalar::Number(number) => number_text(*number),
        FilterScalar::Text(text) => text.clone(),
    }
}
