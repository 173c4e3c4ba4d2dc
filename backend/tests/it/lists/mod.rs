//! Lists: who is on them, what refers to them, and what a change would mean.

mod changes;
mod members;
mod scale;

use serde_json::{Value, json};

/// A filter of one condition.
pub fn only(property: &str, operator: &str, value: Value) -> Value {
    let mut condition = json!({ "property": property, "operator": operator });
    if !value.is_null() {
        condition["value"] = value;
    }
    json!({ "any": [{ "all": [condition] }] })
}
