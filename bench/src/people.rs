//! Who asks: real customers and a member of staff, found in the seeded database and signed in over
//! HTTP with their passwords.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use portico::db::Conn;

use crate::http::{Client, cookie, post};
use crate::seed::{BIG_COMPANY, BUSIEST_CONTACT, PASSWORD, PORTAL, STAFF_EMAIL};

/// Ordinary customers that ask in turn.
const CUSTOMERS: usize = 16;
/// Tickets of a customer that are opened and answered.
const TICKETS: i64 = 40;

/// A customer who is signed in.
#[derive(Debug, Clone)]
pub struct Customer {
    /// The session's cookie.
    pub cookie: String,
    /// Some of their tickets.
    pub tickets: Vec<i64>,
    /// Those of them that take a reply.
    pub open: Vec<i64>,
}

/// Everybody who asks.
#[derive(Debug, Clone)]
pub struct People {
    /// Customers with 26 to 200 tickets, of many companies.
    pub customers: Vec<Customer>,
    /// The shared mailbox of the big company.
    pub busiest: Customer,
    /// Somebody of a company with 30 to 300 tickets.
    pub small: Customer,
    /// The cookie of a member of staff.
    pub staff: String,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

#[derive(QueryableByName)]
struct Email {
    #[diesel(sql_type = Text)]
    email: String,
}

/// Finds them and signs them in.
pub fn sign_in(conn: &mut Conn, address: SocketAddr) -> Result<People> {
    let ordinary = ids(
        conn,
        "SELECT contact_id AS id FROM ticket_contacts GROUP BY contact_id HAVING count(*) BETWEEN 26 AND 200 \
         AND sum(CASE state WHEN 'open' THEN 1 ELSE 0 END) > 0 ORDER BY contact_id",
    )?;
    ensure!(!ordinary.is_empty(), "no contact has 26 to 200 tickets");
    let step = (ordinary.len() / CUSTOMERS).max(1);
    let chosen: Vec<i64> = ordinary.into_iter().step_by(step).take(CUSTOMERS).collect();
    let small = ids(
        conn,
        &format!(
            "SELECT min(cc.contact_id) AS id FROM company_contacts cc WHERE cc.company_id = (SELECT company_id \
             FROM ticket_companies WHERE company_id <> {BIG_COMPANY} GROUP BY company_id \
             HAVING count(*) BETWEEN 30 AND 300 ORDER BY company_id DESC LIMIT 1)"
        ),
    );
    let small = *small.context("no company has 30 to 300 tickets")?.first().context("a company without contacts")?;
    let customers = chosen.into_iter().map(|id| customer(conn, address, id)).collect::<Result<Vec<_>>>()?;
    let path = "/api/public/console/sessions";
    Ok(People {
        customers,
        busiest: customer(conn, address, BUSIEST_CONTACT)?,
        small: customer(conn, address, small)?,
        staff: session(address, path, STAFF_EMAIL, "portico_console")?,
    })
}

fn ids(conn: &mut Conn, query: &str) -> Result<Vec<i64>> {
    Ok(diesel::sql_query(query).load::<Id>(conn)?.into_iter().map(|row| row.id).collect())
}

fn customer(conn: &mut Conn, address: SocketAddr, contact: i64) -> Result<Customer> {
    let found = format!("SELECT email FROM contacts WHERE id = {contact}");
    let email = diesel::sql_query(found).get_result::<Email>(conn)?.email;
    let of = |only: &str| {
        format!(
            "SELECT ticket_id AS id FROM ticket_contacts WHERE contact_id = {contact} {only} \
             ORDER BY customer_activity_at DESC LIMIT {TICKETS}"
        )
    };
    let path = format!("/api/public/portals/{PORTAL}/sessions");
    Ok(Customer {
        cookie: session(address, &path, &email, "portico_portal")?,
        tickets: ids(conn, &of(""))?,
        open: ids(conn, &of("AND state = 'open'"))?,
    })
}

fn session(address: SocketAddr, path: &str, email: &str, name: &str) -> Result<String> {
    let body = serde_json::json!({ "email": email, "password": PASSWORD }).to_string();
    let mut client = Client::connect(address)?;
    let answer = client.send(&post(address, path, "", &body))?;
    ensure!(answer.status == 200, "{email} cannot sign in: {} {}", answer.status, String::from_utf8_lossy(answer.body));
    cookie(answer.head, name).with_context(|| format!("signing {email} in set no cookie"))
}
