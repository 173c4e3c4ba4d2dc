//! Writing the rows of a batch: what they name is looked up once for all of them, then each becomes a
//! ticket with its contact, company and messages, or a line of the report.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;
use openapi::companies::console::NewCompany;
use openapi::contacts::console::NewContact;
use openapi::id::{CompanyId, ContactId, ImportId, TicketId};
use openapi::imports::{PropertyOwner, PropertyType};
use openapi::tickets::TicketState;
use serde_json::{Map, Value};

use super::mapping;
use super::row::Row;
use super::table::Read;
use crate::attachments::change::Uploader;
use crate::db::schema::{companies as o, company_contacts as cc, contacts as c, import_refusals as r, tickets as t};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;
use crate::pipelines::read::StateColumn;
use crate::tickets::change::create::{self, NewTicket};
use crate::tickets::change::event::Actor;
use crate::tickets::change::reply::{self, Text};
use crate::tickets::row::{self, PriorityColumn, TicketRow};
use crate::{companies, contacts, properties};

/// What became of the rows of a batch.
#[derive(Default)]
pub(super) struct Written {
    /// Tickets made.
    pub(super) created: i64,
    /// Rows imported before.
    pub(super) unchanged: i64,
    /// Rows refused.
    pub(super) refused: i64,
}

/// What is there already of what the rows of a batch name, read once for all of them.
pub(super) struct Batch<'a> {
    plan: &'a mapping::Plan,
    imported: HashSet<String>,
    contacts: HashMap<String, Known>,
    companies: HashMap<String, CompanyId>,
}

/// A contact, and what an import may add to it.
struct Known {
    id: ContactId,
    properties: Map<String, Value>,
    companies: HashSet<CompanyId>,
}

impl<'a> Batch<'a> {
    /// Reads what is there already.
    pub(super) fn load(conn: &mut Conn, plan: &'a mapping::Plan, rows: &[Read]) -> Result<Self> {
        let rows: Vec<&Row> = rows.iter().filter_map(|(_, row)| row.as_ref().ok()).collect();
        let keys: Vec<&str> = rows.iter().map(|row| row.import_key.as_str()).collect();
        let imported: Vec<Option<String>> =
            t::table.filter(t::import_key.eq_any(keys)).select(t::import_key).load(conn)?;
        let emails: BTreeSet<&str> = rows.iter().map(|row| row.email.as_str()).collect();
        let found: Vec<(ContactId, String, Json)> =
            c::table.filter(c::email.eq_any(emails)).select((c::id, c::email, c::properties)).load(conn)?;
        let ids: Vec<ContactId> = found.iter().map(|(id, _, _)| *id).collect();
        let members: Vec<(ContactId, CompanyId)> =
            cc::table.filter(cc::contact_id.eq_any(ids)).select((cc::contact_id, cc::company_id)).load(conn)?;
        let contacts = found.into_iter().map(|(id, email, properties)| {
            let companies = members.iter().filter(|(of, _)| *of == id).map(|(_, company)| *company).collect();
            (email, Known { id, properties: properties.read().unwrap_or_default(), companies })
        });
        let names: BTreeSet<String> =
            rows.iter().filter_map(|row| row.company.as_deref()).map(str::to_lowercase).collect();
        let mut companies: Vec<(String, CompanyId)> =
            o::table.filter(o::sort_name.eq_any(names)).order(o::id).select((o::sort_name, o::id)).load(conn)?;
        // of several of the same name, the oldest
        companies.reverse();
        Ok(Self {
            plan,
            imported: imported.into_iter().flatten().collect(),
            contacts: contacts.collect(),
            companies: companies.into_iter().collect(),
        })
    }

    /// Writes the rows.
    pub(super) fn write(mut self, conn: &mut Conn, id: ImportId, rows: &[Read]) -> Result<Written> {
        let (mut written, mut tickets) = (Written::default(), Vec::new());
        let mut options = HashMap::new();
        for (line, row) in rows {
            match row {
                Ok(row) if self.imported.contains(&row.import_key) => written.unchanged += 1,
                Ok(row) => {
                    tickets.push(self.ticket(conn, row)?);
                    self.collect(&mut options, row);
                    written.created += 1;
                }
                Err(reason) => {
                    let values = (r::import_id.eq(id), r::line.eq(line.cast_signed()), r::reason.eq(reason));
                    diesel::insert_into(r::table).values(values).execute(conn)?;
                    written.refused += 1;
                }
            }
        }
        for ((object, name), values) in options {
            properties::offer(conn, mapping::object(object), name, &values.into_iter().collect::<Vec<_>>())?;
        }
        row::stamp_all(conn, &tickets)?;
        row::index_all(conn, &tickets)?;
        Ok(written)
    }

    /// Notes the values of properties that offer a choice.
    fn collect(&self, options: &mut HashMap<(PropertyOwner, &'a str), BTreeSet<String>>, row: &Row) {
        for property in self.plan.properties.iter().filter(|property| property.kind == PropertyType::Select) {
            let values = match property.owner {
                PropertyOwner::Ticket => &row.ticket_properties,
                PropertyOwner::Contact => &row.contact_properties,
            };
            if let Some(Value::String(value)) = values.get(&property.name) {
                options.entry((property.owner, &property.name)).or_default().insert(value.clone());
            }
        }
    }

    /// Writes a ticket as it would be if it had happened here, without telling anybody.
    fn ticket(&mut self, conn: &mut Conn, row: &Row) -> Result<TicketId> {
        let contact = self.contact(conn, row)?;
        let new = NewTicket {
            is_private: false,
            subject: row.subject.clone(),
            pipeline: self.plan.pipeline,
            stage: row.stage.clone(),
            priority: row.priority,
            category: row.category.clone(),
            source: row.source,
            requester: contact,
            owner: None,
            inbox: self.plan.inbox,
            properties: Json::of(&row.ticket_properties),
            import_key: Some(row.import_key.clone()),
            created_at: row.created_at,
        };
        let id = create::insert(conn, &new, Actor::System)?;
        let ticket = TicketRow {
            requester: Some(contact),
            is_private: false,
            id,
            subject: new.subject,
            pipeline: new.pipeline,
            stage: new.stage.id,
            state: StateColumn(new.stage.state),
            priority: new.priority.map(PriorityColumn),
            owner: None,
            inbox: new.inbox,
        };
        let uploader = Uploader::Contact(contact);
        if let Some(text) = &row.description {
            let text = Text { text, attachments: &[], uploader };
            reply::write(conn, &ticket, Actor::Contact(contact), true, &text, row.created_at)?;
        }
        let mut last = row.closed_at.unwrap_or(row.created_at);
        if let Some(text) = &row.resolution {
            let text = Text { text, attachments: &[], uploader };
            reply::write(conn, &ticket, Actor::System, false, &text, row.answered_at)?;
            last = last.max(row.answered_at);
        }
        // history is not news: no message of the team counts as unread
        let waits = row.stage.state == TicketState::Open && row.description.is_some() && row.resolution.is_none();
        diesel::update(t::table.find(id))
            .set((
                t::awaiting_team.eq(waits),
                t::last_activity_at.eq(last),
                t::customer_activity_at.eq(last),
                t::closed_at.eq(row.closed_at),
            ))
            .execute(conn)?;
        Ok(id)
    }

    /// The contact of a row: found by its address or made. What it has is kept, what it lacks is added.
    fn contact(&mut self, conn: &mut Conn, row: &Row) -> Result<ContactId> {
        let company = row.company.as_deref().map(|name| self.company(conn, name, row.created_at)).transpose()?;
        let known = match self.contacts.entry(row.email.clone()) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(place) => {
                let new = NewContact {
                    email: row.email.clone(),
                    first_name: row.first_name.clone(),
                    last_name: row.last_name.clone(),
                    phone: None,
                    company_id: None,
                };
                let properties = row.contact_properties.clone();
                let id = contacts::change::create(conn, &new, Json::of(&properties), row.created_at)?;
                place.insert(Known { id, properties, companies: HashSet::new() })
            }
        };
        let before = known.properties.len();
        for (name, value) in &row.contact_properties {
            known.properties.entry(name).or_insert_with(|| value.clone());
        }
        if known.properties.len() > before {
            diesel::update(c::table.find(known.id)).set(c::properties.eq(Json::of(&known.properties))).execute(conn)?;
        }
        if let Some(company) = company
            && known.companies.insert(company)
        {
            companies::change::join(conn, known.id, company)?;
        }
        Ok(known.id)
    }

    fn company(&mut self, conn: &mut Conn, name: &str, at: Ts) -> Result<CompanyId> {
        if let Some(id) = self.companies.get(&name.to_lowercase()) {
            return Ok(*id);
        }
        let id = companies::change::create(conn, &NewCompany { name: name.to_owned(), domains: Vec::new() }, at)?;
        self.companies.insert(name.to_lowercase(), id);
        Ok(id)
    }
}
