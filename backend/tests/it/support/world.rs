//! Who is there before a story begins.
//!
//! One account with three portals: `support` and `help` on the host `localhost`, where the first
//! shows the company's tickets and the second only one's own, and `partners` on a host of its own.
//! Three users, one per built-in role. Customers: Anna and Ben at Brightside Bakery, Carla at Cobalt
//! Chemicals, Dora without a company, Ian who was never invited, and Pia who belongs to `partners`.

use diesel::prelude::*;
use openapi::companies::console::NewCompany;
use openapi::contacts::console::NewContact;
use openapi::id::{CompanyId, ContactId, DomainId, PortalId, UserId};
use portico::auth::password::Passwords;
use portico::clock::Clock;
use portico::db::schema::{domains as d, portals as p};
use portico::db::{Conn, Json, Ts};
use portico::error::Result;
use portico::users::change::{BuiltInRole, NewUser};
use portico::{companies, contacts, memberships, portals, users};

/// Everybody's password.
pub const PASSWORD: &str = "violet harbour kite 9";
/// Memory of a password's hash: small, so that tests are quick.
pub const HASH_KIB: u32 = 64;

pub const OWNER: &str = "olivia@portico.test";
pub const AGENT: &str = "amir@portico.test";
pub const VIEWER: &str = "vera@portico.test";
pub const ANNA: &str = "anna.lee@brightside.test";
pub const BEN: &str = "ben.ode@brightside.test";
pub const CARLA: &str = "carla.diaz@cobalt.test";
pub const DORA: &str = "dora.nowak@mail.test";
pub const IAN: &str = "ian.frost@brightside.test";
pub const PIA: &str = "pia.berg@partner.test";

/// The address mails of the portals come from.
pub const INBOX: &str = "support@portico.test";
/// The second host.
pub const PARTNERS_HOST: &str = "partners.test";

/// The ids of what is there.
#[derive(Debug, Clone)]
pub struct World {
    pub support: PortalId,
    pub partners: PortalId,
    pub owner: UserId,
    pub agent: UserId,
    pub bakery: CompanyId,
    pub cobalt: CompanyId,
    pub anna: ContactId,
    pub ben: ContactId,
    pub carla: ContactId,
    pub dora: ContactId,
    pub ian: ContactId,
    pub pia: ContactId,
}

/// Creates everybody.
pub fn people(conn: &mut Conn) -> Result<World> {
    let now = Clock::default().now();
    let hash = Passwords::with_memory(HASH_KIB)?.hash_blocking(PASSWORD)?;
    let installation = portals::change::Installation {
        account: "Harbour Tools",
        portal: "Harbour Support",
        slug: "support",
        address: INBOX,
        company_tickets: true,
    };
    let there = portals::change::install(conn, &installation, "localhost", now)?.unwrap();
    let mut user = |name: &str, email: &str, role| {
        users::change::create(conn, &NewUser { email, name, password_hash: &hash, role }, now)
    };
    let owner = user("Olivia Stone", OWNER, BuiltInRole::Owner)?;
    let agent = user("Amir Haddad", AGENT, BuiltInRole::Agent)?;
    user("Vera Lind", VIEWER, BuiltInRole::Viewer)?;
    let bakery = company(conn, "Brightside Bakery", now)?;
    let cobalt = company(conn, "Cobalt Chemicals", now)?;
    let partner_domain = domain(conn, PARTNERS_HOST, now)?;
    let mut customer = |name: (&str, &str), email: &str, company, access: Option<DomainId>| {
        let id = contact(conn, name, email, company, now)?;
        if let Some(domain) = access {
            let_in(conn, id, domain, email, &hash, now)?;
        }
        Ok::<_, portico::error::Error>(id)
    };
    let home = Some(there.domain);
    let anna = customer(("Anna", "Lee"), ANNA, Some(bakery), home)?;
    let ben = customer(("Ben", "Ode"), BEN, Some(bakery), home)?;
    let carla = customer(("Carla", "Diaz"), CARLA, Some(cobalt), home)?;
    let dora = customer(("Dora", "Nowak"), DORA, None, home)?;
    let ian = customer(("Ian", "Frost"), IAN, Some(bakery), None)?;
    let pia = customer(("Pia", "Berg"), PIA, None, Some(partner_domain))?;
    portal(conn, there.domain, "help", &there, now)?;
    Ok(World {
        support: there.portal,
        partners: portal(conn, partner_domain, "partners", &there, now)?,
        owner,
        agent,
        bakery,
        cobalt,
        anna,
        ben,
        carla,
        dora,
        ian,
        pia,
    })
}

/// Creates a company.
pub fn company(conn: &mut Conn, name: &str, now: Ts) -> Result<CompanyId> {
    companies::change::create(conn, &NewCompany { name: name.into(), domains: Vec::new() }, now)
}

/// Creates a contact that cannot sign in.
pub fn contact(
    conn: &mut Conn,
    (first, last): (&str, &str),
    email: &str,
    company: Option<CompanyId>,
    now: Ts,
) -> Result<ContactId> {
    let new = NewContact {
        email: email.into(),
        first_name: first.into(),
        last_name: last.into(),
        phone: None,
        company_id: company,
    };
    contacts::change::create(conn, &new, Json::of(serde_json::Map::new()), now)
}

/// Lets a contact sign in to a domain with a password that was hashed already.
pub fn let_in(conn: &mut Conn, contact: ContactId, domain: DomainId, email: &str, hash: &str, now: Ts) -> Result<()> {
    memberships::change::create(conn, contact, domain, "invited", now)?;
    let holder = memberships::read::holder(conn, domain, email)?.unwrap();
    memberships::change::set_password(conn, &holder, &memberships::change::realm(domain), hash, now)
}

fn domain(conn: &mut Conn, host: &str, now: Ts) -> Result<DomainId> {
    Ok(diesel::insert_into(d::table)
        .values((d::host.eq(host), d::language.eq("en"), d::is_default.eq(false), d::created_at.eq(now)))
        .returning(d::id)
        .get_result(conn)?)
}

/// Another portal on the domain of one, with its inbox and pipeline.
pub fn portal_like(conn: &mut Conn, like: PortalId, slug: &str, now: Ts) -> Result<PortalId> {
    let (domain, inbox, pipeline) =
        p::table.find(like).select((p::domain_id, p::inbox_id, p::pipeline_id)).first(conn)?;
    portal(conn, domain, slug, &portals::change::Created { portal: like, domain, inbox, pipeline }, now)
}

/// A portal that shows customers their own tickets only.
fn portal(conn: &mut Conn, domain: DomainId, slug: &str, like: &portals::change::Created, now: Ts) -> Result<PortalId> {
    Ok(diesel::insert_into(p::table)
        .values((
            p::domain_id.eq(domain),
            p::slug.eq(slug),
            p::name.eq(format!("Harbour {slug}")),
            p::ticket_permission.eq("own"),
            p::inbox_id.eq(like.inbox),
            p::pipeline_id.eq(like.pipeline),
            p::categories.eq(Json::of(["Billing"])),
            p::is_on.eq(true),
            p::created_at.eq(now),
        ))
        .returning(p::id)
        .get_result(conn)?)
}
