//! Lists and filters as staff see them.

pub mod filters;
pub mod lists;
pub mod members;

use openapi::id::ListId;
use serde::Deserialize;
use utoipa::IntoParams;

/// Names a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ListPath {
    /// The list.
    id: ListId,
}
