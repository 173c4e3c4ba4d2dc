use openapi::filters::{Filter, FilterOption, FilterProperty, FilterScalar};
use openapi::properties::{Object, PropertyKind};

use super::draft::{Draft, Next};

fn property(name: &str, kind: PropertyKind) -> FilterProperty {
    FilterProperty { property: name.into(), label: name.into(), object: Object::Contact, kind, options: Vec::new() }
}

fn properties() -> Vec<FilterProperty> {
    let options = vec![FilterOption { value: FilterScalar::Number(7.0), label: "VIP".into() }];
    vec![
        property("email", PropertyKind::Email),
        property("seats", PropertyKind::Number),
        property("trial", PropertyKind::Checkbox),
        property("created_at", PropertyKind::DateTime),
        FilterProperty { options, ..property("list", PropertyKind::List) },
    ]
}

fn read(text: &str) -> Filter {
    serde_json::from_str(text).unwrap()
}

const ALL_SHAPES: &str = r#"{"any":[
    {"all":[{"property":"email","operator":"contains","value":"tail"},{"property":"email","operator":"is_known"},
        {"property":"email","operator":"is_any_of","value":["a@x.example","b@x.example"]}]},
    {"all":[{"property":"seats","operator":"between","value":{"from":2.0,"to":9.5}},{"property":"trial","operator":"equals","value":false},
        {"property":"created_at","operator":"in_last_days","value":30.0},{"property":"created_at","operator":"before","value":"2026-01-31"},
        {"property":"list","operator":"is_none_of","value":[7.0]}]}]}"#;

#[test]
fn what_was_saved_comes_back_unchanged() {
    let filter = read(ALL_SHAPES);
    assert_eq!(Draft::of(Some(&filter)).filter(&properties()), Ok(filter));
    assert_eq!(Draft::of(None).filter(&properties()), Ok(Filter::default()));
}

#[test]
fn says_what_is_missing_and_where() {
    let mut draft = Draft::default();
    let first = draft.add_group().unwrap();
    let second = draft.add_after(first).unwrap();
    draft.change(first, |condition| condition.choose(&properties()[1]));
    let pointers = |draft: &Draft| {
        let missing = draft.filter(&properties()).unwrap_err();
        missing.into_iter().map(|problem| problem.pointer).collect::<Vec<_>>()
    };
    assert_eq!(pointers(&draft), ["/any/0/all/0/value", "/any/0/all/1/property"]);
    assert_eq!(draft.find("/any/0/all/1/property"), Some((second, "property")));
    assert_eq!(draft.find("/any/0/all/0"), Some((first, "")));
    assert_eq!(draft.find("/any/0/all/2/value"), None);
    assert_eq!(draft.find("/any"), None);
    draft.change(first, |condition| condition.value.first = "not a number".into());
    assert_eq!(pointers(&draft).len(), 2);
}

#[test]
fn the_focus_goes_to_what_is_beside() {
    let mut draft = Draft::of(Some(&read(ALL_SHAPES)));
    let keys: Vec<_> = draft.groups()[0].conditions.iter().map(|condition| condition.key).collect();
    assert_eq!(draft.remove(keys[1]), Next::Condition(keys[2]));
    assert_eq!(draft.remove(keys[2]), Next::Condition(keys[0]));
    let other = draft.groups()[1].conditions[0].key;
    assert_eq!(draft.remove(keys[0]), Next::Condition(other), "an empty group goes with its last condition");
    assert_eq!(draft.groups().len(), 1);
    let last = draft.groups()[0].key;
    assert_eq!(draft.remove_group(last), Next::Start);
    assert!(draft.is_empty());
    assert_eq!(draft.remove(keys[0]), Next::Start);
}

#[test]
fn a_copy_of_a_group_has_keys_of_its_own() {
    let mut draft = Draft::of(Some(&read(ALL_SHAPES)));
    let (original, last) = (draft.groups()[0].key, draft.groups()[1].key);
    let first = draft.duplicate(original).unwrap();
    assert_eq!(draft.groups().len(), 3);
    assert_eq!(draft.groups()[1].conditions[0].key, first);
    assert_eq!(draft.groups()[2].key, last);
    draft.change(first, |condition| condition.value.first = "other".into());
    assert_eq!(draft.groups()[0].conditions[0].value.first, "tail");
}

#[test]
fn there_is_room_for_fifty_conditions() {
    let mut draft = Draft::default();
    draft.add_group();
    let group = draft.groups()[0].key;
    while draft.add(group, None).is_some() {}
    assert_eq!(draft.size(), 50);
    assert_eq!(draft.add_group(), None);
    assert_eq!(draft.duplicate(group), None);
}

#[test]
fn another_property_begins_anew_and_the_same_keeps_what_was_typed() {
    let mut draft = Draft::of(Some(&read(ALL_SHAPES)));
    let key = draft.groups()[0].conditions[0].key;
    draft.change(key, |condition| condition.choose(&properties()[0]));
    assert_eq!(draft.condition(key).unwrap().value.first, "tail");
    draft.change(key, |condition| condition.choose(&properties()[2]));
    assert_eq!(draft.condition(key).unwrap().value.first, "");
}

#[test]
fn values_are_added_once_and_numbers_as_numbers() {
    let mut draft = Draft::of(Some(&read(ALL_SHAPES)));
    let key = draft.groups()[1].conditions[0].key;
    draft.change(key, |condition| {
        assert!(condition.value.add(" 3 ", PropertyKind::Number));
        assert!(condition.value.add("3", PropertyKind::Number));
        assert!(!condition.value.add("three", PropertyKind::Number));
        assert_eq!(condition.value.several, [FilterScalar::Number(3.0)]);
        condition.value.toggle(&FilterScalar::Number(3.0));
        assert!(condition.value.several.is_empty());
    });
}
