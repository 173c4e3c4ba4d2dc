//! Looking tickets up. Every read begins at a [`super::access::Scope`].

pub mod console_list;
pub mod console_show;
pub mod conversation;
pub mod portal_list;
pub mod portal_show;
pub mod visibility;

use diesel::prelude::*;
use openapi::id::{ThreadId, TicketId};

use super::access::Scope;
use super::row::{self, TicketRow};
use crate::db::Conn;
use crate::db::schema::{threads as th, tickets as t};
use crate::error::Result;

/// One ticket, if it may be seen.
///
/// # Errors
/// `NotFound` when it does not exist or may not be seen; nobody learns which.
pub fn find(conn: &mut Conn, scope: Scope, id: TicketId) -> Result<TicketRow> {
    Ok(t::table.filter(t::id.eq(id)).filter(scope.visible(conn)).select(row::COLUMNS).first(conn)?)
}

/// Whether a ticket may be seen.
pub fn sees(conn: &mut Conn, scope: &Scope, id: TicketId) -> Result<bool> {
    let visible = scope.visible(conn);
    let found: Option<TicketId> = t::table.filter(t::id.eq(id)).filter(visible).select(t::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// The thread whose messages customers see: the newest.
pub fn newest_thread(conn: &mut Conn, id: TicketId) -> Result<Option<ThreadId>> {
    Ok(th::table.filter(th::ticket_id.eq(id)).order(th::id.desc()).select(th::id).first(conn).optional()?)
}
