//! Contacts, companies, tickets and lists by chance: values of the right type, of the wrong one, and
//! none.

use diesel::prelude::*;
use openapi::filters::Filter;
use openapi::id::{CompanyId, ContactId, ListId, PipelineId, StageId, TicketId, UserId};
use openapi::properties::{Object, PropertyKind};
use portico::db::schema::{
    companies as o, company_contacts as oc, contacts as c, list_members as lm, lists as l, pipelines as p,
    property_definitions as d, stages as s, tickets as t, users as u,
};
use portico::db::{Conn, Json, Ts};
use portico::error::Result;
use proptest::test_runner::{TestRng, TestRunner};
use serde_json::{Map, Value, json};

use super::random::{DAYS, NUMBERS, OPTIONS, TEXTS};

/// The types of custom properties; each object has one of each.
pub const KINDS: [PropertyKind; 11] = [
    PropertyKind::Text,
    PropertyKind::MultiLineText,
    PropertyKind::Number,
    PropertyKind::Date,
    PropertyKind::DateTime,
    PropertyKind::Select,
    PropertyKind::MultiSelect,
    PropertyKind::Checkbox,
    PropertyKind::Email,
    PropertyKind::Phone,
    PropertyKind::Url,
];

/// Chance.
pub struct Chance(TestRng);

impl Chance {
    pub fn of(runner: &mut TestRunner) -> Self {
        Self(runner.new_rng())
    }

    fn below(&mut self, n: usize) -> usize {
        use proptest::prelude::Rng;
        usize::try_from(self.0.next_u64() % n as u64).unwrap()
    }

    fn one<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    fn some<T>(&mut self, of: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(3) > 0).then(|| of(self))
    }

    fn text(&mut self) -> String {
        match self.below(6) {
            0 => String::new(),
            1 => format!("{}{}", self.one(&TEXTS), self.one(&TEXTS)),
            _ => self.one(&TEXTS).to_owned(),
        }
    }

    /// A moment near the ends of spans.
    fn moment(&mut self, now: Ts) -> Ts {
        let days = chrono::Duration::days(self.below(40) as i64 - 2);
        let nudge = chrono::Duration::microseconds(self.below(3) as i64 - 1);
        let base = if self.below(2) == 0 { now } else { Ts::from_micros(now.micros() - now.micros() % 86_400_000_000) };
        match self.below(4) {
            0 => base - days * 30,
            _ => base - days + nudge,
        }
    }

    fn json(&mut self) -> Value {
        match self.below(12) {
            0 => Value::Null,
            1 | 2 => json!(self.below(2) == 0),
            3 => json!(self.below(4)),
            4 => json!(NUMBERS[self.below(NUMBERS.len())]),
            5 => json!(self.one(&DAYS)),
            6 => json!(format!("{}T{:02}:00:00Z", self.one(&DAYS), self.below(24))),
            7 => json!(self.one(&OPTIONS)),
            8 => json!({ "a": self.one(&TEXTS) }),
            9 => {
                let all =
                    [json!("Gold"), json!("gold"), json!("Süd"), json!("5"), json!(5), json!(null), json!(["Gold"])];
                (0..self.below(4)).map(|_| all[self.below(all.len())].clone()).collect()
            }
            _ => json!(self.text()),
        }
    }

    /// The custom properties of a record.
    fn properties(&mut self) -> Json {
        match self.below(20) {
            0 => return Json(Value::Null),
            1 => return Json(json!(["text"])),
            2 => return Json(json!("text")),
            _ => {}
        }
        let mut all = Map::new();
        for kind in KINDS {
            if let Some(value) = self.some(Self::json) {
                all.insert(name(kind), value);
            }
        }
        Json(Value::Object(all))
    }
}

/// What the custom property of a type is called.
pub fn name(kind: PropertyKind) -> String {
    format!("c_{}", kind.as_str())
}

pub fn definitions(conn: &mut Conn) -> Result<()> {
    for object in [Object::Ticket, Object::Contact, Object::Company] {
        for kind in KINDS {
            diesel::insert_into(d::table)
                .values((
                    d::object.eq(object.as_str()),
                    d::name.eq(name(kind)),
                    d::label.eq(kind.as_str()),
                    d::kind.eq(kind.as_str()),
                    d::options.eq(Json::of(OPTIONS)),
                    d::position.eq(0),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}

/// Fills the database, in which people of the usual world are already.
pub fn fill(conn: &mut Conn, chance: &mut Chance, now: Ts) -> Result<()> {
    definitions(conn)?;
    for index in 0..20 {
        let domains = match index % 4 {
            0 => json!([]),
            1 => json!(["Gold", "Süd"]),
            2 => json!([chance.json(), chance.json()]),
            _ => chance.json(),
        };
        diesel::insert_into(o::table)
            .values((
                o::name.eq(chance.text()),
                o::sort_name.eq(""),
                o::domains.eq(Json(domains)),
                o::properties.eq(chance.properties()),
                o::created_at.eq(chance.moment(now)),
            ))
            .execute(conn)?;
    }
    let companies: Vec<CompanyId> = o::table.select(o::id).load(conn)?;
    for index in 0..60 {
        let contact: ContactId = diesel::insert_into(c::table)
            .values((
                c::email.eq(format!("{}{index}@x.test", chance.text())),
                c::first_name.eq(chance.text()),
                c::last_name.eq(chance.text()),
                c::sort_name.eq(""),
                c::phone.eq(chance.some(Chance::text)),
                c::properties.eq(chance.properties()),
                c::created_at.eq(chance.moment(now)),
            ))
            .returning(c::id)
            .get_result(conn)?;
        let first = chance.below(companies.len());
        for nth in 0..chance.below(3) {
            let company = companies[(first + nth) % companies.len()];
            diesel::insert_into(oc::table)
                .values((oc::contact_id.eq(contact), oc::company_id.eq(company), oc::is_primary.eq(nth == 0)))
                .execute(conn)?;
        }
    }
    tickets(conn, chance, &companies, now)
}

fn tickets(conn: &mut Conn, chance: &mut Chance, companies: &[CompanyId], now: Ts) -> Result<()> {
    let contacts: Vec<ContactId> = c::table.select(c::id).load(conn)?;
    let pipeline: PipelineId = p::table.select(p::id).first(conn)?;
    let stages: Vec<StageId> = s::table.select(s::id).load(conn)?;
    let users: Vec<UserId> = u::table.select(u::id).load(conn)?;
    let inbox: openapi::id::InboxId =
        portico::db::schema::inboxes::table.select(portico::db::schema::inboxes::id).first(conn)?;
    for _ in 0..60 {
        let priority = chance.some(|chance| chance.one(&["low", "medium", "high", "urgent"]).to_owned());
        diesel::insert_into(t::table)
            .values((
                (t::subject.eq(chance.text()), t::pipeline_id.eq(pipeline), t::inbox_id.eq(inbox)),
                t::stage_id.eq(stages[chance.below(stages.len())]),
                t::state.eq(chance.one(&["open", "closed"])),
                t::priority.eq(priority),
                t::category.eq(chance.some(Chance::text)),
                t::source.eq(chance.one(&["chat", "email", "portal"])),
                t::owner_id.eq(chance.some(|chance| users[chance.below(users.len())])),
                t::requester_id.eq(chance.some(|chance| contacts[chance.below(contacts.len())])),
                t::company_id.eq(chance.some(|chance| companies[chance.below(companies.len())])),
                (t::snippet.eq(""), t::awaiting_team.eq(false), t::customer_activity_at.eq(now)),
                t::created_at.eq(chance.moment(now)),
                t::last_activity_at.eq(chance.moment(now)),
                t::closed_at.eq(chance.some(|chance| chance.moment(now))),
                t::properties.eq(chance.properties()),
            ))
            .returning(t::id)
            .get_result::<TicketId>(conn)?;
    }
    Ok(())
}

/// Creates a list; a static one gets members by chance.
pub fn list(conn: &mut Conn, chance: &mut Chance, filter: Option<&Filter>, now: Ts) -> Result<ListId> {
    let count: i64 = l::table.count().get_result(conn)?;
    let list: ListId = diesel::insert_into(l::table)
        .values((
            l::name.eq(format!("List {count}")),
            l::filter.eq(filter.map(Json::of)),
            l::version.eq(1),
            (l::created_at.eq(now), l::updated_at.eq(now)),
        ))
        .returning(l::id)
        .get_result(conn)?;
    let contacts: Vec<ContactId> = c::table.select(c::id).load(conn)?;
    for contact in contacts.into_iter().filter(|_| filter.is_none() && chance.below(3) == 0) {
        diesel::insert_into(lm::table)
            .values((lm::list_id.eq(list), lm::contact_id.eq(contact), lm::added_at.eq(now)))
            .execute(conn)?;
    }
    Ok(list)
}
