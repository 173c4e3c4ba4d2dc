//! What staff are told of who sees a ticket, whom they mail, and how they look as a customer.

use diesel::prelude::*;
use openapi::id::TicketId;
use openapi::portals::console::Preview;
use openapi::portals::portal::Me;
use openapi::problem::ProblemCode;
use openapi::tickets::console::Visibility;
use portico::db::schema::portals as p;
use serde_json::json;

use super::{add, admit, any_of, keep_private, organization, show_only};
use crate::support::events::News;
use crate::support::world::BEN;
use crate::support::{Answer, CustomerClient, On, StaffClient, TestApp, eventually, on_both_databases};

on_both_databases!(
    mails_go_to_those_who_see_the_ticket,
    staff_are_told_who_sees_a_ticket_and_why_not,
    a_preview_shows_what_the_contact_sees_and_changes_nothing,
    a_preview_ends_with_the_session_that_opened_it,
);

fn visibility(staff: &StaffClient, id: TicketId) -> Visibility {
    staff.get(&staff.at(&format!("/tickets/{id}/visibility"))).send().expect(200).json()
}

fn mails_go_to_those_who_see_the_ticket(on: On) {
    let app = on.start();
    let (anna, agent, owner) = (app.anna(), app.agent(), app.owner());
    let id = anna.file("The oven is cold", "Please help.").id;
    // the other portal of the domain would show the ticket all the same
    app.change(|conn, _| {
        let other = p::table.filter(p::slug.eq("help"));
        diesel::update(other).set(p::is_on.eq(false)).execute(conn)?;
        Ok(())
    });
    let sent = || {
        let mails = owner.mails().into_iter().filter(|mail| mail.recipient.contains("anna.lee"));
        mails.count()
    };
    agent.reply(id, "First.");
    let before = eventually("the first mail", || Some(sent()).filter(|count| *count > 0));
    show_only(&app, Some(serde_json::to_value(any_of("priority", &["urgent"])).unwrap()));
    agent.reply(id, "Second, of a ticket she does not see.");
    assert_eq!(sent(), before);
    show_only(&app, None);
    agent.reply(id, "Third.");
    assert_eq!(sent(), before + 1);
    admit(&app, app.world.support, &[]);
    agent.reply(id, "Fourth, while she may not enter.");
    assert_eq!(sent(), before + 1);
}

fn staff_are_told_who_sees_a_ticket_and_why_not(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "Please help.").id;
    let here = |seen: &Visibility| seen.portals.iter().find(|one| one.portal_id == app.world.support).unwrap().clone();
    let seen = here(&visibility(&agent, id));
    let names: Vec<(&str, bool)> =
        seen.seen_by.named.iter().map(|one| (one.contact.name.as_str(), one.takes_part)).collect();
    assert!(seen.visible);
    assert_eq!(names, [("Anna Lee", true), ("Ben Ode", false)]);
    keep_private(&anna, id, true).expect(200);
    assert_eq!(here(&visibility(&agent, id)).seen_by.count, 1);
    show_only(&app, Some(serde_json::to_value(any_of("priority", &["urgent", "high"])).unwrap()));
    let hidden = here(&visibility(&agent, id));
    assert!(!hidden.visible && hidden.seen_by.count == 0);
    assert_eq!(hidden.against, ["The portal shows only tickets whose Priority is any of Urgent or High."]);
}

/// Starts a preview as Anna. Returns what opens it.
fn preview(app: &TestApp, by: &StaffClient) -> String {
    let path = by.at(&format!("/portals/{}/previews", app.world.support));
    let started: Preview = by.post(&path, &json!({ "contact_id": app.world.anna })).send().expect(201).json();
    started.url.split_once("/support/preview#").unwrap().1.to_owned()
}

fn a_preview_shows_what_the_contact_sees_and_changes_nothing(on: On) {
    let app = on.start();
    let (anna, ben, agent) = (app.anna(), app.ben(), app.agent());
    let id = anna.file("The oven is cold", "Please help.").id;
    ben.file("The door squeaks", "Please oil it.");
    let token = preview(&app, &agent);

    let browser = app.anyone();
    let open = |browser: &crate::support::Anyone| {
        browser.post("/api/public/portals/support/previews", &json!({ "token": token })).send()
    };
    open(&browser).expect(204);
    // once
    open(&app.anyone()).expect(410);
    let seen = browser.now_a_customer();
    let me: Me = seen.me();
    assert!(me.is_preview);
    assert_eq!(me.name, "Anna Lee");
    assert_eq!(seen.numbers("view=mine"), anna.numbers("view=mine"));
    assert_eq!(organization(&seen), organization(&anna));
    seen.look_at(id).expect(200);
    for refused in [
        seen.try_reply(id, "Hello", &[]),
        seen.mark_read(id),
        seen.try_upload("a.txt", b"text"),
        keep_private(&seen, id, true),
        add(&seen, id, BEN),
    ] {
        assert_eq!(refused.expect(403).problem().code, ProblemCode::PreviewOnly);
    }
    // it is no way into the console, it is for one portal, and it ends with the user's own session rights
    seen.get("/api/v1/session").send().expect(401);
    seen.elsewhere("help").who_am_i().expect(401);
    seen.sign_out().expect(204);
    seen.who_am_i().expect(401);
}

fn a_preview_ends_with_the_session_that_opened_it(on: On) {
    let app = on.start();
    let open = |token: &str| -> (Answer, CustomerClient) {
        let browser = app.anyone();
        let opened = browser.post("/api/public/portals/support/previews", &json!({ "token": token })).send();
        (opened, browser.now_a_customer())
    };
    let (agent, owner) = (app.agent(), app.owner());
    let (opened, seen) = open(&preview(&app, &agent));
    opened.expect(204);
    let (opened, other) = open(&preview(&app, &owner));
    opened.expect(204);
    let (waiting, stream) = (preview(&app, &agent), seen.events());
    agent.sign_out().expect(204);
    seen.who_am_i().expect(401);
    let farewell = stream.next(std::time::Duration::from_secs(5));
    assert!(matches!(&farewell, News::Event(event) if event.name == "signed_out"), "{farewell:?}");
    open(&waiting).0.expect(410);
    other.who_am_i().expect(200);
    // nobody has used the console for as long as its session lasts, however busy the preview was
    for _ in 0..2 {
        app.pass(chrono::Duration::minutes(14));
        other.who_am_i().expect(200);
    }
    app.pass(chrono::Duration::minutes(3));
    owner.get(&owner.at("/session")).send().expect(401);
    other.who_am_i().expect(401);
}
