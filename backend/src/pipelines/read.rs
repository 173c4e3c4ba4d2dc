//! Looking stages up.

use diesel::prelude::*;
use openapi::id::{PipelineId, StageId};
use openapi::pipelines::{Pipeline, Stage};
use openapi::tickets::TicketState;

use crate::db::Conn;
use crate::db::schema::{pipelines as p, stages as s};
use crate::db::types::text_column;
use crate::error::{Error, Result};

text_column!(StateColumn for TicketState);

type StageRow = (StageId, String, StateColumn);

fn stage((id, name, state): StageRow) -> Stage {
    Stage { id, name, state: state.0 }
}

/// Every pipeline with its stages.
pub fn all(conn: &mut Conn) -> Result<Vec<Pipeline>> {
    let pipelines: Vec<(PipelineId, String)> =
        p::table.order((p::position, p::id)).select((p::id, p::name)).load(conn)?;
    let rows: Vec<(PipelineId, StageRow)> =
        s::table.order((s::position, s::id)).select((s::pipeline_id, (s::id, s::name, s::state))).load(conn)?;
    Ok(pipelines
        .into_iter()
        .map(|(id, name)| {
            let stages = rows.iter().filter(|(of, _)| *of == id).map(|(_, row)| stage(row.clone())).collect();
            Pipeline { id, name, stages }
        })
        .collect())
}

/// The stages of a pipeline, in order.
pub fn stages(conn: &mut Conn, pipeline: PipelineId) -> Result<Vec<Stage>> {
    let rows: Vec<StageRow> = s::table
        .filter(s::pipeline_id.eq(pipeline))
        .order((s::position, s::id))
        .select((s::id, s::name, s::state))
        .load(conn)?;
    Ok(rows.into_iter().map(stage).collect())
}

/// The first stage of a pipeline in a state.
///
/// # Errors
/// `Internal` when the pipeline has none: every pipeline has a stage in each state.
pub fn first(conn: &mut Conn, pipeline: PipelineId, state: TicketState) -> Result<Stage> {
    stages(conn, pipeline)?
        .into_iter()
        .find(|stage| stage.state == state)
        .ok_or_else(|| Error::Internal(format!("pipeline {pipeline} has no stage that is {}", state.as_str())))
}

/// The pipeline that is offered first.
pub fn default(conn: &mut Conn) -> Result<PipelineId> {
    Ok(p::table.order((p::position, p::id)).select(p::id).first(conn)?)
}

/// A pipeline by its name.
pub fn by_name(conn: &mut Conn, name: &str) -> Result<Option<PipelineId>> {
    Ok(p::table.filter(p::name.eq(name)).select(p::id).first(conn).optional()?)
}
