//! A generated world in which everything changes at random, and a slow, obvious model of the rules of
//! who sees what. After each change the server's answers for every contact are the model's.
//!
//! 120 changes with every test run; `PORTICO_WORLD_STEPS=10000` for the long walk.

use std::collections::BTreeSet;

use diesel::prelude::*;
use openapi::filters::{FilterOperator, FilterScalar, FilterValue};
use openapi::id::{CompanyId, ContactId, ListId, PortalId, TicketId};
use openapi::tickets::{Priority, TicketState};
use portico::auth::password::Passwords;
use portico::db::Json;
use portico::db::schema::{
    company_contacts as cc, list_members as lm, lists as l, portal_lists as pl, portals as p, tickets as t,
};
use portico::tickets::change::event::Actor;
use portico::tickets::change::{create, people, update};
use portico::tickets::row;

use crate::support::world::{company, contact, let_in};
use crate::support::{CustomerClient, On, PASSWORD, TestApp, on_both_databases};
use crate::who_sees_what::filter;

mod change;
mod make;

on_both_databases!(the_server_and_the_model_agree_whatever_changes);

const TICKETS: usize = 500;
const CONTACTS: usize = 12;
const LISTS: usize = 3;
/// The list whose members are found, not written down.
const ACTIVE: usize = 2;
/// How many changes, unless `PORTICO_WORLD_STEPS` says otherwise.
const STEPS: usize = 120;

/// Chance, the same with every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % end
    }
    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }
}

struct Person {
    id: ContactId,
    email: String,
    company: Option<usize>,
}

struct Ticket {
    id: TicketId,
    requester: usize,
    participants: BTreeSet<usize>,
    company: Option<usize>,
    priority: Option<Priority>,
    state: TicketState,
    private: bool,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Shown {
    All,
    Urgent,
    OpenOrKnown,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Company {
    Nobody,
    Everybody,
    First,
}

struct Portal {
    id: PortalId,
    slug: String,
    shown: Shown,
    company: Company,
    lists: Option<BTreeSet<usize>>,
}

/// The model: what is so, in words as plain as possible.
struct World {
    companies: Vec<CompanyId>,
    people: Vec<Person>,
    tickets: Vec<Ticket>,
    /// Members that are written down; `None` for whoever is of company 1.
    lists: Vec<(ListId, Option<BTreeSet<usize>>)>,
    portals: Vec<Portal>,
}

impl World {
    fn may_enter(&self, who: usize, portal: &Portal) -> bool {
        match &portal.lists {
            None => true,
            Some(lists) => lists.iter().any(|list| match &self.lists[*list].1 {
                Some(members) => members.contains(&who),
                None => self.people[who].company == Some(1),
            }),
        }
    }

    fn sees_company(&self, who: usize, portal: &Portal) -> bool {
        let first = self.people[who].company == Some(0);
        self.people[who].company.is_some()
            && match portal.company {
                Company::Nobody => false,
                Company::Everybody => true,
                Company::First => first,
            }
    }

    fn shows(portal: &Portal, ticket: &Ticket) -> bool {
        match portal.shown {
            Shown::All => true,
            Shown::Urgent => ticket.priority == Some(Priority::Urgent),
            Shown::OpenOrKnown => ticket.state == TicketState::Open || ticket.priority.is_some(),
        }
    }

    fn takes_part(who: usize, ticket: &Ticket) -> bool {
        ticket.requester == who || ticket.participants.contains(&who)
    }

    fn mine(&self, who: usize, portal: &Portal) -> BTreeSet<i64> {
        let seen = self.tickets.iter().filter(|one| Self::shows(portal, one) && Self::takes_part(who, one));
        seen.map(|one| one.id.0).collect()
    }

    fn organization(&self, who: usize, portal: &Portal) -> BTreeSet<i64> {
        let company = self.people[who].company;
        let seen = self.tickets.iter().filter(|one| Self::shows(portal, one) && one.company == company && !one.private);
        seen.map(|one| one.id.0).collect()
    }
}

fn the_server_and_the_model_agree_whatever_changes(on: On) {
    let app = on.start();
    let mut chance = Chance(0x005e_ed0f_7e57);
    let mut world = make::begin(&app, &mut chance);
    let clients: Vec<CustomerClient> =
        world.people.iter().map(|person| app.anyone().sign_in(&person.email, PASSWORD)).collect();
    #[allow(clippy::disallowed_methods, reason = "how long to walk is no configuration of the server")]
    let steps = std::env::var("PORTICO_WORLD_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(STEPS);
    for step in 0..steps {
        let changed = change::change(&app, &mut world, &mut chance);
        let portal = chance.below(world.portals.len());
        for (who, client) in clients.iter().enumerate() {
            compare(&world, who, client, portal, &mut chance, &format!("step {step}: {changed}"));
        }
    }
}

/// Everything a contact is told in a portal, beside what the model says.
fn compare(world: &World, who: usize, client: &CustomerClient, portal: usize, chance: &mut Chance, after: &str) {
    let portal = &world.portals[portal];
    let client = client.elsewhere(&portal.slug);
    let name = format!("{} in {} after {after}", world.people[who].email, portal.slug);
    if !world.may_enter(who, portal) {
        client.get(&client.at("/tickets")).send().expect(403);
        return;
    }
    let (mine, organization) = (world.mine(who, portal), world.organization(who, portal));
    assert_eq!(all(&client, "view=mine"), mine, "the tickets of {name}");
    let sees_company = world.sees_company(who, portal);
    if sees_company {
        assert_eq!(all(&client, "view=organization"), organization, "the organization's tickets of {name}");
    } else {
        client.get(&client.at("/tickets?view=organization")).send().expect(403);
    }
    let one = &world.tickets[chance.below(TICKETS)];
    let visible = mine.contains(&one.id.0) || sees_company && organization.contains(&one.id.0);
    client.look_at(one.id).expect(if visible { 200 } else { 404 });
    let found = client.search(&format!("word{}", one.id));
    assert_eq!(found, Vec::from_iter(mine.get(&one.id.0).copied()), "a search of {name}");
}

/// The numbers of every page.
fn all(client: &CustomerClient, view: &str) -> BTreeSet<i64> {
    let (mut found, mut after) = (BTreeSet::new(), String::new());
    loop {
        let page = client.list(&format!("{view}&limit=100&count=true{after}"));
        found.extend(page.items.iter().map(|ticket| ticket.id.0));
        match page.next {
            Some(next) => after = format!("&after={next}"),
            None => {
                assert_eq!(page.total, Some(found.len() as u64));
                return found;
            }
        }
    }
}
