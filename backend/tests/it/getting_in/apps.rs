//! Which app a portal's page starts: whoever is inside gets the portal, everybody else the way in, at one
//! and the same address.

use diesel::prelude::*;
use openapi::portals::entry::PAGES;
use portico::db::schema::portals as p;

use crate::support::{Answer, On, on_both_databases};

on_both_databases!(
    whoever_is_inside_gets_the_portal_and_everybody_else_the_way_in,
    settings_are_an_app_of_their_own,
    whom_a_portal_is_not_meant_for_is_refused,
);

/// Which app a page starts; none where the apps are not built.
fn app(page: &Answer) -> Option<&'static str> {
    if page.status == 503 {
        return None;
    }
    let text = page.text();
    ["entry", "portal", "console", "settings"].into_iter().find(|app| text.contains(&format!("/assets/{app}-start-")))
}

fn whoever_is_inside_gets_the_portal_and_everybody_else_the_way_in(on: On) {
    let server = on.start();
    let (anna, anyone) = (server.anna(), server.anyone());
    for path in ["/support/", "/support/tickets/1", "/support/sign-in", "/support/nowhere"] {
        let (inside, outside) = (anna.get(path).send(), anyone.get(path).send());
        let Some(inside_app) = app(&inside) else { return };
        assert_eq!((inside_app, app(&outside)), ("portal", Some("entry")), "{path}");
        assert!(inside.text().contains("anna.lee@"), "{path} says who is signed in");
    }
    for page in PAGES {
        let path = format!("/support/{page}?token=x");
        let mailed = anna.get(&path).send();
        assert_eq!(app(&mailed), Some("entry"), "{path}");
        assert!(!mailed.text().contains("anna.lee@"), "{path} is told nothing of them");
        // the secret in the address is told to nobody
        assert_eq!(mailed.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
    anna.sign_out().expect(204);
    assert_eq!(app(&anna.get("/support/tickets").send()), Some("entry"));
}

fn settings_are_an_app_of_their_own(on: On) {
    let server = on.start();
    let anyone = server.anyone();
    for (path, expected) in [
        ("/console/", "console"),
        ("/console/inbox/mine", "console"),
        ("/console/settings", "settings"),
        ("/console/settings/portals/1", "settings"),
        ("/console/settingsx", "console"),
    ] {
        let page = anyone.get(path).send();
        assert!(app(&page).is_none_or(|app| app == expected), "{path}");
    }
}

fn whom_a_portal_is_not_meant_for_is_refused(on: On) {
    let server = on.start();
    let anna = server.anna();
    server.change(|conn, _| {
        Ok(diesel::update(p::table.find(server.world.support)).set(p::access.eq("lists")).execute(conn)?)
    });
    let page = anna.get("/support/tickets").send();
    let Some(started) = app(&page) else { return };
    assert_eq!((started, page.status), ("entry", 403));
    assert!(page.text().contains("anna.lee@"), "it says who is signed in");
    // the pages of mailed links, and of leaving, are there for everybody
    assert_eq!(anna.get("/support/signed-out").send().status, 200);
    assert_eq!(server.anyone().get("/support/tickets").send().status, 200);
}
