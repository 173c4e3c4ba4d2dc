//! Creating contacts.

use diesel::prelude::*;
use openapi::check::normal_email;
use openapi::contacts::console::NewContact;
use openapi::contacts::display_name;
use openapi::id::ContactId;
use openapi::problem::FieldCode;

use crate::db::schema::{companies as o, contacts as c};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};

/// Creates a contact.
///
/// # Errors
/// `ValidationFailed` when the address is taken, is none for a mail server, or the company does
/// not exist.
pub fn create(conn: &mut Conn, new: &NewContact, properties: Json, now: Ts) -> Result<ContactId> {
    let email = normal_email(&new.email);
    if email.parse::<lettre::Address>().is_err() {
        return Err(Error::invalid_field(
            "/email",
            FieldCode::Invalid,
            "Mail cannot be sent to this address. Check its spelling.",
        ));
    }
    if super::read::by_email(conn, &email)?.is_some() {
        return Err(taken());
    }
    if let Some(company) = new.company_id {
        let there: i64 = o::table.find(company).count().get_result(conn)?;
        if there == 0 {
            return Err(Error::invalid_field("/company_id", FieldCode::Unknown, "There is no such company."));
        }
    }
    let (first, last) = (new.first_name.trim(), new.last_name.trim());
    let id: ContactId = diesel::insert_into(c::table)
        .values((
            c::sort_name.eq(display_name(first, last, &email).to_lowercase()),
            c::email.eq(&email),
            c::first_name.eq(first),
            c::last_name.eq(last),
            c::phone.eq(new.phone.as_deref().map(str::trim).filter(|phone| !phone.is_empty())),
            c::properties.eq(properties),
            c::created_at.eq(now),
        ))
        .returning(c::id)
        .get_result(conn)
        // somebody else was quicker by a moment
        .map_err(|error| Error::from(error).or_if_taken(taken))?;
    if let Some(company) = new.company_id {
        crate::companies::change::join(conn, id, company)?;
    }
    Ok(id)
}

fn taken() -> Error {
    Error::invalid_field("/email", FieldCode::Taken, "A contact with this e-mail address exists already.")
}
