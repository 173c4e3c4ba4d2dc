//! What is asked: one scenario is one kind of request, with as much variety as people bring.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};

use crate::http::{Client, get, post};
use crate::load::Ask;
use crate::options::Options;
use crate::people::{Customer, People};
use crate::rng::Rng;
use crate::seed::{PORTAL, order_number};
use crate::targets::Kind;
use crate::words::Words;

/// Rows of a page, as the apps ask for them.
const ROWS: u64 = 25;
/// The page far down a list that is asked for.
const FAR_PAGE: u64 = 1_000;
/// Queries that a search scenario draws from.
const QUERIES: usize = 48;

/// One kind of request.
pub struct Scenario {
    /// Its name, also for `--only`.
    pub name: &'static str,
    /// What is expected of it.
    pub kind: Kind,
    /// Makes requests.
    pub ask: Ask,
}

/// Every scenario. The pages far down the lists are walked to here, once.
pub fn all(address: SocketAddr, people: &People, options: &Options) -> Result<Vec<Scenario>> {
    let list = format!("/api/portal/{PORTAL}/tickets?limit={ROWS}");
    let organization = format!("{list}&view=organization");
    let inbox = format!("/api/v1/tickets?limit={ROWS}&view=all");
    let (busiest, small) = (&people.busiest.cookie, &people.small.cookie);
    let far = |path: &str, cookie: &str| far_page(address, path, cookie);
    let words = Words::new();
    let numbers = options.tickets as usize;
    let queries: Vec<String> = (0..QUERIES).map(|index| query(&words, index, numbers)).collect();
    let searches = |path: &str| queries.iter().map(|q| format!("{path}&q={q}")).collect::<Vec<_>>();
    let mine: Vec<(String, String)> =
        people.customers.iter().map(|customer| (list.clone(), customer.cookie.clone())).collect();
    let by_customers = |paths: &[String]| -> Vec<(String, String)> {
        let cookies = people.customers.iter().map(|customer| customer.cookie.as_str());
        cookies.flat_map(|cookie| with(paths, cookie)).collect()
    };
    Ok(vec![
        reads(address, "list", Kind::List, mine),
        reads(address, "list-far", Kind::List, vec![far(&list, busiest)?]),
        reads(address, "organization-small", Kind::Small, vec![(organization.clone(), small.clone())]),
        reads(address, "organization", Kind::Big, vec![(organization.clone(), busiest.clone())]),
        reads(address, "organization-far", Kind::Big, vec![far(&organization, busiest)?]),
        reads(address, "inbox", Kind::List, vec![(inbox.clone(), people.staff.clone())]),
        reads(address, "inbox-far", Kind::List, vec![far(&inbox, &people.staff)?]),
        reads(address, "detail", Kind::Other, details(people)),
        reads(address, "search", Kind::Search, by_customers(&searches(&list))),
        reads(address, "search-organization", Kind::Search, with(&searches(&organization), busiest)),
        reads(address, "search-staff", Kind::Search, with(&searches(&inbox), &people.staff)),
        replies(address, people)?,
    ])
}

fn with(paths: &[String], cookie: &str) -> Vec<(String, String)> {
    paths.iter().map(|path| (path.clone(), cookie.to_owned())).collect()
}

/// Asks for one of these, at random; every request is made once, beforehand.
fn reads(address: SocketAddr, name: &'static str, kind: Kind, of: Vec<(String, String)>) -> Scenario {
    let requests: Vec<Vec<u8>> = of.iter().map(|(path, cookie)| get(address, path, cookie)).collect();
    Scenario { name, kind, ask: Box::new(move |rng, _| rng.pick(&requests).clone()) }
}

fn details(people: &People) -> Vec<(String, String)> {
    let of = |customer: &Customer| -> Vec<(String, String)> {
        let path = |id: &i64| format!("/api/portal/{PORTAL}/tickets/{id}");
        customer.tickets.iter().map(|id| (path(id), customer.cookie.clone())).collect()
    };
    people.customers.iter().flat_map(of).collect()
}

/// Every connection replies as a customer of its own, to one of their open tickets.
fn replies(address: SocketAddr, people: &People) -> Result<Scenario> {
    let writers: Vec<Customer> = people.customers.iter().filter(|who| !who.open.is_empty()).cloned().collect();
    ensure!(!writers.is_empty(), "no customer has an open ticket");
    let words = Words::new();
    let ask = move |rng: &mut Rng, connection: usize| {
        let by = &writers[connection % writers.len()];
        let path = format!("/api/portal/{PORTAL}/tickets/{}/messages", rng.pick(&by.open));
        let text: Vec<&str> = (0..30).map(|_| words.any(rng)).collect();
        post(address, &path, &by.cookie, &serde_json::json!({ "text": text.join(" ") }).to_string())
    };
    Ok(Scenario { name: "reply", kind: Kind::Other, ask: Box::new(ask) })
}

/// A third each of frequent words, pairs of words, and words or numbers of very few tickets.
fn query(words: &Words, index: usize, tickets: usize) -> String {
    let mut rng = Rng::new(index as u64);
    match index % 6 {
        0 | 3 => words.common(&mut rng).to_owned(),
        1 => format!("{}%20{}", words.common(&mut rng), words.common(&mut rng)),
        4 => format!("{}%20{}", words.common(&mut rng), words.rare(&mut rng)),
        2 => words.rare(&mut rng).to_owned(),
        _ => order_number(rng.below(tickets)),
    }
}

/// The path of page [`FAR_PAGE`], or of the last full page of a shorter list.
fn far_page(address: SocketAddr, path: &str, cookie: &str) -> Result<(String, String)> {
    let mut client = Client::connect(address)?;
    let (mut left, mut cursor) = ((FAR_PAGE - 1) * ROWS, String::new());
    let mut reached = path.to_owned();
    while left > 0 {
        let step = left.min(100);
        let asked = path.replace(&format!("limit={ROWS}"), &format!("limit={step}"));
        let answer = client.send(&get(address, &format!("{asked}{cursor}"), cookie))?;
        ensure!(answer.status == 200, "{asked} was answered with {}", answer.status);
        let page: serde_json::Value = serde_json::from_slice(answer.body).context("a page that is no JSON")?;
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&after={next}");
        reached = format!("{path}{cursor}");
        left -= step;
    }
    Ok((reached, cookie.to_owned()))
}
