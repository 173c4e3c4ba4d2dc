//! Changing lists: lost races, what refers to them, and what a change would mean.

use openapi::lists::{ListChangePreview, ListUser};
use openapi::problem::{FieldCode, ProblemCode};
use serde_json::{Value, json};

use super::only;
use crate::support::world::{ANNA, CARLA};
use crate::support::{On, on_both_databases};

on_both_databases!(
    who_saves_second_learns_of_it,
    names_are_taken_once,
    a_list_that_is_used_stays,
    a_change_must_leave_what_refers_to_it_working,
    a_change_is_seen_before_it_is_saved,
);

fn who_saves_second_learns_of_it(on: On) {
    let app = on.start();
    let agent = app.agent();
    let list = agent.list_of("One", &[]);
    let path = agent.at(&format!("/lists/{list}"));
    let tag = agent.get(&path).send().expect(200).header("etag").unwrap().to_owned();
    assert_eq!(tag, "\"1\"");
    let rename = |name: &str| agent.patch(&path, &json!({ "name": name }));
    let saved = rename("Two").header("if-match", &tag).send().expect(200);
    assert_eq!(saved.header("etag"), Some("\"2\""));
    let lost = rename("Three").header("if-match", &tag).send().expect(412).problem();
    assert_eq!(lost.code, ProblemCode::ChangedMeanwhile);
    assert_eq!(agent.show_list(list).name, "Two");
    rename("Three").send().expect(400);
    rename("Three").header("if-match", "*").send().expect(200);
}

fn names_are_taken_once(on: On) {
    let app = on.start();
    let agent = app.agent();
    let one = agent.list_of("One", &[]);
    agent.list_of("Two", &[]);
    let refused = agent.post(&agent.at("/lists"), &json!({ "name": " One " })).send().expect(422).problem();
    assert_eq!((&*refused.fields[0].pointer, refused.fields[0].code), ("/name", FieldCode::Taken));
    agent.change_list(one, &json!({ "name": "Two" })).expect(422);
    agent.change_list(one, &json!({ "name": "" })).expect(422);
    let made = |key: &str| {
        agent.post(&agent.at("/lists"), &json!({ "name": "Three" })).header("idempotency-key", key).send().expect(201)
    };
    assert_eq!(made("k").body, made("k").body, "once, however often it is asked for");
}

fn a_list_that_is_used_stays(on: On) {
    let app = on.start();
    let agent = app.agent();
    let used = agent.list_of("Used", &[]);
    let user = agent.active_list("User", &only("list", "is_any_of", json!([used])));
    let path = agent.at(&format!("/lists/{used}"));
    let refused = agent.delete(&path).send().expect(409).problem();
    assert!(refused.detail.contains("the list “User”"), "{}", refused.detail);
    let uses = agent.show_list(used).used_by;
    assert_eq!((uses.len(), uses[0].by, uses[0].id), (1, ListUser::List, user.0));
    agent.delete(&agent.at(&format!("/lists/{user}"))).send().expect(204);
    agent.delete(&path).send().expect(204);
    agent.delete(&path).send().expect(404);
}

fn a_change_must_leave_what_refers_to_it_working(on: On) {
    let app = on.start();
    let agent = app.agent();
    let known = only("email", "is_known", Value::Null);
    let refer = |list| only("list", "is_any_of", json!([list]));
    let mut chain = vec![agent.active_list("Link 0", &known)];
    for nth in 1..5 {
        chain.push(agent.active_list(&format!("Link {nth}"), &refer(chain[nth - 1])));
    }
    let refused = agent.try_active_list("Link 5", &refer(chain[4])).expect(422).problem();
    assert_eq!(refused.fields[0].pointer, "/filter/any/0/all/0/value");
    let more = agent.active_list("More", &known);
    let refused = agent.change_list(chain[0], &json!({ "filter": refer(more) })).expect(422).problem();
    assert_eq!(refused.fields[0].pointer, "/filter");
    assert!(refused.fields[0].message.contains("The list “Link 4” refers to this list"), "{:?}", refused.fields);
    // round in a circle
    let refused = agent.change_list(chain[0], &json!({ "filter": refer(chain[2]) })).expect(422).problem();
    assert!(refused.fields[0].message.contains("defined by itself"), "{:?}", refused.fields);
    agent.change_list(chain[0], &json!({ "filter": refer(chain[0]) })).expect(422);
}

fn a_change_is_seen_before_it_is_saved(on: On) {
    let app = on.start();
    let agent = app.agent();
    let list = agent.active_list("Bakers", &only("company.name", "contains", json!("bakery")));
    let path = agent.at(&format!("/lists/{list}/change-previews"));
    let other = only("company.name", "contains", json!("chem"));
    let change: ListChangePreview = agent.post(&path, &json!({ "filter": other })).send().expect(200).json();
    assert_eq!((change.members, change.gain.count, change.lose.count), (1, 1, 3));
    assert_eq!(change.gain.sample[0].email, CARLA);
    assert!(change.lose.sample.iter().any(|contact| contact.email == ANNA));
    assert_eq!(agent.show_list(list).members, Some(3), "nothing was saved");
    let still = agent.list_of("Still", &[]);
    let path = agent.at(&format!("/lists/{still}/change-previews"));
    agent.post(&path, &json!({ "filter": other })).send().expect(422);
}
