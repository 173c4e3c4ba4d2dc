//! A word that stands only in an internal note appears in nothing a customer ever gets.

use diesel::prelude::*;
use openapi::tickets::TicketState;
use portico::db::schema::mails as m;

use crate::support::events::{Events, News};
use crate::support::world::{ANNA, BEN};
use crate::support::{On, on_both_databases};

on_both_databases!(a_word_of_a_note_reaches_no_customer, the_team_finds_its_notes_in_the_ticket_only);

const CANARY: &str = "zqcanaryzq";

fn a_word_of_a_note_reaches_no_customer(on: On) {
    let app = on.start();
    let (anna, ben, agent) = (app.anna(), app.ben(), app.agent());
    let stream = anna.events();
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let file = agent.upload(&format!("{CANARY}.txt"), CANARY.as_bytes()).id;
    let list = anna.list("count=true&view=organization");
    app.pass(chrono::Duration::minutes(3));
    agent.note_with(id, &format!("{CANARY} The customer never pays."), &[file]);
    assert_eq!(anna.list("count=true&view=organization"), list, "nothing moves, nothing is counted");
    app.pass(chrono::Duration::minutes(3));
    agent.reply(id, "Is it plugged in?");
    agent.note(id, &format!("Second {CANARY}"));
    agent.set_state(id, TicketState::Closed);
    agent.note(id, &format!("Third {CANARY}"));

    let mut told = String::new();
    for who in [&anna, &ben] {
        for path in [
            "/session".to_owned(),
            "/tickets?view=organization&count=true".to_owned(),
            format!("/tickets/{id}"),
            format!("/tickets/{id}/conversation"),
            format!("/tickets/{id}/conversation?before=9999"),
        ] {
            told.push_str(&who.get(&who.at(&path)).send().expect(200).text());
        }
        for q in [CANARY, "never pays", "second", "third"] {
            let page = who.list(&format!("view=organization&count=true&q={}", crate::support::roles::encoded(q)));
            assert_eq!((page.items.len(), page.total), (0, Some(0)), "{q}");
        }
    }
    let replayed = Events::open(ben.get(&ben.at("/events")).header("last-event-id", "0"));
    for stream in [&stream, &replayed] {
        while let News::Event(event) = stream.next(std::time::Duration::from_millis(300)) {
            assert!(!event.data.contains("note"), "{event:?}");
            told.push_str(&event.data);
        }
    }
    let mails: Vec<(String, String, String)> =
        app.look(|conn| Ok(m::table.select((m::recipient, m::subject, m::text)).load(conn)?));
    for (recipient, subject, text) in mails {
        if [ANNA, BEN].contains(&recipient.as_str()) {
            told.push_str(&subject);
            told.push_str(&text);
        }
    }
    assert!(told.contains("plugged in") && told.contains("does not heat"), "the test looks at something");
    assert!(!told.contains(CANARY), "a note leaked");
    anna.download(id, file).expect(404);
}

fn the_team_finds_its_notes_in_the_ticket_only(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    agent.note(id, CANARY);
    assert!(serde_json::to_string(&agent.ticket(id)).unwrap().contains(CANARY));
    assert!(agent.search(CANARY).tickets.is_empty(), "notes are not indexed at all");
    assert!(!serde_json::to_string(&agent.list("view=all")).unwrap().contains(CANARY));
}
