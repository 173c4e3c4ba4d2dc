//! Which tickets a customer sees: their own, and their current primary company's where the portal
//! says so. Whatever else exists does not exist for them.

use diesel::prelude::*;
use openapi::id::{AttachmentId, CompanyId, ContactId, TicketId};
use openapi::live::ChangeKind;
use openapi::tickets::portal::ConversationQuery;
use portico::db::schema::{company_contacts as cc, memberships as m, portals as p, ticket_contacts as tk};

use crate::support::events::News;
use crate::support::world::PARTNERS_HOST;
use crate::support::{CustomerClient, On, TestApp, on_both_databases};

on_both_databases!(
    a_foreign_ticket_does_not_exist_on_any_route,
    a_contact_who_changes_company_loses_the_old_ones_tickets_at_once,
    a_company_that_is_not_the_primary_one_shows_nothing,
    a_contact_who_is_taken_off_a_ticket_no_longer_sees_it,
    a_session_works_only_on_the_domain_it_is_for,
    a_blocked_customer_is_out_at_once,
    a_portal_that_is_off_does_not_exist,
    a_disabled_user_is_out_at_once,
);

/// Makes a company the only one of a contact.
fn move_to(app: &TestApp, contact: ContactId, company: Option<CompanyId>) {
    app.change(|conn, _| {
        diesel::delete(cc::table.filter(cc::contact_id.eq(contact))).execute(conn)?;
        match company {
            Some(company) => portico::companies::change::join(conn, contact, company),
            None => Ok(()),
        }
    });
}

/// Fails unless every route says that there is no such ticket.
#[track_caller]
fn sees_nothing_of(who: &CustomerClient, id: TicketId, file: AttachmentId) {
    let missing = who.look_at(TicketId(999_999)).expect(404).problem();
    let told = who.look_at(id).expect(404).problem();
    assert_eq!((told.code, told.detail), (missing.code, missing.detail));
    who.get(&who.at(&format!("/tickets/{id}/conversation"))).send().expect(404);
    who.try_reply(id, "Hello?", &[]).expect(404);
    who.mark_read(id).expect(404);
    who.download(id, file).expect(404);
    assert!(!who.numbers("limit=100").contains(&id.0));
    assert!(who.search(&id.to_string()).is_empty());
    assert!(who.search("secretword").is_empty());
}

/// A ticket of Ben's with a file, a colleague of Anna's.
fn bens_ticket(app: &TestApp) -> (TicketId, AttachmentId) {
    let ben = app.ben();
    let file = ben.upload("plan.txt", b"the plan");
    let id = ben.file("Secretword oven", "Please look at the file.").id;
    ben.try_reply(id, "Here it is.", &[file.id]).expect(201);
    (id, file.id)
}

fn a_foreign_ticket_does_not_exist_on_any_route(on: On) {
    let app = on.start();
    let (id, file) = bens_ticket(&app);
    for who in [app.carla(), app.dora(), app.anna().elsewhere("help")] {
        sees_nothing_of(&who, id, file);
    }
    let pia = app.anyone_at(PARTNERS_HOST, "partners").sign_in(crate::support::world::PIA, crate::support::PASSWORD);
    sees_nothing_of(&pia, id, file);
    let anna = app.anna();
    anna.download(id, file).expect(200);
    assert_eq!(anna.numbers("view=organization&q=secretword"), [id.0]);
    let query = ConversationQuery { before: None };
    assert!(query.before.is_none());
    // a file is found only through its own ticket
    let other = anna.file("Another", "…").id;
    anna.download(other, file).expect(404);
}

fn a_contact_who_changes_company_loses_the_old_ones_tickets_at_once(on: On) {
    let app = on.start();
    let (id, file) = bens_ticket(&app);
    let anna = app.anna();
    let own = anna.file("My own", "…").id;
    let stream = anna.events();
    anna.look_at(id).expect(200);
    move_to(&app, app.world.anna, Some(app.world.cobalt));
    sees_nothing_of(&anna, id, file);
    assert_eq!(anna.me().organization.as_deref(), Some("Cobalt Chemicals"));
    assert_eq!(anna.numbers(""), [own.0], "her own stay hers");
    // the stream that was open before learns of it as well
    app.agent().reply(id, "We are looking into it.");
    app.agent().reply(own, "And into this.");
    // what happened just before it was opened may be told as well, while it was theirs to see
    let news = std::iter::from_fn(|| Some(stream.change())).map(|change| (change.ticket_id, change.kind));
    let told: Vec<_> = news.take_while(|news| *news != (own, ChangeKind::TeamMessage)).collect();
    assert!(!told.contains(&(id, ChangeKind::TeamMessage)), "{told:?}");
    move_to(&app, app.world.anna, None);
    assert_eq!(anna.me().organization, None);
    anna.get(&anna.at("/tickets?view=organization")).send().expect(403);
    assert_eq!(stream.next(std::time::Duration::from_millis(100)), News::Silence);
}

fn a_company_that_is_not_the_primary_one_shows_nothing(on: On) {
    let app = on.start();
    let theirs = app.carla().file("At Cobalt", "…").id;
    app.change(|conn, _| portico::companies::change::join(conn, app.world.anna, app.world.cobalt));
    let anna = app.anna();
    anna.look_at(theirs).expect(404);
    assert_eq!(anna.me().organization.as_deref(), Some("Brightside Bakery"));
    assert!(anna.numbers("view=organization").is_empty());
}

fn a_contact_who_is_taken_off_a_ticket_no_longer_sees_it(on: On) {
    let app = on.start();
    let dora = app.dora();
    let id = dora.file("Mine for now", "…").id;
    dora.look_at(id).expect(200);
    app.change(|conn, _| Ok(diesel::delete(tk::table.filter(tk::ticket_id.eq(id))).execute(conn)?));
    dora.look_at(id).expect(404);
    assert!(dora.numbers("").is_empty());
}

fn a_session_works_only_on_the_domain_it_is_for(on: On) {
    let app = on.start();
    let anna = app.anna();
    let session = anna.cookie("portico_portal").unwrap();
    let elsewhere = app.anyone_at(PARTNERS_HOST, "partners");
    elsewhere.cookies.lock().unwrap().insert("portico_portal".into(), session);
    elsewhere.get("/api/portal/partners/session").send().expect(401);
    elsewhere.get("/api/portal/support/session").send().expect(401);
    // the right host, but a portal of another domain
    anna.get("/api/portal/partners/session").send().expect(401);
    anna.get("/api/public/portals/partners").send().expect(404);
    anna.get("/api/public/portals/help").send().expect(200);
}

fn a_blocked_customer_is_out_at_once(on: On) {
    let app = on.start();
    let anna = app.anna();
    anna.who_am_i().expect(200);
    app.change(|conn, _| {
        Ok(diesel::update(m::table.filter(m::contact_id.eq(app.world.anna)))
            .set(m::status.eq("blocked"))
            .execute(conn)?)
    });
    anna.who_am_i().expect(401);
    app.ben().who_am_i().expect(200);
}

fn a_portal_that_is_off_does_not_exist(on: On) {
    let app = on.start();
    let anna = app.anna();
    app.change(|conn, _| {
        Ok(diesel::update(p::table.filter(p::slug.eq("support"))).set(p::is_on.eq(false)).execute(conn)?)
    });
    anna.who_am_i().expect(401);
    let off = anna.get("/api/public/portals/support").send().expect(404).problem();
    let missing = anna.get("/api/public/portals/nowhere").send().expect(404).problem();
    assert_eq!((off.code, off.detail), (missing.code, missing.detail));
    app.anyone().try_sign_in(crate::support::world::BEN, crate::support::PASSWORD, false).expect(404);
    anna.elsewhere("help").who_am_i().expect(200);
}

fn a_disabled_user_is_out_at_once(on: On) {
    use portico::db::schema::users as u;
    let app = on.start();
    let agent = app.agent();
    app.change(|conn, _| {
        Ok(diesel::update(u::table.filter(u::id.eq(app.world.agent))).set(u::active.eq(false)).execute(conn)?)
    });
    agent.who_am_i().expect(401);
    agent.get("/api/v1/tickets").send().expect(401);
    let answer = app.anyone().try_sign_in_as_staff(crate::support::world::AGENT, crate::support::PASSWORD);
    answer.expect(401);
}
