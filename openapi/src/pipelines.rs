//! Pipelines and their stages, as staff see them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{PipelineId, StageId};
use crate::tickets::TicketState;

/// A pipeline with its stages in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Pipeline {
    /// Its id.
    pub id: PipelineId,
    /// Its name.
    pub name: String,
    /// Its stages, in order.
    pub stages: Vec<Stage>,
}

/// A step of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Stage {
    /// Its id.
    pub id: StageId,
    /// What staff call it.
    pub name: String,
    /// Whether tickets in it are open or closed.
    pub state: TicketState,
}
