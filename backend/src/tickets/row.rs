//! The ticket as the database keeps it, and the copies that must stay equal to it.

use std::collections::HashMap;

use diesel::prelude::*;
use openapi::id::{CompanyId, ContactId, InboxId, PipelineId, StageId, TicketId, UserId};
use openapi::tickets::{Priority, Source};

use crate::db::Conn;
use crate::db::dialect::search;
use crate::db::schema::{messages as m, threads as th, ticket_companies as tc, ticket_contacts as tk, tickets as t};
use crate::db::types::text_column;
use crate::error::Result;
use crate::pipelines::read::StateColumn;

text_column!(PriorityColumn for Priority);
text_column!(SourceColumn for Source);

/// Characters of a message shown in the inbox.
const SNIPPET: usize = 160;

/// What changes and mails need to know of a ticket.
#[derive(Debug, Clone, Queryable)]
pub struct TicketRow {
    /// Its number.
    pub id: TicketId,
    /// Its subject.
    pub subject: String,
    /// Its pipeline.
    pub pipeline: PipelineId,
    /// Its stage.
    pub stage: StageId,
    /// Open or closed.
    pub state: StateColumn,
    /// How urgent it is.
    pub priority: Option<PriorityColumn>,
    /// Who takes care of it.
    pub owner: Option<UserId>,
    /// The inbox its conversation is in.
    pub inbox: InboxId,
    /// Who asked.
    pub requester: Option<ContactId>,
    /// Whether only those who take part see it, and not their company.
    pub is_private: bool,
}

/// The columns of [`TicketRow`].
pub const COLUMNS: (
    t::id,
    t::subject,
    t::pipeline_id,
    t::stage_id,
    t::state,
    t::priority,
    t::owner_id,
    t::inbox_id,
    t::requester_id,
    t::is_private,
) = (
    t::id,
    t::subject,
    t::pipeline_id,
    t::stage_id,
    t::state,
    t::priority,
    t::owner_id,
    t::inbox_id,
    t::requester_id,
    t::is_private,
);

/// Makes the association tables' copies of state and activity equal to the ticket.
pub fn stamp(conn: &mut Conn, id: TicketId) -> Result<()> {
    stamp_all(conn, &[id])
}

/// [`stamp`] for several tickets at once.
pub fn stamp_all(conn: &mut Conn, ids: &[TicketId]) -> Result<()> {
    let of_contact = t::table.filter(t::id.eq(tk::ticket_id));
    diesel::update(tk::table.filter(tk::ticket_id.eq_any(ids.to_vec())))
        .set((
            tk::state.eq(of_contact.select(t::state).single_value().assume_not_null()),
            tk::customer_activity_at.eq(of_contact.select(t::customer_activity_at).single_value().assume_not_null()),
        ))
        .execute(conn)?;
    let of_company = t::table.filter(t::id.eq(tc::ticket_id));
    diesel::update(tc::table.filter(tc::ticket_id.eq_any(ids.to_vec())))
        .set((
            tc::state.eq(of_company.select(t::state).single_value().assume_not_null()),
            tc::customer_activity_at.eq(of_company.select(t::customer_activity_at).single_value().assume_not_null()),
            tc::is_private.eq(of_company.select(t::is_private).single_value().assume_not_null()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes the full-text index of a ticket anew: number, subject, and what customers may read.
pub fn index(conn: &mut Conn, id: TicketId) -> Result<()> {
    index_all(conn, &[id])
}

/// [`index`] for several tickets at once.
pub fn index_all(conn: &mut Conn, ids: &[TicketId]) -> Result<()> {
    let subjects: Vec<(TicketId, String)> =
        t::table.filter(t::id.eq_any(ids.to_vec())).select((t::id, t::subject)).load(conn)?;
    let texts: Vec<(Option<TicketId>, String)> = m::table
        .inner_join(th::table)
        .filter(th::ticket_id.eq_any(ids.to_vec()))
        .order(m::id)
        .select((th::ticket_id, m::text))
        .load(conn)?;
    let mut texts = gathered(texts.into_iter().filter_map(|(id, text)| Some((id?, text))));
    let contacts: Vec<(TicketId, ContactId)> =
        tk::table.filter(tk::ticket_id.eq_any(ids.to_vec())).select((tk::ticket_id, tk::contact_id)).load(conn)?;
    let mut contacts = gathered(contacts);
    let companies: Vec<(TicketId, CompanyId)> =
        tc::table.filter(tc::ticket_id.eq_any(ids.to_vec())).select((tc::ticket_id, tc::company_id)).load(conn)?;
    let mut companies = gathered(companies);
    let entries = subjects.into_iter().map(|(id, subject)| {
        let body = texts.remove(&id).unwrap_or_default().join("\n");
        let (contacts, companies) =
            (contacts.remove(&id).unwrap_or_default(), companies.remove(&id).unwrap_or_default());
        let document = search::Document { subject: &subject, body: &body, contacts: &contacts, companies: &companies };
        (id, search::entry(id, &document))
    });
    search::index(conn, &entries.collect::<Vec<_>>())
}

fn gathered<T>(rows: impl IntoIterator<Item = (TicketId, T)>) -> HashMap<TicketId, Vec<T>> {
    let mut all: HashMap<TicketId, Vec<T>> = HashMap::new();
    for (id, value) in rows {
        all.entry(id).or_default().push(value);
    }
    all
}

/// The beginning of a text on one line.
pub fn snippet(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.chars().count() > SNIPPET {
            return line.chars().take(SNIPPET).chain(['…']).collect();
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::snippet;

    #[test]
    fn a_snippet_is_one_line() {
        assert_eq!(snippet("Hello,\n\n  the printer\tburns."), "Hello, the printer burns.");
        assert_eq!(snippet(&"word ".repeat(100)).chars().count(), 161);
        assert_eq!(snippet(&"x".repeat(1000)).chars().count(), 161);
    }
}
