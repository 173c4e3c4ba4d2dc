//! What comes too slowly, is too large or is refused leaves nothing behind, and what a server leaves
//! that dies is swept.

use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use diesel::prelude::*;
use openapi::problem::ProblemCode;
use portico::attachments::sweep;
use portico::db::schema::{account, attachments as a};

use crate::support::http::read_head;
use crate::support::{CustomerClient, On, TestApp, eventually, on_both_databases};

on_both_databases!(
    a_refused_upload_leaves_nothing,
    an_upload_that_breaks_off_leaves_nothing,
    a_refused_import_leaves_nothing,
    what_no_row_names_is_swept,
    a_dropped_upload_counts_until_it_is_swept,
    a_form_is_limited_as_a_whole,
);

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Every file that is kept, and every one on its way.
fn stored(app: &TestApp) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(&app.files(), &mut found);
    found
}

/// Makes a file look as if it had been written some days ago.
fn age(path: &Path, days: u32) {
    std::fs::File::options().write(true).open(path).unwrap().set_modified(SystemTime::now() - DAY * days).unwrap();
}

/// Begins an upload of Anna's that says it has `length` bytes.
fn begin(app: &TestApp, anna: &CustomerClient, length: u64) -> TcpStream {
    let mut stream = TcpStream::connect(app.address).unwrap();
    let session = anna.cookie("portico_portal").unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: localhost\r\ncookie: portico_portal={session}\r\nx-csrf: 1\r\n\
         content-type: multipart/form-data; boundary=limit\r\ncontent-length: {length}\r\n\r\n",
        anna.at("/attachments")
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

/// A whole part with a file, and the beginning of another one.
const PART_AND_MORE: &[u8] = b"--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n\
      content\r\n--limit\r\nContent-Disposition: form-da";

fn a_refused_upload_leaves_nothing(on: On) {
    let app = on.start();
    let anna = app.anna();
    let kept = anna.upload("kept.txt", b"the same content").id;
    app.change(|conn, _| Ok(diesel::update(a::table.find(kept)).set(a::size.eq(1_i64 << 30)).execute(conn)?));
    let before = stored(&app);
    assert_eq!(before.len(), 1);
    for content in [&b"other content"[..], b"the same content"] {
        let refused = anna.try_upload("more.txt", content).expect(507).problem();
        assert_eq!(refused.code, ProblemCode::StorageFull);
        assert_eq!(stored(&app), before);
    }
}

fn an_upload_that_breaks_off_leaves_nothing(on: On) {
    let app = on.start();
    let anna = app.anna();
    let mut stream = begin(&app, &anna, 100_000);
    stream.write_all(PART_AND_MORE).unwrap();
    eventually("the content arrives", || (!stored(&app).is_empty()).then_some(()));
    drop(stream);
    eventually("nothing is left", || stored(&app).is_empty().then_some(()));
}

fn a_refused_import_leaves_nothing(on: On) {
    let app = on.start();
    let owner = app.owner();
    let mapping = include_str!("../fixtures/import.toml");
    for (mapping, csv) in [
        ("", &b"Id,Mail\n1,a@b.test\n"[..]),
        ("nonsense", b"Id,Mail\n1,a@b.test\n"),
        (mapping, b"Only,Three,Columns\n1,2,3\n"),
        (mapping, b"\xff\xfe\x00"),
        (mapping, b""),
    ] {
        owner.request("POST", &owner.at("/imports")).form(&[("mapping", mapping)], "desk.csv", csv).send().expect(422);
        assert_eq!(stored(&app), Vec::<PathBuf>::new());
    }
}

fn what_no_row_names_is_swept(on: On) {
    let app = on.start();
    let anna = app.anna();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let orphan = |content: &[u8]| {
        let sha256 = runtime.block_on(app.parts.files.put(content)).unwrap().sha256;
        (sha256[0], app.parts.files.place(&sha256))
    };
    anna.upload("named.txt", b"named");
    let (named, old, new) = (stored(&app).remove(0), orphan(b"old"), orphan(b"new"));
    age(&named, 2);
    age(&old.1, 2);
    let sweep = || {
        for part in 0..=u8::MAX {
            app.look(|conn| sweep::leftovers(conn, &app.parts.files, part));
        }
    };
    sweep();
    assert!(old.1.exists(), "it is older than the database and may belong to another one");
    app.change(|conn, now| {
        let then = now - chrono::Duration::days(100);
        Ok(diesel::update(account::table).set(account::created_at.eq(then)).execute(conn)?)
    });
    app.look(|conn| sweep::leftovers(conn, &app.parts.files, old.0.wrapping_add(1)));
    assert!(old.1.exists(), "another part of the store");
    sweep();
    assert_eq!((named.exists(), old.1.exists(), new.1.exists()), (true, false, true));
    // a new upload of the same content is as good as any
    orphan(b"old");
    sweep();
    assert!(old.1.exists());
}

fn a_dropped_upload_counts_until_it_is_swept(on: On) {
    let mut app = on.start();
    let anna = app.anna();
    let file = anna.upload("dropped.txt", b"dropped").id;
    let path = stored(&app).remove(0);
    app.change(|conn, _| Ok(diesel::update(a::table.find(file)).set(a::size.eq(1_i64 << 30)).execute(conn)?));
    anna.delete(&anna.at(&format!("/attachments/{file}"))).send().expect(204);
    anna.try_upload("more.txt", b"more").expect(507);
    age(&path, 2);
    app.pass(chrono::Duration::hours(25));
    app.restart_with(|_| {});
    eventually("row and content are swept", || (!path.exists()).then_some(()));
    app.anna().upload("more.txt", b"more");
}

fn a_form_is_limited_as_a_whole(on: On) {
    let app = on.start();
    let anna = app.anna();
    let mut stream = begin(&app, &anna, 3_000_000_000);
    let reader = stream.try_clone().unwrap();
    std::thread::scope(|scope| {
        let answer = scope.spawn(|| read_head(reader).unwrap().0);
        // lines before the first part, which is never to come
        let lines = "nothing of interest\r\n".repeat(3_000);
        let (mut sent, began) = (0, Instant::now());
        while !answer.is_finished() && stream.write_all(lines.as_bytes()).is_ok() {
            sent += lines.len();
            assert!(began.elapsed() < Duration::from_secs(60), "{sent} bytes and no answer");
        }
        assert_eq!(answer.join().unwrap(), 413);
        assert!(sent < 64 << 20, "{sent} bytes until the answer");
    });
}

/// Costs ten seconds, so that one database must do.
#[test]
fn a_form_that_stops_between_its_parts_is_given_up() {
    let app = On::Sqlite.start();
    let anna = app.anna();
    let mut stream = begin(&app, &anna, 100_000);
    stream.set_read_timeout(Some(Duration::from_secs(25))).unwrap();
    stream.write_all(PART_AND_MORE).unwrap();
    let (status, _, body) = read_head(stream).unwrap();
    let text = std::io::read_to_string(body).unwrap();
    assert_eq!(status, 400, "{text}");
    assert!(text.contains("too long"), "{text}");
    eventually("nothing is left", || stored(&app).is_empty().then_some(()));
}
