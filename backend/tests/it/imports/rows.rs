//! What the rows of a file become.

use std::time::Duration;

use diesel::prelude::*;
use openapi::imports::{Import, ImportStatus};
use openapi::tickets::console::{Author, Entry, PropertyValue, Ticket};
use openapi::tickets::{Priority, Source, TicketState};
use portico::db::schema::{imports as i, property_definitions as d};

use super::{MAPPING, contact, csv, import, refused, ticket, try_import};
use crate::support::events::News;
use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, DORA};
use crate::support::{On, on_both_databases};

on_both_databases!(
    rows_become_tickets,
    contacts_and_companies_are_made_or_matched,
    what_a_row_does_not_say_is_made_up_for,
    bad_rows_are_refused_with_line_and_reason,
    importing_again_changes_nothing,
    history_is_no_news,
    an_imported_customer_is_invited_and_sees_exactly_their_tickets,
    a_mapping_that_does_not_fit_names_every_key,
);

/// Who wrote what and when, of the messages of a ticket.
fn messages(ticket: &Ticket) -> Vec<(&'static str, String, String)> {
    let entry = |entry: &Entry| match entry {
        Entry::Message(message) => {
            let author = match message.author {
                Author::Contact(_) => "customer",
                Author::User(_) => "user",
                Author::System => "team",
            };
            Some((author, message.text.clone(), message.sent_at.format("%F %R").to_string()))
        }
        _ => None,
    };
    ticket.conversation.entries.iter().filter_map(entry).collect()
}

fn properties(values: &[PropertyValue]) -> Vec<(&str, &str)> {
    values.iter().map(|value| (value.label.as_str(), value.value.as_str())).collect()
}

fn rows_become_tickets(on: On) {
    let app = on.start();
    let owner = app.owner();
    let done = import(&owner, MAPPING, &csv());
    assert_eq!((done.status, done.rows, done.done), (ImportStatus::Done, Some(14), 14), "{done:?}");
    assert_eq!((done.created, done.unchanged, done.refused), (4, 0, 10));
    assert!(done.finished_at.is_some() && done.error.is_none());

    let first = ticket(&app, &owner, "A-1");
    let summary = &first.summary;
    assert_eq!((summary.subject.as_str(), summary.stage.name.as_str()), ("The Oven 200 hums", "Closed"));
    assert_eq!((summary.priority, summary.source), (Some(Priority::Urgent), Source::Phone));
    assert_eq!(first.category.as_deref(), Some("Noise"));
    assert_eq!(summary.created_at.to_rfc3339(), "2024-02-01T08:15:00+00:00");
    assert_eq!(first.closed_at.unwrap().to_rfc3339(), "2024-02-03T17:30:00+00:00");
    assert_eq!(summary.last_activity_at, first.closed_at.unwrap());
    assert_eq!(summary.company.as_ref().unwrap().name, "Stone & Sons");
    assert_eq!(properties(&first.properties), [("Product", "Oven 200"), ("Score", "4")]);
    let text = "Hello,\n\nmy new Oven 200 hums, \"loudly\".\n=1+1";
    assert_eq!(
        messages(&first),
        [
            ("customer", text.into(), "2024-02-01 08:15".into()),
            ("team", "The Oven 200 is replaced.".into(), "2024-02-03 17:30".into()),
        ]
    );
}

fn contacts_and_companies_are_made_or_matched(on: On) {
    let app = on.start();
    let owner = app.owner();
    import(&owner, MAPPING, &csv());
    let first = ticket(&app, &owner, "A-1");
    let mia = contact(&owner, "mia.stone@mail.test");
    assert_eq!((mia.first_name.as_str(), mia.last_name.as_str()), ("Mia", "Stone"));
    assert_eq!(properties(&mia.properties), [("Date of birth", "1990-05-31")]);
    assert_eq!(mia.companies.len(), 1);
    let second = ticket(&app, &owner, "A-2");
    assert_eq!(second.summary.requester.as_ref().unwrap().id, mia.id, "addresses are compared without case");
    assert_eq!(second.summary.company.as_ref().unwrap().id, mia.companies[0].id, "and so are companies");
    assert!(second.summary.awaiting_team && !first.summary.awaiting_team);
    assert_eq!((second.summary.stage.state, second.closed_at), (TicketState::Open, None));

    let annas = ticket(&app, &owner, "A-3");
    assert_eq!(annas.summary.requester.as_ref().unwrap().id, app.world.anna, "who is here already is matched");
    assert_eq!(
        (annas.summary.stage.name.as_str(), annas.summary.priority),
        ("Waiting on contact", Some(Priority::High))
    );
    assert!(!annas.summary.awaiting_team, "the last message is the team's");
    assert_eq!(annas.summary.company.as_ref().unwrap().id, app.world.bakery);
    assert_eq!(properties(&contact(&owner, ANNA).properties), [("Date of birth", "1985-01-02")]);
}

fn what_a_row_does_not_say_is_made_up_for(on: On) {
    let app = on.start();
    let owner = app.owner();
    import(&owner, MAPPING, &csv());
    let doras = ticket(&app, &owner, "A-11");
    assert_eq!(doras.summary.subject, "No dates", "without the NUL");
    assert_eq!(messages(&doras), []);
    let asked = app.look(|conn| Ok(i::table.select(i::created_at).first::<portico::db::Ts>(conn)?));
    assert_eq!(doras.summary.created_at, asked.0, "what has no date happened now");
    assert_eq!(contact(&owner, DORA).last_name, "Nowak");

    let options: portico::db::Json =
        app.look(|conn| Ok(d::table.filter(d::name.eq("product")).select(d::options).first(conn)?));
    assert_eq!(options.read::<Vec<String>>().unwrap(), ["Mixer", "Oven 200"]);
    assert_eq!(owner.search("loudly").tickets.len(), 1, "messages are found");
    assert_eq!(owner.search("hums").tickets[0].id, ticket(&app, &owner, "A-1").summary.id);
}

fn bad_rows_are_refused_with_line_and_reason(on: On) {
    let app = on.start();
    let owner = app.owner();
    let done = import(&owner, MAPPING, &csv());
    let rows = refused(&owner, done.id);
    let told: Vec<(u64, &str)> = rows.iter().map(|row| (row.line, row.reason.as_str())).collect();
    let expected = [
        (8, "“Mail” is “bo at mail.test”, which is no e-mail address. Correct it."),
        (9, "“Title” is empty. Every ticket needs a subject."),
        (10, "“State” is “=SUM(1)”, which the mapping does not name. Add it to the values, or an otherwise."),
        (11, "“Opened” is “2024-02-10”, which is no date of the form %d.%m.%Y %H:%M. Correct or empty it."),
        (13, "The key “A-1” is already on line 2. Give every row a key of its own, or remove this row."),
        (
            14,
            "The row has 5 cells where the first line has 17. Look for a missing or superfluous comma or quotation \
             mark.",
        ),
        (16, "“Score” is “many”, which is no number like 12 or 3.5. Correct or empty it."),
        (17, "“Channel” is “Pigeon”, which the mapping does not name. Add it to the values, or an otherwise."),
        (18, "“Id” is empty. Without a key the row could be imported twice."),
        (20, "“Opened” is “10.02.2924 12:00”, before 1970 or in the future. Correct or empty it."),
    ];
    assert_eq!(told, expected);
    let report = owner.get(&owner.at(&format!("/imports/{}/report.csv", done.id))).send().expect(200);
    assert_eq!(report.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(report.header("content-disposition").unwrap().starts_with("attachment;"));
    let mut lines = csv::Reader::from_reader(report.body.as_slice());
    assert_eq!(lines.headers().unwrap(), vec!["line", "reason"]);
    let lines: Vec<(u64, String)> = lines.deserialize().map(Result::unwrap).collect();
    assert_eq!(lines, rows.into_iter().map(|row| (row.line, row.reason)).collect::<Vec<_>>());
}

fn importing_again_changes_nothing(on: On) {
    let app = on.start();
    let owner = app.owner();
    import(&owner, MAPPING, &csv());
    let state = || {
        let tables =
            ["tickets", "messages", "events", "contacts", "companies", "company_contacts", "property_definitions"];
        tables.map(|table| {
            app.look(|conn| {
                Ok(diesel::sql_query(format!("SELECT count(*) AS n FROM {table}")).get_result::<Count>(conn)?.n)
            })
        })
    };
    let before = (state(), contact(&owner, ANNA), owner.list("view=all").items);
    let again = import(&owner, MAPPING, &csv());
    assert_eq!((again.created, again.unchanged, again.refused), (0, 4, 10));
    assert_eq!((state(), contact(&owner, ANNA), owner.list("view=all").items), before);
    // a ticket that went on living here is left alone
    owner.set_state(ticket(&app, &owner, "A-1").summary.id, TicketState::Open);
    assert_eq!(import(&owner, MAPPING, &csv()).unchanged, 4);
    assert_eq!(ticket(&app, &owner, "A-1").summary.stage.state, TicketState::Open);
    let listed: Vec<Import> = owner.get(&owner.at("/imports")).send().expect(200).json();
    assert_eq!(listed.iter().map(|import| import.unchanged).collect::<Vec<_>>(), [4, 4, 0], "the newest first");
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

fn history_is_no_news(on: On) {
    let app = on.start();
    let (owner, anna) = (app.owner(), app.anna());
    let (staffs, hers) = (app.agent().events(), anna.events());
    let old = String::from_utf8(csv()).unwrap().lines().take(7).collect::<Vec<_>>().join("\n");
    assert_eq!(import(&owner, MAPPING, old.as_bytes()).created, 3);
    assert_eq!(owner.mails(), []);
    let mine = anna.list("").items;
    assert_eq!(mine.len(), 1);
    assert!(!mine[0].unread, "an answer of two years ago is no new reply");
    for stream in [&staffs, &hers] {
        assert_eq!(stream.next(Duration::from_millis(500)), News::Silence);
    }
    let id = mine[0].id;
    anna.reply(id, "It has arrived, thank you.");
    assert_eq!((staffs.change().ticket_id, hers.change().ticket_id), (id, id), "what happens now is news");
}

fn an_imported_customer_is_invited_and_sees_exactly_their_tickets(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let owner = app.owner();
    import(&owner, MAPPING, &csv());
    let mia = contact(&owner, "mia.stone@mail.test");
    owner.invite(mia.id, app.world.support);
    let token = mails.receive("mia.stone@mail.test").token();
    let anyone = app.anyone();
    anyone.set_password(&token, "quiet meadow lantern 4").expect(200);
    let mia = anyone.now_a_customer();
    let mut expected = [ticket(&app, &owner, "A-2").summary.id.0, ticket(&app, &owner, "A-1").summary.id.0];
    assert_eq!(mia.numbers(""), expected);
    assert_eq!(mia.search("hums"), expected[1..]);
    mia.look_at(ticket(&app, &owner, "A-3").summary.id).expect(404);
    assert_eq!(app.anna().search("hums"), Vec::<i64>::new());
    expected.sort_unstable();
    let mut all = mia.numbers("view=organization");
    all.sort_unstable();
    assert_eq!(all, expected, "the company is Mia's alone");
}

fn a_mapping_that_does_not_fit_names_every_key(on: On) {
    let app = on.start();
    let owner = app.owner();
    let told = |mapping: &str, csv: &[u8]| {
        let problem = try_import(&owner, mapping, "a.csv", csv).expect(422).problem();
        problem.fields.into_iter().map(|field| (field.pointer, field.message)).collect::<Vec<_>>()
    };
    let bad = MAPPING
        .replace("key = \"Id\"", "key = \"Number\"")
        .replace("\"New\"", "\"Fresh\"")
        .replacen("%d.%m.%Y %H:%M", "%H:%M", 1)
        .replace("properties.score", "properties.Score");
    let fields = told(&bad, &csv());
    let keys: Vec<&str> = fields.iter().map(|(_, message)| message.split(": ").next().unwrap()).collect();
    assert_eq!(keys, ["stage.values.\"Open\"", "key", "created_at.format", "properties.Score"], "{fields:?}");
    assert!(fields.iter().all(|(pointer, _)| pointer == "/mapping"));
    assert!(fields[0].1.contains("it has “New”, “Waiting on us”, “Waiting on contact”, “Closed”"), "{fields:?}");
    for (mapping, csv, part) in [
        ("key = ", csv(), "/mapping"),
        ("{\"key\": 1}", csv(), "/mapping"),
        ("", csv(), "/mapping"),
        (&MAPPING.replace("\nkey", "\ncolour = \"red\"\nkey"), csv(), "/mapping"),
        (MAPPING, Vec::new(), "/file"),
        (MAPPING, b"caf\xe9,b\n".to_vec(), "/file"),
    ] {
        assert_eq!(told(mapping, &csv)[0].0, part, "{mapping}");
    }
    let nothing: Vec<Import> = owner.get(&owner.at("/imports")).send().expect(200).json();
    assert_eq!(nothing, [], "nothing was begun");
    let without_file =
        owner.request("POST", &owner.at("/imports")).body("multipart/form-data; boundary=x", b"--x--\r\n");
    without_file.header("x-csrf", "1").send().expect(400);
}
