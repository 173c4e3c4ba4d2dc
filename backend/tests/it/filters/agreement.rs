//! Random trees on random records: memory and both databases select exactly the same.

use std::cell::Cell;
use std::collections::BTreeSet;

use openapi::filters::Filter;
use openapi::properties::Object;
use portico::db::dialect::condition::Condition;
use portico::db::dialect::statement::Statement;
use portico::db::{Conn, Db, Ts};
use portico::error::Result;
use portico::filter::record::{self, Record};
use portico::filter::{Catalog, Tree, check, sql};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::random::{self, IDS};
use super::records::{self, Chance};
use crate::support::{On, on_both_databases};

on_both_databases!(a_tree_judges_as_the_database_selects);

/// Filters that are tried on each kind of record.
const CASES: u32 = 500;

/// 2026-11-22 08:30:00.123456.
fn now() -> Ts {
    Ts::from_micros(1_795_336_200_123_456)
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn tree(filter: &Filter, object: Object, catalog: &Catalog) -> Option<Tree> {
    check::check(filter, object, catalog, "", None).ok()
}

/// Two static lists, then active ones that may refer to any list before them.
fn lists(conn: &mut Conn, chance: &mut Chance, runner: &mut TestRunner) -> Result<()> {
    for _ in 0..2 {
        records::list(conn, chance, None, now())?;
    }
    let offered = Catalog::load(conn)?.offered(Object::Contact);
    let (about_lists, others): (Vec<_>, Vec<_>) =
        offered.into_iter().partition(|property| property.property.ends_with("list"));
    for nth in 2..IDS {
        let offered = if nth > 4 { [about_lists.clone(), others.clone()].concat() } else { others.clone() };
        let filter = loop {
            let filter = random::filters(if nth == 5 { about_lists.clone() } else { offered.clone() })
                .new_tree(runner)
                .unwrap()
                .current();
            if tree(&filter, Object::Contact, &Catalog::load(conn)?).is_some() {
                break filter;
            }
        };
        records::list(conn, chance, Some(&filter), now())?;
    }
    Ok(())
}

fn selected(conn: &mut Conn, tree: &Tree) -> BTreeSet<i64> {
    let table = sql::table(tree.object);
    let condition = tree.condition(conn, table, now());
    let query = Condition::new(format!("SELECT id AS number FROM {table} WHERE ")).then(condition);
    Statement(query).numbers(conn).unwrap().into_iter().collect()
}

fn ids(conn: &mut Conn, object: Object) -> Vec<i64> {
    Statement(Condition::new(format!("SELECT id AS number FROM {}", sql::table(object)))).numbers(conn).unwrap()
}

fn a_tree_judges_as_the_database_selects(on: On) {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = on.create(folder.path());
    let db = Db::open(&database.url, 1).unwrap();
    let mut dice = runner(CASES);
    db.write_blocking(|conn| {
        let mut chance = Chance::of(&mut dice);
        records::fill(conn, &mut chance, now())?;
        lists(conn, &mut chance, &mut dice)
    })
    .unwrap();
    for object in [Object::Contact, Object::Company, Object::Ticket] {
        let (catalog, all): (Catalog, Vec<(i64, Record)>) = db
            .read_blocking(|conn| {
                let catalog = Catalog::load(conn)?;
                let all = ids(conn, object).into_iter().map(|id| Ok((id, record::of(conn, object, id)?)));
                Ok((catalog, all.collect::<Result<_>>()?))
            })
            .unwrap();
        let (refused, telling) = (Cell::new(0), Cell::new(0));
        let outcome = runner(CASES).run(&random::filters(catalog.offered(object)), |filter| {
            let Some(tree) = tree(&filter, object, &catalog) else {
                refused.set(refused.get() + 1);
                return Ok(());
            };
            let judged: BTreeSet<i64> =
                all.iter().filter(|(_, record)| tree.judges(record, now())).map(|(id, _)| *id).collect();
            let found = db.read_blocking(|conn| Ok(selected(conn, &tree))).unwrap();
            telling.set(telling.get() + u32::from(!found.is_empty() && found.len() < all.len()));
            prop_assert_eq!(judged, found, "memory and database, {}", serde_json::to_string(&filter).unwrap());
            Ok(())
        });
        outcome.unwrap_or_else(|failure| panic!("{object:?}: {failure}"));
        let (refused, telling) = (refused.get(), telling.get());
        assert!(refused < CASES / 10, "{refused} filters of {object:?} were refused");
        assert!(telling > CASES / 3, "only {telling} filters of {object:?} told records apart");
    }
}
