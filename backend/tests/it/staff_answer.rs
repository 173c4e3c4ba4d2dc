//! Staff work on tickets: answer, note, assign, move, close and reopen.

use openapi::id::{StageId, TicketId, UserId};
use openapi::problem::FieldCode;
use openapi::tickets::console::{Author, Entry, EventKind, NewMessage};
use openapi::tickets::portal::{self, Side};
use openapi::tickets::{Priority, TicketState};
use serde_json::json;

use crate::support::world::{ANNA, IAN};
use crate::support::{On, StaffClient, on_both_databases};

on_both_databases!(
    an_answer_reaches_the_customer_and_is_mailed,
    only_those_who_can_sign_in_get_a_link,
    a_closed_ticket_waits_for_nobody,
    a_note_stays_inside,
    a_ticket_is_given_to_somebody,
    stages_and_states_go_together,
    closing_and_reopening_are_seen_by_the_customer,
    an_answer_can_close_in_the_same_step,
    priority_and_subject_change,
    what_cannot_be_changed_is_refused,
    the_inbox_has_views_and_counts,
    a_ticket_is_filed_for_a_customer,
    two_at_once_do_not_lose_a_change,
);

/// What happened to a ticket, in order.
fn events(by: &StaffClient, id: TicketId) -> Vec<EventKind> {
    let entries = by.ticket(id).conversation.entries;
    entries
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Event(event) => Some(event.what),
            _ => None,
        })
        .collect()
}

fn an_answer_reaches_the_customer_and_is_mailed(on: On) {
    let app = on.start();
    let (anna, agent, owner) = (app.anna(), app.agent(), app.owner());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let message = agent.reply(id, "Is it plugged in?");
    assert!(matches!(&message.author, Author::User(user) if user.name == "Amir Haddad"));
    let entries = anna.ticket(id).conversation.entries;
    let portal::Entry::Message(seen) = entries.last().unwrap() else { panic!("no message") };
    assert_eq!((seen.author.side, seen.author.name.as_str()), (Side::Team, "Amir Haddad"));
    assert!(!agent.ticket(id).summary.awaiting_team);
    let mail = owner.mails().into_iter().find(|mail| mail.recipient == ANNA).unwrap();
    assert_eq!(message.delivery.unwrap().mail_id, mail.id);
    assert_eq!((mail.subject.as_str(), mail.ticket_id), (&*format!("Re: The oven is cold [#{id}]"), Some(id)));
    let mail = owner.mail(mail.id);
    assert_eq!(mail.sender, "\"Harbour Support\" <support@portico.test>".replace('"', ""));
    assert!(mail.text.contains("Is it plugged in?"), "{}", mail.text);
    assert!(mail.text.contains(&format!("http://localhost:8080/support/tickets/{id}")), "{}", mail.text);
}

fn only_those_who_can_sign_in_get_a_link(on: On) {
    let app = on.start();
    let (agent, owner) = (app.agent(), app.owner());
    let id = agent.file_for(app.world.ian, "By phone", "Ian called.").summary.id;
    assert!(owner.mails().is_empty(), "nobody is mailed about a call");
    agent.reply(id, "We will call back.");
    let mail = owner.mail(owner.mails()[0].id);
    assert_eq!(mail.summary.recipient, IAN);
    assert!(mail.text.contains("We will call back.") && !mail.text.contains("http"), "{}", mail.text);
}

fn a_closed_ticket_waits_for_nobody(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    assert!(!agent.set_state(id, TicketState::Closed).summary.awaiting_team);
    assert!(agent.set_state(id, TicketState::Open).summary.awaiting_team, "nobody has answered yet");
    agent.reply(id, "Is it plugged in?");
    agent.set_state(id, TicketState::Closed);
    assert!(!agent.set_state(id, TicketState::Open).summary.awaiting_team);
}

fn a_note_stays_inside(on: On) {
    let app = on.start();
    let (anna, agent, owner) = (app.anna(), app.agent(), app.owner());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let (before, mails) = (anna.ticket(id), owner.mails().len());
    app.pass(chrono::Duration::minutes(1));
    let note = agent.note(id, "The third this month.");
    assert!(matches!(&note.author, Author::User(user) if user.id == app.world.agent));
    assert_eq!(anna.ticket(id), before);
    assert_eq!(owner.mails().len(), mails);
    let seen = owner.ticket(id);
    assert!(matches!(seen.conversation.entries.last(), Some(Entry::Note(last)) if *last == note));
    assert!(seen.summary.awaiting_team, "a note is no answer");
    assert_eq!(seen.summary.snippet, "It does not heat.");
    assert_eq!(seen.summary.last_activity_at, note.written_at);
}

fn a_ticket_is_given_to_somebody(on: On) {
    let app = on.start();
    let (agent, id) = (app.agent(), app.anna().file("The oven is cold", "…").id);
    let given = agent.assign(id, Some(app.world.owner));
    assert_eq!(given.summary.owner.unwrap().name, "Olivia Stone");
    agent.assign(id, Some(app.world.owner));
    agent.assign(id, None);
    let expected = [
        EventKind::OwnerChanged { from: None, to: Some("Olivia Stone".into()) },
        EventKind::OwnerChanged { from: Some("Olivia Stone".into()), to: None },
    ];
    assert_eq!(events(&agent, id)[1..], expected, "giving it to who has it is no event");
    let refused = agent.put(&agent.at(&format!("/tickets/{id}/assignment")), &json!({ "user_id": 999 }));
    assert_eq!(refused.send().expect(422).problem().fields[0].code, FieldCode::Unknown);
    let names: Vec<String> = agent
        .get("/api/v1/users")
        .send()
        .json::<Vec<openapi::users::UserRef>>()
        .into_iter()
        .map(|user| user.name)
        .collect();
    assert_eq!(names, ["Amir Haddad", "Olivia Stone", "Vera Lind"]);
}

fn stages_and_states_go_together(on: On) {
    let app = on.start();
    let (agent, id) = (app.agent(), app.anna().file("The oven is cold", "…").id);
    let stages = agent.ticket(id).stages;
    let stage = |name: &str| stages.iter().find(|stage| stage.name == name).unwrap().id;
    let moved = agent.set_stage(id, stage("Waiting on contact"));
    assert_eq!(
        (moved.summary.stage.name.as_str(), moved.summary.stage.state),
        ("Waiting on contact", TicketState::Open)
    );
    let closed = agent.set_stage(id, stage("Closed"));
    assert!(closed.closed_at.is_some());
    let opened = agent.set_state(id, TicketState::Open);
    assert_eq!((opened.summary.stage.name.as_str(), opened.closed_at), ("New", None));
    agent.set_state(id, TicketState::Open);
    assert_eq!(events(&agent, id).len(), 4, "created and three moves");
}

fn closing_and_reopening_are_seen_by_the_customer(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "…").id;
    let stages = agent.ticket(id).stages;
    let before = anna.ticket(id);
    app.pass(chrono::Duration::minutes(1));
    agent.set_stage(id, stages[1].id);
    assert_eq!(anna.ticket(id), before, "customers know open and closed, nothing between");
    agent.set_state(id, TicketState::Closed);
    let closed = anna.ticket(id);
    assert!(closed.last_activity_at > before.last_activity_at);
    agent.set_state(id, TicketState::Open);
    let statuses: Vec<TicketState> = anna
        .ticket(id)
        .conversation
        .entries
        .iter()
        .filter_map(|entry| match entry {
            portal::Entry::Event(portal::Event { what: portal::Happened::Status(status), .. }) => Some(*status),
            _ => None,
        })
        .collect();
    assert_eq!(statuses, [TicketState::Closed, TicketState::Open]);
}

fn an_answer_can_close_in_the_same_step(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "…").id;
    agent.try_reply(id, &NewMessage { text: "Fixed.".into(), close: true, ..Default::default() }).expect(201);
    let ticket = anna.ticket(id);
    assert_eq!(ticket.status, TicketState::Closed);
    let last = &ticket.conversation.entries[ticket.conversation.entries.len() - 2..];
    assert!(matches!(last, [portal::Entry::Message(_), portal::Entry::Event(_)]), "{last:?}");
    // staff may still write
    agent.reply(id, "By the way…");
    assert_eq!(anna.ticket(id).status, TicketState::Closed);
}

fn priority_and_subject_change(on: On) {
    let app = on.start();
    let (agent, id) = (app.agent(), app.anna().file("The oven is cold", "…").id);
    assert_eq!(agent.set_priority(id, Some(Priority::Urgent)).summary.priority, Some(Priority::Urgent));
    let kept = agent.try_change(id, &json!({ "subject": "The stove is cold" })).expect(200);
    let kept: openapi::tickets::console::Ticket = kept.json();
    assert_eq!((kept.summary.subject.as_str(), kept.summary.priority), ("The stove is cold", Some(Priority::Urgent)));
    let cleared = agent.try_change(id, &json!({ "priority": null })).expect(200);
    assert_eq!(cleared.json::<openapi::tickets::console::Ticket>().summary.priority, None);
    let count = events(&agent, id).len();
    agent.try_change(id, &json!({})).expect(200);
    agent.try_change(id, &json!({ "subject": "The stove is cold" })).expect(200);
    assert_eq!(events(&agent, id).len(), count, "what stays as it was is no event");
}

fn what_cannot_be_changed_is_refused(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "…").id;
    let before = agent.ticket(id);
    for body in [
        json!({ "subject": "" }),
        json!({ "subject": "x".repeat(251) }),
        json!({ "stage_id": 99 }),
        json!({ "priority": "huge" }),
        json!({ "subject": "New", "stage_id": 99 }),
    ] {
        agent.try_change(id, &body).expect(422);
    }
    // no column can be set that the contract does not name
    for column in ["id", "state", "source", "owner_id", "requester_id", "company_id", "created_at", "import_key"] {
        agent.try_change(id, &json!({ column: 1 })).expect(422);
    }
    assert_eq!(agent.ticket(id), before);
    agent.try_change(TicketId(999_999), &json!({})).expect(404);
    // a stage of another pipeline
    let foreign = app.change(|conn, _| {
        portico::pipelines::change::create(conn, "Other", &[("Elsewhere", TicketState::Open)])?;
        Ok(portico::pipelines::read::all(conn)?.pop().unwrap().stages[0].id)
    });
    agent.try_change(id, &json!({ "stage_id": StageId(foreign.0) })).expect(422);
}

fn the_inbox_has_views_and_counts(on: On) {
    let app = on.start();
    let (anna, carla, agent) = (app.anna(), app.carla(), app.agent());
    let file = |subject: &str| {
        app.pass(chrono::Duration::minutes(1));
        anna.file(subject, "…").id.0
    };
    let (one, two, three) = (file("One"), file("Two"), file("Three"));
    let theirs = carla.file("Theirs", "…").id.0;
    agent.assign(TicketId(one), Some(app.world.agent));
    agent.assign(TicketId(two), Some(app.world.owner));
    agent.set_state(TicketId(three), TicketState::Closed);
    let sorted = |query: &str| {
        let mut ids = agent.numbers(query);
        ids.sort();
        ids
    };
    assert_eq!(sorted("view=unassigned"), [theirs]);
    assert_eq!(sorted("view=mine"), [one]);
    assert_eq!(sorted("view=open"), [one, two, theirs]);
    assert_eq!(sorted(""), sorted("view=open"));
    assert_eq!(sorted("view=closed"), [three]);
    assert_eq!(sorted("view=all"), [one, two, three, theirs]);
    assert_eq!(sorted(&format!("view=all&contact={}", app.world.carla)), [theirs]);
    assert_eq!(sorted(&format!("view=open&company={}", app.world.bakery)), [one, two]);
    let counts = agent.counts();
    assert_eq!((counts.unassigned, counts.mine, counts.open), (1, 1, 3));
    let first = agent.list("view=all&limit=3&count=true");
    assert_eq!((first.total, first.first), (Some(4), 1));
    let second = agent.list(&format!("view=all&limit=3&after={}", first.next.unwrap()));
    assert_eq!((second.first, second.items.len()), (4, 1));
}

fn a_ticket_is_filed_for_a_customer(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let ticket = agent.file_for(app.world.anna, "By phone", "She called about the oven.");
    assert_eq!(ticket.summary.owner.unwrap().id, UserId(app.world.agent.0));
    let seen = anna.ticket(ticket.summary.id);
    let [portal::Entry::Message(first)] = &seen.conversation.entries[..] else { panic!("{:?}", seen.conversation) };
    assert_eq!((first.author.side, first.text.as_str()), (Side::You, "She called about the oven."));
    let silent = agent.file_for(app.world.anna, "Nothing said", "").summary.id;
    assert!(anna.ticket(silent).conversation.entries.is_empty());
    assert_eq!(anna.search("nothing"), [silent.0]);
    anna.reply(silent, "Now I say something.");
    let nobody = json!({ "subject": "x", "contact_id": 999_999, "source": "phone" });
    assert_eq!(agent.post("/api/v1/tickets", &nobody).send().expect(422).problem().fields[0].pointer, "/contact_id");
}

fn two_at_once_do_not_lose_a_change(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "…").id;
    std::thread::scope(|scope| {
        for n in 0..5 {
            let (anna, agent) = (&anna, &agent);
            scope.spawn(move || anna.reply(id, &format!("customer {n}")));
            scope.spawn(move || agent.reply(id, &format!("team {n}")));
            scope.spawn(move || agent.note(id, &format!("note {n}")));
        }
    });
    let entries = agent.ticket(id).conversation.entries;
    let (messages, notes) = entries.iter().fold((0, 0), |(messages, notes), entry| match entry {
        Entry::Message(_) => (messages + 1, notes),
        Entry::Note(_) => (messages, notes + 1),
        Entry::Event(_) => (messages, notes),
    });
    assert_eq!((messages, notes), (11, 5));
}
