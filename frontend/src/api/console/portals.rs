//! What is set about portals.

use openapi::id::PortalId;
use openapi::portals::console::{
    PortalAccessChange, PortalAccessPreview, PortalPublication, PortalSettings, PortalSummary, PortalVisibilityChange,
    PortalVisibilityPreview,
};

use crate::api::client::{Call, Request};
use crate::api::problem::Failure;

/// Every portal.
pub async fn list() -> Result<Vec<PortalSummary>, Failure> {
    Request::get("/api/v1/portals").send().await
}

/// The settings of a portal.
pub async fn get(id: PortalId, background: bool) -> Result<PortalSettings, Failure> {
    Request::get(of(id)).background(background).send().await
}

/// Sets who may enter, if the settings are still of this version.
pub fn set_access(id: PortalId, version: i64, access: &PortalAccessChange) -> Call<PortalSettings> {
    Request::put(format!("{}/access", of(id))).if_version(version).json(access).expecting()
}

/// What another access would change.
pub async fn preview_access(id: PortalId, access: &PortalAccessChange) -> Result<PortalAccessPreview, Failure> {
    Request::post(format!("{}/access-previews", of(id))).json(access).send().await
}

/// Sets what customers see, if the settings are still of this version.
pub fn set_visibility(id: PortalId, version: i64, visibility: &PortalVisibilityChange) -> Call<PortalSettings> {
    Request::put(format!("{}/visibility", of(id))).if_version(version).json(visibility).expecting()
}

/// What another visibility would change.
pub async fn preview_visibility(
    id: PortalId,
    visibility: &PortalVisibilityChange,
) -> Result<PortalVisibilityPreview, Failure> {
    Request::post(format!("{}/visibility-previews", of(id))).json(visibility).send().await
}

/// Turns a portal on or off, if the settings are still of this version.
pub fn publish(id: PortalId, version: i64, is_on: bool) -> Call<PortalSettings> {
    Request::put(format!("{}/publication", of(id))).if_version(version).json(&PortalPublication { is_on }).expecting()
}

fn of(id: PortalId) -> String {
    format!("/api/v1/portals/{id}")
}
