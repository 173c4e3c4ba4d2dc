//! Tickets as rows, with everything that hangs on them: associations, a thread, messages, notes,
//! events, read marks and the search document. What the copies repeat is taken from the same values
//! as the ticket.

use anyhow::Result;
use openapi::id::{CompanyId, ContactId, TicketId};
use portico::db::dialect::search;
use portico::tickets::row::snippet;

use super::bulk::{Bulk, Table, Value};
use super::draft::{Author, Draft, running_text};

const CATEGORIES: [&str; 5] = ["Technical issue", "Billing", "Product question", "Feature request", "Something else"];
const PRIORITIES: [&str; 4] = ["low", "medium", "high", "urgent"];

/// Writes one ticket after the other.
pub struct Writer<'a> {
    author: Author<'a>,
    message: i64,
    note: i64,
    event: i64,
}

impl<'a> Writer<'a> {
    /// A writer that has written nothing yet.
    pub fn new(author: Author<'a>) -> Self {
        Self { author, message: 0, note: 0, event: 0 }
    }

    /// Writes the ticket with this index.
    pub fn write(&mut self, bulk: &mut Bulk, index: usize) -> Result<()> {
        let draft = self.author.draft(index);
        self.ticket(bulk, &draft)?;
        self.seats(bulk, &draft)?;
        self.conversation(bulk, &draft)?;
        let bodies: Vec<&str> = draft.letters.iter().map(|letter| letter.text.as_str()).collect();
        let companies: Vec<CompanyId> = draft.company.map(CompanyId).into_iter().collect();
        let document = search::Document {
            subject: &draft.subject,
            body: &bodies.join("\n"),
            contacts: &[ContactId(draft.requester)],
            companies: &companies,
        };
        let entry = search::entry(TicketId(draft.id), &document);
        bulk.row(Table::Documents, &[Value::Int(draft.id), Value::Text(&entry)])
    }

    fn ticket(&mut self, bulk: &mut Bulk, draft: &Draft) -> Result<()> {
        let team = draft.letters.iter().rfind(|letter| !letter.incoming).map(|letter| letter.at);
        let last = draft.letters.last();
        let shown = snippet(last.map_or("", |letter| letter.text.as_str()));
        let activity = draft.customer_activity();
        let anything = activity.max(draft.note.map_or(0, |(_, at)| at));
        let (priority, category) = (*self.author.rng.pick(&PRIORITIES), *self.author.rng.pick(&CATEGORIES));
        let created = self.author.base.created;
        bulk.row(
            Table::Tickets,
            &[
                Value::Int(draft.id),
                Value::Text(&draft.subject),
                Value::Int(created.pipeline.0),
                Value::Int(draft.stage.id),
                Value::Text(&draft.stage.state),
                Value::Text(priority),
                Value::Text(category),
                Value::Text(draft.source),
                Value::from(draft.owner),
                Value::Int(draft.requester),
                Value::from(draft.company),
                Value::Int(created.inbox.0),
                Value::Text(&shown),
                Value::Bool(last.is_some_and(|letter| letter.incoming)),
                Value::Time(draft.created),
                Value::Time(anything),
                Value::Time(activity),
                team.map_or(Value::Null, Value::Time),
                draft.closed.map_or(Value::Null, Value::Time),
                Value::Text("{}"),
                Value::Null,
                Value::Bool(false),
            ],
        )?;
        // half of those who got an answer have read it
        match team {
            Some(_) if self.author.rng.percent(50) => bulk
                .row(Table::TicketReads, &[Value::Int(draft.requester), Value::Int(draft.id), Value::Time(activity)]),
            _ => Ok(()),
        }
    }

    fn seats(&mut self, bulk: &mut Bulk, draft: &Draft) -> Result<()> {
        let seat = |owner| {
            [
                Value::Int(owner),
                Value::Int(draft.id),
                Value::Text(&draft.stage.state),
                Value::Time(draft.created),
                Value::Time(draft.customer_activity()),
            ]
        };
        bulk.row(Table::TicketContacts, &seat(draft.requester))?;
        let Some(company) = draft.company else { return Ok(()) };
        let [owner, ticket, state, created, activity] = seat(company);
        bulk.row(Table::TicketCompanies, &[owner, ticket, state, created, activity, Value::Bool(false)])
    }

    fn conversation(&mut self, bulk: &mut Bulk, draft: &Draft) -> Result<()> {
        // a ticket has one thread, which may as well carry its number
        let thread = draft.id;
        bulk.row(
            Table::Threads,
            &[
                Value::Int(thread),
                Value::Int(self.author.base.created.inbox.0),
                Value::Int(draft.id),
                Value::Int(draft.requester),
                Value::Text("open"),
                Value::Time(draft.created),
            ],
        )?;
        let created = format!(r#"{{"kind":"created","source":"{}"}}"#, draft.source);
        self.event(bulk, draft, "created", (Some(draft.requester), None), (None, None), (&created, draft.created))?;
        for letter in &draft.letters {
            self.message += 1;
            let contact = letter.incoming.then_some(draft.requester);
            bulk.row(
                Table::Messages,
                &[
                    Value::Int(self.message),
                    Value::Int(thread),
                    Value::from(contact),
                    Value::from(letter.user),
                    Value::Bool(letter.incoming),
                    Value::Text(&letter.text),
                    Value::Time(letter.at),
                ],
            )?;
            let kind = if letter.incoming { "customer_message" } else { "team_message" };
            let message = Some(self.message);
            self.event(bulk, draft, kind, (contact, letter.user), (message, None), ("null", letter.at))?;
        }
        self.team_side(bulk, draft)
    }

    fn team_side(&mut self, bulk: &mut Bulk, draft: &Draft) -> Result<()> {
        if let Some((user, at)) = draft.note {
            self.note += 1;
            let text = running_text(self.author.words, &mut self.author.rng);
            bulk.row(
                Table::Notes,
                &[Value::Int(self.note), Value::Int(draft.id), Value::Int(user), Value::Text(&text), Value::Time(at)],
            )?;
            self.event(bulk, draft, "note", (None, Some(user)), (None, Some(self.note)), ("null", at))?;
        }
        if let Some(at) = draft.closed {
            let data = format!(
                r#"{{"kind":"stage_changed","from":"{}","to":"{}","state":"closed"}}"#,
                self.author.base.stages[0].name, draft.stage.name
            );
            let user = draft.owner.or(self.author.base.users.first().copied());
            self.event(bulk, draft, "updated", (None, user), (None, None), (&data, at))?;
        }
        Ok(())
    }

    /// `who` is contact and user, `what` message and note, `data` comes with the time.
    fn event(
        &mut self,
        bulk: &mut Bulk,
        draft: &Draft,
        kind: &str,
        who: (Option<i64>, Option<i64>),
        what: (Option<i64>, Option<i64>),
        (data, at): (&str, i64),
    ) -> Result<()> {
        self.event += 1;
        bulk.row(
            Table::Events,
            &[
                Value::Int(self.event),
                Value::Int(draft.id),
                what.0.map_or(Value::Null, |_| Value::Int(draft.id)),
                Value::from(who.0),
                Value::from(who.1),
                Value::Text(kind),
                Value::Bool(!matches!(kind, "created" | "note")),
                Value::from(what.0),
                Value::from(what.1),
                Value::Text(data),
                Value::Time(at),
            ],
        )
    }
}
