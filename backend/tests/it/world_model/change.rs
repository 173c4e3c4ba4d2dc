//! Changes of everything, in the server and in the model.

use super::make::write_portal;
use super::*;

/// Changes something at random, in the server and in the model. Says what.
pub fn change(app: &TestApp, world: &mut World, chance: &mut Chance) -> String {
    let (who, which, at) = (chance.below(CONTACTS), chance.below(TICKETS), chance.below(world.portals.len()));
    app.change(|conn, now| {
        let ticket: row::TicketRow = t::table.find(world.tickets[which].id).select(row::COLUMNS).first(conn)?;
        let number = ticket.id;
        Ok(match chance.below(9) {
            0 => {
                let to = chance.below(4);
                let contact = world.people[who].id;
                diesel::delete(cc::table.filter(cc::contact_id.eq(contact))).execute(conn)?;
                if let Some(company) = world.companies.get(to) {
                    portico::companies::change::join(conn, contact, *company)?;
                }
                world.people[who].company = (to < 3).then_some(to);
                format!("person {who} moves to company {to}")
            }
            1 => {
                let list = chance.below(ACTIVE);
                let (id, members) = &mut world.lists[list];
                let members = members.as_mut().unwrap();
                let joins = !members.remove(&who);
                let contact = world.people[who].id;
                if joins {
                    members.insert(who);
                    let row = (lm::list_id.eq(*id), lm::contact_id.eq(contact), lm::added_at.eq(now));
                    diesel::insert_into(lm::table).values(row).execute(conn)?;
                } else {
                    let row = lm::table.filter(lm::list_id.eq(*id)).filter(lm::contact_id.eq(contact));
                    diesel::delete(row).execute(conn)?;
                }
                format!("person {who} {} list {list}", if joins { "joins" } else { "leaves" })
            }
            2 => {
                world.portals[at].shown = [Shown::All, Shown::Urgent, Shown::OpenOrKnown][chance.below(3)];
                write_portal(conn, world, &world.portals[at], now)?;
                format!("portal {at} shows {:?}", world.portals[at].shown)
            }
            3 => {
                world.portals[at].company = [Company::Nobody, Company::Everybody, Company::First][chance.below(3)];
                write_portal(conn, world, &world.portals[at], now)?;
                format!("portal {at} opens company tickets to {:?}", world.portals[at].company)
            }
            4 => {
                let lists = (0..LISTS).filter(|_| chance.coin()).collect();
                world.portals[at].lists = chance.coin().then_some(lists);
                write_portal(conn, world, &world.portals[at], now)?;
                format!("portal {at} admits {:?}", world.portals[at].lists)
            }
            5 => {
                let to = [None, Some(Priority::Low), Some(Priority::Urgent)][chance.below(3)];
                update::priority(conn, &ticket, to, Actor::System, now)?;
                world.tickets[which].priority = to;
                format!("ticket {number} gets priority {to:?}")
            }
            6 => {
                let to = if chance.coin() { TicketState::Open } else { TicketState::Closed };
                update::state(conn, &ticket, to, Actor::System, now)?;
                world.tickets[which].state = to;
                format!("ticket {number} becomes {to:?}")
            }
            7 => {
                let to = chance.coin();
                people::keep_private(conn, &ticket, to, Actor::System, now)?;
                world.tickets[which].private = to;
                format!("ticket {number} is private: {to}")
            }
            _ if world.tickets[which].requester == who => "nothing".into(),
            _ => {
                let (contact, participants) = (world.people[who].id, &mut world.tickets[which].participants);
                if participants.remove(&who) {
                    people::remove(conn, &ticket, contact, Actor::System, now)?;
                    format!("person {who} leaves ticket {number}")
                } else {
                    participants.insert(who);
                    people::add(conn, &ticket, contact, Actor::System, now)?;
                    format!("person {who} joins ticket {number}")
                }
            }
        })
    })
}
