//! A customer looks for a ticket: the list, its filters, orders and pages, and the search.

use openapi::id::TicketId;
use openapi::tickets::TicketState;

use crate::support::{CustomerClient, On, StaffClient, TestApp, on_both_databases};

on_both_databases!(
    the_list_shows_what_a_customer_needs,
    mine_and_the_organizations_are_two_views,
    the_list_is_filtered_and_sorted,
    pages_go_forth_and_back,
    pages_of_every_order_join_without_gaps,
    a_page_stays_where_it_is_while_tickets_arrive,
    the_search_looks_at_number_subject_and_messages,
    the_search_is_kind_about_accents_case_and_beginnings,
    the_search_finds_only_what_may_be_seen,
    the_search_and_the_filters_work_together,
);

/// Files `count` tickets a minute apart.
fn file(app: &TestApp, by: &CustomerClient, count: usize) -> Vec<i64> {
    let mut ids = Vec::new();
    for n in 1..=count {
        app.pass(chrono::Duration::minutes(1));
        ids.push(by.file(&format!("Question {n}"), "Please help.").id.0);
    }
    ids
}

fn close(staff: &StaffClient, id: i64) {
    staff.set_state(TicketId(id), TicketState::Closed);
}

fn the_list_shows_what_a_customer_needs(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    assert!(anna.list("").items.is_empty());
    let ticket = anna.file("The oven is cold", "It does not heat.");
    assert!(ticket.id.0 > 1000, "numbers begin above 1000: {}", ticket.id);
    let row = anna.list("").items.remove(0);
    assert_eq!((row.id, row.subject.as_str(), row.status), (ticket.id, "The oven is cold", TicketState::Open));
    assert_eq!((row.created_at, row.unread, row.requester), (ticket.created_at, false, None));
    app.pass(chrono::Duration::minutes(5));
    agent.reply(ticket.id, "Is it plugged in?");
    let row = anna.list("").items.remove(0);
    assert!(row.unread && row.last_activity_at > row.created_at);
    anna.mark_read(ticket.id).expect(204);
    assert!(!anna.list("").items[0].unread);
    // what staff do among themselves is no activity
    let before = anna.list("").items.remove(0);
    app.pass(chrono::Duration::minutes(5));
    agent.note(ticket.id, "Third time this month.");
    agent.assign(ticket.id, Some(app.world.agent));
    assert_eq!(anna.list("").items.remove(0), before);
}

fn mine_and_the_organizations_are_two_views(on: On) {
    let app = on.start();
    let (anna, ben) = (app.anna(), app.ben());
    let (hers, his) = (anna.file("Hers", "…").id.0, ben.file("His", "…").id.0);
    app.carla().file("Theirs", "…");
    assert_eq!(anna.numbers(""), [hers]);
    assert_eq!(anna.numbers("view=mine"), [hers]);
    assert_eq!(anna.numbers("view=organization&sort=id&direction=asc"), [hers, his]);
    let names: Vec<_> = anna.list("view=organization&sort=id").items.into_iter().map(|row| row.requester).collect();
    assert_eq!(names, [Some("Ben Ode".to_owned()), Some("Anna Lee".to_owned())]);
    assert_eq!(anna.ticket(TicketId(his)).requester.as_deref(), Some("Ben Ode"));
    // without a company there is no such view, nor at a portal that shows only one's own
    let dora = app.dora();
    assert_eq!(dora.me().organization, None);
    dora.get(&dora.at("/tickets?view=organization")).send().expect(403);
    let at_help = anna.elsewhere("help");
    assert_eq!(at_help.me().organization, None);
    at_help.get(&at_help.at("/tickets?view=organization")).send().expect(403);
    at_help.look_at(TicketId(his)).expect(404);
    at_help.look_at(TicketId(hers)).expect(200);
}

fn the_list_is_filtered_and_sorted(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let ids = file(&app, &anna, 4);
    close(&agent, ids[1]);
    app.pass(chrono::Duration::minutes(1));
    anna.reply(TicketId(ids[0]), "One more thing.");
    assert_eq!(anna.numbers("status=open"), [ids[0], ids[3], ids[2]]);
    assert_eq!(anna.numbers("status=closed"), [ids[1]]);
    assert_eq!(anna.numbers(""), [ids[0], ids[1], ids[3], ids[2]], "by last activity, newest first");
    assert_eq!(anna.numbers("direction=asc"), [ids[2], ids[3], ids[1], ids[0]]);
    assert_eq!(anna.numbers("sort=created"), [ids[3], ids[2], ids[1], ids[0]]);
    assert_eq!(anna.numbers("sort=created&direction=asc"), ids);
    assert_eq!(anna.numbers("sort=id"), [ids[3], ids[2], ids[1], ids[0]]);
    assert_eq!(anna.numbers("sort=id&direction=asc&status=open"), [ids[0], ids[2], ids[3]]);
    for wrong in ["status=waiting", "sort=priority", "direction=up", "view=all", "limit=0", "limit=101", "page=2"] {
        let answer = anna.get(&anna.at(&format!("/tickets?{wrong}"))).send().expect(400);
        assert!(!answer.problem().detail.is_empty(), "{wrong}");
    }
}

fn pages_go_forth_and_back(on: On) {
    let app = on.start();
    let anna = app.anna();
    let mut ids = file(&app, &anna, 7);
    ids.reverse();
    let first = anna.list("limit=3&count=true");
    assert_eq!((first.first, first.total, first.previous.as_deref()), (1, Some(7), None));
    let second = anna.list(&format!("limit=3&after={}", first.next.unwrap()));
    assert_eq!((second.first, second.total), (4, None));
    let third = anna.list(&format!("limit=3&after={}", second.next.unwrap()));
    assert_eq!((third.first, third.next.as_deref(), third.items.len()), (7, None, 1));
    let back = anna.list(&format!("limit=3&before={}", third.previous.unwrap()));
    assert_eq!((back.first, &back.items), (4, &second.items));
    let start = anna.list(&format!("limit=3&before={}", back.previous.unwrap()));
    assert_eq!((start.first, &start.items, start.previous.as_deref()), (1, &first.items, None));
    let numbers: Vec<i64> =
        [first.items, second.items, third.items].concat().iter().map(|ticket| ticket.id.0).collect();
    assert_eq!(numbers, ids);
    assert_eq!(anna.list("count=true&status=closed").total, Some(0));
    assert_eq!(anna.list("count=true&status=closed").first, 0);
}

fn pages_of_every_order_join_without_gaps(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    // two tickets at each moment, so that only the number tells them apart
    for n in 0..5 {
        app.pass(chrono::Duration::minutes(1));
        for twin in ["a", "b"] {
            let id = anna.file(&format!("Ticket {n}{twin}"), "…").id;
            if n % 2 == 0 {
                agent.set_state(id, TicketState::Closed);
            }
        }
    }
    for order in ["sort=id", "sort=created", "sort=last_activity"] {
        for direction in ["asc", "desc"] {
            for more in ["", "&status=open", "&view=organization", "&view=organization&status=closed", "&q=ticket"] {
                let query = format!("{order}&direction={direction}{more}");
                let whole = anna.numbers(&format!("{query}&limit=100"));
                let mut joined = Vec::new();
                let mut page = anna.list(&format!("{query}&limit=3"));
                loop {
                    assert_eq!(page.first, joined.len() as u64 + 1, "{query}");
                    joined.extend(page.items.iter().map(|ticket| ticket.id.0));
                    let Some(next) = page.next else { break };
                    page = anna.list(&format!("{query}&limit=3&after={next}"));
                }
                assert_eq!(joined, whole, "{query}");
            }
        }
    }
}

fn a_page_stays_where_it_is_while_tickets_arrive(on: On) {
    let app = on.start();
    let anna = app.anna();
    let ids = file(&app, &anna, 4);
    let first = anna.list("limit=2");
    file(&app, &anna, 2);
    let second = anna.list(&format!("limit=2&after={}", first.next.unwrap()));
    let numbers: Vec<i64> = second.items.iter().map(|ticket| ticket.id.0).collect();
    assert_eq!(numbers, [ids[1], ids[0]], "nothing twice, nothing left out");
}

fn the_search_looks_at_number_subject_and_messages(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let oven = anna.file("The oven is cold", "Serial number HX-2201.").id;
    let fridge = anna.file("The fridge hums", "All night long.").id;
    assert_eq!(anna.search("oven"), [oven.0]);
    assert_eq!(anna.search(&oven.to_string()), [oven.0]);
    assert_eq!(anna.search(&format!("#{fridge}")), [fridge.0]);
    assert_eq!(anna.search("HX-2201"), [oven.0]);
    agent.reply(fridge, "We will send a compressor.");
    assert_eq!(anna.search("compressor"), [fridge.0], "the team's messages too");
    anna.reply(oven, "It sparkles now.");
    assert_eq!(anna.search("sparkles"), [oven.0]);
    assert_eq!(anna.search("the"), [oven.0, fridge.0]);
    assert_eq!(anna.search("oven sparkles"), [oven.0], "every word must be there, anywhere");
    assert!(anna.search("oven compressor").is_empty());
    let patch = serde_json::json!({ "subject": "The stove is cold" });
    agent.try_change(oven, &patch).expect(200);
    assert_eq!(anna.search("stove"), [oven.0]);
    assert!(anna.search("oven").is_empty(), "the old subject is forgotten");
}

fn the_search_is_kind_about_accents_case_and_beginnings(on: On) {
    let app = on.start();
    let anna = app.anna();
    let id = anna.file("Café in Zürich: Crème brûlée", "Größe, naïve, Łódź, 東京, Ærø, ½ kg").id.0;
    for q in
        ["cafe", "CAFÉ", "zurich", "Zürich", "creme brulee", "Cre", "größe", "GRÖSSE", "naive", "東京", "łódź", "ærø"]
    {
        assert_eq!(anna.search(q), [id], "{q}");
    }
    for q in ["afé", "rich", "xyz"] {
        assert!(anna.search(q).is_empty(), "{q}");
    }
}

fn the_search_finds_only_what_may_be_seen(on: On) {
    let app = on.start();
    let (anna, ben, carla) = (app.anna(), app.ben(), app.carla());
    let (hers, his) = (anna.file("Valve hers", "…").id.0, ben.file("Valve his", "…").id.0);
    let theirs = carla.file("Valve theirs", "…").id.0;
    assert_eq!(anna.search("valve"), [hers]);
    assert_eq!(anna.numbers("view=organization&q=valve&sort=id"), [his, hers]);
    assert_eq!(carla.search("valve"), [theirs]);
    assert!(app.dora().search("valve").is_empty());
    assert!(anna.search(&theirs.to_string()).is_empty());
    // the words that say whose a ticket is are not words of it
    for q in [format!("c{}", app.world.anna), format!("o{}", app.world.bakery), format!("~c{}", app.world.anna)] {
        assert!(anna.search(&q).is_empty(), "{q}");
        assert!(app.agent().search(&q).tickets.is_empty(), "{q}");
    }
}

fn the_search_and_the_filters_work_together(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let ids = file(&app, &anna, 5);
    close(&agent, ids[0]);
    close(&agent, ids[4]);
    assert_eq!(anna.numbers("q=question&status=closed&sort=id&direction=asc"), [ids[0], ids[4]]);
    let page = anna.list("q=question&limit=2&count=true&sort=id&direction=asc");
    assert_eq!((page.total, page.first), (Some(5), 1));
    let next = anna.list(&format!("q=question&limit=2&sort=id&direction=asc&after={}", page.next.unwrap()));
    assert_eq!(next.items.iter().map(|ticket| ticket.id.0).collect::<Vec<_>>(), ids[2..4]);
    assert_eq!(anna.numbers("q=%20%20").len(), 5, "a blank search is none");
    assert!(anna.numbers("q=%3F%21").is_empty(), "a search without a word finds nothing");
}
