//! Who is on a list.

use openapi::contacts::console::ContactSummary;
use openapi::filters::FilterPreview;
use openapi::lists::{ListKind, ListSummary};
use openapi::page::Page;
use openapi::problem::{FieldCode, ProblemCode};
use serde_json::{Value, json};

use super::only;
use crate::support::world::{ANNA, BEN, CARLA, DORA, IAN, PIA};
use crate::support::{On, on_both_databases};

on_both_databases!(
    a_static_list_has_whom_staff_put_on_it,
    an_active_list_has_whoever_passes_at_the_moment,
    a_contact_knows_every_list_it_is_on,
    lists_are_found_by_name_and_their_members_page_by_page,
    a_preview_counts_shows_and_says_it,
);

fn a_static_list_has_whom_staff_put_on_it(on: On) {
    let app = on.start();
    let (agent, world) = (app.agent(), &app.world);
    let list = agent.list_of("Testers", &[world.anna]);
    let added = agent.put_on(list, &[world.anna, world.carla, world.carla]);
    assert_eq!((added.added, added.members), (1, 2), "twice is once");
    assert_eq!(agent.members(list), [ANNA, CARLA]);
    let refused =
        agent.post(&agent.at(&format!("/lists/{list}/members")), &json!({ "contacts": [world.ben, 999_999] }));
    let refused = refused.send().expect(422).problem();
    assert_eq!((&*refused.fields[0].pointer, refused.fields[0].code), ("/contacts/1", FieldCode::Unknown));
    let many: Vec<i64> = (1..=1001).collect();
    agent.post(&agent.at(&format!("/lists/{list}/members")), &json!({ "contacts": many })).send().expect(422);
    agent.post(&agent.at(&format!("/lists/{list}/members")), &json!({ "contacts": [] })).send().expect(422);
    agent.take_off(list, world.anna).expect(204);
    agent.take_off(list, world.anna).expect(404);
    let shown = agent.show_list(list);
    assert_eq!((shown.kind, shown.members, shown.filter, shown.sentence), (ListKind::Static, Some(1), None, None));
    agent.change_list(list, &json!({ "filter": only("email", "is_known", Value::Null) })).expect(422);
    app.viewer().take_off(list, world.carla).expect(403);
}

fn an_active_list_has_whoever_passes_at_the_moment(on: On) {
    let app = on.start();
    let (agent, world) = (app.agent(), &app.world);
    let bakers = agent.active_list("Bakers", &only("company.name", "contains", json!("BAKERY")));
    assert_eq!(agent.members(bakers), [ANNA, BEN, IAN]);
    let shown = agent.show_list(bakers);
    assert_eq!((shown.kind, shown.members), (ListKind::Active, Some(3)));
    assert_eq!(shown.sentence.as_deref(), Some("Company: Company name contains “BAKERY”"));
    // a contact that moves is off the list at once
    app.change(|conn, _| {
        use diesel::prelude::*;
        use portico::db::schema::company_contacts as cc;
        diesel::update(cc::table.filter(cc::contact_id.eq(world.ben)))
            .set(cc::company_id.eq(world.cobalt))
            .execute(conn)?;
        Ok(())
    });
    assert_eq!(agent.members(bakers), [ANNA, IAN]);
    let refused = agent.post(&agent.at(&format!("/lists/{bakers}/members")), &json!({ "contacts": [world.dora] }));
    assert_eq!(refused.send().expect(409).problem().code, ProblemCode::Conflict);
    agent.take_off(bakers, world.anna).expect(409);
}

fn a_contact_knows_every_list_it_is_on(on: On) {
    let app = on.start();
    let (agent, world) = (app.agent(), &app.world);
    let some = agent.list_of("Some", &[world.anna, world.dora]);
    agent.list_of("Empty", &[]);
    agent.active_list("Not some", &only("list", "is_none_of", json!([some])));
    agent.active_list("A in front", &only("first_name", "starts_with", json!("a")));
    let both = only("list", "has_all_of", json!([some]));
    agent.active_list("Some again", &both);
    assert_eq!(agent.lists_of(world.anna), ["A in front", "Some", "Some again"]);
    assert_eq!(agent.lists_of(world.ben), ["Not some"]);
    agent.get(&agent.at("/contacts/999999/lists")).send().expect(404);
    let any = |contact| app.look(|conn| portico::lists::read::on_any(conn, contact, &[some], app.parts.clock.now()));
    assert_eq!((any(world.anna), any(world.ben)), (true, false));
}

fn lists_are_found_by_name_and_their_members_page_by_page(on: On) {
    let app = on.start();
    let agent = app.agent();
    let all = agent.active_list("Everybody", &only("email", "is_known", Value::Null));
    agent.list_of("Über alle", &[app.world.anna]);
    let found: Page<ListSummary> = agent.get(&agent.at("/lists?q=%C3%BCBER")).send().expect(200).json();
    assert_eq!((found.items.len(), &*found.items[0].name, found.items[0].members), (1, "Über alle", Some(1)));
    let first: Page<ListSummary> = agent.get(&agent.at("/lists?limit=1")).send().expect(200).json();
    let next = first.next.unwrap();
    let second: Page<ListSummary> =
        agent.get(&agent.at(&format!("/lists?limit=1&after={next}"))).send().expect(200).json();
    assert_eq!((&*first.items[0].name, &*second.items[0].name), ("Everybody", "Über alle"));
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let path = agent.at(&format!("/lists/{all}/members?limit=2{after}"));
        let page: Page<ContactSummary> = agent.get(&path).send().expect(200).json();
        seen.extend(page.items.into_iter().map(|contact| contact.email));
        match page.next {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, [ANNA, BEN, CARLA, DORA, IAN, PIA]);
}

fn a_preview_counts_shows_and_says_it(on: On) {
    let app = on.start();
    let (agent, anna) = (app.agent(), app.anna());
    anna.file("The oven is cold", "Please help.");
    let preview = |object: &str, filter: Value| -> FilterPreview {
        let body = json!({ "object": object, "filter": filter });
        agent.post(&agent.at("/filter-previews"), &body).send().expect(200).json()
    };
    let found = preview("contact", only("last_name", "is_any_of", json!(["LEE", "ode"])));
    assert_eq!((found.count, found.of, found.sample.len()), (2, 6, 2));
    assert_eq!((&*found.sample[0].title, &*found.sample[0].detail), ("Ben Ode", BEN));
    assert_eq!(found.sentence, "Last name is any of “LEE” or “ode”");
    let found = preview("ticket", only("contact.email", "equals", json!(ANNA)));
    assert_eq!((found.count, &*found.sample[0].title, &*found.sample[0].detail), (1, "The oven is cold", "New"));
    let found = preview("company", only("contact.list", "is_none_of", json!([agent.list_of("None", &[])])));
    assert_eq!((found.count, found.of), (2, 2));
}
