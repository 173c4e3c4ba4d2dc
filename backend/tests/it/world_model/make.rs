//! The world as it begins, and portals as the server is told of them.

use super::*;

pub fn begin(app: &TestApp, chance: &mut Chance) -> World {
    app.change(|conn, now| {
        let hash = Passwords::with_memory(64)?.hash_blocking(PASSWORD)?;
        let domain = p::table.find(app.world.support).select(p::domain_id).first(conn)?;
        let companies: Vec<CompanyId> =
            (0..3).map(|index| company(conn, &format!("Company {index}"), now)).collect::<Result<_, _>>()?;
        let mut people = Vec::new();
        for index in 0..CONTACTS {
            let (email, of) = (format!("person{index}@world.test"), index % 4);
            let id = contact(conn, ("Person", &index.to_string()), &email, companies.get(of).copied(), now)?;
            let_in(conn, id, domain, &email, &hash, now)?;
            people.push(Person { id, email, company: (of < 3).then_some(of) });
        }
        let mut lists = Vec::new();
        for index in 0..LISTS {
            let name = Some(FilterValue::Text("company 1".into()));
            let active = (index == ACTIVE).then(|| filter("company.name", FilterOperator::Equals, name));
            let id: ListId = diesel::insert_into(l::table)
                .values((
                    l::name.eq(format!("List {index}")),
                    l::filter.eq(active.map(Json::of)),
                    l::version.eq(1_i64),
                    l::created_at.eq(now),
                    l::updated_at.eq(now),
                ))
                .returning(l::id)
                .get_result(conn)?;
            lists.push((id, (index != ACTIVE).then(BTreeSet::new)));
        }
        let support: (openapi::id::PipelineId, openapi::id::InboxId) =
            p::table.find(app.world.support).select((p::pipeline_id, p::inbox_id)).first(conn)?;
        let mut tickets = Vec::new();
        for index in 0..TICKETS {
            let requester = chance.below(CONTACTS);
            let new = create::NewTicket {
                subject: format!("Ticket {index}"),
                pipeline: support.0,
                stage: portico::pipelines::read::first(conn, support.0, TicketState::Open)?,
                priority: None,
                category: None,
                source: openapi::tickets::Source::Phone,
                requester: people[requester].id,
                owner: None,
                inbox: support.1,
                is_private: false,
                properties: Json::of(serde_json::Map::new()),
                import_key: None,
                created_at: now,
            };
            let id = create::insert(conn, &new, Actor::System)?;
            diesel::update(t::table.find(id)).set(t::subject.eq(format!("word{id}"))).execute(conn)?;
            row::index(conn, id)?;
            let company = people[requester].company;
            let (participants, state) = (BTreeSet::new(), TicketState::Open);
            tickets.push(Ticket { id, requester, participants, company, priority: None, state, private: false });
        }
        let ids: Vec<(PortalId, String)> =
            p::table.filter(p::domain_id.eq(domain)).order(p::id).select((p::id, p::slug)).load(conn)?;
        let mut portals: Vec<Portal> = Vec::new();
        for (index, slug) in ids.into_iter().map(|(_, slug)| slug).chain(["third".into(), "fourth".into()]).enumerate()
        {
            let id = match p::table.filter(p::slug.eq(&slug)).select(p::id).first(conn).optional()? {
                Some(id) => id,
                None => crate::support::world::portal_like(conn, app.world.support, &slug, now)?,
            };
            let company = [Company::Everybody, Company::Nobody, Company::First, Company::Everybody][index];
            portals.push(Portal { id, slug, shown: Shown::All, company, lists: None });
        }
        let world = World { companies: companies.clone(), people, tickets, lists, portals };
        for portal in &world.portals {
            write_portal(conn, &world, portal, now)?;
        }
        Ok(world)
    })
}

pub fn write_portal(
    conn: &mut portico::db::Conn,
    world: &World,
    portal: &Portal,
    now: portico::db::Ts,
) -> portico::error::Result<()> {
    let several = |values: &[&str]| {
        Some(FilterValue::Several(values.iter().map(|value| FilterScalar::Text((*value).into())).collect()))
    };
    let shown = match portal.shown {
        Shown::All => None,
        Shown::Urgent => Some(filter("priority", FilterOperator::IsAnyOf, several(&["urgent"]))),
        Shown::OpenOrKnown => {
            let mut either = filter("state", FilterOperator::IsAnyOf, several(&["open"]));
            either.any.extend(filter("priority", FilterOperator::IsKnown, None).any);
            Some(either)
        }
    };
    let (permission, who) = match portal.company {
        Company::Nobody => ("own", None),
        Company::Everybody => ("company", None),
        Company::First => {
            let name = Some(FilterValue::Text("COMPANY 0".into()));
            ("company_for_some", Some(filter("company.name", FilterOperator::Equals, name)))
        }
    };
    diesel::update(p::table.find(portal.id))
        .set((
            p::ticket_filter.eq(shown.map(Json::of)),
            p::ticket_permission.eq(permission),
            p::company_filter.eq(who.map(Json::of)),
            p::access.eq(if portal.lists.is_some() { "lists" } else { "everyone" }),
        ))
        .execute(conn)?;
    diesel::delete(pl::table.filter(pl::portal_id.eq(portal.id))).execute(conn)?;
    for list in portal.lists.iter().flatten() {
        diesel::insert_into(pl::table)
            .values((
                pl::portal_id.eq(portal.id),
                pl::list_id.eq(world.lists[*list].0),
                pl::added_at.eq(now),
                pl::invite_at.eq(now),
                pl::invited_up_to.eq(0_i64),
                pl::invited_count.eq(0_i64),
            ))
            .execute(conn)?;
    }
    Ok(())
}
