//! Companies and contacts: one company is big, the others are of very different sizes, and one
//! contact in ten belongs to none. Every contact can sign in.

use anyhow::Result;

use super::bulk::{Bulk, Table, Value};
use super::installation::Base;
use super::{BIG_COMPANY, Sizes};
use crate::rng::Rng;

const FIRST: [&str; 24] = [
    "Anna", "Ben", "Carla", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kavya", "Liam", "Mara",
    "Noor", "Olga", "Pavel", "Quinn", "Rosa", "Samir", "Tessa", "Uma", "Viktor", "Wanda", "Yusuf",
];
const LAST: [&str; 24] = [
    "Abbott", "Berger", "Castillo", "Dubois", "Eriksen", "Fischer", "Garcia", "Hansen", "Ivanov", "Jensen", "Kumar",
    "Larsen", "Moreau", "Novak", "Okafor", "Petrov", "Quist", "Rossi", "Schmidt", "Tanaka", "Umarov", "Vogel", "Weber",
    "Zhang",
];
const TRADES: [&str; 8] =
    ["Logistics", "Foods", "Energy", "Textiles", "Software", "Instruments", "Printing", "Shipping"];
/// Days that a person has been known for, at most.
const KNOWN_DAYS: i64 = 1_500;
const DAY: i64 = 86_400_000_000;

/// Who can file tickets.
pub struct People {
    /// Contacts by company; index 0 holds those of no company.
    pub contacts: Vec<Vec<i64>>,
    /// The sum of the weights of companies 2 to the last, each up to itself.
    pub sums: Vec<f64>,
}

/// Writes companies, contacts and memberships.
pub fn write(bulk: &mut Bulk, base: &Base, sizes: Sizes, now: i64) -> Result<People> {
    let mut rng = Rng::new(11);
    let since = now - KNOWN_DAYS * DAY;
    for id in 1..=sizes.companies as i64 {
        let name = format!("{} {} {id}", rng.pick(&LAST), rng.pick(&TRADES));
        let domains = format!("[\"c{id}.example\"]");
        bulk.row(
            Table::Companies,
            &[
                Value::Int(id),
                Value::Text(&name),
                Value::Text(&name.to_lowercase()),
                Value::Text(&domains),
                Value::Time(since),
                Value::Text("{}"),
            ],
        )?;
    }
    let mut people = People { contacts: vec![Vec::new(); sizes.companies + 1], sums: sums(sizes.companies) };
    for id in 1..=sizes.contacts as i64 {
        let company = home(&people, sizes, id as usize - 1, &mut rng);
        people.contacts[company].push(id);
        contact(bulk, base, id, company as i64, since, &mut rng)?;
    }
    Ok(people)
}

/// Weights fall slowly: a few dozen companies have thousands of tickets, most have dozens.
fn sums(companies: usize) -> Vec<f64> {
    let weight = |rank: usize| 1.0 / (rank as f64 + 20.0);
    let total: f64 = (0..companies - 1).map(weight).sum();
    let mut sum = 0.0;
    (0..companies - 1)
        .map(|rank| {
            sum += weight(rank) / total;
            sum
        })
        .collect()
}

impl People {
    /// A company other than the big one, the larger the likelier.
    pub fn company(&self, rng: &mut Rng) -> usize {
        let at = rng.unit();
        self.sums.partition_point(|sum| *sum < at).min(self.sums.len() - 1) + 2
    }
}

/// The company of the contact with this index: each company has at least one.
fn home(people: &People, sizes: Sizes, index: usize, rng: &mut Rng) -> usize {
    match index {
        index if index < sizes.companies => index + 1,
        index if index % 10 == 0 => 0,
        index if index % 50 == 1 => BIG_COMPANY as usize,
        _ => people.company(rng),
    }
}

fn contact(bulk: &mut Bulk, base: &Base, id: i64, company: i64, since: i64, rng: &mut Rng) -> Result<()> {
    let (first, last) = (*rng.pick(&FIRST), *rng.pick(&LAST));
    let email = format!("contact{id}@c{company}.example");
    let shown = openapi::contacts::display_name(first, last, &email).to_lowercase();
    bulk.row(
        Table::Contacts,
        &[
            Value::Int(id),
            Value::Text(&email),
            Value::Text(first),
            Value::Text(last),
            Value::Text(&shown),
            Value::Null,
            Value::Text("{}"),
            Value::Time(since),
        ],
    )?;
    if company > 0 {
        bulk.row(Table::CompanyContacts, &[Value::Int(id), Value::Int(company), Value::Bool(true)])?;
    }
    bulk.row(
        Table::Memberships,
        &[
            Value::Int(id),
            Value::Int(id),
            Value::Int(base.created.domain.0),
            Value::Text("active"),
            Value::Text(&base.password_hash),
            Value::Time(since),
            Value::Time(since),
            Value::Null,
        ],
    )
}
