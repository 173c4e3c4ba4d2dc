//! Searches with anything in them: never an error, never a meaning of its own, the same on both
//! databases.

use openapi::id::{CompanyId, ContactId};
use openapi::tickets::console::TicketSummary;

use crate::support::world::{ANNA, CARLA};
use crate::support::{On, on_both_databases};

on_both_databases!(
    hostile_words_are_only_words,
    staff_find_anything,
    an_exact_number_comes_first,
    a_page_of_matches_is_like_any_page,
    people_are_found_by_part_of_name_and_address,
    a_viewer_without_contacts_finds_none,
    the_beginning_of_a_word_finds_all_it_may_become,
    a_beginning_of_very_many_words_finds_them_all,
    an_edit_of_words_is_found_by_their_beginning,
    words_that_grow_when_folded_are_indexed_as_far_as_they_fit,
    searching_is_limited,
);

/// Text that means something to one of the databases.
const HOSTILE: &[&str] = &[
    "\"",
    "'",
    "''",
    "\"\"",
    "*",
    "oven*",
    "\"oven",
    "oven\"",
    "(",
    ")",
    "(oven",
    "oven)",
    "AND",
    "OR",
    "NOT",
    "oven AND",
    "oven OR cold",
    "NOT oven",
    "oven NEAR cold",
    "NEAR(oven cold, 2)",
    "subject:oven",
    "{subject} : oven",
    "-oven",
    "^oven",
    "oven + cold",
    "oven & cold",
    "oven | cold",
    "!oven",
    "oven:*",
    "oven <-> cold",
    "\\",
    "\\'",
    "%",
    "_",
    "%oven%",
    "'; DROP TABLE tickets; --",
    "1 OR 1=1",
    "$1",
    "?",
    ":*",
    "~c1",
    "c1",
    "o1",
    "scope:c1",
    "\u{feff}",
    "\u{202e}oven",
    "🙂",
    "ﬁ",
    "İ",
    "\t\n",
    "a b c d e f g h i j k l m n o p",
    "#",
    "#1001",
    "1001",
    "-1001",
    "99999999999999999999",
    "0x3e9",
    "1e3",
    "@",
    "a@b",
    "%@%",
    "𝓸𝓿𝓮𝓷",
];

fn hostile_words_are_only_words(on: On) {
    let app = on.start();
    let (anna, carla, agent) = (app.anna(), app.carla(), app.agent());
    let mine = anna.file("The oven is cold", "Nothing heats.").id.0;
    let theirs = carla.file("The oven is cold", "Nothing heats.").id.0;
    for q in HOSTILE {
        for found in
            [anna.search(q), anna.numbers(&format!("view=organization&q={}", crate::support::roles::encoded(q)))]
        {
            assert!(found.iter().all(|id| *id == mine), "{q:?} found {found:?}");
        }
        let found = agent.search(q).tickets;
        assert!(found.iter().all(|ticket| [mine, theirs].contains(&ticket.id.0)), "{q:?}");
    }
    for (q, hits) in [
        ("oven*", 1),
        ("\"oven", 1),
        ("oven)", 1),
        ("-oven", 1),
        ("^oven", 1),
        ("oven & cold", 1),
        ("𝓸𝓿𝓮𝓷", 1),
        ("oven AND", 0),
        ("oven OR cold", 0),
        ("NOT oven", 1),
        ("subject:oven", 0),
        ("%oven%", 1),
        ("1 OR 1=1", 0),
    ] {
        assert_eq!(anna.search(q).len(), hits, "{q:?}: every word is looked up as it stands");
    }
}

fn numbers(tickets: &[TicketSummary]) -> Vec<i64> {
    let mut all: Vec<i64> = tickets.iter().map(|ticket| ticket.id.0).collect();
    all.sort();
    all
}

fn staff_find_anything(on: On) {
    let app = on.start();
    let (anna, carla, agent) = (app.anna(), app.carla(), app.agent());
    let oven = anna.file("The oven is cold", "Serial HX-2201.").id.0;
    let pump = carla.file("A pump leaks", "Under the oven.").id.0;
    assert_eq!(numbers(&agent.search("oven").tickets), [oven, pump]);
    assert_eq!(numbers(&agent.search("hx-2201").tickets), [oven]);
    assert_eq!(numbers(&agent.search(ANNA).tickets), [oven]);
    assert_eq!(numbers(&agent.search("@cobalt").tickets), [pump]);
    assert_eq!(agent.search("carla").contacts[0].email, CARLA);
    assert_eq!(agent.search("COBALT").companies[0].name, "Cobalt Chemicals");
    let nothing = agent.search("   ");
    assert!(nothing.tickets.is_empty() && nothing.contacts.is_empty() && nothing.companies.is_empty());
    agent.get("/api/v1/search").send().expect(400);
}

fn an_exact_number_comes_first(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let wanted = anna.file("The first", "…").id;
    for _ in 0..12 {
        anna.file(&format!("About {wanted}"), "…");
    }
    for q in [wanted.to_string(), format!("#{wanted}")] {
        let found = agent.search(&q).tickets;
        assert_eq!((found[0].id, found.len()), (wanted, 10), "{q}");
    }
}

fn a_page_of_matches_is_like_any_page(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    for n in 0..7 {
        app.pass(chrono::Duration::minutes(1));
        anna.file(&format!("Oven {n}"), "…");
    }
    app.carla().file("A pump", "…");
    let first = agent.list("view=all&q=oven&limit=3&count=true");
    assert_eq!((first.total, first.items.len()), (Some(7), 3));
    let mut seen = numbers(&first.items);
    let mut next = first.next;
    while let Some(cursor) = next {
        let page = agent.list(&format!("view=all&q=oven&limit=3&after={cursor}"));
        seen.extend(numbers(&page.items));
        next = page.next;
    }
    seen.sort();
    assert_eq!(seen, anna.numbers("sort=id&direction=asc"));
    assert_eq!(agent.list("view=closed&q=oven&count=true").total, Some(0));
}

fn people_are_found_by_part_of_name_and_address(on: On) {
    use openapi::companies::console::CompanySummary;
    use openapi::contacts::console::ContactSummary;
    use openapi::page::Page;
    let app = on.start();
    let agent = app.agent();
    let contacts = |query: &str| -> Vec<ContactId> {
        let page: Page<ContactSummary> = agent.get(&agent.at(&format!("/contacts?{query}"))).send().expect(200).json();
        page.items.into_iter().map(|contact| contact.id).collect()
    };
    let world = &app.world;
    assert_eq!(contacts(""), [world.anna, world.ben, world.carla, world.dora, world.ian, world.pia], "by name");
    assert_eq!(contacts("q=LEE"), [world.anna]);
    assert_eq!(contacts("q=brightside"), [world.anna, world.ben, world.ian]);
    assert_eq!(contacts(&format!("company={}", world.bakery)), [world.anna, world.ben, world.ian]);
    for wildcard in ["%25", "_", "%5C", "a%25e", "%27"] {
        assert!(contacts(&format!("q={wildcard}")).is_empty(), "{wildcard}");
    }
    let companies = |query: &str| -> Vec<CompanyId> {
        let page: Page<CompanySummary> = agent.get(&agent.at(&format!("/companies?{query}"))).send().expect(200).json();
        page.items.into_iter().map(|company| company.id).collect()
    };
    assert_eq!((companies(""), companies("q=chem")), (vec![world.bakery, world.cobalt], vec![world.cobalt]));
    let page: Page<ContactSummary> = agent.get(&agent.at("/contacts?limit=4")).send().expect(200).json();
    assert_eq!(contacts(&format!("limit=4&after={}", page.next.unwrap())), [world.ian, world.pia]);
}

fn a_viewer_without_contacts_finds_none(on: On) {
    let app = on.start();
    app.change(|conn, _| {
        use diesel::prelude::*;
        use openapi::users::Permission;
        use portico::db::schema::roles as r;
        let only = portico::db::Json::of([Permission::TicketsView]);
        Ok(diesel::update(r::table.filter(r::name.eq("Viewer"))).set(r::permissions.eq(only)).execute(conn)?)
    });
    let viewer = app.viewer();
    let found = viewer.search("anna");
    assert!(found.contacts.is_empty() && found.companies.is_empty());
    viewer.get("/api/v1/contacts").send().expect(403);
}

fn searching_is_limited(on: On) {
    let app = on.start_with(|config| config.rate_limits = true);
    let anna = app.anna();
    let ask = || anna.get(&anna.at("/tickets?q=oven")).send();
    let refused = (0..80).map(|_| ask()).find(|answer| answer.status != 200).unwrap();
    assert!(refused.expect(429).header("retry-after").is_some());
    anna.list("");
    app.ben().search("oven");
}

/// Hangul is taken apart into letters, of which each counts as much as the syllable did.
fn words_that_grow_when_folded_are_indexed_as_far_as_they_fit(on: On) {
    let app = on.start();
    let syllable = |n: u32| char::from_u32(0xac00 + n * 28 + 1).unwrap();
    let words = (0..40_000).map(|n| [syllable(n / 300), syllable(n % 300), syllable(n % 7), ' '].iter().collect());
    let text: String = words.collect::<Vec<String>>().concat();
    let anna = app.anna();
    let id = anna.file("한글", &text).id;
    assert_eq!(anna.search("한글"), [id.0]);
    assert_eq!(anna.search(&text[..9]), [id.0], "the first word");
}

fn the_beginning_of_a_word_finds_all_it_may_become(on: On) {
    let app = on.start();
    let (anna, carla, agent) = (app.anna(), app.carla(), app.agent());
    let file = |subject: &str| anna.file(subject, "…").id.0;
    let (oven, ovens, overt) = (file("An oven"), file("Two ovens are cold"), file("Overt trouble"));
    let foreign = carla.file("Ovenware", "…").id.0;
    assert_eq!(anna.search("ov"), [overt, ovens, oven]);
    assert_eq!(anna.search("oven"), [ovens, oven]);
    assert_eq!(anna.search("ovens"), [ovens]);
    assert_eq!(anna.search("ove col"), [ovens]);
    assert!(anna.search("ovenw").is_empty() && anna.search("ovenx").is_empty() && anna.search("oven ovenx").is_empty());
    assert_eq!(numbers(&agent.search("oven").tickets), [oven, ovens, foreign]);
    assert_eq!(numbers(&agent.search("ovenware").tickets), [foreign]);
}

/// There are more of them than are looked up one by one.
fn a_beginning_of_very_many_words_finds_them_all(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let words = |from: u32| (from..from + 40).map(|n| format!("part{n} ")).collect::<String>();
    let first = anna.file("Parts", &words(100)).id.0;
    assert_eq!(anna.search("part1"), [first]);
    let second = anna.file("More of them", &words(140)).id.0;
    let carlas = app.carla().file("Parts", &words(300)).id.0;
    assert_eq!(anna.search("part1"), [second, first], "eighty words");
    assert_eq!(anna.search("part13"), [first], "ten words");
    assert_eq!(anna.search("part1 more"), [second]);
    assert_eq!(anna.search("part1 part179"), [second]);
    assert!(anna.search("part3").is_empty());
    assert_eq!(numbers(&agent.search("part").tickets), [first, second, carlas]);
}

fn an_edit_of_words_is_found_by_their_beginning(on: On) {
    let app = on.start();
    let (anna, agent) = (app.anna(), app.agent());
    let id = anna.file("The oven is cold", "…").id;
    anna.reply(id, "It is a Quickbake.");
    assert_eq!(anna.search("quick"), [id.0]);
    assert_eq!(numbers(&agent.search("quickb").tickets), [id.0]);
}
