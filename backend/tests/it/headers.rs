//! The headers that every answer carries, whatever it is about and however it ends.

use std::collections::BTreeSet;

use crate::support::{Answer, Client, On, on_both_databases};

on_both_databases!(
    every_answer_carries_them,
    a_head_is_that_of_the_whole_answer,
    pages_may_load_nothing_but_their_own,
    over_tls_there_is_more,
);

#[track_caller]
fn carries(answer: &Answer) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{}", answer.asked);
    }
    // nothing at all where the address may hold a secret
    let referrer = answer.header("referrer-policy");
    assert!(
        matches!(referrer, Some("strict-origin-when-cross-origin" | "no-referrer")),
        "{}: {referrer:?}",
        answer.asked
    );
    let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("no policy: {}", answer.asked));
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(answer.header("permissions-policy").unwrap().contains("camera=()"));
    assert_eq!(answer.header("x-request-id").map(str::len), Some(16), "{}", answer.asked);
    assert_eq!(answer.header("server"), None);
    assert_eq!(answer.header("access-control-allow-origin"), None);
    if answer.asked.contains(" /api") {
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{}", answer.asked);
    }
}

fn every_answer_carries_them(on: On) {
    let app = on.start();
    let (anyone, anna, owner) = (app.anyone(), app.anna(), app.owner());
    let id = anna.file("The oven is cold", "…").id;
    let document = serde_json::to_value(portico::app::document()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path.replace("{portal}", "support").replace("{attachment_id}", "1").replace("{id}", &id.to_string());
        for method in item.as_object().unwrap().keys().map(|method| method.to_uppercase()) {
            let streams = path.ends_with("/events");
            for client in [&*anyone as &Client, &*anna, &*owner] {
                // sessions are needed further on, and a stream does not end
                let spares = path.ends_with("/session") && method == "DELETE";
                if !(spares || streams) {
                    carries(&client.request(&method, &path).send());
                }
            }
        }
    }
    for path in [
        "/",
        "/healthz",
        "/readyz",
        "/metrics",
        "/openapi.json",
        "/docs",
        "/assets/none.js",
        "/none/at/all",
        "/api/none",
    ] {
        carries(&anyone.get(path).send());
    }
    carries(&anyone.get("/support/tickets").header("host", "evil.test").send());
    carries(&anyone.request("BREW", "/api/v1/tickets").send());
    carries(&anyone.request("POST", "/api/v1/tickets").body("text/plain", b"x").send());
}

fn a_head_is_that_of_the_whole_answer(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let file = anna.upload("plan.txt", b"the plan").id;
    let id = anna.file("The oven is cold", "…").id;
    anna.try_reply(id, "See the plan.", &[file]).expect(201);
    let plan = anna.at(&format!("/tickets/{id}/attachments/{file}"));
    let clients: [(&Client, &str); 8] = [
        (&anna, "/healthz"),
        (&anna, "/readyz"),
        (&anna, "/openapi.json"),
        (&anna, "/docs/problems"),
        (&anna, "/api/portal/support/tickets"),
        (&anna, &plan),
        (&agent, "/api/v1/tickets"),
        (&agent, "/api/v1/nothing"),
    ];
    for (client, path) in clients {
        let (whole, head) = (client.get(path).send(), client.request("HEAD", path).send());
        assert_eq!(head.status, whole.status, "{path}");
        for name in ["content-type", "content-length", "content-disposition", "content-security-policy"] {
            assert_eq!(head.header(name), whole.header(name), "{path}: {name}");
        }
    }
    // a stream does not stay open for it
    for _ in 0..10 {
        agent.request("HEAD", "/api/v1/events").send().expect(200);
    }
    agent.request("HEAD", "/api/v1/tickets/1/messages").send().expect(405);
}

fn pages_may_load_nothing_but_their_own(on: On) {
    let app = on.start();
    let anyone = app.anyone();
    for path in ["/support/", "/support/tickets/1001", "/console/", "/console/inbox/open"] {
        let page = anyone.get(path).send();
        // without the built apps a page says that they are missing
        if page.status == 503 {
            carries(&page);
            continue;
        }
        let page = page.expect(200);
        carries(&page);
        assert_eq!(page.header("cache-control"), Some("no-store"));
        let policy = page.header("content-security-policy").unwrap();
        let rules: BTreeSet<&str> = policy.split(';').map(str::trim).collect();
        for rule in ["script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "base-uri 'none'", "object-src 'none'"]
        {
            assert!(rules.contains(rule), "{rule} in {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert!(page.text().contains(r#"<script type="application/json" id="boot">"#));
    }
    // what a customer wrote cannot end the boot data early
    let boot = anyone.get("/support/").send();
    if boot.status == 200 {
        app.change(|conn, _| {
            use diesel::prelude::*;
            use portico::db::schema::account as a;
            Ok(diesel::update(a::table).set(a::name.eq("</script><script>alert(1)</script>")).execute(conn)?)
        });
        let text = anyone.get("/support/").send().expect(200).text();
        assert!(!text.contains("<script>alert(1)"), "{text}");
    }
}

fn over_tls_there_is_more(on: On) {
    let app = on.start_with(|config| config.public_url = "https://localhost".parse().unwrap());
    let anyone = app.anyone();
    let answer = anyone.try_sign_in(crate::support::world::ANNA, crate::support::PASSWORD, true).expect(200);
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000; includeSubDomains"));
    let cookies: Vec<&str> =
        answer.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str()).collect();
    assert_eq!(cookies.len(), 2, "the session and the known device");
    for cookie in cookies {
        assert!(cookie.starts_with("__Host-portico_portal"), "{cookie}");
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
    }
}
