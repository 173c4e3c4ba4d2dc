//! Addresses, methods, cursors and numbers that lead nowhere, and what is hardly HTTP.

use std::io::{Read, Write};
use std::net::TcpStream;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openapi::problem::ProblemCode;
use serde_json::json;

use super::ticket;
use crate::support::{Client, On, on_both_databases};

on_both_databases!(
    forged_cursors_are_refused_or_find_nothing,
    ids_out_of_range_name_nothing,
    wrong_methods_are_told_the_right_ones,
    wrong_addresses_are_problems_too,
    the_type_of_a_problem_leads_to_what_it_means,
    long_searches_are_refused,
    oversized_heads_and_broken_http_do_not_disturb_others,
);

fn forged_cursors_are_refused_or_find_nothing(on: On) {
    let app = on.start();
    let (anna, owner) = (app.anna(), app.owner());
    ticket(&app);
    let forged = |json: &str| URL_SAFE_NO_PAD.encode(json);
    let numbers = ["0", "-1", "1", "9223372036854775807", "-9223372036854775808", "8210266876799999999"];
    let mut cursors: Vec<String> = ["nonsense", "!", "", "e30", "====", "W10"].map(str::to_owned).to_vec();
    cursors.extend([forged("[]"), forged("{}"), forged("[1,2]"), forged("[\"a\",\"b\",\"c\"]"), forged("[1,2,-1]")]);
    cursors.push(forged("[1,2,18446744073709551615]"));
    for key in numbers {
        for id in numbers {
            cursors.push(forged(&format!("[{key},{id},5]")));
            cursors.push(forged(&format!("[\"{key}\",{id},5]")));
        }
    }
    for cursor in cursors {
        for which in ["after", "before"] {
            let asked = |client: &Client, path: &str| {
                let answer = client.get(&format!("{path}{which}={cursor}")).send();
                assert!(matches!(answer.status, 200 | 400), "{path} {cursor}: {} {}", answer.status, answer.text());
            };
            for sort in ["id", "created", "last_activity"] {
                asked(&anna, &anna.at(&format!("/tickets?sort={sort}&")));
            }
            for path in ["/tickets?view=all&", "/contacts?", "/companies?", "/mails?"] {
                asked(&owner, &owner.at(path));
            }
        }
    }
    for before in ["-1", "0", "99999999999999999999", "x", "", "1.5"] {
        let answer = anna.get(&anna.at(&format!("/tickets/1001/conversation?before={before}"))).send();
        assert!(matches!(answer.status, 200 | 400), "{before}: {}", answer.status);
    }
    anna.get(&anna.at("/tickets?after=x&before=y")).send().expect(400);
}

fn ids_out_of_range_name_nothing(on: On) {
    let app = on.start();
    let (anna, owner) = (app.anna(), app.owner());
    for id in
        ["0", "-1", "9007199254740992", "9223372036854775807", "9223372036854775808", "1e3", "0x1", "1.0", "x", "%20"]
    {
        anna.get(&anna.at(&format!("/tickets/{id}"))).send().expect(404);
        anna.get(&anna.at(&format!("/tickets/1001/attachments/{id}"))).send().expect(404);
        for path in ["tickets", "contacts", "companies", "mails"] {
            owner.get(&owner.at(&format!("/{path}/{id}"))).send().expect(404);
        }
    }
    for id in [json!(-1), json!(0), json!(9_223_372_036_854_775_807_i64), json!(1e30), json!("1"), json!(1.5)] {
        let id_text = id.to_string();
        let body = json!({ "subject": "x", "contact_id": id.clone(), "source": "phone" });
        owner.post(&owner.at("/tickets"), &body).send().expect(422);
        let answer =
            anna.post(&anna.at("/tickets"), &json!({ "subject": "x", "description": "x", "attachments": [id] }));
        assert_eq!(answer.send().status, 422, "{id_text}");
    }
    for contact in ["-1", "9223372036854775807"] {
        assert!(owner.numbers(&format!("view=all&contact={contact}")).is_empty());
    }
    owner.get(&owner.at("/tickets?contact=9223372036854775808")).send().expect(400);
}

fn wrong_methods_are_told_the_right_ones(on: On) {
    let app = on.start();
    let anna = app.anna();
    for (method, path, allowed) in [
        ("DELETE", "/api/portal/support/tickets", "GET, HEAD, POST"),
        ("PUT", "/api/portal/support/session", "GET, HEAD, DELETE"),
        ("PATCH", "/api/portal/support/tickets/1001", "GET, HEAD"),
        ("GET", "/api/public/portals/support/sessions", "POST"),
        ("DELETE", "/api/v1/tickets/1001", "GET, HEAD, PATCH"),
        ("POST", "/api/v1/ticket-counts", "GET, HEAD"),
        ("TRACE", "/api/v1/users", "GET, HEAD"),
        ("BREW", "/api/v1/users", "GET, HEAD"),
    ] {
        let answer = anna.request(method, path).send().expect(405);
        assert_eq!(answer.problem().code, ProblemCode::MethodNotAllowed, "{method} {path}");
        assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
    }
    anna.get("/api/portal/support/tickets/1001/messages").send().expect(405);
}

fn wrong_addresses_are_problems_too(on: On) {
    let app = on.start();
    let anna = app.anna();
    for path in [
        "/api",
        "/api/",
        "/api/v2/tickets",
        "/api/v1/nothing",
        "/api/portal/support/nothing",
        "/api/portal/",
        "/api/public/x",
    ] {
        let answer = anna.get(path).send().expect(404);
        assert_eq!(answer.problem().code, ProblemCode::NotFound, "{path}");
    }
    for path in
        ["/assets/nothing.js", "/assets/../../Cargo.toml", "/assets/%2e%2e/%2e%2e/Cargo.toml", "/assets//etc/passwd"]
    {
        anna.get(path).send().expect(404);
    }
    anna.get("/api/public/portals/nowhere").send().expect(404);
}

fn the_type_of_a_problem_leads_to_what_it_means(on: On) {
    let app = on.start();
    let anyone = app.anyone();
    let kind = anyone.get("/api/v1/nothing").send().expect(404).problem().kind;
    let (path, name) = kind.split_once('#').unwrap();
    let page = anyone.get(path).send().expect(200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let page = page.text();
    assert!(page.contains(&format!("<section id=\"{name}\"><h2>Not found</h2>")), "{page}");
    for code in ProblemCode::ALL {
        assert!(page.contains(code.meaning()) && page.contains(code.title()), "{code:?}");
    }
    assert!(!page.contains("http"), "nothing from elsewhere");
}

fn long_searches_are_refused(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let (fits, long) = ("x".repeat(200), "x".repeat(201));
    for (client, path) in [
        (&*anna as &Client, anna.at("/tickets?")),
        (&*agent, agent.at("/tickets?")),
        (&*agent, agent.at("/search?")),
        (&*agent, agent.at("/contacts?")),
        (&*agent, agent.at("/companies?")),
    ] {
        client.get(&format!("{path}q={fits}")).send().expect(200);
        client.get(&format!("{path}q={long}")).send().expect(400);
        client.get(&format!("{path}q=a&q=b")).send().expect(400);
    }
}

fn oversized_heads_and_broken_http_do_not_disturb_others(on: On) {
    let app = on.start();
    let anna = app.anna();
    let raw = |bytes: &[u8]| {
        let mut stream = TcpStream::connect(app.address).unwrap();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(15))).unwrap();
        // the server may hang up while it is still being talked to
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.take(64).read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    };
    let long = format!("GET / HTTP/1.1\r\nhost: localhost\r\nx: {}\r\n\r\n", "x".repeat(200_000));
    let many = format!("GET / HTTP/1.1\r\nhost: localhost\r\n{}\r\n", "x: y\r\n".repeat(200));
    for broken in [
        long.as_str(),
        &many,
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "POST /api/v1/tickets HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /api/v1/tickets HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n",
        "POST /api/v1/tickets HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx",
    ] {
        let answer = raw(broken.as_bytes());
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{broken:.40}: {answer}");
    }
    anna.who_am_i().expect(200);
}
