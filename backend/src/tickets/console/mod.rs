//! Staff and tickets, in HTTP.

pub mod read;
pub mod write;

use openapi::id::{AttachmentId, TicketId};
use openapi::tickets::console::Ticket;
use serde::Deserialize;
use utoipa::IntoParams;

use super::access::CanSeeNotes;
use super::read::console_show;
use crate::db::Conn;
use crate::error::Result;

/// Names a ticket.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct TicketPath {
    /// The ticket's number.
    pub(super) id: TicketId,
}

/// Names a file of a ticket.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct FilePath {
    /// The ticket's number.
    id: TicketId,
    /// The file.
    attachment_id: AttachmentId,
}

pub(super) fn shown(conn: &mut Conn, by: &impl CanSeeNotes, id: TicketId) -> Result<Ticket> {
    console_show::show(conn, by.scope(), id)
}
