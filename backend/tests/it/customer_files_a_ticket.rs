//! A customer files a ticket: it opens with their words, belongs to them and their company, and the
//! team is told.

use openapi::id::AttachmentId;
use openapi::problem::FieldCode;
use openapi::tickets::portal::{Entry, NewTicket, Side};
use openapi::tickets::{Priority, Source, TicketState, console};

use crate::support::world::{BEN, OWNER};
use crate::support::{On, PASSWORD, on_both_databases};

on_both_databases!(
    a_ticket_opens_with_the_customers_words,
    it_belongs_to_the_customer_and_their_company,
    files_come_along_and_the_team_is_told,
    sending_twice_files_once,
    what_cannot_be_filed_is_refused_field_by_field,
    numbers_are_never_given_twice,
    a_failed_filing_leaves_nothing_behind,
);

fn new(subject: &str) -> NewTicket {
    NewTicket { subject: subject.into(), description: "It does not heat.".into(), ..Default::default() }
}

fn a_ticket_opens_with_the_customers_words(on: On) {
    let app = on.start();
    let anna = app.anna();
    let filed =
        NewTicket { category: Some("Billing".into()), priority: Some(Priority::High), ..new(" The oven is cold ") };
    let ticket: openapi::tickets::portal::Ticket = anna.try_file(&filed).expect(201).json();
    assert_eq!((ticket.subject.as_str(), ticket.status), ("The oven is cold", TicketState::Open));
    assert!(ticket.accepts_reply && ticket.closed_at.is_none());
    assert_eq!((ticket.category.as_deref(), ticket.priority), (Some("Billing"), Some(Priority::High)));
    assert_eq!(ticket.requester.as_deref(), Some("Anna Lee"));
    let [Entry::Message(first)] = &ticket.conversation.entries[..] else { panic!("{:?}", ticket.conversation) };
    assert_eq!((first.author.side, first.text.as_str()), (Side::You, "It does not heat."));
    assert_eq!(anna.ticket(ticket.id), ticket);
    let seen = app.agent().ticket(ticket.id);
    assert_eq!((seen.summary.source, seen.summary.stage.name.as_str()), (Source::Portal, "New"));
    assert!(seen.summary.awaiting_team && seen.summary.owner.is_none());
    assert!(matches!(&seen.conversation.entries[..], [console::Entry::Event(_), console::Entry::Message(_)]));
}

fn it_belongs_to_the_customer_and_their_company(on: On) {
    let app = on.start();
    let id = app.anna().file("The oven is cold", "…").id;
    let seen = app.agent().ticket(id);
    assert_eq!(seen.summary.requester.unwrap().id, app.world.anna);
    assert_eq!(seen.summary.company.unwrap().id, app.world.bakery);
    assert_eq!((seen.contacts.len(), seen.companies.len()), (1, 1));
    let of_dora = app.dora().file("No company", "…").id;
    let seen = app.agent().ticket(of_dora);
    assert!(seen.summary.company.is_none() && seen.companies.is_empty());
    assert_eq!(app.dora().ticket(of_dora).company, None);
}

fn files_come_along_and_the_team_is_told(on: On) {
    let app = on.start();
    let (anna, owner) = (app.anna(), app.owner());
    let files = vec![anna.upload("plan.txt", b"the plan"), anna.upload("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")];
    let ids: Vec<AttachmentId> = files.iter().map(|file| file.id).collect();
    let ticket: openapi::tickets::portal::Ticket =
        anna.try_file(&NewTicket { attachments: ids, ..new("With files") }).expect(201).json();
    assert_eq!(ticket.attachments, files);
    let mails = owner.mails();
    assert_eq!(mails.len(), 3, "nobody owns it yet, so everybody is told");
    let text = owner.mail(mails[0].id).text;
    assert!(text.contains("It does not heat.") && text.contains("plan.txt, photo.png"), "{text}");
}

fn sending_twice_files_once(on: On) {
    let app = on.start();
    let anna = app.anna();
    let send = |body: &NewTicket| anna.post(&anna.at("/tickets"), body).header("idempotency-key", "k1").send();
    let first = send(&new("Once")).expect(201);
    assert_eq!(send(&new("Once")).expect(201).body, first.body);
    send(&new("Twice")).expect(422);
    assert_eq!(anna.list("count=true").total, Some(1));
    // another tab with another session of the same customer
    let second = app.anna();
    assert_eq!(second.post(&anna.at("/tickets"), &new("Once")).header("idempotency-key", "k1").send().body, first.body);
    // somebody else's key is another key
    let ben = app.anyone().sign_in(BEN, PASSWORD);
    ben.post(&ben.at("/tickets"), &new("Once")).header("idempotency-key", "k1").send().expect(201);
    assert_eq!(anna.list("view=organization&count=true").total, Some(2));
}

fn what_cannot_be_filed_is_refused_field_by_field(on: On) {
    let app = on.start();
    let anna = app.anna();
    let empty = anna.try_file(&NewTicket::default()).expect(422).problem();
    let pointers: Vec<&str> = empty.fields.iter().map(|field| field.pointer.as_str()).collect();
    assert_eq!(pointers, ["/subject", "/description"]);
    for (change, pointer, code) in [
        (NewTicket { subject: "x".repeat(251), ..new("") }, "/subject", FieldCode::TooLong),
        (NewTicket { description: "x".repeat(200_001), ..new("x") }, "/description", FieldCode::TooLong),
        (NewTicket { category: Some("Gossip".into()), ..new("x") }, "/category", FieldCode::Unknown),
        (NewTicket { attachments: vec![AttachmentId(77)], ..new("x") }, "/attachments", FieldCode::Unknown),
    ] {
        let refused = anna.try_file(&change).expect(422).problem();
        assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), (pointer, code));
    }
    anna.try_file(&NewTicket { subject: "ü".repeat(250), ..new("") }).expect(201);
    // a category of another portal is none here
    let help = anna.elsewhere("help");
    help.try_file(&NewTicket { category: Some("Product question".into()), ..new("x") }).expect(422);
    help.try_file(&NewTicket { category: Some("Billing".into()), ..new("x") }).expect(201);
}

fn numbers_are_never_given_twice(on: On) {
    let app = on.start();
    let anna = app.anna();
    let first = anna.file("One", "…").id;
    app.change(|conn, _| {
        use diesel::prelude::*;
        use portico::db::schema::tickets as t;
        Ok(diesel::delete(t::table.find(first)).execute(conn)?)
    });
    let second = anna.file("Two", "…").id;
    assert!(second > first);
    let many: Vec<i64> = std::thread::scope(|scope| {
        let filers: Vec<_> = (0..4)
            .map(|n| {
                scope.spawn({
                    let anna = &anna;
                    move || anna.file(&n.to_string(), "…").id.0
                })
            })
            .collect();
        filers.into_iter().map(|filer| filer.join().unwrap()).collect()
    });
    let unique: std::collections::BTreeSet<i64> = many.iter().copied().collect();
    assert_eq!(unique.len(), 4);
}

fn a_failed_filing_leaves_nothing_behind(on: On) {
    let app = on.start();
    let anna = app.anna();
    let mine = anna.upload("mine.txt", b"x").id;
    let refused = NewTicket { attachments: vec![mine, AttachmentId(999_999)], ..new("Half") };
    anna.try_file(&refused).expect(422);
    assert_eq!(anna.list("count=true").total, Some(0));
    assert!(anna.search("half").is_empty());
    assert!(app.owner().mails().iter().all(|mail| mail.recipient != OWNER));
    // the upload is still pending and can be used
    anna.try_file(&NewTicket { attachments: vec![mine], ..new("Whole") }).expect(201);
}
