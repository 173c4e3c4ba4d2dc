//! The program: what it says of itself, what it refuses, and that it starts, stops and survives.

use std::path::Path;

use crate::support::program::{Program, said};
use crate::support::world::{OWNER, PASSWORD};
use crate::support::{Anyone, On, on_both_databases};

on_both_databases!(
    an_owner_is_created_and_signs_in,
    sigterm_ends_it_in_order,
    killed_in_the_middle_it_loses_nothing_it_promised,
    migrating_twice_does_nothing_the_second_time,
    the_password_of_the_database_is_not_shown,
);

fn sqlite(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("portico.db").display())
}

#[test]
fn help_says_what_there_is() {
    let program = Program::new(sqlite);
    let help = said(&program.run(&["--help"]));
    for word in ["serve", "migrate", "user", "seed", "openapi", "check-config", "portico.toml", "OPERATIONS.md"] {
        assert!(help.contains(word), "{word} in {help}");
    }
    for command in ["serve", "migrate", "user", "seed", "import", "openapi", "check-config"] {
        let help = program.run(&[command, "--help"]);
        assert!(help.status.success() && help.stdout.len() > 100, "{command}: {}", said(&help));
    }
    assert!(said(&program.run(&["user", "create", "--help"])).contains("15 characters"));
    assert!(!program.run(&["conquer"]).status.success());
    assert!(program.run(&["--version"]).status.success());
    assert!(
        std::fs::read_dir(program.folder.path()).unwrap().next().is_none(),
        "asking for help leaves nothing behind"
    );
}

#[test]
fn the_contract_is_printed_as_it_is_checked_in() {
    let printed = Program::new(sqlite).run(&["openapi"]);
    let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openapi.json")).unwrap();
    assert!(String::from_utf8(printed.stdout).unwrap() == kept, "openapi/openapi.json differs: run `./just openapi`");
}

#[test]
fn a_postgres_that_is_down_is_an_error_that_says_so_and_makes_no_file() {
    let program = Program::new(|_| "postgres://nobody:secretword@127.0.0.1:1/none".to_owned());
    for command in [&["serve"][..], &["migrate"], &["check-config"], &["seed"]] {
        let refused = program.run(command);
        let text = said(&refused);
        assert_eq!(refused.status.code(), Some(1), "{command:?}: {text}");
        assert!(text.contains("cannot open the database") && text.contains("127.0.0.1"), "{text}");
        assert!(!text.contains("secretword"), "{text}");
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(program.folder.path()).unwrap() {
        files.push(entry.unwrap().path());
    }
    assert!(files.iter().all(|path| !path.to_string_lossy().ends_with(".db")), "{files:?}");
}

#[test]
fn what_nobody_knows_is_refused() {
    for (key, value, word) in [
        ("PORTICO_WROKERS", "2", "wrokers"),
        ("PORTICO_WORKERS", "many", "workers"),
        ("PORTICO_WORKERS", "0", "workers"),
        ("PORTICO_LISTEN", "here", "listen"),
        ("PORTICO_PUBLIC_URL", "https://x.test/path", "public_url"),
        ("PORTICO_SMTP_URL", "http://x.test", "smtp_url"),
        ("PORTICO_TRUSTED_PROXIES", "everybody", "trusted_proxies"),
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL"),
        ("PORTICO_CONFIG", "missing.toml", "missing.toml"),
        ("PORTICO_SECRET_KEY_FILE", "missing.key", "missing.key"),
    ] {
        let refused = Program::new(sqlite).set(key, value).run(&["check-config"]);
        assert_eq!(refused.status.code(), Some(1), "{key}={value}: {}", said(&refused));
        assert!(said(&refused).contains(word), "{key}={value}: {}", said(&refused));
    }
    let program = Program::new(sqlite);
    std::fs::write(program.folder.path().join("portico.toml"), "workers = 2\nworkrs = 3\n").unwrap();
    assert!(said(&program.run(&["check-config"])).contains("workrs"));
}

#[test]
fn a_configuration_in_order_is_shown_without_its_secrets() {
    let program = Program::new(sqlite)
        .set("PORTICO_SMTP_URL", "smtp://user:secretword@mail.test")
        .set("PORTICO_PUBLIC_URL", "https://help.example.com");
    let shown = program.run(&["check-config"]);
    assert!(shown.status.success(), "{}", said(&shown));
    let text = said(&shown);
    assert!(text.contains("in order") && text.contains("help.example.com") && !text.contains("secretword"), "{text}");
}

#[test]
fn users_need_an_address_and_a_good_password() {
    let program = Program::new(sqlite);
    let create = |email: &str, password: &str| {
        let arguments = ["user", "create", "--email", email, "--name", "Olivia Stone", "--password-stdin"];
        program.run_with_input(&arguments, &format!("{password}\n"))
    };
    for (email, password) in [
        ("nonsense", PASSWORD),
        (OWNER, "short"),
        (OWNER, "fourteen chars"),
        (OWNER, "passwordpassword"),
        (OWNER, "olivia@portico.test"),
        (OWNER, ""),
    ] {
        let refused = create(email, password);
        assert_eq!(refused.status.code(), Some(1), "{email} {password}: {}", said(&refused));
    }
    assert!(create(OWNER, PASSWORD).status.success());
    assert!(said(&create(&OWNER.to_uppercase(), PASSWORD)).contains("exists already"));
    let other = program.run_with_input(&["user", "password", "--email", "nobody@x.test", "--password-stdin"], PASSWORD);
    assert!(said(&other).contains("nobody@x.test") && !other.status.success());
}

/// The program on an empty database of either kind; the database lives as long as the second value.
fn program(on: On) -> (Program, crate::support::database::Database) {
    let folder = std::env::temp_dir();
    let database = match on {
        On::Sqlite => crate::support::database::Database::none(),
        On::Postgres => on.create_empty(&folder),
    };
    let url = database.url.clone();
    (Program::new(|folder| if on == On::Sqlite { sqlite(folder) } else { url }), database)
}

fn an_owner_is_created_and_signs_in(on: On) {
    let (program, _database) = program(on);
    program.create_owner(OWNER, PASSWORD);
    let serving = program.serve();
    let anyone = Anyone::new(serving.address, "localhost", "support");
    for path in ["/healthz", "/readyz", "/metrics", "/api/public/portals/support"] {
        anyone.get(path).send().expect(200);
    }
    let owner = anyone.sign_in_as_staff(OWNER, PASSWORD);
    assert_eq!(owner.me().role, "Owner");
    assert!(serving.log().contains("/console/"), "{}", serving.log());
    // a new password ends the session of the running server
    let arguments = ["user", "password", "--email", OWNER, "--password-stdin"];
    let done = program.run_with_input(&arguments, "quiet meadow lantern 4\n");
    assert!(done.status.success(), "{}", said(&done));
    owner.who_am_i().expect(401);
    Anyone::new(serving.address, "localhost", "support").sign_in_as_staff(OWNER, "quiet meadow lantern 4");
}

fn sigterm_ends_it_in_order(on: On) {
    let (program, _database) = program(on);
    program.create_owner(OWNER, PASSWORD);
    let mut serving = program.serve();
    let owner = Anyone::new(serving.address, "localhost", "support").sign_in_as_staff(OWNER, PASSWORD);
    let stream = owner.events();
    let began = std::time::Instant::now();
    assert_eq!(serving.terminate(), Some(0), "{}", serving.log());
    assert!(began.elapsed().as_secs() < 10);
    let farewell = stream.next(std::time::Duration::from_secs(5));
    assert!(matches!(&farewell, crate::support::events::News::Event(event) if event.name == "bye"), "{farewell:?}");
}

fn killed_in_the_middle_it_loses_nothing_it_promised(on: On) {
    let (program, _database) = program(on);
    program.create_owner(OWNER, PASSWORD);
    let mut promised = Vec::new();
    for round in 0..3 {
        let mut serving = program.serve();
        let owner = Anyone::new(serving.address, "localhost", "support").sign_in_as_staff(OWNER, PASSWORD);
        for n in 0..5 {
            let name = format!("Company {round}-{n}");
            owner.post("/api/v1/companies", &serde_json::json!({ "name": name })).send().expect(201);
            promised.push(name);
        }
        serving.kill();
    }
    let serving = program.serve();
    let owner = Anyone::new(serving.address, "localhost", "support").sign_in_as_staff(OWNER, PASSWORD);
    let page: openapi::page::Page<openapi::companies::console::CompanySummary> =
        owner.get("/api/v1/companies?limit=100").send().expect(200).json();
    let kept: Vec<String> = page.items.into_iter().map(|company| company.name).collect();
    assert_eq!(kept, promised);
}

fn migrating_twice_does_nothing_the_second_time(on: On) {
    let (program, _database) = program(on);
    let ran = |text: String| text.lines().last().unwrap().split(' ').next().unwrap().parse::<u32>().unwrap();
    let first = program.run(&["migrate"]);
    assert!(first.status.success(), "{}", said(&first));
    assert!(ran(String::from_utf8(first.stdout).unwrap()) >= 1);
    assert_eq!(ran(String::from_utf8(program.run(&["migrate"]).stdout).unwrap()), 0);
}

fn the_password_of_the_database_is_not_shown(on: On) {
    let (program, database) = program(on);
    let shown = program.run(&["check-config"]);
    assert!(shown.status.success(), "{}", said(&shown));
    let password = database.url.split([':', '@']).nth(2).unwrap_or("none of that kind");
    assert!(!said(&shown).contains(password), "{}", said(&shown));
}
