//! Files: taken within limits, served harmlessly, and only to those who may see their ticket.

use chrono::Duration;
use diesel::prelude::*;
use openapi::check::MAX_ATTACHMENT_BYTES;
use openapi::id::AttachmentId;
use openapi::problem::ProblemCode;
use portico::db::schema::attachments as a;

use crate::support::http::read_head;
use crate::support::{On, TestApp, eventually, on_both_databases};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const OPAQUE: &str = "application/octet-stream";

on_both_databases!(
    names_and_types_are_made_harmless,
    a_download_can_do_nothing_in_a_browser,
    a_file_is_only_for_those_who_see_its_ticket,
    a_notes_file_is_not_for_customers,
    a_pending_upload_is_its_uploaders_alone,
    too_large_a_file_is_refused_while_it_comes,
    a_message_carries_at_most_fifty_mebibytes,
    a_contact_has_a_quota,
    a_full_disk_takes_no_files_but_text,
    odd_forms_are_refused,
    what_stays_pending_is_swept,
    a_lost_file_says_so,
);

fn names_and_types_are_made_harmless(on: On) {
    let app = on.start();
    let anna = app.anna();
    for (given, content, name, kind) in [
        ("photo.png", PNG, "photo.png", "image/png"),
        ("notes.txt", b"plain", "notes.txt", "text/plain"),
        ("table.csv", b"a;b", "table.csv", "text/csv"),
        ("page.html", b"<script>alert(1)</script>", "page.html", OPAQUE),
        ("image.svg", b"<svg onload=alert(1)>", "image.svg", OPAQUE),
        ("lie.png", b"<svg onload=alert(1)>", "lie.png", OPAQUE),
        ("lie.txt", b"<!DOCTYPE html><script>", "lie.txt", OPAQUE),
        ("lie.jpg", PNG, "lie.jpg", OPAQUE),
        ("gifar.gif", b"GIF89a;PK\x03\x04", "gifar.gif", "image/gif"),
        ("../../etc/passwd", b"x", "passwd", OPAQUE),
        ("C:\\boot\\nul.txt", b"x", "_nul.txt", "text/plain"),
        ("photo\u{202e}gpj.exe", b"MZ", "photogpj.exe", OPAQUE),
        ("", b"x", "file", OPAQUE),
    ] {
        let kept = anna.upload(given, content);
        assert_eq!((kept.name.as_str(), kept.media_type.as_str()), (name, kind), "{given:?}");
        assert_eq!(kept.size, content.len() as u64);
    }
    assert_eq!(anna.upload("empty.txt", b"").size, 0);
}

fn a_download_can_do_nothing_in_a_browser(on: On) {
    let app = on.start();
    let anna = app.anna();
    let id = anna.file("Files", "…").id;
    let file = anna.upload("übersicht \"2024\"; x.html", b"<script>");
    assert_eq!(file.name, "übersicht \"2024\"; x.html");
    anna.try_reply(id, "", &[file.id]).expect(201);
    let answer = anna.download(id, file.id).expect(200);
    for (header, value) in [
        ("content-type", OPAQUE),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
        ("content-length", "8"),
    ] {
        assert_eq!(answer.header(header), Some(value), "{header}");
    }
    let disposition = answer.header("content-disposition").unwrap();
    assert!(disposition.starts_with("attachment; filename=\""), "{disposition}");
    assert!(disposition.contains("filename*=UTF-8''%C3%BCbersicht%20%222024%22%3B%20x.html"), "{disposition}");
    assert_eq!(answer.body, b"<script>");
}

fn a_file_is_only_for_those_who_see_its_ticket(on: On) {
    let app = on.start();
    let anna = app.anna();
    let file = anna.upload("plan.txt", b"the plan").id;
    let id = anna.file("Files", "…").id;
    anna.download(id, file).expect(404);
    anna.try_reply(id, "", &[file]).expect(201);
    let other = app.carla();
    let theirs = other.file("Theirs", "…").id;
    for (who, ticket) in [(&other, id), (&other, theirs), (&app.dora(), id), (&app.ben().elsewhere("help"), id)] {
        who.download(ticket, file).expect(404);
    }
    app.ben().download(id, file).expect(200);
    app.viewer().download(id, file).expect(200);
    app.agent().download(theirs, file).expect(404);
    app.anyone().get(&anna.at(&format!("/tickets/{id}/attachments/{file}"))).send().expect(401);
}

fn a_notes_file_is_not_for_customers(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("Files", "…").id;
    let (inner, outer) = (agent.upload("inner.txt", b"inner"), agent.upload("outer.txt", b"outer"));
    let note = agent.note_with(id, "See the file.", &[inner.id]);
    assert_eq!(note.attachments, std::slice::from_ref(&inner));
    agent
        .try_reply(
            id,
            &openapi::tickets::console::NewMessage { text: "Here.".into(), attachments: vec![outer.id], close: false },
        )
        .expect(201);
    anna.download(id, inner.id).expect(404);
    assert_eq!(anna.download(id, outer.id).expect(200).body, b"outer");
    assert_eq!(anna.ticket(id).attachments, std::slice::from_ref(&outer));
    assert_eq!(agent.ticket(id).attachments, [inner, outer]);
}

fn a_pending_upload_is_its_uploaders_alone(on: On) {
    let app = on.start();
    let (anna, ben, agent) = (app.anna(), app.ben(), app.agent());
    let id = anna.file("Files", "…").id;
    let hers = anna.upload("hers.txt", b"x").id;
    ben.try_reply(id, "Mine now", &[hers]).expect(422);
    agent
        .try_reply(
            id,
            &openapi::tickets::console::NewMessage { text: "Ours now".into(), attachments: vec![hers], close: false },
        )
        .expect(422);
    let path = |id: AttachmentId| anna.at(&format!("/attachments/{id}"));
    ben.delete(&path(hers)).send().expect(404);
    agent.delete(&agent.at(&format!("/attachments/{hers}"))).send().expect(404);
    anna.delete(&path(hers)).send().expect(204);
    anna.delete(&path(hers)).send().expect(404);
    anna.try_reply(id, "Too late", &[hers]).expect(422);
    // what was sent can no longer be dropped
    let sent = anna.upload("sent.txt", b"x").id;
    anna.try_reply(id, "", &[sent]).expect(201);
    anna.delete(&path(sent)).send().expect(404);
    anna.download(id, sent).expect(200);
}

/// Resident memory of this process, in bytes.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

fn too_large_a_file_is_refused_while_it_comes(on: On) {
    use std::io::Write;
    let app = on.start();
    let anna = app.anna();
    let session = anna.cookie("portico_portal").unwrap();
    let mut stream = std::net::TcpStream::connect(app.address).unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: localhost\r\ncookie: portico_portal={session}\r\nx-csrf: 1\r\n\
         content-type: multipart/form-data; boundary=limit\r\ncontent-length: 3000000000\r\n\r\n\
         --limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.bin\"\r\n\r\n",
        anna.at("/attachments")
    );
    stream.write_all(head.as_bytes()).unwrap();
    let (before, answered) = (resident(), std::sync::atomic::AtomicBool::new(false));
    let reader = stream.try_clone().unwrap();
    std::thread::scope(|scope| {
        let answer = scope.spawn(|| {
            let status = read_head(reader).unwrap().0;
            answered.store(true, std::sync::atomic::Ordering::Relaxed);
            status
        });
        // it says that 3 GB are coming; the answer comes long before
        let chunk = vec![0_u8; 64 * 1024];
        let go_on = || !answered.load(std::sync::atomic::Ordering::Relaxed) && stream.write_all(&chunk).is_ok();
        let sent = std::iter::repeat_with(go_on).take_while(|more| *more).count() * chunk.len();
        assert_eq!(answer.join().unwrap(), 413);
        assert!((sent as u64) < MAX_ATTACHMENT_BYTES + 32 * 1024 * 1024, "{sent} bytes until the answer");
    });
    assert!(resident() < before + 100 * 1024 * 1024, "memory grew from {before} to {}", resident());
    drop(stream);
    let left = || std::fs::read_dir(app.files().join("tmp")).unwrap().count();
    eventually("nothing is left behind", || (left() == 0).then_some(()));
    anna.upload("small.txt", b"still works");
}

/// A pending upload of Anna's that claims some size.
fn claim(app: &TestApp, size: u64) -> AttachmentId {
    app.change(|conn, now| {
        Ok(diesel::insert_into(a::table)
            .values((
                a::status.eq("pending"),
                a::name.eq("claimed.bin"),
                a::media_type.eq(OPAQUE),
                a::size.eq(i64::try_from(size).unwrap()),
                a::sha256.eq(vec![0_u8; 32]),
                a::contact_id.eq(app.world.anna),
                a::created_at.eq(now),
            ))
            .returning(a::id)
            .get_result(conn)?)
    })
}

fn a_message_carries_at_most_fifty_mebibytes(on: On) {
    let app = on.start();
    let anna = app.anna();
    let id = anna.file("Files", "…").id;
    let (one, two, crumb) = (claim(&app, 25 << 20), claim(&app, 25 << 20), claim(&app, 1));
    anna.try_reply(id, "", &[one, two, crumb]).expect(422);
    anna.try_reply(id, "", &[one, two]).expect(201);
}

fn a_contact_has_a_quota(on: On) {
    let app = on.start();
    let anna = app.anna();
    claim(&app, (1 << 30) - 10);
    anna.upload("fits.txt", b"0123456789");
    let refused = anna.try_upload("more.txt", b"x").expect(507).problem();
    assert_eq!(refused.code, ProblemCode::StorageFull);
    anna.file("Text still works", "…");
    app.ben().upload("his.txt", b"x");
}

fn a_full_disk_takes_no_files_but_text(on: On) {
    let mut app = on.start();
    app.restart_with(|config| config.free_space_floor = u64::MAX);
    let anna = app.anna();
    assert_eq!(anna.try_upload("a.txt", b"x").expect(507).problem().code, ProblemCode::StorageFull);
    anna.file("Text still works", "…");
    assert_eq!(std::fs::read_dir(app.files().join("tmp")).unwrap().count(), 0);
}

fn odd_forms_are_refused(on: On) {
    let app = on.start();
    let anna = app.anna();
    let form = |body: &str| {
        let kind = "multipart/form-data; boundary=limit";
        anna.request("POST", &anna.at("/attachments")).body(kind, body.as_bytes()).header("x-csrf", "1").send()
    };
    let part = |head: &str| format!("--limit\r\nContent-Disposition: form-data; {head}\r\n\r\nx\r\n--limit--\r\n");
    for body in [
        String::new(),
        "nonsense".to_owned(),
        part("name=\"other\""),
        "--limit\r\n\r\nx\r\n--limit--\r\n".to_owned(),
        "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cut.txt\"\r\n\r\nhalf".to_owned(),
    ] {
        let refused = form(&body).expect(400).problem();
        assert_eq!(refused.code, ProblemCode::MalformedBody, "{body:?}");
    }
    let json = anna.post(&anna.at("/attachments"), &serde_json::json!({ "file": "x" })).send();
    assert!(matches!(json.status, 400 | 415), "{}", json.status);
    json.problem();
    assert_eq!(std::fs::read_dir(app.files().join("tmp")).unwrap().count(), 0);
}

fn what_stays_pending_is_swept(on: On) {
    let mut app = on.start();
    let anna = app.anna();
    let id = anna.file("Files", "…").id;
    let (used, unused) = (anna.upload("used.txt", b"used").id, anna.upload("unused.txt", b"unused").id);
    anna.try_reply(id, "", &[used]).expect(201);
    let ids =
        |app: &TestApp| -> Vec<AttachmentId> { app.look(|conn| Ok(a::table.order(a::id).select(a::id).load(conn)?)) };
    app.pass(Duration::hours(23));
    app.restart_with(|_| {});
    app.anna();
    assert_eq!(ids(&app), [used, unused]);
    app.pass(Duration::hours(2));
    app.restart_with(|_| {});
    eventually("the unused upload is swept", || (ids(&app) == [used]).then_some(()));
    app.anna().download(id, used).expect(200);
}

fn a_lost_file_says_so(on: On) {
    let app = on.start();
    let anna = app.anna();
    let id = anna.file("Files", "…").id;
    let file = anna.upload("plan.txt", b"the plan").id;
    anna.try_reply(id, "", &[file]).expect(201);
    let sha256: Option<Vec<u8>> = app.look(|conn| Ok(a::table.select(a::sha256).first(conn)?));
    let content = std::fs::File::options().write(true).open(app.parts.files.place(&sha256.unwrap())).unwrap();
    content.set_len(4).unwrap();
    assert_eq!(anna.download(id, file).expect(410).problem().code, ProblemCode::AttachmentGone, "half of it");
    std::fs::remove_dir_all(app.files().join("sha256")).unwrap();
    assert_eq!(anna.download(id, file).expect(410).problem().code, ProblemCode::AttachmentGone);
    anna.look_at(id).expect(200);
}
