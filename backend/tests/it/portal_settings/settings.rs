//! Settings are shown, changed, and guarded against lost races; each change leaves an event.

use openapi::audit::AuditEvent;
use openapi::page::Page;
use openapi::portals::console::{AccessKind, InvitationState, PortalSummary, TicketPermission};
use openapi::problem::{FieldCode, ProblemCode};
use serde_json::{Value, json};

use crate::lists::only;
use crate::support::{On, on_both_databases};

on_both_databases!(
    settings_are_shown_and_changed,
    who_saves_second_learns_of_it,
    settings_that_make_no_sense_are_refused,
    a_list_that_opens_a_portal_stays,
    every_change_leaves_an_event,
);

fn settings_are_shown_and_changed(on: On) {
    let app = on.start();
    let (owner, portal) = (app.owner(), app.world.support);
    let all: Vec<PortalSummary> = owner.get("/api/v1/portals").send().expect(200).json();
    assert_eq!(all.iter().map(|portal| &*portal.slug).collect::<Vec<_>>(), ["support", "help", "partners"]);
    let shown = owner.portal(portal);
    assert_eq!((&*shown.url, &*shown.domain, shown.is_on), ("http://localhost:8080/support", "localhost", true));
    assert_eq!((shown.access.kind, shown.ticket_permission), (AccessKind::Everyone, TicketPermission::Company));
    let list = owner.list_of("Managers", &[app.world.anna]);
    let shown = owner.let_in(portal, &[list, list]);
    assert_eq!(
        (shown.access.kind, shown.access.lists.len(), &*shown.access.lists[0].name),
        (AccessKind::Lists, 1, "Managers")
    );
    assert_eq!(shown.access.lists[0].invitation, InvitationState::Planned);
    let change = json!({
        "ticket_permission": "company_for_some",
        "ticket_filter": only("state", "is_any_of", json!(["open"])),
        "company_filter": only("list", "is_any_of", json!([list])),
    });
    owner.set_portal(portal, "visibility", &change).expect(200);
    let shown = owner.portal(portal);
    assert_eq!(shown.ticket_permission, TicketPermission::CompanyForSome);
    assert_eq!(shown.ticket_sentence.as_deref(), Some("Status is Open"));
    assert_eq!(shown.company_sentence.as_deref(), Some("List is Managers"));
    owner.set_portal(portal, "visibility", &json!({ "ticket_permission": "own" })).expect(200);
    assert_eq!((owner.portal(portal).ticket_filter, owner.portal(portal).company_filter), (None, None));
    owner.set_portal(portal, "access", &json!({ "kind": "everyone" })).expect(200);
    assert!(owner.portal(portal).access.lists.is_empty());
    app.anyone().get("/api/public/portals/support").send().expect(200);
    owner.set_portal(portal, "publication", &json!({ "is_on": false })).expect(200);
    app.anyone().get("/api/public/portals/support").send().expect(404);
}

fn who_saves_second_learns_of_it(on: On) {
    let app = on.start();
    let (owner, portal) = (app.owner(), app.world.support);
    let path = format!("/api/v1/portals/{portal}");
    let tag = owner.get(&path).send().expect(200).header("etag").unwrap().to_owned();
    for (what, body) in [
        ("publication", json!({ "is_on": false })),
        ("access", json!({ "kind": "everyone" })),
        ("visibility", json!({ "ticket_permission": "own" })),
    ] {
        let change = |tag: &str| owner.put(&format!("{path}/{what}"), &body).header("if-match", tag).send();
        let current = owner.get(&path).send().header("etag").unwrap().to_owned();
        let saved = change(&current).expect(200);
        assert_ne!(saved.header("etag"), Some(&*current));
        assert_eq!(change(&tag).expect(412).problem().code, ProblemCode::ChangedMeanwhile, "{what}");
        owner.put(&format!("{path}/{what}"), &body).send().expect(400);
    }
}

fn settings_that_make_no_sense_are_refused(on: On) {
    let app = on.start();
    let (owner, portal) = (app.owner(), app.world.support);
    let wrong = only("subject", "greater_than", json!(1));
    for (what, body, pointer, code) in [
        ("access", json!({ "kind": "lists" }), "/lists", FieldCode::Required),
        ("access", json!({ "kind": "lists", "lists": [999_999] }), "/lists/0", FieldCode::Unknown),
        ("access", json!({ "kind": "everyone", "lists": [1] }), "/lists", FieldCode::Invalid),
        ("visibility", json!({ "ticket_permission": "company_for_some" }), "/company_filter", FieldCode::Required),
        (
            "visibility",
            json!({ "ticket_permission": "own", "company_filter": only("email", "is_known", Value::Null) }),
            "/company_filter",
            FieldCode::Invalid,
        ),
        (
            "visibility",
            json!({ "ticket_permission": "own", "ticket_filter": wrong }),
            "/ticket_filter/any/0/all/0/operator",
            FieldCode::Invalid,
        ),
    ] {
        let refused = owner.set_portal(portal, what, &body).expect(422).problem();
        assert_eq!((&*refused.fields[0].pointer, refused.fields[0].code), (pointer, code), "{body}");
        let refused =
            owner.post(&format!("/api/v1/portals/{portal}/{what}-previews"), &body).send().expect(422).problem();
        assert_eq!((&*refused.fields[0].pointer, refused.fields[0].code), (pointer, code), "{body}");
    }
    owner.set_portal(openapi::id::PortalId(999_999), "publication", &json!({ "is_on": true })).expect(404);
}

fn a_list_that_opens_a_portal_stays(on: On) {
    let app = on.start();
    let (owner, portal) = (app.owner(), app.world.support);
    let (door, filter) = (owner.list_of("Door", &[]), owner.list_of("Filter", &[]));
    owner.let_in(portal, &[door]);
    let change =
        json!({ "ticket_permission": "own", "ticket_filter": only("contact.list", "is_any_of", json!([filter])) });
    owner.set_portal(portal, "visibility", &change).expect(200);
    for (list, by) in
        [(door, "the access to the portal “Harbour Support”"), (filter, "the ticket filter of the portal")]
    {
        let refused = owner.delete(&format!("/api/v1/lists/{list}")).send().expect(409).problem();
        assert!(refused.detail.contains(by), "{}", refused.detail);
    }
    owner.set_portal(portal, "access", &json!({ "kind": "everyone" })).expect(200);
    owner.delete(&format!("/api/v1/lists/{door}")).send().expect(204);
}

fn every_change_leaves_an_event(on: On) {
    let app = on.start();
    let (owner, portal) = (app.owner(), app.world.support);
    let list = owner.list_of("Managers", &[]);
    owner.let_in(portal, &[list]);
    owner.set_portal(portal, "visibility", &json!({ "ticket_permission": "own" })).expect(200);
    owner.set_portal(portal, "publication", &json!({ "is_on": false })).expect(200);
    owner.set_portal(portal, "publication", &json!({ "is_on": false })).expect(200);
    let path = format!("/api/v1/audit-events?object=portal&object_id={portal}");
    let events: Page<AuditEvent> = owner.get(&path).send().expect(200).json();
    let actions: Vec<&str> = events.items.iter().map(|event| event.action.as_str()).collect();
    assert_eq!(actions, ["portal.turned_off", "portal.visibility_changed", "portal.access_changed"]);
    assert_eq!(events.items[1].data["before"]["ticket_permission"], "company");
    assert_eq!(events.items[2].data["after"], json!({ "kind": "lists", "lists": [list] }));
}
