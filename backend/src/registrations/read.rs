//! Looking up who registered and has not confirmed yet.

use diesel::prelude::*;
use openapi::id::DomainId;

use crate::auth::token;
use crate::db::schema::registrations as r;
use crate::db::{Conn, Json, Ts};
use crate::error::Result;

/// Somebody whose address is not confirmed yet.
#[derive(Debug, Clone, Queryable)]
pub struct Pending {
    /// The address.
    pub email: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The hash of the chosen password.
    pub password_hash: String,
    /// What was agreed to, as [`super::change::Agreed`].
    pub consent: Option<Json>,
    /// From where.
    pub ip: String,
    /// When.
    pub created_at: Ts,
}

/// The registration whose link this is, while the link works.
pub fn pending(conn: &mut Conn, domain: DomainId, secret: &str, now: Ts) -> Result<Option<Pending>> {
    Ok(r::table
        .filter(r::token_hash.eq(token::hash(secret)))
        .filter(r::domain_id.eq(domain))
        .filter(r::expires_at.gt(now))
        .select((r::email, r::first_name, r::last_name, r::password_hash, r::consent, r::ip, r::created_at))
        .first(conn)
        .optional()?)
}
