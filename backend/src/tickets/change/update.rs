//! Changes of a ticket's own fields: subject, stage, priority, owner. Customers learn at once that
//! something they see has changed; only a change of the state is an entry of their conversation.

use diesel::prelude::*;
use openapi::id::{StageId, UserId};
use openapi::pipelines::Stage;
use openapi::problem::FieldCode;
use openapi::tickets::console::EventKind;
use openapi::tickets::{Priority, TicketState};

use super::event::{self, Actor, What};
use super::reply;
use crate::db::schema::{tickets as t, users as u};
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};
use crate::pipelines;
use crate::pipelines::read::StateColumn;
use crate::tickets::row::{self, PriorityColumn, TicketRow};

/// Changes the subject.
pub fn subject(conn: &mut Conn, ticket: &TicketRow, subject: &str, by: Actor, now: Ts) -> Result<()> {
    let subject = subject.trim();
    if subject == ticket.subject {
        return Ok(());
    }
    diesel::update(t::table.find(ticket.id))
        .set((t::subject.eq(subject), t::last_activity_at.eq(now)))
        .execute(conn)?;
    row::index(conn, ticket.id)?;
    let (from, to) = (Some(ticket.subject.clone()), Some(subject.to_owned()));
    changed(conn, ticket, EventKind::PropertyChanged { property: "Subject".into(), from, to }, by, true, now)
}

/// Changes the priority.
pub fn priority(conn: &mut Conn, ticket: &TicketRow, priority: Option<Priority>, by: Actor, now: Ts) -> Result<()> {
    let before = ticket.priority.map(|column| column.0);
    if before == priority {
        return Ok(());
    }
    diesel::update(t::table.find(ticket.id))
        .set((t::priority.eq(priority.map(PriorityColumn)), t::last_activity_at.eq(now)))
        .execute(conn)?;
    let label = |priority: Option<Priority>| priority.map(|priority| priority.label().to_owned());
    let (from, to) = (label(before), label(priority));
    changed(conn, ticket, EventKind::PropertyChanged { property: "Priority".into(), from, to }, by, true, now)
}

/// Gives the ticket to somebody, or to nobody.
///
/// # Errors
/// `ValidationFailed` unless the user exists and is active.
pub fn owner(conn: &mut Conn, ticket: &TicketRow, owner: Option<UserId>, by: Actor, now: Ts) -> Result<()> {
    if ticket.owner == owner {
        return Ok(());
    }
    let mut name = |id: Option<UserId>| -> Result<Option<(String, bool)>> {
        let Some(id) = id else { return Ok(None) };
        Ok(u::table.find(id).select((u::name, u::active)).first(conn).optional()?)
    };
    let (before, after) = (name(ticket.owner)?, name(owner)?);
    if owner.is_some() && !after.as_ref().is_some_and(|(_, active)| *active) {
        return Err(Error::invalid_field("/user_id", FieldCode::Unknown, "There is no such user."));
    }
    diesel::update(t::table.find(ticket.id)).set((t::owner_id.eq(owner), t::last_activity_at.eq(now))).execute(conn)?;
    let (from, to) = (before.map(|(name, _)| name), after.map(|(name, _)| name));
    changed(conn, ticket, EventKind::OwnerChanged { from, to }, by, false, now)
}

/// Moves the ticket to a stage of its pipeline.
///
/// # Errors
/// `ValidationFailed` for a stage of another pipeline.
pub fn stage(conn: &mut Conn, ticket: &TicketRow, stage: StageId, by: Actor, now: Ts) -> Result<()> {
    let stages = pipelines::read::stages(conn, ticket.pipeline)?;
    let Some(to) = stages.iter().find(|known| known.id == stage).cloned() else {
        return Err(Error::invalid_field("/stage_id", FieldCode::Unknown, "The ticket's pipeline has no such stage."));
    };
    let from = stages.into_iter().find(|known| known.id == ticket.stage);
    move_to(conn, ticket, from, to, by, now)
}

/// Closes or reopens: moves the ticket to the first stage of its pipeline in that state.
pub fn state(conn: &mut Conn, ticket: &TicketRow, state: TicketState, by: Actor, now: Ts) -> Result<()> {
    if ticket.state.0 == state {
        return Ok(());
    }
    let to = pipelines::read::first(conn, ticket.pipeline, state)?;
    let from = pipelines::read::stages(conn, ticket.pipeline)?.into_iter().find(|known| known.id == ticket.stage);
    move_to(conn, ticket, from, to, by, now)
}

fn move_to(conn: &mut Conn, ticket: &TicketRow, from: Option<Stage>, to: Stage, by: Actor, now: Ts) -> Result<()> {
    if ticket.stage == to.id {
        return Ok(());
    }
    diesel::update(t::table.find(ticket.id))
        .set((t::stage_id.eq(to.id), t::state.eq(StateColumn(to.state)), t::last_activity_at.eq(now)))
        .execute(conn)?;
    // customers see the state, so only its change is activity to them
    let visible = ticket.state.0 != to.state;
    if visible {
        let closed = to.state == TicketState::Closed;
        let awaiting_team = !closed && reply::customer_wrote_last(conn, ticket.id)?;
        diesel::update(t::table.find(ticket.id))
            .set((
                t::closed_at.eq(closed.then_some(now)),
                t::awaiting_team.eq(awaiting_team),
                t::customer_activity_at.eq(now),
            ))
            .execute(conn)?;
        row::stamp(conn, ticket.id)?;
    }
    let what = EventKind::StageChanged {
        from: from.map(|stage| stage.name).unwrap_or_default(),
        to: to.name,
        state: to.state,
    };
    changed(conn, ticket, what, by, visible, now)
}

fn changed(
    conn: &mut Conn,
    ticket: &TicketRow,
    what: EventKind,
    by: Actor,
    for_customers: bool,
    now: Ts,
) -> Result<()> {
    event::add(conn, ticket.id, by, &What::Change(what), for_customers, now)?;
    Ok(())
}
