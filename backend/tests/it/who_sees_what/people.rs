//! Private tickets and participants.

use diesel::prelude::*;
use openapi::id::{ContactId, TicketId};
use openapi::tickets::portal::{self, Happened, NewTicket};
use portico::db::schema::portals as p;
use serde_json::json;

use super::{add, keep_private, organization};
use crate::support::world::{BEN, CARLA};
use crate::support::{Answer, CustomerClient, On, eventually, on_both_databases};

on_both_databases!(
    a_private_ticket_is_for_those_who_take_part,
    a_colleague_is_added_sees_the_ticket_and_is_removed,
    only_colleagues_can_be_added_by_customers,
    staff_add_and_remove_anyone_but_who_asked,
);

fn remove(who: &CustomerClient, id: TicketId, contact: ContactId) -> Answer {
    who.delete(&who.at(&format!("/tickets/{id}/participants/{contact}"))).send()
}

fn a_private_ticket_is_for_those_who_take_part(on: On) {
    let app = on.start();
    let (anna, ben, agent) = (app.anna(), app.ben(), app.agent());
    let new = NewTicket {
        subject: "My salary".into(),
        description: "zebra".into(),
        is_private: true,
        ..NewTicket::default()
    };
    let private: portal::Ticket = anna.try_file(&new).expect(201).json();
    assert!(private.is_private && private.takes_part);
    let id = private.id;
    let sees_nothing = |who: &CustomerClient| {
        who.look_at(id).expect(404);
        assert!(!organization(who).contains(&id.0));
        assert!(who.get(&who.at("/tickets?view=organization&q=zebra")).send().expect(200).text().contains("[]"));
    };
    sees_nothing(&ben);
    assert!(anna.numbers("").contains(&id.0));
    // it is among hers, not among the organization's, even for her
    assert!(!organization(&anna).contains(&id.0));
    let events = ben.events();
    agent.reply(id, "Nothing for Ben.");
    let public = anna.file("The oven is cold", "Please help.").id;
    assert_eq!(events.change().ticket_id, public);
    keep_private(&anna, id, false).expect(200);
    eventually("what became public", || (events.change().ticket_id == id).then_some(()));
    assert!(organization(&ben).contains(&id.0));
    ben.look_at(id).expect(200);
    keep_private(&ben, id, true).expect(403);
    keep_private(&anna, id, true).expect(200);
    sees_nothing(&ben);
    assert!(agent.ticket(id).is_private);
    let said: Vec<Happened> = happened(&anna, id);
    assert_eq!(said, [Happened::Private(false), Happened::Private(true)]);
}

fn happened(who: &CustomerClient, id: TicketId) -> Vec<Happened> {
    let entries = who.ticket(id).conversation.entries.into_iter();
    let what = entries.filter_map(|entry| match entry {
        portal::Entry::Event(event) => Some(event.what),
        portal::Entry::Message(_) => None,
    });
    what.collect()
}

fn a_colleague_is_added_sees_the_ticket_and_is_removed(on: On) {
    let app = on.start();
    app.change(|conn, _| {
        diesel::update(p::table.find(app.world.support)).set(p::ticket_permission.eq("own")).execute(conn)?;
        Ok(())
    });
    let (anna, ben, agent) = (app.anna(), app.ben(), app.agent());
    let id = anna.file("The oven is cold", "zebra").id;
    ben.look_at(id).expect(404);
    let events = ben.events();
    let ticket: portal::Ticket = add(&anna, id, " Ben.Ode@Brightside.test ").expect(201).json();
    let names: Vec<&str> = ticket.participants.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Anna Lee", "Ben Ode"]);
    assert!(ticket.participants[0].is_requester && ticket.participants[0].is_you);
    assert_eq!(events.change().ticket_id, id);
    assert_eq!((ben.numbers(""), ben.search("zebra")), (vec![id.0], vec![id.0]));
    ben.reply(id, "I have seen it too.");
    // added twice is added once
    add(&anna, id, BEN).expect(201);
    assert_eq!(anna.ticket(id).participants.len(), 2);
    assert_eq!(happened(&anna, id), [Happened::ParticipantAdded("Ben Ode".into())]);

    remove(&ben, id, app.world.anna).expect(409);
    remove(&anna, id, app.world.ben).expect(204);
    ben.look_at(id).expect(404);
    assert!(ben.numbers("").is_empty() && ben.search("zebra").is_empty());
    remove(&anna, id, app.world.ben).expect(204);
    assert_eq!(agent.ticket(id).contacts.len(), 1);
}

fn only_colleagues_can_be_added_by_customers(on: On) {
    let app = on.start();
    let (anna, dora) = (app.anna(), app.dora());
    let id = anna.file("The oven is cold", "Please help.").id;
    let stranger = add(&anna, id, "nobody@nowhere.test").expect(422).problem();
    let known = add(&anna, id, CARLA).expect(422).problem();
    assert_eq!(stranger.fields, known.fields, "nobody learns who is known elsewhere");
    let alone = dora.file("All alone", "Please help.").id;
    add(&dora, alone, BEN).expect(422);
    assert_eq!(anna.ticket(id).participants.len(), 1);
}

fn staff_add_and_remove_anyone_but_who_asked(on: On) {
    let app = on.start();
    let (anna, carla, agent) = (app.anna(), app.carla(), app.agent());
    let id = anna.file("The oven is cold", "Please help.").id;
    let path = agent.at(&format!("/tickets/{id}/participants"));
    agent.post(&path, &json!({ "contact_id": app.world.carla })).send().expect(201);
    carla.look_at(id).expect(200);
    agent.post(&path, &json!({ "contact_id": 999_999 })).send().expect(422);
    agent.delete(&format!("{path}/{}", app.world.anna)).send().expect(409);
    agent.delete(&format!("{path}/{}", app.world.carla)).send().expect(204);
    carla.look_at(id).expect(404);
}
