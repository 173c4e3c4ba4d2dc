//! Bodies of every shape but the documented one.

use openapi::problem::{FieldCode, ProblemCode};
use serde_json::{Value, json};

use super::ticket;
use crate::getting_in::{application, open, settings};
use crate::support::world::ANNA;
use crate::support::{Answer, Client, On, PASSWORD, TestApp, on_both_databases};

on_both_databases!(
    every_body_refuses_fields_it_does_not_know,
    every_body_refuses_what_is_no_json_and_the_character_nul,
    large_bodies_are_refused,
    a_refused_field_is_named_by_its_pointer,
);

/// Every operation with a JSON body: method, address and a body that is in order.
fn bodies(id: i64) -> Vec<(&'static str, String, Value, bool)> {
    let (portal, staff) = (false, true);
    let words = json!({ "subject": "x", "body": "{{link}}" });
    vec![
        ("POST", "/api/public/portals/support/sessions".into(), json!({ "email": ANNA, "password": PASSWORD }), portal),
        ("POST", "/api/public/portals/support/password-resets".into(), json!({ "email": ANNA }), portal),
        ("POST", "/api/public/portals/support/links".into(), json!({ "token": "x" }), portal),
        ("POST", "/api/public/portals/support/passwords".into(), json!({ "token": "x", "password": PASSWORD }), portal),
        ("POST", "/api/public/portals/support/registrations".into(), application(ANNA), portal),
        ("POST", "/api/public/portals/support/registrations/verifications".into(), json!({ "token": "x" }), portal),
        ("POST", "/api/public/portals/support/sign-in-links".into(), json!({ "email": ANNA }), portal),
        ("POST", "/api/public/portals/support/sessions/by-link".into(), json!({ "token": "x" }), portal),
        ("POST", "/api/public/portals/support/email-changes/confirmations".into(), json!({ "token": "x" }), portal),
        ("POST", "/api/public/console/sessions".into(), json!({ "email": ANNA, "password": PASSWORD }), portal),
        ("POST", "/api/portal/support/tickets".into(), json!({ "subject": "x", "description": "x" }), portal),
        ("POST", format!("/api/portal/support/tickets/{id}/messages"), json!({ "text": "x" }), portal),
        (
            "PUT",
            "/api/portal/support/password".into(),
            json!({ "old_password": PASSWORD, "password": PASSWORD }),
            portal,
        ),
        ("POST", "/api/portal/support/email-changes".into(), json!({ "email": ANNA, "password": PASSWORD }), portal),
        ("PUT", "/api/v1/session/confirmation".into(), json!({ "password": PASSWORD }), staff),
        ("POST", "/api/v1/tickets".into(), json!({ "subject": "x", "contact_id": 1, "source": "phone" }), staff),
        ("PATCH", format!("/api/v1/tickets/{id}"), json!({ "subject": "x" }), staff),
        ("PUT", format!("/api/v1/tickets/{id}/assignment"), json!({ "user_id": null }), staff),
        ("PUT", format!("/api/v1/tickets/{id}/state"), json!({ "state": "open" }), staff),
        ("POST", format!("/api/v1/tickets/{id}/messages"), json!({ "text": "x" }), staff),
        ("POST", format!("/api/v1/tickets/{id}/notes"), json!({ "text": "x" }), staff),
        ("POST", "/api/v1/contacts".into(), json!({ "email": "new@x.test" }), staff),
        ("POST", "/api/v1/contacts/1/invitations".into(), json!({ "portal_id": 1 }), staff),
        ("POST", "/api/v1/contacts/1/password-resets".into(), json!({ "portal_id": 1 }), staff),
        ("PUT", "/api/v1/contacts/1/portal-access/1".into(), json!({ "status": "active" }), staff),
        ("PUT", "/api/v1/domains/1/private-content".into(), settings(), staff),
        (
            "PUT",
            "/api/v1/domains/1/pages/sign_in".into(),
            json!({ "heading": "x", "body": "x", "button": "x", "template": "card" }),
            staff,
        ),
        ("POST", "/api/v1/rich-text".into(), json!({ "markdown": "x" }), staff),
        ("PUT", "/api/v1/domains/1/mails/registration".into(), words.clone(), staff),
        ("POST", "/api/v1/domains/1/mails/registration/preview".into(), words.clone(), staff),
        ("POST", "/api/v1/domains/1/mails/registration/test".into(), words, staff),
        ("POST", "/api/v1/companies".into(), json!({ "name": "x" }), staff),
        ("POST", "/api/public/portals/support/previews".into(), json!({ "token": "x" }), portal),
        ("POST", format!("/api/portal/support/tickets/{id}/participants"), json!({ "email": ANNA }), portal),
        ("PUT", format!("/api/portal/support/tickets/{id}/privacy"), json!({ "is_private": false }), portal),
        ("POST", format!("/api/v1/tickets/{id}/participants"), json!({ "contact_id": 1 }), staff),
        ("PUT", format!("/api/v1/tickets/{id}/privacy"), json!({ "is_private": false }), staff),
        ("POST", "/api/v1/portals/1/previews".into(), json!({ "contact_id": 1 }), staff),
        ("POST", "/api/v1/lists".into(), json!({ "name": "x" }), staff),
        ("PATCH", "/api/v1/lists/1".into(), json!({ "name": "x" }), staff),
        ("POST", "/api/v1/lists/1/members".into(), json!({ "contacts": [1] }), staff),
        ("POST", "/api/v1/lists/1/change-previews".into(), json!({ "filter": filter() }), staff),
        ("POST", "/api/v1/filter-previews".into(), json!({ "object": "contact", "filter": filter() }), staff),
        ("PUT", "/api/v1/portals/1/access".into(), json!({ "kind": "everyone" }), staff),
        ("PUT", "/api/v1/portals/1/visibility".into(), json!({ "ticket_permission": "own" }), staff),
        ("PUT", "/api/v1/portals/1/publication".into(), json!({ "is_on": true }), staff),
        ("POST", "/api/v1/portals/1/access-previews".into(), json!({ "kind": "everyone" }), staff),
        ("POST", "/api/v1/portals/1/visibility-previews".into(), json!({ "ticket_permission": "own" }), staff),
    ]
}

fn filter() -> Value {
    json!({ "any": [{ "all": [{ "property": "email", "operator": "is_known" }] }] })
}

/// Sends a changed body to every operation that takes one.
fn to_every_body(app: &TestApp, change: impl Fn(&Value) -> Vec<u8>, check: impl Fn(&str, Answer)) {
    open(app);
    let id = ticket(app);
    let (anna, owner) = (app.anna(), app.owner());
    for (method, path, body, staff) in bodies(id) {
        let client: &Client = if staff { &owner } else { &anna };
        let request = client.request(method, &path).header("if-match", "*");
        let answer = request.body("application/json", &change(&body)).send();
        check(&format!("{method} {path}"), answer);
    }
}

fn every_body_refuses_fields_it_does_not_know(on: On) {
    let app = on.start();
    let with = |name: &'static str| {
        move |body: &Value| {
            let mut body = body.clone();
            body[name] = json!(1);
            serde_json::to_vec(&body).unwrap()
        }
    };
    for name in ["surprise", "id", "is_admin", "__proto__"] {
        to_every_body(&app, with(name), |what, answer| {
            assert_eq!(answer.clone().expect(422).problem().code, ProblemCode::ValidationFailed, "{what}");
        });
    }
    // the list of this test is the contract's
    let document = serde_json::to_value(portico::app::document()).unwrap();
    let items = document["paths"].as_object().unwrap().values();
    let takes = |operation: &Value| operation["requestBody"]["content"].get("application/json").is_some();
    let count: usize = items.map(|item| item.as_object().unwrap().values().filter(|one| takes(one)).count()).sum();
    assert_eq!(bodies(1).len(), count, "an operation with a body is missing from this story");
}

fn every_body_refuses_what_is_no_json_and_the_character_nul(on: On) {
    let app = on.start();
    for nonsense in ["", "{", "nonsense", "{\"a\":1}}", "\u{feff}{}", &"[".repeat(10_000), "{'a':1}"] {
        to_every_body(
            &app,
            |_| nonsense.as_bytes().to_vec(),
            |what, answer| {
                assert_eq!(
                    answer.clone().expect(400).problem().code,
                    ProblemCode::MalformedBody,
                    "{what}: {nonsense:.20}"
                );
            },
        );
    }
    to_every_body(&app, |_| vec![b'{', 0xff, 0xfe, b'}'], |_, answer| drop(answer.expect(400)));
    for wrong in ["null", "1", "\"text\"", "[]", "[1]"] {
        to_every_body(
            &app,
            |_| wrong.as_bytes().to_vec(),
            |what, answer| {
                assert!(matches!(answer.status, 400 | 422), "{what}: {wrong}: {}", answer.status);
                answer.problem();
            },
        );
    }
    let with_nul = |body: &Value| {
        let mut body = body.clone();
        let first = body.as_object().unwrap().keys().next().unwrap().clone();
        body[first] = json!("a\0b");
        serde_json::to_vec(&body).unwrap()
    };
    to_every_body(&app, with_nul, |_, answer| drop(answer.expect(422)));
    let anna = app.anna();
    for path in ["/tickets?q=a%00b", "/tickets?after=%00", "/tickets/%00", "/tickets/1%00"] {
        assert!(matches!(anna.get(&anna.at(path)).send().status, 400 | 404), "{path}");
    }
    anna.get("/api/public/portals/sup%00port").send().expect(400);
}

fn large_bodies_are_refused(on: On) {
    let app = on.start();
    let (anna, id) = (app.anna(), ticket(&app));
    let of = |size: usize| json!({ "text": "x".repeat(size) });
    let path = anna.at(&format!("/tickets/{id}/messages"));
    anna.post(&path, &of(200_001)).send().expect(422);
    assert_eq!(anna.post(&path, &of(1 << 20)).send().expect(413).problem().code, ProblemCode::PayloadTooLarge);
    let long = json!({ "email": "a@x.test", "password": "x".repeat(16 << 10) });
    let door = "/api/public/portals/support/sessions";
    assert_eq!(anna.post(door, &long).send().expect(413).problem().code, ProblemCode::PayloadTooLarge);
    anna.post(door, &json!({ "email": "a@x.test", "password": "x".repeat(2000) })).send().expect(422);
}

fn a_refused_field_is_named_by_its_pointer(on: On) {
    let app = on.start();
    let id = ticket(&app);
    let (anna, agent) = (app.anna(), app.agent());
    let (new, one) = (agent.at("/tickets"), agent.at(&format!("/tickets/{id}")));
    let assignment = format!("{one}/assignment");
    use FieldCode::{Invalid, Required};
    for (method, path, body, pointer, code) in [
        ("PUT", &assignment, json!({}), "/user_id", Required),
        ("PUT", &assignment, json!({ "user_id": "amir" }), "/user_id", Invalid),
        ("PATCH", &one, json!({ "subject": null }), "/subject", Invalid),
        ("PATCH", &one, json!({ "stage_id": null }), "/stage_id", Invalid),
        ("PATCH", &one, json!({ "priority": "immense" }), "/priority", Invalid),
        ("PATCH", &one, json!({ "sub/ject~": "x" }), "/sub~1ject~0", Invalid),
        ("PUT", &format!("{one}/state"), json!({ "state": "ajar" }), "/state", Invalid),
        ("PUT", &format!("{one}/state"), json!({}), "/state", Required),
        ("POST", &new, json!({ "subject": "x", "contact_id": 1, "source": "owl" }), "/source", Invalid),
        (
            "POST",
            &format!("{one}/messages"),
            json!({ "text": "x", "attachments": [1, "x"] }),
            "/attachments/1",
            Invalid,
        ),
    ] {
        let answer = agent.request(method, path).json(&body).send().expect(422);
        let field = answer.problem().fields.remove(0);
        assert_eq!((field.pointer.as_str(), field.code), (pointer, code), "{body}: {}", field.message);
    }
    agent.put(&assignment, &json!({ "user_id": app.world.agent })).send().expect(200);
    agent.patch(&one, &json!({ "priority": null })).send().expect(200);
    let kept = agent.put(&assignment, &json!({})).send().expect(422);
    assert_eq!(kept.problem().code, ProblemCode::ValidationFailed);
    assert_eq!(agent.ticket(openapi::id::TicketId(id)).summary.owner.map(|owner| owner.id), Some(app.world.agent));
    let nameless = anna.post(&anna.at("/tickets"), &json!({ "description": "x" })).send().expect(422).problem();
    assert_eq!(nameless.fields[0].pointer, "/subject");
}
