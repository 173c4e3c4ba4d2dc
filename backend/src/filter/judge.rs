//! A tree judges one record in memory, exactly as the database would.

use std::borrow::Cow;

use openapi::properties::PropertyKind;

use super::property::Place;
use super::record::{Record, Value};
use super::span::Span;
use super::tree::{Field, Leaf, Listed, Test, Tree};
use crate::db::Ts;
use crate::db::dialect::expression::fold;

impl Tree {
    /// Whether the record passes.
    pub fn judges(&self, record: &Record, now: Ts) -> bool {
        self.groups.iter().any(|group| !group.is_empty() && group.iter().all(|leaf| leaf.judges(record, now)))
    }
}

impl Leaf {
    /// Whether the record meets this one condition.
    pub fn judges(&self, record: &Record, now: Ts) -> bool {
        let holds = match self.via {
            None => self.test.judges(&self.field, record, now),
            Some(relation) => record
                .related
                .get(&relation)
                .is_some_and(|related| related.iter().any(|one| self.test.judges(&self.field, one, now))),
        };
        holds != self.negated
    }
}

impl Test {
    fn judges(&self, field: &Field, record: &Record, now: Ts) -> bool {
        match self {
            Test::OnAny(lists) => lists.iter().any(|list| list.has(record, now)),
            Test::OnAll(lists) => lists.iter().all(|list| list.has(record, now)),
            Test::HasAny(wanted) => wanted.iter().any(|value| texts(field, record).any(|text| text == *value)),
            Test::HasAll(wanted) => wanted.iter().all(|value| texts(field, record).any(|text| text == *value)),
            Test::Known => match field.place {
                Place::Custom => record.custom(field).is_some(),
                Place::Lists => false,
                _ => record.values.contains_key(field.name.as_str()),
            },
            Test::Is(flag) => record.custom(field).and_then(serde_json::Value::as_bool) == Some(*flag),
            Test::OneOf(wanted) => compared(field, record).is_some_and(|text| wanted.contains(&text)),
            Test::Contains(part) => compared(field, record).is_some_and(|text| text.contains(part)),
            Test::StartsWith(part) => compared(field, record).is_some_and(|text| text.starts_with(part)),
            Test::EndsWith(part) => compared(field, record).is_some_and(|text| text.ends_with(part)),
            Test::OneOfInts(wanted) => int(field, record).is_some_and(|int| wanted.contains(&int)),
            Test::OneOfNumbers(wanted) => number(field, record).is_some_and(|number| wanted.contains(&number)),
            Test::Greater(than) => number(field, record).is_some_and(|number| number > *than),
            Test::Less(than) => number(field, record).is_some_and(|number| number < *than),
            Test::Between(from, to) => number(field, record).is_some_and(|number| (*from..=*to).contains(&number)),
            Test::In(span) => within(field, *span, record, now),
        }
    }
}

impl Listed {
    fn has(&self, record: &Record, now: Ts) -> bool {
        match self {
            Listed::Static(id) => record.lists.contains(id),
            Listed::Active(_, tree) => tree.judges(record, now),
        }
    }
}

fn text<'a>(field: &Field, record: &'a Record) -> Option<&'a str> {
    match field.place {
        Place::Custom => record.custom(field)?.as_str(),
        _ => match record.values.get(field.name.as_str())? {
            Value::Text(text) => Some(text),
            _ => None,
        },
    }
}

/// A text as it is compared: options as they are, everything else without regard to case.
fn compared(field: &Field, record: &Record) -> Option<String> {
    let text = text(field, record)?;
    Some(if field.kind == PropertyKind::Select { text.to_owned() } else { fold(text) })
}

fn texts<'a>(field: &Field, record: &'a Record) -> impl Iterator<Item = Cow<'a, str>> {
    let (built_in, custom) = match field.place {
        Place::Custom => (None, record.custom(field).and_then(serde_json::Value::as_array)),
        _ => match record.values.get(field.name.as_str()) {
            Some(Value::Texts(texts)) => (Some(texts), None),
            _ => (None, None),
        },
    };
    let built_in = built_in.into_iter().flatten().map(|text| Cow::Borrowed(text.as_str()));
    let custom = custom.into_iter().flatten().filter_map(|value| value.as_str().map(Cow::Borrowed));
    built_in.chain(custom)
}

fn int(field: &Field, record: &Record) -> Option<i64> {
    match record.values.get(field.name.as_str())? {
        Value::Int(int) => Some(*int),
        _ => None,
    }
}

#[allow(clippy::cast_precision_loss, reason = "ids stay below 2^53")]
fn number(field: &Field, record: &Record) -> Option<f64> {
    match field.place {
        Place::Custom => record.custom(field)?.as_f64(),
        _ => int(field, record).map(|int| int as f64),
    }
}

fn within(field: &Field, span: Span, record: &Record, now: Ts) -> bool {
    fn holds<T: PartialOrd + ?Sized>(value: &T, from: Option<&T>, until: Option<&T>) -> bool {
        from.is_none_or(|from| value >= from) && until.is_none_or(|until| value < until)
    }
    match record.values.get(field.name.as_str()) {
        Some(Value::Moment(moment)) if field.place != Place::Custom => {
            let (from, until) = span.moments(now);
            holds(moment, from.as_ref(), until.as_ref())
        }
        _ => text(field, record).is_some_and(|text| {
            let (from, until) = span.texts(now, field.kind == PropertyKind::DateTime);
            holds(text, from.as_deref(), until.as_deref())
        }),
    }
}
