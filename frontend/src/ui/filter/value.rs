//! What is typed as the value of a condition, kept as text until it is asked for, so that going from one
//! operator to another loses nothing.

use openapi::filters::{FilterRange, FilterScalar, FilterValue, ValueShape};
use openapi::properties::PropertyKind;

use super::draft::scalar_text;
use super::number::{number_of, number_text};

/// The value of a condition as it is typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Typed {
    /// The only text, number or day, the first of two, or how many days.
    pub first: String,
    /// The last of two.
    pub last: String,
    /// Several.
    pub several: Vec<FilterScalar>,
    /// Yes or no.
    pub flag: Option<bool>,
}

/// The part of the condition that is unfinished, and what to do.
pub type Missing = (&'static str, &'static str);

impl Typed {
    /// What somebody would have typed for a value.
    pub fn of(value: Option<&FilterValue>) -> Self {
        let mut typed = Self::default();
        match value {
            None => {}
            Some(FilterValue::Flag(flag)) => typed.flag = Some(*flag),
            Some(FilterValue::Number(number)) => typed.first = number_text(*number),
            Some(FilterValue::Text(text)) => typed.first.clone_from(text),
            Some(FilterValue::Several(several)) => typed.several.clone_from(several),
            Some(FilterValue::Range(range)) => {
                (typed.first, typed.last) = (scalar_text(&range.from), scalar_text(&range.to));
            }
        }
        typed
    }

    /// The value in the form that the operator calls for.
    ///
    /// # Errors
    /// What is missing.
    pub fn finished(&self, shape: ValueShape, kind: PropertyKind) -> Result<Option<FilterValue>, Missing> {
        Ok(match shape {
            ValueShape::Nothing => None,
            ValueShape::Flag => Some(FilterValue::Flag(self.flag.ok_or(("/value", "Choose yes or no."))?)),
            ValueShape::Days => {
                let days = number_of(&self.first);
                Some(FilterValue::Number(days.ok_or(("/value", "Enter a number of days."))?))
            }
            ValueShape::Several if self.several.is_empty() => return Err(("/value", "Choose at least one value.")),
            ValueShape::Several => Some(FilterValue::Several(self.several.clone())),
            ValueShape::Range => {
                let (from, to) = (scalar(&self.first, kind)?, scalar(&self.last, kind)?);
                Some(FilterValue::Range(FilterRange { from, to }))
            }
            ValueShape::One => Some(match scalar(&self.first, kind)? {
                FilterScalar::Number(number) => FilterValue::Number(number),
                FilterScalar::Text(text) => FilterValue::Text(text),
            }),
        })
    }

    /// Adds to several what is not among them; numbers as numbers. False when it is no number but should be.
    pub fn add(&mut self, text: &str, kind: PropertyKind) -> bool {
        let Ok(value) = scalar(text, kind) else { return false };
        if !self.several.contains(&value) {
            self.several.push(value);
        }
        true
    }

    /// Puts a value among several, or takes it out when it is among them.
    pub fn toggle(&mut self, value: &FilterScalar) {
        match self.several.iter().position(|known| known == value) {
            Some(at) => drop(self.several.remove(at)),
            None => self.several.push(value.clone()),
        }
    }
}

fn scalar(text: &str, kind: PropertyKind) -> Result<FilterScalar, Missing> {
    let text = text.trim();
    match kind {
        PropertyKind::Number => number_of(text).map(FilterScalar::Number).ok_or(("/value", "Enter a number.")),
        PropertyKind::Date | PropertyKind::DateTime if text.is_empty() => Err(("/value", "Choose a day.")),
        _ if text.is_empty() => Err(("/value", "Enter a value.")),
        _ => Ok(FilterScalar::Text(text.to_owned())),
    }
}
