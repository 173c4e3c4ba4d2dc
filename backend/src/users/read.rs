//! Looking users up.

use diesel::prelude::*;
use openapi::id::UserId;
use openapi::users::{Permission, UserRef};

use crate::db::Conn;
use crate::db::schema::users as u;
use crate::error::Result;

/// Everybody who can be given a ticket, by name.
pub fn active(conn: &mut Conn) -> Result<Vec<UserRef>> {
    let rows: Vec<(UserId, String)> =
        u::table.filter(u::active.eq(true)).order((u::name, u::id)).select((u::id, u::name)).load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| UserRef { id, name }).collect())
}

/// Names and addresses of those who are told about a customer's message: the owner, or everybody
/// when the ticket has none.
pub fn to_notify(conn: &mut Conn, owner: Option<UserId>) -> Result<Vec<String>> {
    let mut query =
        u::table.filter(u::active.eq(true)).select(u::email).order(u::id).into_boxed::<crate::db::Backend>();
    if let Some(owner) = owner {
        query = query.filter(u::id.eq(owner));
    }
    Ok(query.load(conn)?)
}

/// An active user by e-mail address, with the stored hash of the password.
pub fn credential(conn: &mut Conn, email: &str) -> Result<Option<(UserId, Option<String>)>> {
    Ok(u::table
        .filter(u::email.eq(email))
        .filter(u::active.eq(true))
        .select((u::id, u::password_hash.nullable()))
        .first(conn)
        .optional()?)
}

/// A user as they see themselves.
pub fn me(conn: &mut Conn, user: UserId) -> Result<openapi::users::Me> {
    use crate::db::Json;
    use crate::db::schema::roles as r;
    let (name, email, role, permissions): (String, String, String, Json) = u::table
        .inner_join(r::table)
        .filter(u::id.eq(user))
        .select((u::name, u::email, r::name, r::permissions))
        .first(conn)?;
    Ok(openapi::users::Me {
        id: user,
        name,
        email,
        role,
        permissions: crate::auth::principal::permissions(permissions),
    })
}

/// Whether a user's role permits something now.
pub fn may(conn: &mut Conn, user: UserId, permission: Permission) -> Result<bool> {
    use crate::db::Json;
    use crate::db::schema::roles as r;
    let granted: Option<Json> = u::table
        .inner_join(r::table)
        .filter(u::id.eq(user))
        .filter(u::active.eq(true))
        .select(r::permissions)
        .first(conn)
        .optional()?;
    Ok(granted.is_some_and(|granted| crate::auth::principal::permissions(granted).contains(&permission)))
}
