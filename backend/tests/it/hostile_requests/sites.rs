//! Requests from other sites, for other hosts, and with forged senders.

use std::io::Write;
use std::net::TcpStream;

use openapi::problem::ProblemCode;
use serde_json::json;

use super::ticket;
use crate::support::http::read_head;
use crate::support::world::{ANNA, PARTNERS_HOST};
use crate::support::{On, PASSWORD, on_both_databases};

on_both_databases!(
    other_sites_change_nothing,
    bodies_of_another_kind_are_refused,
    reads_change_nothing,
    unknown_hosts_are_refused_before_anything_else,
    a_forged_address_does_not_escape_the_limits,
);

fn other_sites_change_nothing(on: On) {
    let app = on.start();
    let (anna, id) = (app.anna(), ticket(&app));
    let own = format!("http://localhost:{}", app.address.port());
    let path = anna.at(&format!("/tickets/{id}/messages"));
    let send = |headers: &[(&str, &str)]| {
        let mut request = anna.bare("POST", &path).json(&json!({ "text": "Hello" }));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.send()
    };
    for allowed in [
        &[("origin", own.as_str())][..],
        &[("origin", &own), ("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "same-origin")],
        &[],
    ] {
        send(allowed).expect(201);
    }
    let (port, upper) = (format!("{own}0"), own.to_uppercase());
    for refused in [
        &[("origin", "https://evil.test")][..],
        &[("origin", "null")],
        &[("origin", "http://localhost")],
        &[("origin", &port)],
        &[("origin", "http://localhost.evil.test")],
        &[("origin", "")],
        &[("origin", &own), ("sec-fetch-site", "cross-site")],
        &[("origin", &own), ("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "none")],
    ] {
        assert_eq!(send(refused).expect(403).problem().code, ProblemCode::WrongOrigin, "{refused:?}");
    }
    assert_eq!(send(&[("origin", &upper)]).status, 201, "hosts are compared without regard to case");
    assert_eq!(anna.ticket(openapi::id::TicketId(id)).conversation.entries.len(), 6);
    // the same for every part of the API
    for (method, path) in [
        ("POST", "/api/public/portals/support/sessions"),
        ("POST", "/api/public/console/sessions"),
        ("DELETE", "/api/portal/support/session"),
        ("DELETE", "/api/v1/session"),
        ("PUT", "/api/v1/tickets/1001/state"),
    ] {
        let request = anna.bare(method, path).header("origin", "https://evil.test");
        assert_eq!(request.send().expect(403).problem().code, ProblemCode::WrongOrigin, "{path}");
    }
    anna.who_am_i().expect(200);
    // and no site is allowed to read
    for method in ["GET", "OPTIONS"] {
        let asked = anna.bare(method, &anna.at("/tickets")).header("origin", "https://evil.test");
        let answer = asked.header("access-control-request-method", "POST").send();
        assert!(answer.headers.iter().all(|(name, _)| !name.starts_with("access-control")), "{:?}", answer.headers);
    }
}

fn bodies_of_another_kind_are_refused(on: On) {
    let app = on.start();
    let (anna, id) = (app.anna(), ticket(&app));
    let path = anna.at(&format!("/tickets/{id}/messages"));
    let body = br#"{"text":"Hello"}"#;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html", "x"]
    {
        let refused = anna.request("POST", &path).body(kind, body).send().expect(415).problem();
        assert_eq!(refused.code, ProblemCode::UnsupportedMediaType, "{kind}");
    }
    let without = anna.request("POST", &path).body("", body).without("content-type").send();
    assert_eq!(without.expect(415).problem().code, ProblemCode::UnsupportedMediaType);
    anna.request("POST", &path).body("application/json; charset=utf-8", body).send().expect(201);
    // an upload needs the header that no foreign form can send
    let upload = anna.request("POST", &anna.at("/attachments")).file("a.txt", b"x").without("x-csrf");
    upload.send().expect(415);
}

fn reads_change_nothing(on: On) {
    let app = on.start();
    let (anna, id) = (app.anna(), ticket(&app));
    app.agent().reply(openapi::id::TicketId(id), "Is it plugged in?");
    for path in [
        format!("/tickets/{id}?subject=x"),
        "/session".to_owned(),
        "/tickets".to_owned(),
        format!("/tickets/{id}/conversation"),
    ] {
        let answer = anna.get(&anna.at(&path)).header("x-http-method-override", "DELETE").send();
        assert!(answer.status < 500 && answer.header("set-cookie").is_none());
    }
    assert!(anna.list("").items[0].unread, "looking at a ticket does not mark it as read");
    anna.who_am_i().expect(200);
}

fn unknown_hosts_are_refused_before_anything_else(on: On) {
    let app = on.start();
    let anyone = app.anyone();
    for host in
        ["evil.test", "localhost.evil.test", "", "127.0.0.1", "[::1]:80", "localhost,evil.test", "support@evil.test"]
    {
        for path in [
            "/",
            "/support/tickets",
            "/api/portal/support/tickets",
            "/api/public/portals/support",
            "/console/",
            "/docs/",
        ] {
            let answer = anyone.get(path).header("host", host).send();
            assert_eq!(answer.expect(421).problem().code, ProblemCode::UnknownHost, "{host} {path}");
        }
        let monitored = anyone.get("/healthz").header("host", host).send();
        assert_eq!(monitored.status, 200, "load balancers ask by address");
    }
    for host in ["LOCALHOST", "localhost.", "localhost:1234", PARTNERS_HOST] {
        anyone.get("/openapi.json").header("host", host).send().expect(200);
    }
    // no Host at all
    let mut stream = TcpStream::connect(app.address).unwrap();
    stream.write_all(b"GET /support/tickets HTTP/1.1\r\nconnection: close\r\n\r\n").unwrap();
    let status = read_head(stream).unwrap().0;
    assert!(matches!(status, 400 | 421), "{status}");
}

fn a_forged_address_does_not_escape_the_limits(on: On) {
    let app = on.start_with(|config| config.rate_limits = true);
    let anyone = app.anyone();
    let body = json!({ "email": "nobody@x.test", "password": "x" });
    let statuses: Vec<u16> = (0..15)
        .map(|n| {
            let request = anyone.post(&anyone.at("/sessions"), &body);
            request.header("x-forwarded-for", &format!("198.51.100.{n}")).send().status
        })
        .collect();
    assert_eq!(statuses[..10], [401; 10]);
    assert!(statuses[10..].iter().all(|status| *status == 429), "{statuses:?}");
    let refused = anyone.try_sign_in(ANNA, PASSWORD, false).expect(429);
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    // behind a proxy that we trust, each client counts for itself
    let app = on.start_with(|config| {
        config.rate_limits = true;
        config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    });
    let anyone = app.anyone();
    let from = |ip: &str| anyone.post(&anyone.at("/sessions"), &body).header("x-forwarded-for", ip).send().status;
    assert!((0..12).map(|_| from("198.51.100.1, 203.0.113.9")).any(|status| status == 429));
    assert_eq!(from("198.51.100.1"), 401);
    assert_eq!(from("198.51.100.2, 203.0.113.9"), 429, "only what the proxy wrote itself is believed");
}
