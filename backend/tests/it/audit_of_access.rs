//! The audit log tells who came in, who tried and who left, and what was refused.

use diesel::prelude::*;
use openapi::audit::AuditEvent;
use openapi::page::Page;
use portico::db::schema::portals as p;
use serde_json::json;

use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, OWNER};
use crate::support::{On, PASSWORD, StaffClient, eventually, on_both_databases};

on_both_databases!(
    who_comes_and_goes_is_written_down,
    links_that_are_asked_for_are_written_down,
    refusals_are_written_down_once_a_minute,
    whom_a_portal_is_not_meant_for_is_named,
    confirming_is_written_down,
);

fn events(owner: &StaffClient) -> Vec<AuditEvent> {
    let page: Page<AuditEvent> = owner.get("/api/v1/audit-events?limit=100").send().expect(200).json();
    page.items.into_iter().rev().collect()
}

/// Action, of whom, by whom.
fn told(events: &[AuditEvent]) -> Vec<(&str, &str, &str)> {
    events.iter().map(|event| (&*event.action, &*event.object_name, &*event.actor)).collect()
}

const STRANGER: &str = "Somebody not signed in";

fn who_comes_and_goes_is_written_down(on: On) {
    let app = on.start();
    app.anna().sign_out().expect(204);
    app.viewer().sign_out().expect(204);
    app.anyone().try_sign_in(ANNA, "canary guess one", false).expect(401);
    app.anyone().try_sign_in("nobody@x.test", "canary guess two", false).expect(401);
    app.anyone().try_sign_in_as_staff(OWNER, "canary guess three").expect(401);
    app.pass(chrono::Duration::seconds(2));
    let events = events(&app.owner());
    assert_eq!(
        told(&events),
        [
            ("contact.signed_in", "Anna Lee", "Anna Lee"),
            ("contact.left", "Anna Lee", "Anna Lee"),
            ("user.signed_in", "Vera Lind", "Vera Lind"),
            ("user.left", "Vera Lind", "Vera Lind"),
            ("contact.sign_in_failed", ANNA, STRANGER),
            ("contact.sign_in_failed", "nobody@x.test", STRANGER),
            ("user.sign_in_failed", OWNER, STRANGER),
            ("user.signed_in", "Olivia Stone", "Olivia Stone"),
        ]
    );
    assert_eq!(events[0].data, json!({ "by": "password", "portal": "Harbour Support" }));
    assert_eq!(events[4].object_id, Some(app.world.anna.0));
    assert_eq!((events[4].contact_id, events[5].object_id), (None, None));
    assert_eq!(events[4].data, json!({ "failures": 1, "wait_seconds": 1 }));
    assert_eq!(events[4].ip, "127.0.0.1");
    let all = format!("{events:?}");
    assert!(!all.contains("canary") && !all.contains(PASSWORD), "no passwords");
}

fn links_that_are_asked_for_are_written_down(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    app.anyone().ask_for_reset("nobody@x.test").expect(202);
    app.anyone().ask_for_reset(ANNA).expect(202);
    let token = mails.receive(ANNA).token();
    app.anyone().set_password(&token, "quiet meadow lantern 4").expect(200);
    let events = events(&app.owner());
    assert_eq!(
        told(&events)[..3],
        [
            ("contact.link_asked", "Anna Lee", STRANGER),
            ("contact.password_set", "Anna Lee", "Anna Lee"),
            ("contact.signed_in", "Anna Lee", "Anna Lee"),
        ]
    );
    assert_eq!((&*events[0].ip, events[0].request_id.len()), ("127.0.0.1", 16), "of the request, not of the job");
    assert!(!format!("{events:?}").contains(&token), "no secrets");
}

fn refusals_are_written_down_once_a_minute(on: On) {
    let app = on.start_with(|config| config.rate_limits = true);
    let viewer = app.viewer();
    for _ in 0..3 {
        viewer.get("/api/v1/audit-events").send().expect(403);
    }
    for _ in 0..4 {
        app.anyone().ask_for_reset("nobody@x.test");
    }
    let owner = app.owner();
    let refused = || -> Option<Vec<AuditEvent>> {
        let found: Vec<AuditEvent> =
            self::events(&owner).into_iter().filter(|event| event.action.starts_with("request.")).collect();
        (found.len() > 1).then_some(found)
    };
    let events = eventually("both are written down", refused);
    assert_eq!(
        told(&events),
        [
            ("request.refused", "GET /api/v1/audit-events", "Vera Lind"),
            ("request.limited", "POST /api/public/portals/{portal}/password-resets", STRANGER),
        ]
    );
    assert_eq!(events[0].data, json!({ "code": "forbidden" }));
}

fn whom_a_portal_is_not_meant_for_is_named(on: On) {
    let app = on.start();
    let portal = p::table.find(app.world.support);
    app.change(|conn, _| Ok(diesel::update(portal).set(p::access.eq("lists")).execute(conn)?));
    app.anyone().try_sign_in(ANNA, PASSWORD, false).expect(403);
    let owner = app.owner();
    let refused = || events(&owner).into_iter().find(|event| event.action == "request.refused");
    let event = eventually("it is written down", refused);
    assert_eq!((&*event.actor, event.contact_id), ("Anna Lee", Some(app.world.anna)));
    assert_eq!(event.data, json!({ "code": "access_denied" }));
}

fn confirming_is_written_down(on: On) {
    let app = on.start();
    let (owner, anna) = (app.owner(), app.anna());
    let confirm =
        |password: &str| owner.put("/api/v1/session/confirmation", &json!({ "password": password })).send().status;
    assert_eq!(confirm("canary guess"), 422);
    app.pass(chrono::Duration::seconds(2));
    assert_eq!(confirm(PASSWORD), 204);
    let change = json!({ "old_password": "canary guess", "password": "quiet meadow lantern 4" });
    anna.put(&anna.at("/password"), &change).send().expect(422);
    let events = events(&owner);
    assert_eq!(
        told(&events)[2..],
        [
            ("user.confirm_failed", "Olivia Stone", "Olivia Stone"),
            ("user.confirmed", "Olivia Stone", "Olivia Stone"),
            ("contact.confirm_failed", "Anna Lee", "Anna Lee"),
        ]
    );
    assert!(!format!("{events:?}").contains("canary"), "no passwords");
}
