//! A customer replies: the message joins the conversation, the team sees and hears of it, and sending
//! twice writes once.

use openapi::id::{AttachmentId, TicketId};
use openapi::problem::{FieldCode, ProblemCode};
use openapi::tickets::portal::{Entry, NewMessage, Side};
use openapi::tickets::{TicketState, console};
use serde_json::json;

use crate::support::world::{AGENT, OWNER, VIEWER};
use crate::support::{Answer, CustomerClient, On, on_both_databases};

on_both_databases!(
    a_reply_joins_the_conversation_and_staff_see_it,
    a_colleagues_reply_has_their_name,
    the_team_is_told_by_mail,
    a_closed_ticket_takes_none,
    a_repeated_reply_is_written_once,
    an_idempotency_key_is_for_one_request_of_one_person,
    two_copies_sent_at_once_are_written_once,
    files_come_along,
    what_cannot_be_sent_is_refused_with_a_reason,
    a_long_conversation_is_read_in_parts,
    replies_are_limited,
);

fn texts(ticket: &openapi::tickets::portal::Ticket) -> Vec<(Side, String)> {
    let entries = ticket.conversation.entries.iter();
    entries
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some((message.author.side, message.text.clone())),
            Entry::Event(_) => None,
        })
        .collect()
}

fn a_reply_joins_the_conversation_and_staff_see_it(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    agent.reply(id, "Is it plugged in?");
    app.pass(chrono::Duration::minutes(1));
    let message = anna.reply(id, "Yes, and the lamp is on.  \n");
    assert_eq!((message.author.side, message.author.name.as_str()), (Side::You, "Anna Lee"));
    assert_eq!(message.text, "Yes, and the lamp is on.");
    let ticket = anna.ticket(id);
    let expected =
        [(Side::You, "It does not heat."), (Side::Team, "Is it plugged in?"), (Side::You, "Yes, and the lamp is on.")];
    assert_eq!(texts(&ticket), expected.map(|(side, text)| (side, text.to_owned())));
    assert_eq!(ticket.last_activity_at, message.sent_at);
    let seen = agent.ticket(id);
    assert!(seen.summary.awaiting_team);
    assert_eq!(seen.summary.snippet, "Yes, and the lamp is on.");
    let console::Entry::Message(last) = seen.conversation.entries.last().unwrap() else { panic!("no message") };
    assert!(matches!(&last.author, console::Author::Contact(contact) if contact.id == app.world.anna));
    assert_eq!(agent.numbers("view=open")[0], id.0);
}

fn a_colleagues_reply_has_their_name(on: On) {
    let app = on.start();
    let (anna, ben) = (app.anna(), app.ben());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    ben.reply(id, "I tried it too.");
    let entries = anna.ticket(id).conversation.entries;
    let Entry::Message(last) = entries.last().unwrap() else { panic!("no message") };
    assert_eq!((last.author.side, last.author.name.as_str()), (Side::Customer, "Ben Ode"));
    let seen_by_ben = ben.ticket(id).conversation.entries;
    let Entry::Message(last) = seen_by_ben.last().unwrap() else { panic!("no message") };
    assert_eq!(last.author.side, Side::You);
}

fn the_team_is_told_by_mail(on: On) {
    let app = on.start();
    let (anna, owner) = (app.anna(), app.owner());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let recipients = || {
        let mut all: Vec<String> = owner.mails().into_iter().map(|mail| mail.recipient).collect();
        all.sort();
        all
    };
    assert_eq!(recipients(), [AGENT, OWNER, VIEWER], "without an owner everybody is told");
    owner.assign(id, Some(app.world.agent));
    anna.reply(id, "Any news?");
    let newest = owner.mails().remove(0);
    assert_eq!((recipients().len(), newest.recipient.as_str()), (4, AGENT), "with an owner, the owner");
    let mail = owner.mail(newest.id);
    assert_eq!(mail.summary.subject, format!("[#{id}] The oven is cold"));
    assert!(mail.text.contains("Anna Lee wrote") && mail.text.contains("Any news?"), "{}", mail.text);
    assert!(mail.text.contains(&format!("http://localhost:8080/console/inbox/open/{id}")), "{}", mail.text);
}

fn a_closed_ticket_takes_none(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    agent.set_state(id, TicketState::Closed);
    let ticket = anna.ticket(id);
    assert!(!ticket.accepts_reply && ticket.closed_at.is_some());
    let refused = anna.try_reply(id, "One more thing.", &[]).expect(409).problem();
    assert_eq!(refused.code, ProblemCode::TicketClosed);
    assert_eq!(texts(&anna.ticket(id)).len(), 1);
    agent.set_state(id, TicketState::Open);
    anna.reply(id, "One more thing.");
}

fn with_key(who: &CustomerClient, id: TicketId, key: &str, text: &str) -> Answer {
    let body = NewMessage { text: text.into(), ..Default::default() };
    who.post(&who.at(&format!("/tickets/{id}/messages")), &body).header("idempotency-key", key).send()
}

fn a_repeated_reply_is_written_once(on: On) {
    let app = on.start();
    let anna = app.anna();
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let first = with_key(&anna, id, "k1", "Hello").expect(201);
    app.pass(chrono::Duration::hours(23));
    let (anna, agent) = (app.anna(), app.agent());
    assert_eq!(with_key(&anna, id, "k1", "Hello").expect(201).body, first.body, "the first answer again");
    agent.set_state(id, TicketState::Closed);
    with_key(&anna, id, "k1", "Hello").expect(201);
    assert_eq!(texts(&anna.ticket(id)).len(), 2);
    assert_eq!(app.owner().mails().iter().filter(|mail| mail.recipient == OWNER).count(), 2);
}

fn an_idempotency_key_is_for_one_request_of_one_person(on: On) {
    let app = on.start();
    let (anna, ben) = (app.anna(), app.ben());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let other = anna.file("Another", "…").id;
    with_key(&anna, id, "k1", "Hello").expect(201);
    let refused = with_key(&anna, id, "k1", "Something else").expect(422).problem();
    assert_eq!(refused.code, ProblemCode::IdempotencyMismatch);
    assert_eq!(with_key(&anna, other, "k1", "Hello").expect(422).problem().code, ProblemCode::IdempotencyMismatch);
    with_key(&ben, id, "k1", "From Ben").expect(201);
    with_key(&anna, id, "", "Hello").expect(400);
    with_key(&anna, id, &"k".repeat(201), "Hello").expect(400);
    // what failed has not used the key up
    app.agent().set_state(id, TicketState::Closed);
    with_key(&anna, id, "k2", "Late").expect(409);
    app.agent().set_state(id, TicketState::Open);
    with_key(&anna, id, "k2", "Late").expect(201);
}

fn two_copies_sent_at_once_are_written_once(on: On) {
    let app = on.start();
    let anna = app.anna();
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let senders: Vec<_> = (0..4).map(|_| scope.spawn(|| with_key(&anna, id, "k1", "Hello"))).collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    for answer in &answers {
        assert_eq!((answer.status, &answer.body), (201, &answers[0].body));
    }
    assert_eq!(texts(&anna.ticket(id)).len(), 2);
}

fn files_come_along(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let (plan, log) = (anna.upload("plan.txt", b"the plan"), anna.upload("oven.log", b"E42"));
    let message: openapi::tickets::portal::Message = anna.try_reply(id, "", &[plan.id, log.id]).expect(201).json();
    assert_eq!(message.attachments, [plan.clone(), log.clone()]);
    assert_eq!(anna.ticket(id).attachments, [plan.clone(), log.clone()]);
    assert_eq!(anna.download(id, plan.id).expect(200).body, b"the plan");
    assert_eq!(agent.download(id, log.id).expect(200).body, b"E42");
    assert_eq!(agent.ticket(id).summary.snippet, "plan.txt, oven.log");
    let mail = app.owner().mails().remove(0);
    assert!(app.owner().mail(mail.id).text.contains("Attached: plan.txt, oven.log"));
    // a file goes with one message
    let refused = anna.try_reply(id, "Again", &[plan.id]).expect(422).problem();
    assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), ("/attachments", FieldCode::Unknown));
}

fn what_cannot_be_sent_is_refused_with_a_reason(on: On) {
    let app = on.start();
    let anna = app.anna();
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let too_long = "x".repeat(200_001);
    let many: Vec<AttachmentId> = (1..=11).map(AttachmentId).collect();
    for (text, files, pointer, code) in [
        ("", &[][..], "/text", FieldCode::Required),
        (" \n\t", &[], "/text", FieldCode::Required),
        (&too_long, &[], "/text", FieldCode::TooLong),
        ("Hello", &many, "/attachments", FieldCode::TooLong),
        ("Hello", &[AttachmentId(999_999)], "/attachments", FieldCode::Unknown),
    ] {
        let refused = anna.try_reply(id, text, files).expect(422).problem();
        assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), (pointer, code));
        assert!(refused.fields[0].message.ends_with('.'));
    }
    let longest = "ü".repeat(200_000);
    assert_eq!(anna.reply(id, &longest).text, longest);
    let file = anna.upload("twice.txt", b"x").id;
    anna.try_reply(id, "The same file twice", &[file, file]).expect(422);
    assert_eq!(texts(&anna.ticket(id)).len(), 2);
}

fn a_long_conversation_is_read_in_parts(on: On) {
    let app = on.start();
    let anna = app.anna();
    let id = anna.file("The oven is cold", "0").id;
    for n in 1..120 {
        anna.reply(id, &n.to_string());
    }
    let mut part = anna.ticket(id).conversation;
    let mut all: Vec<Entry> = part.entries.clone();
    while let Some(before) = part.before {
        assert_eq!(part.entries.len(), 50);
        let path = anna.at(&format!("/tickets/{id}/conversation?before={before}"));
        part = anna.get(&path).send().expect(200).json();
        all.splice(0..0, part.entries.clone());
    }
    let texts: Vec<String> = all
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.text),
            Entry::Event(_) => None,
        })
        .collect();
    assert_eq!(texts, (0..120).map(|n| n.to_string()).collect::<Vec<_>>());
}

fn replies_are_limited(on: On) {
    let app = on.start_with(|config| config.rate_limits = true);
    let (anna, ben) = (app.anna(), app.ben());
    let id = anna.file("The oven is cold", "It does not heat.").id;
    let refused = (0..30).map(|n| anna.try_reply(id, &n.to_string(), &[])).find(|answer| answer.status != 201).unwrap();
    assert_eq!(refused.clone().expect(429).problem().code, ProblemCode::RateLimited);
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    assert_eq!(texts(&anna.ticket(id)).len(), 21, "20 at once");
    // a colleague is not held up, and a forged address does not help
    ben.reply(id, "Me too");
    let body = json!({ "text": "again" });
    let path = anna.at(&format!("/tickets/{id}/messages"));
    anna.post(&path, &body).header("x-forwarded-for", "198.51.100.7").send().expect(429);
}
