//! Writing a mail to a customer: the words of its domain, and what they name.

use diesel::prelude::*;
use openapi::contacts::display_name;
use openapi::domains::mails::MailKind;
use openapi::domains::variables::Variable;
use openapi::id::{ContactId, DomainId};

use super::{read, words};
use crate::db::Conn;
use crate::db::schema::contacts as c;
use crate::domains;
use crate::error::Result;
use crate::mail::template::{self, Values};
use crate::mail::text::Words;
use crate::portals::read::{Place, account_name};

/// Writes a mail of a portal.
pub fn letter(conn: &mut Conn, kind: MailKind, place: &Place, values: Values) -> Result<Words> {
    of_domain(conn, kind, place.domain, values.with(Variable::Portal, &place.name))
}

/// Writes a mail of a domain.
pub fn of_domain(conn: &mut Conn, kind: MailKind, domain: DomainId, values: Values) -> Result<Words> {
    let values = values.with(Variable::Company, company(conn, domain)?);
    let values = match values.lasts() {
        Some(lasts) => values.with(Variable::Expires, words::lifetime(domains::read::language(conn, domain)?, lasts)),
        None => values,
    };
    Ok(template::fill(&read::wording(conn, domain, kind)?, &values))
}

/// The company whose portals are on a domain.
pub fn company(conn: &mut Conn, domain: DomainId) -> Result<String> {
    match domains::read::named(conn, domain)?.0 {
        name if name.is_empty() => account_name(conn),
        name => Ok(name),
    }
}

/// What a recipient is called.
pub fn to(first_name: &str, last_name: &str, email: &str) -> Values {
    let name = display_name(first_name, last_name, email);
    let first = match first_name.trim() {
        "" => name.as_str(),
        first => first,
    };
    Values::default().with(Variable::FirstName, first).with(Variable::Name, &name)
}

/// What a contact is called.
///
/// # Errors
/// `NotFound` when there is none of that id.
pub fn to_contact(conn: &mut Conn, contact: ContactId) -> Result<Values> {
    let (first, last, email): (String, String, String) =
        c::table.find(contact).select((c::first_name, c::last_name, c::email)).first(conn)?;
    Ok(to(&first, &last, &email))
}
