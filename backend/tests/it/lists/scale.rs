//! How long it takes where there is much of it. Not part of the daily run:
//! `./just test-server --release --test it -- --ignored --nocapture scale`.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use openapi::id::{ContactId, ListId};
use openapi::portals::console::{InvitationState, PortalVisibilityPreview};
use portico::db::dialect::condition::Condition;
use portico::db::dialect::statement::Statement;
use portico::db::schema::mails as m;
use portico::filter::{Catalog, people};
use serde_json::{Value, json};

use super::only;
use crate::support::database::postgres_is_wanted;
use crate::support::{On, TestApp};

/// 100,000 contacts of 1,000 companies; `tickets` tickets.
fn crowd(app: &TestApp, on: On, tickets: u32) {
    let (series, digits) = match on {
        On::Sqlite => (
            "(WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {}) SELECT n FROM s) s",
            "json_object('plan', CASE n % 3 WHEN 0 THEN 'Gold' ELSE 'Silver' END, 'seats', n % 50)",
        ),
        On::Postgres => (
            "generate_series(1, {}) s (n)",
            "jsonb_build_object('plan', CASE n % 3 WHEN 0 THEN 'Gold' ELSE 'Silver' END, 'seats', n % 50)",
        ),
    };
    let series = |count: u32| series.replace("{}", &count.to_string());
    let (companies, contacts) = (series(1_000), series(100_000));
    let sql = format!(
        "INSERT INTO companies (name, sort_name, domains, created_at) SELECT 'Company ' || n, 'company ' || n, '[]', \
           (SELECT MAX(created_at) FROM companies) FROM {companies};
         INSERT INTO contacts (email, first_name, last_name, sort_name, properties, created_at) \
           SELECT 'person' || n || '@crowd.test', 'Person', 'Number ' || n, 'person ' || n, {digits}, \
           (SELECT MAX(created_at) FROM contacts) FROM {contacts};
         INSERT INTO company_contacts (contact_id, company_id, is_primary) \
           SELECT c.id, (SELECT MIN(id) FROM companies) + c.id % 1000, TRUE FROM contacts c WHERE c.email LIKE '%@crowd.test';
         INSERT INTO property_definitions (object, name, label, kind, options, position) \
           VALUES ('contact', 'plan', 'Plan', 'select', '[\"Gold\",\"Silver\"]', 0), ('contact', 'seats', 'Seats', 'number', '[]', 1);
         INSERT INTO memberships (contact_id, domain_id, status, created_at) \
           SELECT id, 1, 'active', created_at FROM contacts WHERE email LIKE '%@crowd.test' AND id % 2 = 0;"
    );
    let filed = series(tickets);
    let files = format!(
        "INSERT INTO tickets (subject, pipeline_id, stage_id, state, source, inbox_id, snippet, awaiting_team, created_at, \
           last_activity_at, customer_activity_at, properties, requester_id, company_id) \
           SELECT 'Ticket ' || n, 1, 1 + n % 3, 'open', 'email', 1, '', FALSE, c.created_at, c.created_at, c.created_at, '{{}}', \
           c.id, cc.company_id FROM {filed} JOIN contacts c ON c.email = 'person' || (1 + n * 7 % 100000) || '@crowd.test' \
           JOIN company_contacts cc ON cc.contact_id = c.id;
         INSERT INTO ticket_contacts (contact_id, ticket_id, state, created_at, customer_activity_at) \
           SELECT requester_id, id, state, created_at, created_at FROM tickets;
         INSERT INTO ticket_companies (company_id, ticket_id, state, created_at, customer_activity_at) \
           SELECT company_id, id, state, created_at, created_at FROM tickets; ANALYZE;"
    );
    app.change(|conn, _| Ok(conn.batch_execute(&sql)?));
    app.change(|conn, _| Ok(conn.batch_execute(&files)?));
}

fn took<T>(what: &str, times: u32, mut work: impl FnMut() -> T) -> T {
    let mut spans = Vec::new();
    let mut last = None;
    for _ in 0..times {
        let began = Instant::now();
        last = Some(work());
        spans.push(began.elapsed());
    }
    spans.sort();
    println!("{what}: median {:?}, slowest {:?}", spans[spans.len() / 2], spans[spans.len() - 1]);
    last.unwrap()
}

/// What the database does to find out whether a contact is on a list.
fn plan(app: &TestApp, on: On, list: ListId) {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = diesel::sql_types::Text)]
        detail: String,
    }
    #[derive(QueryableByName)]
    struct PostgresLine {
        #[diesel(sql_type = diesel::sql_types::Text, column_name = "QUERY PLAN")]
        detail: String,
    }
    let now = app.parts.clock.now();
    let lines: Vec<String> = app.look(|conn| {
        let catalog = Catalog::load(conn)?;
        let passing = people::on_any(conn, &[list], &catalog, now);
        let words = if on == On::Sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN (COSTS OFF)" };
        let query = Condition::new(format!("{words} SELECT COUNT(*) FROM contacts WHERE contacts.id = ")).int(50_000);
        let query = Statement(query.sql(" AND ").then(passing));
        Ok(match on {
            On::Sqlite => query.load::<Line>(conn)?.into_iter().map(|line| line.detail).collect(),
            On::Postgres => query.load::<PostgresLine>(conn)?.into_iter().map(|line| line.detail).collect(),
        })
    });
    println!("{}", lines.join("\n"));
}

fn membership_among_many(on: On) {
    let app = on.start();
    crowd(&app, on, 100_000);
    let agent = app.agent();
    let gold = agent.active_list("Gold", &only("plan", "is_any_of", json!(["Gold"])));
    let large = agent.active_list(
        "Large",
        &json!({ "any": [
            { "all": [
                { "property": "list", "operator": "is_any_of", "value": [gold] },
                { "property": "seats", "operator": "greater_than", "value": 10 },
                { "property": "company.name", "operator": "contains", "value": "PANY 1" },
            ] },
            { "all": [
                { "property": "email", "operator": "ends_with", "value": "7@crowd.test" },
                { "property": "created_at", "operator": "in_last_days", "value": 30 },
                { "property": "list", "operator": "is_none_of", "value": [gold] },
            ] },
        ] }),
    );
    plan(&app, on, large);
    for nth in 0..50 {
        agent.active_list(&format!("Other {nth}"), &only("last_name", "contains", json!(nth.to_string())));
    }
    let now = app.parts.clock.now();
    let mut id = 0;
    took("one contact on an active list", 200, || {
        id += 487;
        app.look(|conn| portico::lists::read::on_any(conn, ContactId(id), &[large], now))
    });
    took("every list of a contact (52 active ones), over HTTP", 20, || {
        id += 487;
        agent.lists_of(ContactId(id % 90_000 + 10))
    });
    took("members counted, over HTTP", 5, || agent.show_list(large).members.unwrap());
    took("first page of members, over HTTP", 5, || agent.members(large));
    let path = format!("/api/v1/portals/{}/visibility-previews", app.world.support);
    let owner = app.owner();
    let some = json!({
        "ticket_permission": "company_for_some",
        "ticket_filter": only("stage", "is_any_of", json!([1, 2])),
        "company_filter": only("list", "is_any_of", json!([large])),
    });
    let answer = took("visibility preview of 100,000 tickets", 3, || owner.post(&path, &some).send());
    match answer.status {
        200 => println!("{} see more", answer.json::<PortalVisibilityPreview>().more),
        status => println!("answered {status}"),
    }
    took("an adversarial filter", 1, || {
        let mean: Vec<Value> = (0..50)
            .map(|n| json!({ "property": "contact.email", "operator": "does_not_contain", "value": format!("x{n}") }))
            .collect();
        let body = json!({ "object": "company", "filter": { "any": [{ "all": mean }] } });
        let answer = agent.post("/api/v1/filter-previews", &body).send();
        println!("answered {}", answer.status);
    });
}

fn invitation_of_many(on: On) {
    let app = on.start_with(|config| config.invitations_per_second = 1_000_000);
    crowd(&app, on, 1);
    let owner = app.owner();
    let list = owner.active_list("Crowd", &only("email", "ends_with", json!("@crowd.test")));
    took("the list is added", 1, || owner.let_in(app.world.support, &[list]));
    app.pass(chrono::Duration::minutes(3));
    let began = Instant::now();
    loop {
        let shown = owner.portal(app.world.support).access.lists[0].clone();
        if shown.invitation == InvitationState::Done {
            println!("{} invited and queued in {:?}", shown.invited, began.elapsed());
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
        assert!(began.elapsed() < Duration::from_secs(600));
    }
    let queued: i64 = app.look(|conn| Ok(m::table.count().get_result(conn)?));
    println!("{queued} mails in the outbox");
}

#[test]
#[ignore = "takes minutes"]
fn scale() {
    for on in [On::Sqlite, On::Postgres] {
        if on == On::Sqlite || postgres_is_wanted() {
            println!("--- {on:?}");
            membership_among_many(on);
            invitation_of_many(on);
        }
    }
}
