//! Users, companies and contacts of the demonstration, and who of them can sign in.

use std::collections::{HashMap, HashSet};

use chrono::Duration;
use clap::ValueEnum;
use diesel::prelude::*;
use openapi::companies::console::NewCompany;
use openapi::contacts::console::NewContact;
use openapi::id::{CompanyId, ContactId, UserId};

use super::data::{self, Access, People, wrong};
use crate::audit::By;
use crate::db::schema::memberships as m;
use crate::db::{Conn, Json, Ts};
use crate::error::Result;
use crate::portals::change::{Created, Installation};
use crate::properties::{self, Definition, Object};
use crate::tickets::change::notify::Links;
use crate::users::change::{BuiltInRole, NewUser};
use crate::{companies, contacts, memberships, portals, users};

/// The portal's slug.
pub(super) const SLUG: &str = "support";
/// How old the account is.
const DAYS: i64 = 75;

/// Who is who, by the keys of the data.
pub(super) struct Cast {
    pub(super) installation: Created,
    pub(super) users: HashMap<String, UserId>,
    pub(super) contacts: HashMap<String, ContactId>,
    /// Contacts who can sign in.
    pub(super) readers: HashSet<ContactId>,
}

impl Cast {
    pub(super) fn user(&self, key: &str) -> Result<UserId> {
        self.users.get(key).copied().ok_or_else(|| wrong(format!("no user {key}")))
    }
    pub(super) fn contact(&self, key: &str) -> Result<ContactId> {
        self.contacts.get(key).copied().ok_or_else(|| wrong(format!("no contact {key}")))
    }
}

/// Creates the account and everybody in it; `None` when there is an account already.
pub(super) fn install(conn: &mut Conn, people: &People, hash: &str, host: &str, now: Ts) -> Result<Option<Cast>> {
    let since = now - Duration::days(DAYS);
    let installation = Installation {
        account: "Northwind Traders",
        portal: "Northwind Support",
        slug: SLUG,
        address: "support@northwind.example",
        company_tickets: true,
    };
    let Some(installation) = portals::change::install(conn, &installation, host, since)? else { return Ok(None) };
    let mut cast = Cast { installation, users: HashMap::new(), contacts: HashMap::new(), readers: HashSet::new() };
    for property in &people.property {
        define(conn, property)?;
    }
    for user in &people.user {
        let role = BuiltInRole::from_str(&user.role, true).map_err(wrong)?;
        let new = NewUser { email: &user.email, name: &user.name, password_hash: hash, role };
        let id = users::change::create(conn, &new, since)?;
        cast.users.insert(user.key.clone(), id);
    }
    let mut ids = HashMap::new();
    for company in &people.company {
        let new = NewCompany { name: company.name.clone(), domains: company.domains.clone() };
        ids.insert(company.name.clone(), companies::change::create(conn, &new, since)?);
    }
    for contact in &people.contact {
        let id = create(conn, contact, &ids, since)?;
        cast.contacts.insert(contact.key.clone(), id);
        grant(conn, &mut cast, contact, id, hash, now)?;
    }
    Ok(Some(cast))
}

fn define(conn: &mut Conn, property: &data::Property) -> Result<()> {
    let object = match property.object.as_str() {
        "ticket" => Object::Ticket,
        "contact" => Object::Contact,
        other => return Err(wrong(format!("no object {other}"))),
    };
    let (name, label, kind) = (&property.name, &property.label, &property.kind);
    properties::define(conn, &Definition { object, name, label, kind })?;
    properties::offer(conn, object, name, &property.options)
}

fn create(
    conn: &mut Conn,
    contact: &data::Contact,
    companies: &HashMap<String, CompanyId>,
    since: Ts,
) -> Result<ContactId> {
    let new = NewContact {
        email: contact.email.clone(),
        first_name: contact.name.0.clone(),
        last_name: contact.name.1.clone(),
        phone: contact.phone.clone(),
        company_id: None,
    };
    let id = contacts::change::create(conn, &new, Json::of(&contact.properties), since)?;
    for name in &contact.companies {
        let company = companies.get(name).ok_or_else(|| wrong(format!("no company {name}")))?;
        companies::change::join(conn, id, *company)?;
    }
    Ok(id)
}

/// Lets a contact sign in, or keeps one out. Invitations come last: their mails are news.
fn grant(conn: &mut Conn, cast: &mut Cast, contact: &data::Contact, id: ContactId, hash: &str, now: Ts) -> Result<()> {
    let domain = cast.installation.domain;
    match contact.access {
        None | Some(Access::Invited) => {}
        Some(Access::Blocked) => {
            memberships::change::create(conn, id, domain, "blocked", now - Duration::days(DAYS))?;
        }
        Some(Access::Active) => {
            let since = now - Duration::days(DAYS);
            let membership = memberships::change::create(conn, id, domain, "invited", since)?;
            let holder = memberships::read::holder(conn, domain, &contact.email)?
                .ok_or_else(|| wrong(format!("{} has no membership", contact.email)))?;
            memberships::change::set_password(conn, &holder, &memberships::change::realm(domain), hash, since)?;
            let last = now - Duration::hours(2 + id.0 * 7);
            diesel::update(m::table.find(membership)).set(m::last_sign_in_at.eq(last)).execute(conn)?;
            cast.readers.insert(id);
        }
    }
    Ok(())
}

/// Invites those who have not chosen a password yet: their mails wait in the outbox.
pub(super) fn invite(conn: &mut Conn, cast: &Cast, people: &People, links: &Links, now: Ts) -> Result<()> {
    let place = portals::read::place(conn, cast.installation.portal, &links.portal_base)?;
    for contact in people.contact.iter().filter(|contact| contact.access == Some(Access::Invited)) {
        memberships::change::invite(
            conn,
            cast.contact(&contact.key)?,
            &place,
            &By::system(),
            now - Duration::minutes(47),
        )?;
    }
    Ok(())
}
