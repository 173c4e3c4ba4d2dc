//! Whatever makes no sense is refused with an error that points at the condition.

use openapi::problem::FieldCode;
use serde_json::{Value, json};

use crate::support::{On, on_both_databases};

on_both_databases!(every_mistake_is_pointed_at, filters_are_bounded);

fn every_mistake_is_pointed_at(on: On) {
    let app = on.start();
    let agent = app.agent();
    // the second condition of the second group is wrong
    let filter = |condition: &Value| {
        let right = json!({ "property": "subject", "operator": "contains", "value": "oven" });
        json!({ "any": [{ "all": [right] }, { "all": [right, condition] }] })
    };
    let ask = |filter: Value| {
        agent.post(&agent.at("/filter-previews"), &json!({ "object": "ticket", "filter": filter })).send()
    };
    ask(filter(&json!({ "property": "id", "operator": "greater_than", "value": 1 }))).expect(200);
    let long = "x".repeat(251);
    let many: Vec<String> = (0..101).map(|n| n.to_string()).collect();
    let (unknown, invalid, required, too_long) =
        (FieldCode::Unknown, FieldCode::Invalid, FieldCode::Required, FieldCode::TooLong);
    for (property, operator, value, part, code) in [
        ("colour", "is_known", Value::Null, "/property", unknown),
        ("company.colour", "is_known", Value::Null, "/property", unknown),
        ("planet.name", "is_known", Value::Null, "/property", invalid),
        ("subject", "greater_than", json!(1), "/operator", invalid),
        ("state", "contains", json!("open"), "/operator", invalid),
        ("created_at", "is_any_of", json!(["2026-11-22"]), "/operator", invalid),
        ("subject", "is_known", json!("x"), "/value", invalid),
        ("subject", "contains", Value::Null, "/value", required),
        ("subject", "contains", json!(""), "/value", required),
        ("subject", "contains", json!(5), "/value", required),
        ("subject", "contains", json!(true), "/value", required),
        ("subject", "contains", json!(long), "/value", too_long),
        ("subject", "is_any_of", json!(many), "/value", too_long),
        ("subject", "is_any_of", json!([]), "/value", required),
        ("subject", "is_any_of", json!([5]), "/value", invalid),
        ("subject", "is_any_of", json!("x"), "/value", required),
        ("subject", "is_any_of", json!({ "from": 1 }), "/value", invalid),
        ("subject", "is_any_of", json!([{}]), "/value", invalid),
        ("state", "is_any_of", json!(["ajar"]), "/value", unknown),
        ("stage", "is_any_of", json!([999_999]), "/value", unknown),
        ("stage", "is_any_of", json!(["New"]), "/value", unknown),
        ("id", "equals", json!("7"), "/value", invalid),
        ("id", "between", json!(7), "/value", required),
        ("id", "between", json!({ "from": 8, "to": 7 }), "/value", invalid),
        ("id", "between", json!({ "from": "a", "to": "b" }), "/value", invalid),
        ("created_at", "before", json!("yesterday"), "/value", invalid),
        ("created_at", "before", json!("2026-02-30"), "/value", invalid),
        ("created_at", "before", json!("12026-02-03"), "/value", invalid),
        ("created_at", "between", json!({ "from": "2026-02-03", "to": "2026-02-02" }), "/value", invalid),
        ("created_at", "in_last_days", json!(-1), "/value", invalid),
        ("created_at", "in_last_days", json!(1.5), "/value", invalid),
        ("created_at", "in_last_days", json!(1e9), "/value", invalid),
        ("created_at", "in_last_days", json!("7"), "/value", invalid),
        ("contact.list", "is_any_of", json!([999_999]), "/value", unknown),
        ("contact.list", "is_known", Value::Null, "/operator", invalid),
        ("subject", "sounds_like", json!("x"), "/operator", invalid),
    ] {
        let mut condition = json!({ "property": property, "operator": operator });
        if !value.is_null() {
            condition["value"] = value;
        }
        let refused = ask(filter(&condition)).expect(422).problem();
        let found = &refused.fields[0];
        let expected = format!("/filter/any/1/all/1{part}");
        assert_eq!((found.pointer.as_str(), found.code), (expected.as_str(), code), "{condition}: {}", found.message);
        assert!(found.message.ends_with('.'), "{}", found.message);
        assert_eq!(refused.fields.len(), 1, "{condition}: {:?}", refused.fields);
    }
    let refused = ask(filter(&json!({ "property": "subject", "operator": "is_known", "colour": 1 }))).expect(422);
    assert!(refused.problem().fields[0].pointer.starts_with("/filter/any/1/all/1"));
}

fn filters_are_bounded(on: On) {
    let app = on.start();
    let agent = app.agent();
    let ask = |filter: Value| {
        agent.post(&agent.at("/filter-previews"), &json!({ "object": "contact", "filter": filter })).send()
    };
    let condition = json!({ "property": "first_name", "operator": "contains", "value": "a" });
    let group = |count: usize| json!({ "all": vec![condition.clone(); count] });
    let pointer = |filter: Value| ask(filter).expect(422).problem().fields[0].pointer.clone();
    ask(json!({ "any": [group(25), group(25)] })).expect(200);
    assert_eq!(pointer(json!({ "any": [group(25), group(26)] })), "/filter");
    assert_eq!(pointer(json!({ "any": [] })), "/filter/any");
    assert_eq!(pointer(json!({ "any": [group(1), group(0)] })), "/filter/any/1/all");
    // what lists hold counts as well
    let lists: Vec<_> =
        (0..6).map(|nth| agent.active_list(&format!("Long {nth}"), &json!({ "any": [group(50)] }))).collect();
    let on = |lists: &[openapi::id::ListId]| json!({ "any": [{ "all": [{ "property": "list", "operator": "is_any_of", "value": lists }] }] });
    ask(on(&lists[..4])).expect(200);
    assert_eq!(pointer(on(&lists)), "/filter/any/0/all/0/value");
}
