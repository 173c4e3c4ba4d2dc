//! The audit log: who did what, in a chain that shows when somebody changed it.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use openapi::audit::AuditEvent;
use openapi::page::Page;
use portico::audit;
use portico::audit::seal::{Verdict, verify};
use portico::db::schema::audit_events as e;
use serde_json::json;

use crate::support::{On, StaffClient, TestApp, on_both_databases};

on_both_databases!(
    changes_are_written_down,
    events_are_found_by_what_they_say,
    the_database_refuses_to_change_them,
    the_verifier_finds_what_was_changed_all_the_same,
    two_at_once_make_one_chain,
);

fn events(by: &StaffClient, query: &str) -> Page<AuditEvent> {
    by.get(&by.at(&format!("/audit-events?{query}"))).send().expect(200).json()
}

/// A few changes of lists.
fn changed(app: &TestApp) -> openapi::id::ListId {
    let agent = app.agent();
    let list = agent.list_of("One", &[app.world.anna]);
    let odd = json!({ "name": "Two “\u{1f600}” \\ \"" });
    let answer = agent.patch(&agent.at(&format!("/lists/{list}")), &odd);
    answer.header("if-match", "*").header("user-agent", "Mail/1.0").send().expect(200);
    agent.active_list("Numbers", &crate::lists::only("id", "between", json!({ "from": -0.0, "to": 1e21 })));
    list
}

fn changes_are_written_down(on: On) {
    let app = on.start();
    let list = changed(&app);
    let all = events(&app.owner(), "object=list").items;
    let actions: Vec<&str> = all.iter().map(|event| event.action.as_str()).collect();
    assert_eq!(actions, ["list.created", "list.updated", "list.members_added", "list.created"]);
    let updated = &all[1];
    assert_eq!((updated.user_id, &*updated.actor), (Some(app.world.agent), "Amir Haddad"));
    assert_eq!((&*updated.object, updated.object_id), ("list", Some(list.0)));
    assert_eq!((&*updated.ip, &*updated.user_agent, updated.request_id.len()), ("127.0.0.1", "Mail/1.0", 16));
    assert_eq!(updated.data["before"]["name"], "One");
    assert_eq!(all[2].data, json!({ "contacts": [app.world.anna] }));
}

fn events_are_found_by_what_they_say(on: On) {
    let app = on.start();
    let list = changed(&app);
    let owner = app.owner();
    let count = |query: &str| events(&owner, query).items.len();
    assert_eq!(count("action=list.created"), 2);
    assert_eq!(count(&format!("object=list&object_id={list}")), 3);
    assert_eq!((count(&format!("user={}", app.world.agent)), count("user=999999")), (5, 0));
    assert_eq!((count("from=2020-01-01T00:00:00Z"), count("to=2020-01-01T00:00:00Z")), (6, 0));
    let first = events(&owner, "object=list&limit=3");
    let second = events(&owner, &format!("object=list&limit=3&after={}", first.next.unwrap()));
    assert_eq!((first.items.len(), second.items.len(), second.next), (3, 1, None));
    app.agent().get("/api/v1/audit-events").send().expect(403);
}

fn the_database_refuses_to_change_them(on: On) {
    let app = on.start();
    changed(&app);
    for statement in ["UPDATE audit_events SET actor = 'Nobody'", "DELETE FROM audit_events"] {
        let refused = app.parts.db.write_blocking(|conn| Ok(conn.batch_execute(statement)?));
        let said = refused.expect_err(statement).to_string();
        assert!(said.contains("audit events are never"), "{statement}: {said}");
    }
    let found = app.look(verify);
    assert!(matches!(found, Verdict::Whole(5, Some(_))), "{found:?}");
}

fn the_verifier_finds_what_was_changed_all_the_same(on: On) {
    let change = |how: &str, of: fn(&[i64]) -> i64| {
        let app = on.start();
        changed(&app);
        let ids: Vec<i64> = app.look(|conn| Ok(e::table.order(e::id).select(e::id).load(conn)?));
        let off = match on {
            On::Sqlite => "DROP TRIGGER audit_events_never_change; DROP TRIGGER audit_events_never_go;",
            On::Postgres => "ALTER TABLE audit_events DISABLE TRIGGER ALL;",
        };
        let sql = how.replace("{second}", &ids[1].to_string());
        app.change(|conn, _| Ok(conn.batch_execute(&format!("{off} {sql}"))?));
        assert_eq!(app.look(verify), Verdict::Broken(openapi::id::AuditEventId(of(&ids))), "{how}");
    };
    change("UPDATE audit_events SET actor = 'Nobody' WHERE id = {second}", |ids| ids[1]);
    change("UPDATE audit_events SET user_id = 1, contact_id = user_id WHERE id = {second}", |ids| ids[1]);
    change("UPDATE audit_events SET data = '{}' WHERE id = {second}", |ids| ids[1]);
    change("DELETE FROM audit_events WHERE id = {second}", |ids| ids[2]);
    change(
        "INSERT INTO audit_events (action, actor, object, object_name, data, ip, user_agent, request_id, created_at, seal) \
         SELECT action, actor, object, object_name, data, ip, user_agent, request_id, created_at, seal \
         FROM audit_events WHERE id = {second}",
        |ids| ids[4] + 1,
    );
}

fn two_at_once_make_one_chain(on: On) {
    let app = on.start();
    let agent = app.agent();
    let event = |name| audit::Event {
        action: "test.done",
        object: "test",
        object_id: None,
        object_name: name,
        data: json!({ "slow": true }),
    };
    app.meanwhile(
        std::time::Duration::from_millis(500),
        |conn, now| audit::record(conn, &audit::By::system(), &event("held"), now).map(drop),
        || agent.list_of("Meanwhile", &[]),
    );
    let found = app.look(verify);
    assert!(matches!(found, Verdict::Whole(3, Some(_))), "{found:?}");
    assert_eq!(events(&app.owner(), "action=test.done").items[0].actor, "Portico");
}
