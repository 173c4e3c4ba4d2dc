//! Who stands at a portal's door: the portal by host and slug, and the contact of the session, as one
//! query finds them.

use chrono::Duration;
use diesel::prelude::*;
use openapi::id::{CompanyId, ContactId, DomainId, InboxId, MembershipId, PipelineId, PortalId, SessionId, UserId};
use openapi::users::Permission;

use super::gate::{self, Gate, Standing};
use super::principal::{Customer, Outsider, Portal};
use super::sessions::Subject;
use super::time_limits::{self, TimeLimits};
use crate::db::{Conn, Json, Ts};
use crate::error::{Error, Result};

#[derive(Queryable)]
struct PortalRow {
    id: PortalId,
    domain: DomainId,
    slug: String,
    name: String,
    inbox: InboxId,
    pipeline: PipelineId,
    categories: Json,
    self_registration: bool,
    magic_link: bool,
    settings: gate::Settings,
}

#[derive(Queryable)]
struct SessionRow {
    id: Option<SessionId>,
    last_seen_at: Option<Ts>,
    idle_seconds: Option<i64>,
    ends_at: Option<Ts>,
    preview: Preview,
    membership: Option<MembershipId>,
    contact: Option<ContactId>,
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
    company: Option<CompanyId>,
    company_name: Option<String>,
}

/// Who looks at which portal as whom; nulls in a session of a customer's own.
type Preview = (Option<UserId>, Option<PortalId>, Option<ContactId>);

/// Who was found there.
pub(super) enum Who {
    Nobody,
    Inside(Box<Customer>, Ts),
    Outside(Outsider),
}

pub(super) fn find(
    conn: &mut Conn,
    host: &str,
    slug: &str,
    hash: Option<Vec<u8>>,
    now: Ts,
) -> Result<Option<(Portal, Who)>> {
    use crate::db::schema::{
        companies as o, company_contacts as cc, contacts as c, domains as d, memberships as m, portals as p,
        sessions as s,
    };
    // no token hashes to nothing
    let hash = hash.unwrap_or_default();
    let row: Option<(PortalRow, SessionRow)> =
        p::table
            .inner_join(d::table)
            .left_join(s::table.on(s::token_hash.eq(hash).and(s::ends_at.gt(now))))
            .left_join(m::table.on(
                s::membership_id.eq(m::id.nullable()).and(m::domain_id.eq(p::domain_id)).and(m::status.eq("active")),
            ))
            .left_join(c::table.on(c::id.nullable().eq(m::contact_id.nullable())))
            .left_join(cc::table.on(cc::contact_id.nullable().eq(c::id.nullable()).and(cc::is_primary.eq(true))))
            .left_join(o::table.on(o::id.nullable().eq(cc::company_id.nullable())))
            .filter(d::host.eq(host))
            .filter(p::slug.eq(slug))
            .filter(p::is_on.eq(true))
            .select((
                (
                    p::id,
                    p::domain_id,
                    p::slug,
                    p::name,
                    p::inbox_id,
                    p::pipeline_id,
                    p::categories,
                    d::self_registration,
                    d::magic_link,
                    gate::COLUMNS,
                ),
                (
                    s::id.nullable(),
                    s::last_seen_at.nullable(),
                    s::idle_seconds.nullable(),
                    s::ends_at.nullable(),
                    (s::user_id.nullable(), s::preview_portal_id.nullable(), s::preview_contact_id.nullable()),
                    m::id.nullable(),
                    c::id.nullable(),
                    c::first_name.nullable(),
                    c::last_name.nullable(),
                    c::email.nullable(),
                    o::id.nullable(),
                    o::name.nullable(),
                ),
            ))
            .first(conn)
            .optional()?;
    let Some((row, session)) = row else { return Ok(None) };
    let (gate, portal) = row.read(conn)?;
    let who = session.who(conn, &gate, &portal, now)?;
    Ok(Some((portal, who)))
}

impl PortalRow {
    fn read(self, conn: &mut Conn) -> Result<(Gate, Portal)> {
        let gate = Gate::of(conn, self.id, self.settings)?;
        let portal = Portal {
            id: self.id,
            domain: self.domain,
            slug: self.slug,
            name: self.name,
            tickets: gate.tickets().clone(),
            inbox: self.inbox,
            pipeline: self.pipeline,
            categories: self.categories.read().unwrap_or_default(),
            self_registration: self.self_registration,
            magic_link: self.magic_link,
        };
        Ok((gate, portal))
    }
}

impl SessionRow {
    /// Who it is, if the session was not idle for too long.
    fn who(self, conn: &mut Conn, gate: &Gate, portal: &Portal, now: Ts) -> Result<Who> {
        let Some((session, seen)) = self.id.zip(self.last_seen_at) else { return Ok(Who::Nobody) };
        let idle = Duration::seconds(self.idle_seconds.unwrap_or_default());
        if seen + idle <= now {
            return Ok(Who::Nobody);
        }
        let limits = TimeLimits { idle, idle_left: seen + idle - now, ends_at: self.ends_at.unwrap_or(now) };
        let visit = Visit { session, seen, limits, at: now };
        if let (Some(user), Some(place), Some(contact)) = self.preview {
            if place != portal.id || !may_preview(conn, user)? {
                return Ok(Who::Nobody);
            }
            let person = Person::find(conn, contact)?;
            let standing = gate.standing(conn, contact, now)?;
            return Ok(person.who(&visit, MembershipId(0), Some(user), &standing, portal));
        }
        let Some(membership) = self.membership else { return Ok(Who::Nobody) };
        let (Some(contact), Some(first), Some(last), Some(email)) =
            (self.contact, self.first_name, self.last_name, self.email)
        else {
            return Ok(Who::Nobody);
        };
        let person = Person { contact, first, last, email, company: self.company.zip(self.company_name) };
        let standing = gate.standing(conn, contact, now)?;
        Ok(person.who(&visit, membership, None, &standing, portal))
    }
}

/// A session in use.
struct Visit {
    session: SessionId,
    seen: Ts,
    limits: TimeLimits,
    at: Ts,
}

/// A contact and its primary company.
#[derive(Queryable)]
struct Person {
    contact: ContactId,
    first: String,
    last: String,
    email: String,
    company: Option<(CompanyId, String)>,
}

impl Person {
    fn find(conn: &mut Conn, contact: ContactId) -> Result<Self> {
        use crate::db::schema::{companies as o, company_contacts as cc, contacts as c};
        Ok(c::table
            .left_join(cc::table.on(cc::contact_id.eq(c::id).and(cc::is_primary.eq(true))))
            .left_join(o::table.on(o::id.nullable().eq(cc::company_id.nullable())))
            .filter(c::id.eq(contact))
            .select((c::id, c::first_name, c::last_name, c::email, (o::id, o::name).nullable()))
            .first(conn)?)
    }

    fn who(
        self,
        visit: &Visit,
        membership: MembershipId,
        preview: Option<UserId>,
        standing: &Standing,
        portal: &Portal,
    ) -> Who {
        let name = openapi::contacts::display_name(&self.first, &self.last, &self.email);
        if *standing == Standing::Outside {
            return Who::Outside(Outsider { contact: self.contact, preview, name, email: self.email });
        }
        let organization = self.company.filter(|_| standing.shows_company());
        let customer = Customer {
            session: visit.session,
            membership,
            contact: self.contact,
            name,
            email: self.email,
            organization,
            preview,
            at: visit.at,
            limits: visit.limits,
            portal: portal.clone(),
        };
        Who::Inside(Box::new(customer), visit.seen)
    }
}

/// Whether a user may still look at portals as their customers do.
fn may_preview(conn: &mut Conn, user: UserId) -> Result<bool> {
    use crate::db::schema::{roles as r, users as u};
    let permissions: Option<Json> = u::table
        .inner_join(r::table)
        .filter(u::id.eq(user))
        .filter(u::active.eq(true))
        .select(r::permissions)
        .first(conn)
        .optional()?;
    let held = permissions.map(super::principal::permissions).unwrap_or_default();
    Ok(held.contains(&Permission::ContactsView) && held.contains(&Permission::TicketsView))
}

impl Customer {
    /// The customer of a membership whose session is only just being started: it names no session. Or whoever
    /// the portal is not meant for.
    pub fn of_membership(
        conn: &mut Conn,
        membership: MembershipId,
        keep: bool,
        portal: &Portal,
        now: Ts,
    ) -> Result<std::result::Result<Self, Outsider>> {
        use crate::db::schema::memberships as m;
        let contact: ContactId = m::table.find(membership).select(m::contact_id).first(conn)?;
        let gate = Gate::now(conn, portal.id)?.ok_or_else(Portal::unavailable)?;
        let standing = gate.standing(conn, contact, now)?;
        let (idle, absolute) = time_limits::time_outs(conn, Subject::Membership(membership), keep)?;
        let limits = TimeLimits { idle, idle_left: idle, ends_at: now + absolute };
        let visit = Visit { session: SessionId(0), seen: now, limits, at: now };
        match Person::find(conn, contact)?.who(&visit, membership, None, &standing, portal) {
            Who::Inside(customer, _) => Ok(Ok(*customer)),
            Who::Outside(outsider) => Ok(Err(outsider)),
            Who::Nobody => Err(Error::unauthenticated()),
        }
    }
}
