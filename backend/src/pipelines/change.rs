//! Creating pipelines.

use diesel::prelude::*;
use openapi::id::PipelineId;
use openapi::tickets::TicketState;

use super::read::StateColumn;
use crate::db::Conn;
use crate::db::schema::{pipelines as p, stages as s};
use crate::error::Result;

/// Creates a pipeline with its stages, in order, behind those there are.
pub fn create(conn: &mut Conn, name: &str, stages: &[(&str, TicketState)]) -> Result<PipelineId> {
    let position: i64 = p::table.count().get_result(conn)?;
    let id: PipelineId = diesel::insert_into(p::table)
        .values((p::name.eq(name), p::position.eq(position)))
        .returning(p::id)
        .get_result(conn)?;
    for (position, (name, state)) in (0_i64..).zip(stages) {
        diesel::insert_into(s::table)
            .values((
                s::pipeline_id.eq(id),
                s::name.eq(*name),
                s::state.eq(StateColumn(*state)),
                s::position.eq(position),
            ))
            .execute(conn)?;
    }
    Ok(id)
}
