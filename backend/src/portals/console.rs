//! Portals as those see them who set them up.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post, put};
use openapi::id::PortalId;
use openapi::portals::console::{
    PortalAccessChange, PortalAccessPreview, PortalPublication, PortalSettings, PortalSummary, PortalVisibilityChange,
    PortalVisibilityPreview,
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::settings::{access, change, read, visibility};
use crate::audit::{By, Source};
use crate::auth::Staff;
use crate::auth::principal::{Confirmed, CustomerPortalSettings};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Conn, Db, Ts};
use crate::error::Result;
use crate::web::Valid;
use crate::web::docs::{Reads, Writes};
use crate::web::if_match::{IfMatch, IfMatchHeader, Versioned, tagged};

/// Names a portal by its id.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct SettingsPath {
    /// The portal.
    id: PortalId,
}

/// Every portal.
#[utoipa::path(tag = "portals", responses((status = 200, body = Vec<PortalSummary>), Reads), security(("console_session" = [])))]
#[get("/portals")]
pub async fn list_portals(
    _by: Staff<CustomerPortalSettings>,
    db: Data<Db>,
    config: Data<Config>,
) -> Result<Json<Vec<PortalSummary>>> {
    let base = config.portal_base();
    db.read(move |conn| read::list(conn, &base)).await.map(Json)
}

/// One portal's settings, and how far the invitation of its lists is.
#[utoipa::path(tag = "portals", params(SettingsPath), responses((status = 200, body = PortalSettings), Reads), security(("console_session" = [])))]
#[get("/portals/{id}")]
pub async fn show_portal_settings(
    _by: Staff<CustomerPortalSettings>,
    path: Path<SettingsPath>,
    db: Data<Db>,
    config: Data<Config>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (base, now) = (config.portal_base(), clock.now());
    let settings = db.read(move |conn| read::show(conn, path.id, &base, now)).await?;
    Ok(tagged(settings.version, &settings))
}

/// Makes a change and shows the settings.
async fn changed(
    id: PortalId,
    db: &Db,
    config: &Config,
    now: Ts,
    change: impl FnOnce(&mut Conn) -> Result<()> + Send + 'static,
) -> Result<HttpResponse> {
    let base = config.portal_base();
    let settings = db
        .write(move |conn| {
            change(conn)?;
            read::show(conn, id, &base, now)
        })
        .await?;
    Ok(tagged(settings.version, &settings))
}

/// Sets who may enter. Members of added lists who have no access yet are sent a registration mail two
/// minutes later.
#[utoipa::path(tag = "portals", params(SettingsPath, IfMatchHeader), request_body = PortalAccessChange, responses((status = 200, body = PortalSettings), Writes, Versioned), security(("console_session" = [])))]
#[put("/portals/{id}/access")]
pub async fn update_portal_access(
    by: Confirmed<CustomerPortalSettings>,
    from: Source,
    path: Path<SettingsPath>,
    known: IfMatch,
    body: Valid<PortalAccessChange>,
    db: Data<Db>,
    config: Data<Config>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (id, now) = (path.id, clock.now());
    let by = By::user(&by, from);
    changed(id, &db, &config, now, move |conn| change::access(conn, id, &body.value, known, &by, now)).await
}

/// Sets what customers see.
#[utoipa::path(tag = "portals", params(SettingsPath, IfMatchHeader), request_body = PortalVisibilityChange, responses((status = 200, body = PortalSettings), Writes, Versioned), security(("console_session" = [])))]
#[put("/portals/{id}/visibility")]
pub async fn update_portal_visibility(
    by: Confirmed<CustomerPortalSettings>,
    from: Source,
    path: Path<SettingsPath>,
    known: IfMatch,
    body: Valid<PortalVisibilityChange>,
    db: Data<Db>,
    config: Data<Config>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (id, now) = (path.id, clock.now());
    let by = By::user(&by, from);
    changed(id, &db, &config, now, move |conn| change::visibility(conn, id, &body.value, known, &by, now)).await
}

/// Turns a portal on, which needs confirming, or off, which may have to be quick.
#[utoipa::path(tag = "portals", params(SettingsPath, IfMatchHeader), request_body = PortalPublication, responses((status = 200, body = PortalSettings), Writes, Versioned), security(("console_session" = [])))]
#[put("/portals/{id}/publication")]
pub async fn update_portal_publication(
    by: Staff<CustomerPortalSettings>,
    from: Source,
    path: Path<SettingsPath>,
    known: IfMatch,
    body: Valid<PortalPublication>,
    db: Data<Db>,
    config: Data<Config>,
    clock: Data<Clock>,
) -> Result<HttpResponse> {
    let (id, now) = (path.id, clock.now());
    let (told, is_on) = (By::user(&by, from), body.value.is_on);
    if is_on {
        Confirmed::of(by)?;
    }
    changed(id, &db, &config, now, move |conn| change::publication(conn, id, is_on, known, &told, now)).await
}

/// What another access would change: who could enter, who no longer, and how many registration mails would
/// be sent. Saves nothing.
#[utoipa::path(tag = "portals", params(SettingsPath), request_body = PortalAccessChange, responses((status = 200, body = PortalAccessPreview), Writes), security(("console_session" = [])))]
#[post("/portals/{id}/access-previews")]
pub async fn preview_portal_access(
    _by: Staff<CustomerPortalSettings>,
    path: Path<SettingsPath>,
    body: Valid<PortalAccessChange>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<PortalAccessPreview>> {
    let now = clock.now();
    db.read(move |conn| access::preview(conn, path.id, &body.value, now)).await.map(Json)
}

/// What another visibility would change: how many tickets are seen at all, and who would see more or
/// fewer. Saves nothing.
#[utoipa::path(tag = "portals", params(SettingsPath), request_body = PortalVisibilityChange, responses((status = 200, body = PortalVisibilityPreview), Writes), security(("console_session" = [])))]
#[post("/portals/{id}/visibility-previews")]
pub async fn preview_portal_visibility(
    _by: Staff<CustomerPortalSettings>,
    path: Path<SettingsPath>,
    body: Valid<PortalVisibilityChange>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Result<Json<PortalVisibilityPreview>> {
    let now = clock.now();
    db.read(move |conn| visibility::preview(conn, path.id, &body.value, now)).await.map(Json)
}
