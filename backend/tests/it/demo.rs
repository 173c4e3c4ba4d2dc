//! The demonstration account: everything in it is as if it had happened, and everybody gets in.

use diesel::prelude::*;
use openapi::mails::MailStatus;
use openapi::tickets::TicketState;
use portico::config::Config;
use portico::db::Ts;
use portico::db::schema::{events as e, tickets as t};
use portico::demo;
use tempfile::TempDir;

use crate::support::database::Database;
use crate::support::{On, TestApp, on_both_databases};

on_both_databases!(an_empty_installation_is_filled_once, everybody_gets_in_and_finds_something);

/// Role, address and password of everybody that `sign_ins` names.
fn sign_ins(config: &Config) -> Vec<(String, String, String)> {
    let person = |line: &str| match line.split_whitespace().collect::<Vec<_>>()[..] {
        [role, email, password] if email.contains('@') => Some((role.into(), email.into(), password.into())),
        _ => None,
    };
    demo::sign_ins(config).lines().filter_map(person).collect()
}

/// A server whose empty database was filled.
fn filled(on: On) -> (TestApp, Database, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let empty = on.create_empty(folder.path());
    let app = on.start_with(|config| config.database_url = empty.url.clone());
    assert!(demo::fill(&app.parts).unwrap());
    portico::server::host_names(&app.parts).unwrap();
    (app, empty, folder)
}

fn an_empty_installation_is_filled_once(on: On) {
    let (app, _database, _folder) = filled(on);
    assert!(!demo::fill(&app.parts).unwrap(), "an account is left alone");
    let now = app.parts.clock.now();
    let tickets: Vec<(String, Ts, Ts)> =
        app.look(|conn| Ok(t::table.select((t::state, t::created_at, t::last_activity_at)).load(conn)?));
    assert!((50..70).contains(&tickets.len()), "{}", tickets.len());
    assert!(tickets.iter().all(|(_, created, last)| created <= last && *last <= now));
    assert!(tickets.iter().filter(|(state, _, _)| state == TicketState::Closed.as_str()).count() > 15);
    let longest: i64 = app.look(|conn| {
        let counts: Vec<i64> = e::table.group_by(e::ticket_id).select(diesel::dsl::count_star()).load(conn)?;
        Ok(counts.into_iter().max().unwrap_or_default())
    });
    assert!(longest > 60, "one conversation is longer than a page: {longest}");
}

fn everybody_gets_in_and_finds_something(on: On) {
    let (app, _database, _folder) = filled(on);
    let people = sign_ins(&app.parts.config);
    let of = |role: &str| people.iter().filter(|(there, _, _)| there == role).count();
    assert_eq!((of("owner"), of("agent"), of("viewer")), (1, 2, 1));
    assert!(of("customer") > 5);
    for (role, email, password) in &people {
        if role == "customer" {
            let customer = app.anyone().sign_in(email, password);
            assert!(!customer.list("").items.is_empty(), "{email}");
        } else {
            assert!(app.anyone().sign_in_as_staff(email, password).counts().open > 20, "{email}");
        }
    }
    let (_, owner, password) = &people[0];
    let owner = app.anyone().sign_in_as_staff(owner, password);
    let mut statuses: Vec<&str> = owner.mails().iter().map(|mail| mail.status.as_str()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [MailStatus::Failed, MailStatus::Queued, MailStatus::Sent].map(MailStatus::as_str));
}
