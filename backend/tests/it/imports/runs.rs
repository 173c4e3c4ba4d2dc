//! Imports that are interrupted, fail, or run in the foreground.

use std::time::Duration;

use diesel::prelude::*;
use openapi::id::ImportId;
use openapi::imports::{Import, ImportStatus};
use openapi::problem::ProblemCode;
use portico::db::schema::jobs as j;
use portico::db::{Conn, Json, Ts};
use portico::imports::table::{Reading, Table};
use portico::imports::{change, foreground, mapping, read};
use portico::web::upload::Uploaded;

use super::{MAPPING, csv, ended, refused, show};
use crate::support::{On, TestApp, eventually, on_both_databases};

on_both_databases!(
    an_interrupted_import_goes_on_where_it_stopped,
    a_failed_import_is_resumed,
    an_import_is_resumed_once,
    an_import_waits_for_others_who_hold_it,
    the_command_line_imports_in_the_foreground,
);

/// A file of many rows; the last one repeats the first key.
fn long_file(rows: usize) -> Vec<u8> {
    let mut text = String::from("Id,Mail,Title,State,Text\n");
    for row in 1..rows {
        text.push_str(&format!("{row},p{}@mail.test,Title {row},Open,\"Line one\nLine two\"\n", row % 50));
    }
    text.push_str("1,p1@mail.test,Again,Open,Text\n");
    text.into_bytes()
}

const SHORT: &str = r#"{"source_name": "old-desk", "key": "Id", "email": "Mail", "subject": "Title",
    "description": "Text", "pipeline": "Support", "stage": {"column": "State", "values": {"open": "New"}}}"#;

/// Keeps a file as an upload does.
fn keep(app: &TestApp, content: &[u8]) -> Uploaded {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    Uploaded { name: "long.csv".into(), stored: runtime.block_on(app.parts.files.put(content)).unwrap() }
}

/// One batch, done by hand; the process is thought to die then.
fn one_batch(app: &TestApp, id: ImportId) {
    let work = app.look(|conn| read::work(conn, id));
    let table = Table::open(&app.parts.files.place(&work.sha256)).unwrap();
    let header = table.header().to_vec();
    let plan = app.look(|conn| mapping::plan(conn, &work.mapping, &header, work.asked_at));
    let mut reading = Reading::new(table, plan);
    reading.skip_to(work.done).unwrap();
    assert!(app.change(|conn, now| change::batch(conn, id, &mut reading, now)));
}

fn an_interrupted_import_goes_on_where_it_stopped(on: On) {
    let app = on.start();
    let owner = app.owner();
    let folder = tempfile::tempdir().unwrap();
    let (file, map) = (folder.path().join("long.csv"), folder.path().join("map.json"));
    std::fs::write(&file, long_file(450)).unwrap();
    std::fs::write(&map, SHORT).unwrap();
    let (kept, parsed) = (keep(&app, &long_file(450)), mapping::parse(SHORT).unwrap());
    let id = app.change(|conn, now| change::create(conn, &kept, &parsed, None, now));
    one_batch(&app, id);
    let half = show(&owner, id);
    assert_eq!((half.status, half.done, half.created), (ImportStatus::Running, 200, 200));
    // the same command again takes the same import up
    let order = foreground::Order { file, mapping: map, report: None };
    let summary = foreground::run(&app.parts.db, &app.parts.clock, &app.parts.files, &order).unwrap();
    assert!(summary.starts_with("450 rows read: 449 tickets created, 0 imported before"), "{summary}");
    let whole = show(&owner, id);
    assert_eq!((whole.status, whole.done, whole.created, whole.refused), (ImportStatus::Done, 450, 449, 1));
    assert_eq!(refused(&owner, id)[0].line, 900, "the key was taken before the interruption");
    assert_eq!(owner.counts().open, 449);
}

fn a_failed_import_is_resumed(on: On) {
    let app = on.start();
    let owner = app.owner();
    let (file, parsed) = (keep(&app, &long_file(300)), mapping::parse(SHORT).unwrap());
    let id = app.change(|conn, now| change::create(conn, &file, &parsed, None, now));
    one_batch(&app, id);
    let (place, aside) = (app.parts.files.place(&file.stored.sha256), app.files().join("aside"));
    std::fs::rename(&place, &aside).unwrap();
    let run = || owner.put(&owner.at(&format!("/imports/{id}/run")), &()).send();
    run().expect(202);
    let failed = ended(&owner, id);
    assert_eq!((failed.status, failed.done), (ImportStatus::Failed, 200));
    assert!(failed.error.unwrap().starts_with("The file is no longer here."));
    std::fs::rename(&aside, &place).unwrap();
    let again: Import = run().expect(202).json();
    assert_eq!((again.status, again.error), (ImportStatus::Queued, None));
    let done = eventually("the import ends", || Some(show(&owner, id)).filter(|now| now.status == ImportStatus::Done));
    assert_eq!((done.done, done.created, done.refused), (300, 299, 1));
    assert_eq!(run().expect(409).problem().code, ProblemCode::Conflict);
}

/// How many jobs wait to run imports, and when the first of them does.
fn jobs(app: &TestApp) -> (i64, Option<Ts>) {
    let of_imports = || j::table.filter(j::kind.eq(portico::imports::job::KIND));
    let at = |conn: &mut Conn| Ok(of_imports().select(j::run_at).first(conn).optional()?);
    (app.look(|conn| Ok(of_imports().count().get_result(conn)?)), app.look(at))
}

fn an_import_is_resumed_once(on: On) {
    let mut app = on.start();
    let (file, parsed) = (keep(&app, &long_file(3)), mapping::parse(SHORT).unwrap());
    let id = app.change(|conn, now| {
        let id = change::create(conn, &file, &parsed, None, now)?;
        change::fail(conn, id, "The file is gone.", now)?;
        Ok(id)
    });
    app.stop();
    let run = |conn: &mut Conn, now| change::run(conn, id, now);
    app.meanwhile(Duration::from_millis(300), run, || app.change(run));
    assert_eq!(jobs(&app).0, 1);
}

fn an_import_waits_for_others_who_hold_it(on: On) {
    if on == On::Sqlite {
        return;
    }
    let app = on.start();
    let owner = app.owner();
    let (file, parsed) = (keep(&app, &long_file(3)), mapping::parse(SHORT).unwrap());
    let id = app.change(|conn, now| change::create(conn, &file, &parsed, None, now));
    let hold = |conn: &mut Conn, now| change::fail(conn, id, "Held.", now);
    let begun = app.parts.clock.now();
    let payload = portico::imports::job::Payload { import: id };
    app.meanwhile(Duration::from_secs(7), hold, || {
        app.change(|conn, now| portico::jobs::enqueue(conn, portico::imports::job::KIND, Json::of(payload), now));
        eventually("the job waits", || jobs(&app).1.filter(|at| *at - begun > chrono::Duration::seconds(15)));
        assert_eq!(show(&owner, id).status, ImportStatus::Queued);
    });
    app.pass(chrono::Duration::seconds(16));
    eventually("the import ends", || (show(&owner, id).status == ImportStatus::Done).then_some(()));
}

fn the_command_line_imports_in_the_foreground(on: On) {
    let app = on.start();
    let folder = tempfile::tempdir().unwrap();
    let (file, map) = (folder.path().join("desk.csv"), folder.path().join("map.toml"));
    std::fs::write(&file, csv()).unwrap();
    std::fs::write(&map, MAPPING).unwrap();
    let mut order = foreground::Order { file: file.clone(), mapping: map, report: None };
    let run = |order: &foreground::Order| foreground::run(&app.parts.db, &app.parts.clock, &app.parts.files, order);
    let summary = run(&order).unwrap();
    assert!(
        summary.starts_with("14 rows read: 4 tickets created, 0 imported before and left as they are, 10 refused in "),
        "{summary}"
    );
    let report = std::fs::read_to_string(folder.path().join("desk.report.csv")).unwrap();
    assert!(report.starts_with("line,reason\n8,\"“Mail” is"), "{report}");
    assert_eq!(report.lines().count(), 11);
    // nothing at all can be done with this one
    let bad = "Id,Name,Mail,Company,Title,Body,State,Answer,Topic,Urgency,Channel,Product,Opened,Answered,Ended,Score,Born\nonly,three,cells\n";
    std::fs::write(&file, bad).unwrap();
    order.report = Some(folder.path().join("elsewhere.csv"));
    let error = run(&order).unwrap_err().to_string();
    assert!(error.starts_with("nothing could be imported. 1 rows read"), "{error}");
    assert!(folder.path().join("elsewhere.csv").exists());
    order.mapping = folder.path().join("missing.toml");
    assert!(run(&order).unwrap_err().to_string().contains("missing.toml: No such file"));
}
