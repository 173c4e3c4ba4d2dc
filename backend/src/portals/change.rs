//! Creating what a new installation needs, and keeping the default domain where the operator says.

use diesel::prelude::*;
use openapi::id::{DomainId, InboxId, PipelineId, PortalId};
use openapi::tickets::TicketState;

use crate::db::schema::{account as a, domains as d, inboxes as i, portals as p};
use crate::db::{Conn, Json, Ts};
use crate::error::Result;

/// What a new installation starts with.
#[derive(Debug, Clone)]
pub struct Installation<'a> {
    /// The account's name.
    pub account: &'a str,
    /// The portal's name.
    pub portal: &'a str,
    /// The portal's slug.
    pub slug: &'a str,
    /// The address of the inbox.
    pub address: &'a str,
    /// Whether customers see their primary company's tickets.
    pub company_tickets: bool,
}

/// What was created.
#[derive(Debug, Clone, Copy)]
pub struct Created {
    /// The portal.
    pub portal: PortalId,
    /// Its domain.
    pub domain: DomainId,
    /// Its inbox.
    pub inbox: InboxId,
    /// Its pipeline.
    pub pipeline: PipelineId,
}

/// Stages of the pipeline every installation starts with.
const STAGES: [(&str, TicketState); 4] = [
    ("New", TicketState::Open),
    ("Waiting on us", TicketState::Open),
    ("Waiting on contact", TicketState::Open),
    ("Closed", TicketState::Closed),
];

/// What a new ticket can be about, to begin with.
const CATEGORIES: [&str; 5] = ["Technical issue", "Billing", "Product question", "Feature request", "Something else"];

/// Creates account, default domain, inbox, pipeline and portal; `None` when there is an account.
pub fn install(conn: &mut Conn, new: &Installation<'_>, host: &str, now: Ts) -> Result<Option<Created>> {
    let there: i64 = a::table.count().get_result(conn)?;
    if there > 0 {
        return Ok(None);
    }
    diesel::insert_into(a::table)
        .values((a::id.eq(1_i64), a::name.eq(new.account), a::created_at.eq(now)))
        .execute(conn)?;
    let domain = default_domain(conn, host, now)?;
    let inbox: InboxId = diesel::insert_into(i::table)
        .values((i::name.eq(new.portal), i::address.eq(new.address), i::created_at.eq(now)))
        .returning(i::id)
        .get_result(conn)?;
    let pipeline = crate::pipelines::change::create(conn, "Support", &STAGES)?;
    let portal = diesel::insert_into(p::table)
        .values((
            p::domain_id.eq(domain),
            p::slug.eq(new.slug),
            p::name.eq(new.portal),
            p::ticket_permission.eq(if new.company_tickets { "company" } else { "own" }),
            p::inbox_id.eq(inbox),
            p::pipeline_id.eq(pipeline),
            p::categories.eq(Json::of(CATEGORIES)),
            p::is_on.eq(true),
            p::created_at.eq(now),
        ))
        .returning(p::id)
        .get_result(conn)?;
    Ok(Some(Created { portal, domain, inbox, pipeline }))
}

/// Makes the default domain be `host`, which the operator's configuration names.
pub fn default_domain(conn: &mut Conn, host: &str, now: Ts) -> Result<DomainId> {
    let found: Option<(DomainId, String)> =
        d::table.filter(d::is_default.eq(true)).select((d::id, d::host)).first(conn).optional()?;
    match found {
        Some((id, same)) if same == host => Ok(id),
        Some((id, _)) => {
            diesel::update(d::table.find(id)).set(d::host.eq(host)).execute(conn)?;
            Ok(id)
        }
        None => Ok(diesel::insert_into(d::table)
            .values((d::host.eq(host), d::language.eq("en"), d::is_default.eq(true), d::created_at.eq(now)))
            .returning(d::id)
            .get_result(conn)?),
    }
}
