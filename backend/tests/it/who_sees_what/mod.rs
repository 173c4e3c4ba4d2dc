//! What a portal's settings let customers see: its ticket filter, whose company's tickets, who may
//! enter at all, private tickets, participants, and staff who look as a customer.

use diesel::prelude::*;
use openapi::filters::{Filter, FilterCondition, FilterGroup, FilterOperator, FilterScalar, FilterValue};
use openapi::id::{ContactId, ListId, PortalId, TicketId};
use openapi::live::ChangeKind;
use openapi::portals::entry::Boot;
use openapi::problem::ProblemCode;
use openapi::tickets::Priority;
use portico::db::Json;
use portico::db::schema::{list_members as lm, lists as l, portal_lists as pl, portals as p};
use serde_json::json;

use crate::support::events::News;
use crate::support::world::{BEN, CARLA, DORA};
use crate::support::{Answer, CustomerClient, On, PASSWORD, TestApp, eventually, on_both_databases};

mod people;
mod staff;

on_both_databases!(
    tickets_outside_of_the_filter_do_not_exist,
    a_ticket_can_be_filed_that_the_filter_leaves_out,
    a_filter_that_cannot_be_understood_shows_nothing,
    company_tickets_are_shown_to_those_who_pass_the_filter,
    a_portal_for_lists_admits_their_members_only,
    whoever_leaves_every_list_is_out_at_once_and_open_pages_learn_it,
);

/// One condition as a filter.
pub fn filter(property: &str, operator: FilterOperator, value: Option<FilterValue>) -> Filter {
    let all = vec![FilterCondition { property: property.into(), operator, value }];
    Filter { any: vec![FilterGroup { all }] }
}

pub fn any_of(property: &str, values: &[&str]) -> Filter {
    let values = values.iter().map(|value| FilterScalar::Text((*value).into())).collect();
    filter(property, FilterOperator::IsAnyOf, Some(FilterValue::Several(values)))
}

pub fn show_only(app: &TestApp, filter: Option<serde_json::Value>) {
    app.change(|conn, _| {
        diesel::update(p::table.find(app.world.support)).set(p::ticket_filter.eq(filter.map(Json))).execute(conn)?;
        Ok(())
    });
}

pub fn list(app: &TestApp, name: &str, filter: Option<&Filter>, members: &[ContactId]) -> ListId {
    app.change(|conn, now| {
        let id: ListId = diesel::insert_into(l::table)
            .values((
                l::name.eq(name),
                l::filter.eq(filter.map(Json::of)),
                l::version.eq(1_i64),
                l::created_at.eq(now),
                l::updated_at.eq(now),
            ))
            .returning(l::id)
            .get_result(conn)?;
        for member in members {
            diesel::insert_into(lm::table)
                .values((lm::list_id.eq(id), lm::contact_id.eq(member), lm::added_at.eq(now)))
                .execute(conn)?;
        }
        Ok(id)
    })
}

pub fn admit(app: &TestApp, portal: PortalId, lists: &[ListId]) {
    app.change(|conn, now| {
        diesel::update(p::table.find(portal)).set(p::access.eq("lists")).execute(conn)?;
        diesel::delete(pl::table.filter(pl::portal_id.eq(portal))).execute(conn)?;
        for id in lists {
            diesel::insert_into(pl::table)
                .values((
                    pl::portal_id.eq(portal),
                    pl::list_id.eq(id),
                    pl::added_at.eq(now),
                    pl::invite_at.eq(now),
                    pl::invited_up_to.eq(0_i64),
                    pl::invited_count.eq(0_i64),
                ))
                .execute(conn)?;
        }
        Ok(())
    });
}

pub fn add(who: &CustomerClient, id: TicketId, email: &str) -> Answer {
    who.post(&who.at(&format!("/tickets/{id}/participants")), &json!({ "email": email })).send()
}

pub fn keep_private(who: &CustomerClient, id: TicketId, is_private: bool) -> Answer {
    who.put(&who.at(&format!("/tickets/{id}/privacy")), &json!({ "is_private": is_private })).send()
}

pub fn organization(who: &CustomerClient) -> Vec<i64> {
    who.numbers("view=organization&limit=100&count=true")
}

fn tickets_outside_of_the_filter_do_not_exist(on: On) {
    let app = on.start();
    let (anna, ben, agent) = (app.anna(), app.ben(), app.agent());
    let urgent = anna.file("Urgent oven", "zebra").id;
    let calm = anna.file("Calm oven", "zebra").id;
    agent.set_priority(urgent, Some(Priority::Urgent));
    agent.set_priority(calm, Some(Priority::Low));
    let file = anna.upload("plan.txt", b"the plan");
    anna.try_reply(calm, "The plan", &[file.id]).expect(201);
    show_only(&app, Some(serde_json::to_value(any_of("priority", &["urgent", "high"])).unwrap()));
    let events = anna.events();

    assert_eq!(anna.numbers("limit=100"), [urgent.0]);
    let page = anna.list("count=true");
    assert_eq!(page.total, Some(1));
    assert_eq!(organization(&ben), [urgent.0]);
    assert_eq!(anna.search("zebra"), [urgent.0]);
    for who in [&anna, &ben] {
        who.look_at(urgent).expect(200);
        who.look_at(calm).expect(404);
        who.try_reply(calm, "Hello?", &[]).expect(404);
        who.download(calm, file.id).expect(404);
        who.mark_read(calm).expect(404);
        who.get(&who.at(&format!("/tickets/{calm}/conversation"))).send().expect(404);
        add(who, calm, CARLA).expect(404);
        keep_private(who, calm, true).expect(404);
    }
    // nothing is heard of it, and of the other something is
    agent.reply(calm, "Nobody hears this.");
    agent.reply(urgent, "Everybody hears this.");
    eventually("the news of the urgent one", || {
        let heard = events.change();
        assert_eq!(heard.ticket_id, urgent);
        (heard.kind == ChangeKind::TeamMessage).then_some(())
    });
    // moved into the filter it appears at once
    agent.set_priority(calm, Some(Priority::High));
    anna.look_at(calm).expect(200);
    assert_eq!(anna.numbers("limit=100&status=open").len(), 2);
}

fn a_ticket_can_be_filed_that_the_filter_leaves_out(on: On) {
    let app = on.start();
    show_only(&app, Some(serde_json::to_value(any_of("priority", &["urgent"])).unwrap()));
    let filed = app.anna().file("The oven is cold", "Please help.");
    assert_eq!(filed.subject, "The oven is cold");
    app.anna().look_at(filed.id).expect(404);
    assert_eq!(app.agent().ticket(filed.id).summary.subject, "The oven is cold");
}

fn a_filter_that_cannot_be_understood_shows_nothing(on: On) {
    let app = on.start();
    let anna = app.anna();
    let id = anna.file("The oven is cold", "Please help.").id;
    for broken in [
        json!({ "any": [] }),
        json!({ "all": 7 }),
        json!({ "any": [{ "all": [{ "property": "gone", "operator": "is_known" }] }] }),
    ] {
        show_only(&app, Some(broken.clone()));
        assert!(anna.numbers("").is_empty(), "{broken}");
        anna.look_at(id).expect(404);
    }
}

fn company_tickets_are_shown_to_those_who_pass_the_filter(on: On) {
    let app = on.start();
    let (anna, ben) = (app.anna(), app.ben());
    let id = anna.file("The oven is cold", "Please help.").id;
    let bens = ben.file("The door squeaks", "Please oil it.").id;
    let managers = any_of("email", &[BEN]);
    app.change(|conn, _| {
        diesel::update(p::table.find(app.world.support))
            .set((p::ticket_permission.eq("company_for_some"), p::company_filter.eq(Json::of(&managers))))
            .execute(conn)?;
        Ok(())
    });
    assert_eq!(ben.me().organization.as_deref(), Some("Brightside Bakery"));
    ben.look_at(id).expect(200);
    assert!(organization(&ben).contains(&id.0));
    assert_eq!(anna.me().organization, None);
    anna.look_at(bens).expect(404);
    anna.get(&anna.at("/tickets?view=organization")).send().expect(403);
}

fn a_portal_for_lists_admits_their_members_only(on: On) {
    let app = on.start();
    let (anna, carla) = (app.anna(), app.carla());
    let bakers = filter("company.name", FilterOperator::StartsWith, Some(FilterValue::Text("bright".into())));
    let bakers = list(&app, "Bakers", Some(&bakers), &[]);
    let chosen = list(&app, "Chosen", None, &[app.world.dora]);
    admit(&app, app.world.support, &[bakers, chosen]);
    anna.look_at(anna.file("The oven is cold", "Please help.").id).expect(200);
    app.anyone().try_sign_in(DORA, PASSWORD, false).expect(200);

    let refused = carla.get(&carla.at("/tickets")).send().expect(403).problem();
    assert_eq!(refused.code, ProblemCode::AccessDenied);
    assert!(!refused.detail.contains("Bakers"), "lists are never named");
    let boot: Boot = carla.get("/api/public/portals/support").send().expect(200).json();
    assert_eq!(boot.outsider.map(|who| who.email), Some(CARLA.to_owned()));
    let at_the_door = app.anyone().try_sign_in(CARLA, PASSWORD, false).expect(403).problem();
    assert_eq!(at_the_door.code, ProblemCode::AccessDenied);
    app.anyone().try_sign_in(CARLA, "wrong password", false).expect(401);
    // signing out is always possible, and the other portal of the same domain is not concerned
    carla.elsewhere("help").who_am_i().expect(200);
    carla.sign_out().expect(204);
    // a portal for no list at all is for nobody
    admit(&app, app.world.support, &[]);
    anna.who_am_i().expect(403);
}

fn whoever_leaves_every_list_is_out_at_once_and_open_pages_learn_it(on: On) {
    let app = on.start();
    let chosen = list(&app, "Chosen", None, &[app.world.anna, app.world.ben]);
    admit(&app, app.world.support, &[chosen]);
    let (anna, ben) = (app.anna(), app.ben());
    let (events, bens) = (anna.events(), ben.events());
    app.change(|conn, _| {
        diesel::delete(lm::table.filter(lm::contact_id.eq(app.world.anna))).execute(conn)?;
        Ok(())
    });
    assert_eq!(anna.who_am_i().expect(403).problem().code, ProblemCode::AccessDenied);
    match events.next(std::time::Duration::from_secs(10)) {
        News::Event(event) => assert_eq!(event.name, "signed_out"),
        other => panic!("{other:?} instead of a farewell"),
    }
    let id = ben.file("Still here", "Hello.").id;
    assert_eq!(bens.change().ticket_id, id);
}
