//! The contract that is checked in is the one the server keeps, it is complete, and customers are
//! told no more than it was decided.

use std::collections::BTreeSet;

use openapi::tickets::TicketState;
use serde_json::Value;

use crate::support::{On, on_both_databases};

on_both_databases!(customers_are_told_exactly_these_things, the_contract_is_served);

fn document() -> Value {
    serde_json::to_value(portico::app::document()).unwrap()
}

/// Every operation with its address and method.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "patch", "delete"] {
            if let Some(operation) = item.get(method) {
                all.push((format!("{} {path}", method.to_uppercase()), operation));
            }
        }
    }
    all
}

#[test]
fn the_checked_in_contract_is_the_servers() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openapi.json");
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(
        kept == document(),
        "openapi/openapi.json is not what the server serves: run `./just openapi` and review it"
    );
}

#[test]
fn every_operation_is_named_summarised_tagged_and_says_how_it_can_fail() {
    let document = document();
    let (mut ids, mut lacking) = (BTreeSet::new(), Vec::new());
    for (name, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        if id.is_empty() || !ids.insert(id.to_owned()) {
            lacking.push(format!("{name}: an id of its own"));
        }
        if operation["summary"].as_str().unwrap_or_default().is_empty() {
            lacking.push(format!("{name}: a summary"));
        }
        if operation["tags"].as_array().is_none_or(|tags| tags.len() != 1) {
            lacking.push(format!("{name}: exactly one tag"));
        }
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let problem = &answer["content"]["application/problem+json"]["schema"]["$ref"];
            let fails = status.as_str() >= "400";
            if fails && problem != "#/components/schemas/Problem" {
                lacking.push(format!("{name}: a problem as answer {status}"));
            }
            if answer["description"].as_str().is_none() {
                lacking.push(format!("{name}: a description of answer {status}"));
            }
        }
        for status in ["400", "401", "404", "405", "421", "429", "500", "503"] {
            if operation["responses"].get(status).is_none() {
                lacking.push(format!("{name}: answer {status}"));
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn every_operation_says_whose_session_it_needs() {
    let document = document();
    for (name, operation) in operations(&document) {
        let needs = operation.get("security").map(|all| all[0].as_object().unwrap().keys().next().unwrap().as_str());
        let (_, path) = name.split_once(' ').unwrap();
        let expected = match path {
            path if path.starts_with("/api/public/") => None,
            path if path.starts_with("/api/portal/{portal}/") => Some("portal_session"),
            path if path.starts_with("/api/v1/") => Some("console_session"),
            path => panic!("{path} is in no part of the API"),
        };
        assert_eq!(needs, expected, "{name}");
        assert_eq!(name.contains("{portal}"), path.starts_with("/api/p") && !path.contains("/console"), "{name}");
    }
}

#[test]
fn every_schema_that_is_named_exists() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| match (name.as_str(), value) {
                ("$ref", Value::String(name)) => drop(found.insert(name.clone())),
                (_, value) => references(value, found),
            }),
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in found {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn the_contract_is_served(on: On) {
    let app = on.start();
    let anyone = app.anyone();
    let served: Value = anyone.get("/openapi.json").send().expect(200).json();
    assert!(served == document());
    let page = anyone.get("/docs/").send().expect(200);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    assert!(!page.text().contains("https://"), "it needs no other server");
    anyone.get("/docs").send().expect(302);
}

/// Everything a customer can ever be told about, as the addresses of values in the answers.
const TOLD: &str = "\
boot.outsider
boot.pages.access_denied.body_html
boot.pages.access_denied.button
boot.pages.access_denied.heading
boot.pages.access_denied.template
boot.pages.password_reset.body_html
boot.pages.password_reset.button
boot.pages.password_reset.heading
boot.pages.password_reset.template
boot.pages.password_reset_request.body_html
boot.pages.password_reset_request.button
boot.pages.password_reset_request.heading
boot.pages.password_reset_request.template
boot.pages.register.body_html
boot.pages.register.button
boot.pages.register.heading
boot.pages.register.template
boot.pages.sign_in.body_html
boot.pages.sign_in.button
boot.pages.sign_in.heading
boot.pages.sign_in.template
boot.pages.signed_out.body_html
boot.pages.signed_out.button
boot.pages.signed_out.heading
boot.pages.signed_out.template
boot.portal.access_email
boot.portal.company
boot.portal.consent.label_html
boot.portal.consent.notice_html
boot.portal.consent.version
boot.portal.help_email
boot.portal.language
boot.portal.magic_link
boot.portal.name
boot.portal.self_registration
boot.portal.slug
list.first
list.items[].created_at
list.items[].id
list.items[].last_activity_at
list.items[].requester
list.items[].status
list.items[].subject
list.items[].unread
list.next
list.previous
list.total
me.email
me.ends_at
me.ends_left_seconds
me.idle_left_seconds
me.idle_seconds
me.is_preview
me.name
me.organization
message.attachments[]
message.author.name
message.author.side
message.id
message.sent_at
message.text
ticket.accepts_reply
ticket.attachments[].id
ticket.attachments[].media_type
ticket.attachments[].name
ticket.attachments[].size
ticket.category
ticket.closed_at
ticket.company
ticket.conversation.before
ticket.conversation.entries[].at
ticket.conversation.entries[].attachments[]
ticket.conversation.entries[].attachments[].id
ticket.conversation.entries[].attachments[].media_type
ticket.conversation.entries[].attachments[].name
ticket.conversation.entries[].attachments[].size
ticket.conversation.entries[].author.name
ticket.conversation.entries[].author.side
ticket.conversation.entries[].id
ticket.conversation.entries[].kind
ticket.conversation.entries[].sent_at
ticket.conversation.entries[].text
ticket.conversation.entries[].what.status
ticket.created_at
ticket.id
ticket.is_private
ticket.last_activity_at
ticket.participants[].contact_id
ticket.participants[].is_requester
ticket.participants[].is_you
ticket.participants[].name
ticket.priority
ticket.requester
ticket.status
ticket.subject
ticket.takes_part
upload.id
upload.media_type
upload.name
upload.size
";

fn addresses(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| addresses(value, &format!("{at}.{name}"), found))
        }
        Value::Array(items) if items.is_empty() => drop(found.insert(format!("{at}[]"))),
        Value::Array(items) => items.iter().for_each(|item| addresses(item, &format!("{at}[]"), found)),
        _ => drop(found.insert(at.to_owned())),
    }
}

fn customers_are_told_exactly_these_things(on: On) {
    let app = on.start();
    crate::getting_in::open(&app);
    crate::getting_in::ask_consent(&app, 1, "We keep your name.", "I agree.");
    let (anna, agent) = (app.anna(), app.agent());
    let upload = anna.try_upload("plan.txt", b"the plan").expect(201);
    let ticket = anna.file("The oven is cold", "Please help.").id;
    let file: openapi::files::Attachment = upload.json();
    let message = anna.try_reply(ticket, "See the plan.", &[]).expect(201);
    anna.try_reply(ticket, "And here it is.", &[file.id]).expect(201);
    agent.note(ticket, "A note.");
    agent.assign(ticket, Some(app.world.agent));
    agent.set_priority(ticket, Some(openapi::tickets::Priority::High));
    agent.reply(ticket, "Thank you.");
    agent.set_state(ticket, TicketState::Closed);
    let mut found = BTreeSet::new();
    let get = |path: &str| -> Value { anna.get(path).send().expect(200).json() };
    addresses(&get("/api/public/portals/support"), "boot", &mut found);
    addresses(&get(&anna.at("/session")), "me", &mut found);
    addresses(&get(&anna.at("/tickets?view=organization&count=true")), "list", &mut found);
    addresses(&get(&anna.at(&format!("/tickets/{ticket}"))), "ticket", &mut found);
    addresses(&get(&anna.at(&format!("/tickets/{ticket}/conversation"))), "ticket.conversation", &mut found);
    addresses(&message.json(), "message", &mut found);
    addresses(&upload.json(), "upload", &mut found);
    let told: BTreeSet<String> = TOLD.lines().map(str::to_owned).collect();
    assert_eq!(found, told, "decide whether customers may know this, then change the list");
}
