//! Every operation of the contract, asked by every kind of caller. An operation without a row fails.
//!
//! Who is turned away is turned away before the body is read: a bad body changes nothing.

mod confirmed;
mod rows;

use std::collections::BTreeSet;

use openapi::id::{AttachmentId, ImportId, ListId, MailId, SessionId, TicketId};
use openapi::portals::account::Session;
use portico::files::Stored;
use portico::web::upload::Uploaded;
use serde_json::{Value, json};

use rows::MATRIX;

use crate::getting_in::{application, default_domain, open, settings};
use crate::support::http::Request;
use crate::support::world::{AGENT, ANNA, BEN, PARTNERS_HOST, PIA};
use crate::support::{Client, On, PASSWORD, TestApp, on_both_databases};

on_both_databases!(every_operation_answers_every_caller_as_the_matrix_says);

/// A small mapping that is in order.
const MAPPING: &str = r#"{"source_name": "old", "key": "Id", "email": "Mail", "subject": "Title",
    "pipeline": "Support", "stage": {"column": "State", "values": {}, "otherwise": "New"}}"#;

/// Who asks, in the order of the columns.
const CALLERS: [&str; 8] = ["nobody", "own", "colleague", "other company", "viewer", "agent", "owner", "elsewhere"];

/// An operation of the contract.
struct Operation {
    id: String,
    method: String,
    path: String,
}

fn operations() -> Vec<Operation> {
    let document = serde_json::to_value(portico::app::document()).unwrap();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if let Some(id) = operation["operationId"].as_str() {
                all.push(Operation { id: id.into(), method: method.to_uppercase(), path: path.clone() });
            }
        }
    }
    all
}

/// What the operations are asked about: everything of it is Anna's.
struct Scene {
    ticket: TicketId,
    file: AttachmentId,
    mail: MailId,
    import: ImportId,
    list: ListId,
    active: ListId,
}

/// A filter that everybody passes.
fn everybody() -> Value {
    json!({ "any": [{ "all": [{ "property": "email", "operator": "is_known" }] }] })
}

fn scene(app: &TestApp) -> Scene {
    let anna = app.anna();
    let file = anna.upload("plan.txt", b"the plan").id;
    let ticket = anna.file("The oven is cold", "Please help.").id;
    anna.try_reply(ticket, "See the plan.", &[file]).expect(201);
    let (list, active) = (app.agent().list_of("Some", &[]), app.agent().active_list("All", &everybody()));
    Scene { ticket, file, mail: app.owner().mails()[0].id, import: failed_import(app), list, active }
}

/// An import that stopped because its file is gone.
fn failed_import(app: &TestApp) -> ImportId {
    let file = Uploaded { name: "gone.csv".into(), stored: Stored { sha256: vec![0; 32], size: 0, head: Vec::new() } };
    let mapping = portico::imports::mapping::parse(MAPPING).unwrap();
    app.change(|conn, now| {
        let id = portico::imports::change::create(conn, &file, &mapping, None, now)?;
        portico::imports::change::fail(conn, id, "The file is gone.", now)?;
        Ok(id)
    })
}

/// A browser of a caller. Fresh for each request: some end their session.
fn browser(app: &TestApp, caller: &str) -> Client {
    match caller {
        "nobody" => app.anyone().copy(),
        "own" => app.anna().copy(),
        "colleague" => app.ben().copy(),
        "other company" => app.carla().copy(),
        "viewer" => app.viewer().copy(),
        "agent" => app.agent().copy(),
        "owner" => app.owner().copy(),
        _ => {
            let pia = app.anyone_at(PARTNERS_HOST, "partners").sign_in(PIA, PASSWORD);
            let here = app.anyone().copy();
            *here.cookies.lock().unwrap() = pia.cookies.lock().unwrap().clone();
            here
        }
    }
}

/// A session of Anna's.
fn a_session(app: &TestApp) -> SessionId {
    let anna = app.anna();
    let sessions: Vec<Session> = anna.get(&anna.at("/sessions")).send().expect(200).json();
    sessions.iter().find(|session| session.is_current).unwrap().id
}

/// The address of an operation about the scene.
fn address(app: &TestApp, scene: &Scene, operation: &Operation) -> String {
    let id = match operation.id.as_str() {
        "portal_delete_attachment" => app.anna().upload("draft.txt", b"draft").id.0,
        "delete_attachment" => app.agent().upload("draft.txt", b"draft").id.0,
        "create_contact_password_reset" | "list_contact_sessions" | "list_contact_consents" => app.world.anna.0,
        "delete_contact_sessions" | "put_portal_access" => app.world.anna.0,
        "show_contact" | "list_contact_lists" => app.world.anna.0,
        "show_list" | "update_list" | "preview_list_change" | "list_list_members" => scene.active.0,
        "add_list_members" => scene.list.0,
        id if id.contains("portal_") && operation.path.starts_with("/api/v1/portals") => app.world.partners.0,
        "remove_list_member" => {
            app.agent().put_on(scene.list, &[app.world.anna]);
            scene.list.0
        }
        "delete_list" => app.agent().list_of(&format!("Useless {}", app.parts.clock.now().micros()), &[]).0,
        "create_invitation" => app.world.ian.0,
        "show_private_content" | "update_private_content" => default_domain(app).0,
        id if id.contains("system_page") || id.contains("domain_mail") => default_domain(app).0,
        "show_company" => app.world.bakery.0,
        "create_preview" => app.world.support.0,
        "show_mail" | "create_delivery" => scene.mail.0,
        "show_import" | "list_refused_rows" | "show_report" | "put_run" => scene.import.0,
        _ => scene.ticket.0,
    };
    let path = operation.path.replace("{portal}", "support").replace("{id}", &id.to_string());
    let path = path.replace("{attachment_id}", &scene.file.to_string());
    let path = path.replace("{kind}", if operation.id.contains("page") { "sign_in" } else { "registration" });
    let part = operation.id.ends_with("participant");
    let contact = if part { app.world.ben } else { app.world.anna };
    let path = path.replace("{contact_id}", &contact.to_string());
    let path = path.replace("{portal_id}", &app.world.support.to_string());
    match operation.id.as_str() {
        "search" => format!("{path}?q=oven"),
        "list_filter_properties" => format!("{path}?object=contact"),
        "portal_revoke_session" => path.replace("{session_id}", &a_session(app).to_string()),
        _ => path,
    }
}

/// A body that is in order, if the operation takes one.
fn body(app: &TestApp, operation: &Operation) -> Option<Value> {
    let unique = app.parts.clock.now().micros();
    Some(match operation.id.as_str() {
        "create_portal_session" => json!({ "email": ANNA, "password": PASSWORD }),
        "put_session_confirmation" => json!({ "password": PASSWORD }),
        "create_console_session" => json!({ "email": AGENT, "password": PASSWORD }),
        "create_password_reset" => json!({ "email": ANNA }),
        "show_link" => json!({ "token": "none" }),
        "create_password" => json!({ "token": "none", "password": "quiet meadow lantern 4" }),
        "create_registration" => application(ANNA),
        "update_private_content" => settings(),
        "put_system_page" => json!({ "heading": "Hello", "body": "", "button": "Enter", "template": "card" }),
        "create_rich_text" => json!({ "markdown": "*Hello*" }),
        "put_domain_mail" | "preview_domain_mail" | "test_domain_mail" => {
            json!({ "subject": "Hello", "body": "{{link}}" })
        }
        "create_sign_in_link" => json!({ "email": ANNA }),
        "create_session_by_link" | "create_email_confirmation" => json!({ "token": "none" }),
        // the same again, so that it fits the next one who asks
        "portal_put_password" => json!({ "old_password": PASSWORD, "password": PASSWORD }),
        "portal_create_email_change" => json!({ "email": "new@elsewhere.test", "password": PASSWORD }),
        "create_contact_password_reset" => json!({ "portal_id": app.world.support }),
        "put_portal_access" => json!({ "status": "active" }),
        "create_verification" => json!({ "token": "none" }),
        "portal_create_ticket" => json!({ "subject": "New", "description": "…" }),
        "portal_create_message" | "create_message" | "create_note" => json!({ "text": "Hello" }),
        "create_ticket" => json!({ "subject": "New", "contact_id": app.world.anna, "source": "phone" }),
        "update_ticket" => json!({ "subject": format!("The oven {unique}") }),
        "put_assignment" => json!({ "user_id": app.world.agent }),
        "put_state" => json!({ "state": "open" }),
        "create_contact" => json!({ "email": format!("new{unique}@x.test") }),
        "create_company" => json!({ "name": "New" }),
        "create_list" => json!({ "name": format!("List {unique}") }),
        "update_list" => json!({ "name": format!("List {unique}") }),
        "preview_list_change" => json!({ "filter": everybody() }),
        "preview_filter" => json!({ "object": "contact", "filter": everybody() }),
        "update_portal_access" | "preview_portal_access" => json!({ "kind": "everyone" }),
        "update_portal_visibility" | "preview_portal_visibility" => json!({ "ticket_permission": "company" }),
        "update_portal_publication" => json!({ "is_on": true }),
        "add_list_members" => json!({ "contacts": [app.world.anna] }),
        "create_invitation" => json!({ "portal_id": app.world.support }),
        "portal_create_participant" => json!({ "email": BEN }),
        "create_participant" => json!({ "contact_id": app.world.ben }),
        "portal_put_privacy" | "put_privacy" => json!({ "is_private": false }),
        "create_preview" => json!({ "contact_id": app.world.anna }),
        "create_preview_session" => json!({ "token": "none" }),
        _ => return None,
    })
}

/// The request as a page of ours would send it.
fn good<'a>(app: &TestApp, client: &'a Client, operation: &Operation, path: &str) -> Request<'a> {
    let request = client.request(&operation.method, path).header("if-match", "*");
    if operation.id.ends_with("create_attachment") {
        return request.file("a.txt", b"text");
    }
    if operation.id == "create_import" {
        return request.form(&[("mapping", MAPPING)], "a.csv", b"Id,Mail,Title,State\n");
    }
    match body(app, operation) {
        Some(body) => request.json(&body),
        None => request,
    }
}

fn every_operation_answers_every_caller_as_the_matrix_says(on: On) {
    let operations = operations();
    let known: BTreeSet<&str> = operations.iter().map(|operation| operation.id.as_str()).collect();
    let rows: BTreeSet<&str> = MATRIX.iter().map(|(id, _)| *id).collect();
    assert_eq!(rows, known, "the matrix and the contract name the same operations");
    let app = on.start();
    open(&app);
    let scene = scene(&app);
    let mut wrong = Vec::new();
    for (id, row) in MATRIX {
        let operation = operations.iter().find(|operation| operation.id == *id).unwrap();
        for (caller, expected) in CALLERS.iter().zip(row) {
            let path = address(&app, &scene, operation);
            if matches!(expected, 401 | 403) && operation.method != "GET" {
                let client = browser(&app, caller);
                let status = client.request(&operation.method, &path).body("application/json", b"{ nonsense").open().0;
                if status != *expected {
                    wrong.push(format!("{id} by {caller} with a bad body: {status} instead of {expected}"));
                }
            }
            let client = browser(&app, caller);
            let status = good(&app, &client, operation, &path).open().0;
            if status != *expected {
                wrong.push(format!("{id} by {caller}: {status} instead of {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
