//! What another setting would mean is said before it is saved.

use openapi::portals::console::{PortalAccessPreview, PortalVisibilityChange, PortalVisibilityPreview};
use portico::portals::settings::visibility;
use serde_json::{Value, json};

use crate::lists::only;
use crate::support::world::{ANNA, BEN, CARLA, IAN};
use crate::support::{On, TestApp, on_both_databases};

on_both_databases!(
    who_could_enter_is_seen_before,
    who_would_see_what_is_seen_before,
    a_list_that_changes_says_who_is_locked_out,
    where_there_is_too_much_to_count_it_says_whom_it_opens_to,
);

fn who_could_enter_is_seen_before(on: On) {
    let app = on.start();
    let (owner, world) = (app.owner(), &app.world);
    let list = owner.list_of("Some", &[world.anna, world.ian, world.pia]);
    let path = format!("/api/v1/portals/{}/access-previews", world.support);
    let ask = |body: Value| -> PortalAccessPreview { owner.post(&path, &body).send().expect(200).json() };
    // Anna, Ben, Carla and Dora may enter; Ian and Pia have no access to this domain yet
    let preview = ask(json!({ "kind": "lists", "lists": [list] }));
    assert_eq!((preview.before, preview.after, preview.invitations), (4, 3, 2));
    assert_eq!((preview.gain.count, preview.lose.count), (2, 3));
    assert!(preview.gain.sample.iter().any(|contact| contact.email == IAN));
    assert!(preview.lose.sample.iter().all(|contact| contact.email != ANNA));
    assert_eq!(owner.portal(world.support).access.lists, [], "nothing was saved");
    owner.let_in(world.support, &[list]);
    let back = ask(json!({ "kind": "everyone" }));
    assert_eq!((back.before, back.after, back.invitations), (3, 4, 0));
    assert_eq!((back.gain.count, back.lose.count), (3, 2));
}

fn visibility(app: &TestApp, body: &Value) -> PortalVisibilityPreview {
    let path = format!("/api/v1/portals/{}/visibility-previews", app.world.support);
    app.owner().post(&path, body).send().expect(200).json()
}

fn who_would_see_what_is_seen_before(on: On) {
    let app = on.start();
    let (owner, portal) = (app.owner(), app.world.support);
    app.anna().file("The oven is cold", "x");
    app.anna().file("The mixer is loud", "x");
    app.ben().file("The door is shut", "x");
    app.carla().file("The lab is open", "x");
    owner.set_portal(portal, "visibility", &json!({ "ticket_permission": "own" })).expect(200);
    let same = visibility(&app, &json!({ "ticket_permission": "own" }));
    assert_eq!((same.tickets_before, same.tickets_after, same.more, same.fewer), (4, 4, 0, 0));
    assert_eq!(same.warning, None);
    // Anna gains one and Ben two
    let open = visibility(&app, &json!({ "ticket_permission": "company" }));
    assert_eq!((open.more, open.fewer, open.colleagues), (2, 0, 2));
    let samples: Vec<_> = open.more_sample.iter().map(|seen| (&*seen.contact.email, seen.before, seen.after)).collect();
    assert_eq!(samples, [(BEN, 1, 3), (ANNA, 2, 3)]);
    assert!(open.warning.unwrap().starts_with("2 contacts would see tickets of colleagues"));
    // only Ben, and only what is about the mixer
    let some = visibility(
        &app,
        &json!({
            "ticket_permission": "company_for_some",
            "ticket_filter": only("subject", "contains", json!("mixer")),
            "company_filter": only("email", "equals", json!(BEN)),
        }),
    );
    assert_eq!((some.tickets_before, some.tickets_after), (4, 1));
    assert_eq!((some.more, some.fewer, some.colleagues), (1, 3, 1));
    let samples: Vec<_> =
        some.fewer_sample.iter().map(|seen| (&*seen.contact.email, seen.before, seen.after)).collect();
    assert_eq!(samples, [(ANNA, 2, 1), (BEN, 1, 1), (CARLA, 1, 0)], "as many, but others");
    // whoever may not enter does not count
    owner.let_in(portal, &[owner.list_of("Carla", &[app.world.carla])]);
    let open = visibility(&app, &json!({ "ticket_permission": "company" }));
    assert_eq!((open.tickets_before, open.tickets_after, open.more), (1, 1, 0));
    // and agrees with what customers see
    owner.set_portal(portal, "access", &json!({ "kind": "everyone" })).expect(200);
    owner.set_portal(portal, "visibility", &json!({ "ticket_permission": "company" })).expect(200);
    let close = visibility(&app, &json!({ "ticket_permission": "own" }));
    for seen in close.fewer_sample {
        let customer = app.customer(&seen.contact.email);
        let page: Value = customer.get(&customer.at("/tickets?view=organization&count=true")).send().expect(200).json();
        assert_eq!(page["total"], seen.before);
    }
}

fn a_list_that_changes_says_who_is_locked_out(on: On) {
    let app = on.start();
    let (owner, portal) = (app.owner(), app.world.support);
    let bakers = owner.active_list("Bakers", &only("company.name", "contains", json!("bakery")));
    let all = owner.active_list("All bakers", &only("list", "is_any_of", json!([bakers])));
    owner.let_in(portal, &[all]);
    let change = json!({ "filter": only("email", "equals", json!(CARLA)) });
    let preview: openapi::lists::ListChangePreview =
        owner.post(&format!("/api/v1/lists/{bakers}/change-previews"), &change).send().expect(200).json();
    assert_eq!((preview.portals.len(), preview.portals[0].portal_id), (1, portal));
    assert_eq!((preview.portals[0].gain.count, preview.portals[0].lose.count), (1, 3));
    assert_eq!(preview.portals[0].lose.sample.len(), 3);
}

fn where_there_is_too_much_to_count_it_says_whom_it_opens_to(on: On) {
    let app = on.start();
    app.anna().file("The oven is cold", "x");
    let portal = app.world.support;
    let set = |body: Value| app.owner().set_portal(portal, "visibility", &body).expect(200);
    let preview = |body: Value| {
        let change: PortalVisibilityChange = serde_json::from_value(body).unwrap();
        app.look(|conn| visibility::preview_of(conn, portal, &change, 0, app.parts.clock.now()))
    };
    set(json!({ "ticket_permission": "own" }));
    let open = preview(json!({ "ticket_permission": "company" }));
    // everyone who may enter and has a company: Anna, Ben and Carla
    assert_eq!((open.is_counted, open.colleagues, open.more, open.tickets_after), (false, 3, 0, 0));
    let warning = open.warning.unwrap();
    assert!(warning.contains("too many tickets") && warning.contains("Up to 3 contacts would see"), "{warning}");
    let some =
        json!({ "ticket_permission": "company_for_some", "company_filter": only("email", "equals", json!(BEN)) });
    assert_eq!(preview(some).colleagues, 1);
    set(json!({ "ticket_permission": "company" }));
    let close = preview(json!({ "ticket_permission": "own" }));
    assert!(close.colleagues == 0 && close.warning.unwrap().contains("3 contacts would no longer"));
}
