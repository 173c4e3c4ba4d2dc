//! The rules of the house: who may enter which room, and how large a file may grow. Read from the
//! sources, so that a rule is kept or this test fails.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A source file.
struct Source {
    /// Its path below the folder that was read, with slashes.
    path: String,
    text: String,
}

impl Source {
    /// The room it is in: the first part of its path.
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    /// The last part of its path, without the ending.
    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap().trim_end_matches(".rs")
    }

    /// Lines outside comments and outside the tests at the end.
    fn code(&self) -> impl Iterator<Item = &str> {
        let code = self.text.split("#[cfg(test)]\nmod tests").next().unwrap();
        code.lines().filter(|line| !line.trim_start().starts_with("//"))
    }

    /// Rooms of this crate that its code names: `crate::room` and `use crate::{room, …}`.
    fn enters(&self) -> BTreeSet<String> {
        let code: Vec<&str> = self.code().collect();
        let code = code.join("\n");
        let mut rooms = BTreeSet::new();
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            match rest.strip_prefix('{') {
                Some(list) => rooms.extend(first_words(list)),
                None => drop(rooms.insert(word(rest))),
            }
        }
        rooms.into_iter().filter(|room| !room.is_empty()).collect()
    }
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first words of the items of a list in braces.
fn first_words(list: &str) -> Vec<String> {
    let (mut depth, mut words, mut begins) = (0, Vec::new(), true);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && c.is_alphabetic() => {
                words.push(word(&list[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    words
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &str) -> Vec<Source> {
    fn walk(folder: &Path, root: &Path, found: &mut Vec<Source>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { path: name, text: std::fs::read_to_string(&path).unwrap() });
            }
        }
    }
    let root = repository().join(folder);
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    assert!(!found.is_empty(), "{folder} holds no sources");
    found
}

/// The rooms of the server in the order of `lib.rs`: each uses only those before it.
fn rooms() -> Vec<String> {
    let text = std::fs::read_to_string(repository().join("backend/src/lib.rs")).unwrap();
    let rooms = text.lines().filter_map(|line| line.strip_prefix("pub mod "));
    rooms.map(|line| line.trim_end_matches(';').to_owned()).collect()
}

#[track_caller]
fn none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn arrows_between_rooms_point_down_only() {
    let rooms = rooms();
    // rooms that know each other: they stand on one level, what they share is small and named
    let level = |room: &str| match room {
        "clock" | "config" | "error" | "metrics" | "db" => Some(0),
        room => rooms.iter().position(|known| known == room),
    };
    let mut broken = Vec::new();
    for source in sources("backend/src") {
        let Some(own) = level(source.room()) else { continue };
        for room in source.enters() {
            if level(&room).is_some_and(|other| other > own) {
                broken.push(format!("{} uses {room}, which stands above it in lib.rs", source.path));
            }
        }
    }
    none(&broken);
}

#[test]
fn the_crates_meet_only_in_the_contract() {
    let mut broken = Vec::new();
    for (folder, foreign) in [
        ("openapi/src", &["portico::", "portico_frontend", "actix", "leptos"][..]),
        ("backend/src", &["portico_frontend", "leptos"]),
        ("frontend/src", &["portico::", "actix", "diesel"]),
    ] {
        for source in sources(folder) {
            for line in source.code() {
                if foreign.iter().any(|name| line.contains(name)) {
                    broken.push(format!("{folder}/{}: {}", source.path, line.trim()));
                }
            }
        }
    }
    none(&broken);
}

#[test]
fn handlers_hold_no_queries_and_queries_know_no_http() {
    let slices: Vec<String> = rooms().into_iter().skip_while(|room| room != "attachments").collect();
    let mut broken = Vec::new();
    for source in sources("backend/src").iter().filter(|source| slices.iter().any(|slice| slice == source.room())) {
        let parts: Vec<&str> = source.path.trim_end_matches(".rs").split('/').skip(1).collect();
        let handler = parts.iter().any(|part| ["portal", "console", "public"].contains(part));
        let query = !handler && parts.iter().any(|part| ["read", "change", "row"].contains(part));
        for line in source.code() {
            let (diesel, actix) = (line.contains("diesel::"), line.contains("actix_"));
            if (handler && diesel) || (query && actix) {
                broken.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    none(&broken);
}

/// A GET changes nothing, whoever links to it.
#[test]
fn reading_handlers_do_not_write() {
    let mut broken = Vec::new();
    for source in sources("backend/src") {
        for handler in source.text.split("\n#[get(").skip(1) {
            let body = handler.split("\n}\n").next().unwrap();
            if body.contains("db.write") {
                broken.push(format!("{}: {}", source.path, body.lines().nth(1).unwrap_or_default()));
            }
        }
    }
    none(&broken);
}

#[test]
fn what_is_one_rooms_business_stays_there() {
    let rules: &[(&str, &[&str])] = &[
        // only the dialect names a backend
        ("Conn::Postgres", &["db/"]),
        ("Conn::Sqlite", &["db/"]),
        ("PgConnection", &["db/"]),
        ("SqliteConnection", &["db/"]),
        ("web::block", &["db/"]),
        ("Utc::now", &["clock.rs"]),
        ("std::env::", &["cli.rs", "config.rs", "main.rs"]),
        ("AsyncTransport", &["mail/"]),
        ("TcpStream", &[]),
        ("Scope::Everything", &["tickets/access.rs"]),
        ("todo!", &[]),
        ("unimplemented!", &[]),
        ("dbg!", &[]),
        ("unsafe ", &[]),
    ];
    let mut broken = Vec::new();
    for source in sources("backend/src") {
        for (what, homes) in rules {
            let at_home = homes.iter().any(|home| source.path.starts_with(home));
            for line in source.code().filter(|line| !at_home && line.contains(what)) {
                broken.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    none(&broken);
}

#[test]
fn in_the_apps_only_one_room_fetches_and_widgets_know_no_noun() {
    let mut broken = Vec::new();
    for source in sources("frontend/src") {
        let enters = source.enters();
        let room = source.room();
        let foreign: &[&str] = match room {
            "ui" => &["customer", "entry", "portal", "console"],
            "customer" => &["entry", "portal", "console"],
            "entry" => &["portal", "console"],
            "portal" => &["entry", "console"],
            "console" => &["customer", "entry", "portal"],
            "api" => &["customer", "entry", "portal", "console", "ui"],
            _ => &[],
        };
        for other in foreign.iter().filter(|other| enters.contains(**other)) {
            broken.push(format!("{} uses {other}", source.path));
        }
        if room != "api" {
            for line in source.code().filter(|line| line.contains("gloo_net") || line.contains("fetch_with")) {
                broken.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    none(&broken);
}

#[test]
fn files_stay_small_and_say_what_they_are_for() {
    let mut broken = Vec::new();
    let mut lengths = Vec::new();
    for folder in ["openapi/src", "backend/src", "backend/tests/it", "frontend/src"] {
        for source in sources(folder) {
            let lines = source.text.lines().count();
            lengths.push(lines);
            // what `diesel print-schema` would write is a table, not prose
            if lines > 300 && source.path != "db/schema.rs" {
                broken.push(format!("{folder}/{}: {lines} lines", source.path));
            }
            if !source.text.starts_with("//!") && source.name() != "tests" {
                broken.push(format!("{folder}/{}: does not begin with what it is for", source.path));
            }
            if ["utils", "util", "helpers", "common", "misc"].contains(&source.name()) {
                broken.push(format!("{folder}/{}: a name that says nothing", source.path));
            }
        }
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    if median > 120 {
        broken.push(format!("the median file has {median} lines"));
    }
    none(&broken);
}

#[test]
fn every_migration_has_its_twin() {
    let names = |backend: &str| -> BTreeSet<String> {
        let folder = repository().join("migrations").join(backend);
        let mut names = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            assert!(entry.path().join("up.sql").exists() && entry.path().join("down.sql").exists());
            names.insert(entry.file_name().to_string_lossy().into_owned());
        }
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
