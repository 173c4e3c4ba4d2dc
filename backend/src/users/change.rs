//! Creating users and roles, and setting passwords.

use diesel::prelude::*;
use openapi::id::{RoleId, UserId};
use openapi::problem::FieldCode;
use openapi::users::Permission;

use super::public::REALM;
use crate::auth::sessions::{self, Subject};
use crate::auth::{devices, tries};
use crate::db::schema::{roles as r, users as u};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};

/// A role that every installation has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum BuiltInRole {
    /// May do everything.
    Owner,
    /// Answers tickets and keeps contacts.
    Agent,
    /// Reads.
    Viewer,
}

impl BuiltInRole {
    fn name(self) -> &'static str {
        match self {
            BuiltInRole::Owner => "Owner",
            BuiltInRole::Agent => "Agent",
            BuiltInRole::Viewer => "Viewer",
        }
    }

    fn permissions(self) -> &'static [Permission] {
        use Permission::{ContactsEdit, ContactsView, TicketsEdit, TicketsView};
        match self {
            BuiltInRole::Owner => Permission::ALL,
            BuiltInRole::Agent => &[TicketsView, TicketsEdit, ContactsView, ContactsEdit],
            BuiltInRole::Viewer => &[TicketsView, ContactsView],
        }
    }
}

/// A user to be created. The password is hashed already.
#[derive(Debug)]
pub struct NewUser<'a> {
    /// The e-mail address.
    pub email: &'a str,
    /// The name.
    pub name: &'a str,
    /// The hash of the password.
    pub password_hash: &'a str,
    /// The role.
    pub role: BuiltInRole,
}

/// Creates a user.
///
/// # Errors
/// `ValidationFailed` when the address is taken.
pub fn create(conn: &mut Conn, new: &NewUser<'_>, now: Ts) -> Result<UserId> {
    let email = openapi::check::normal_email(new.email);
    let role = role(conn, new.role)?;
    let taken: i64 = u::table.filter(u::email.eq(&email)).count().get_result(conn)?;
    if taken > 0 {
        return Err(Error::invalid_field(
            "/email",
            FieldCode::Taken,
            "A user with this e-mail address exists already.",
        ));
    }
    Ok(diesel::insert_into(u::table)
        .values((
            u::email.eq(&email),
            u::name.eq(new.name.trim()),
            u::password_hash.eq(new.password_hash),
            u::role_id.eq(role),
            u::active.eq(true),
            u::created_at.eq(now),
        ))
        .returning(u::id)
        .get_result(conn)?)
}

fn role(conn: &mut Conn, role: BuiltInRole) -> Result<RoleId> {
    let found = r::table.filter(r::name.eq(role.name())).select(r::id).first(conn).optional()?;
    match found {
        Some(id) => Ok(id),
        None => Ok(diesel::insert_into(r::table)
            .values((r::name.eq(role.name()), r::permissions.eq(Json::of(role.permissions()))))
            .returning(r::id)
            .get_result(conn)?),
    }
}

/// Sets a new password, ends every session and forgets known devices.
///
/// # Errors
/// `NotFound` when there is no such user.
pub fn set_password(conn: &mut Conn, email: &str, hash: &str) -> Result<()> {
    let email = openapi::check::normal_email(email);
    let user: UserId = u::table.filter(u::email.eq(&email)).select(u::id).first(conn)?;
    diesel::update(u::table.find(user)).set(u::password_hash.eq(hash)).execute(conn)?;
    sessions::end_all(conn, Subject::User(user))?;
    devices::forget(conn, REALM, &email)?;
    tries::forget_all(conn, REALM, &email)
}
