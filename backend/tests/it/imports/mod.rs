//! A support desk's export becomes tickets, once, however often it is imported or interrupted; and
//! nobody is bothered by old stories.

mod rows;
mod runs;

use diesel::prelude::*;
use openapi::contacts::console::{Contact, ContactSummary};
use openapi::id::{ImportId, TicketId};
use openapi::imports::{Import, ImportStatus, RefusedRow};
use openapi::page::Page;
use openapi::tickets::console::Ticket;
use portico::db::schema::tickets as t;

use crate::support::{Answer, StaffClient, TestApp, eventually};

const MAPPING: &str = include_str!("../../fixtures/import.toml");

/// The fixture, with the one byte that no text file should hold.
fn csv() -> Vec<u8> {
    include_str!("../../fixtures/import.csv").replace("<NUL>", "\0").into_bytes()
}

fn try_import(owner: &StaffClient, mapping: &str, name: &str, csv: &[u8]) -> Answer {
    owner.request("POST", &owner.at("/imports")).form(&[("mapping", mapping)], name, csv).send()
}

fn show(owner: &StaffClient, id: ImportId) -> Import {
    owner.get(&owner.at(&format!("/imports/{id}"))).send().expect(200).json()
}

/// Waits until an import has ended.
fn ended(owner: &StaffClient, id: ImportId) -> Import {
    eventually("the import ends", || {
        Some(show(owner, id)).filter(|import| matches!(import.status, ImportStatus::Done | ImportStatus::Failed))
    })
}

fn import(owner: &StaffClient, mapping: &str, csv: &[u8]) -> Import {
    let asked: Import = try_import(owner, mapping, "old desk.csv", csv).expect(202).json();
    assert_eq!((asked.status, asked.file_name.as_str()), (ImportStatus::Queued, "old desk.csv"));
    ended(owner, asked.id)
}

fn refused(owner: &StaffClient, id: ImportId) -> Vec<RefusedRow> {
    owner.get(&owner.at(&format!("/imports/{id}/refused-rows"))).send().expect(200).json()
}

fn ticket(app: &TestApp, owner: &StaffClient, key: &str) -> Ticket {
    let key = format!("old-desk:{key}");
    let id: TicketId = app.look(|conn| Ok(t::table.filter(t::import_key.eq(&key)).select(t::id).first(conn).unwrap()));
    owner.ticket(id)
}

fn contact(owner: &StaffClient, email: &str) -> Contact {
    let found: Page<ContactSummary> = owner.get(&owner.at(&format!("/contacts?q={email}"))).send().expect(200).json();
    assert_eq!(found.items.len(), 1, "{email}");
    owner.get(&owner.at(&format!("/contacts/{}", found.items[0].id))).send().expect(200).json()
}
