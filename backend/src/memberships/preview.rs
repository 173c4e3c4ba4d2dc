//! Staff look at a portal as one of its contacts: everything can be read, nothing changed, and the
//! audit log knows. The console asks for a preview and opens its address; the portal's page turns the
//! token in it into a session of its own, which ends with the console's.

use actix_session::Session;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::Duration;
use diesel::prelude::*;
use openapi::id::{ContactId, PortalId, SessionId, UserId};
use openapi::portals::console::{NewPreview, Preview};
use openapi::problem::{FieldCode, ProblemCode};
use openapi::session::LinkToken;
use openapi::users::Permission;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::audit::{self, By, Event, Source};
use crate::auth::Staff;
use crate::auth::principal::{ContactsView, Portal};
use crate::auth::sessions::{self, NewSession, Subject};
use crate::auth::token::{self, Token};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::schema::{contacts as c, sessions as s};
use crate::db::{Conn, Db, Ts};
use crate::error::{Error, Result};
use crate::portals;
use crate::portals::public::PortalPath;
use crate::web::docs::Writes;
use crate::web::limits::Limits;
use crate::web::{Valid, client};

/// Seconds within which the address of a preview must be opened.
const OPEN_WITHIN: i64 = 60;

/// Names a portal.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct PreviewedPath {
    /// The portal.
    id: PortalId,
}

/// Starts a preview of a portal as one of its contacts sees it. The address works once, for a minute.
#[utoipa::path(tag = "portals", params(PreviewedPath), request_body = NewPreview, responses((status = 201, body = Preview), Writes), security(("console_session" = [])))]
#[post("/portals/{id}/previews")]
pub async fn create_preview(
    by: Staff<ContactsView>,
    source: Source,
    path: Path<PreviewedPath>,
    body: Valid<NewPreview>,
    request: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
) -> Result<HttpResponse> {
    if !by.may(Permission::TicketsView) {
        return Err(Error::refused(ProblemCode::Forbidden, "Your role does not permit to see tickets."));
    }
    let (now, base, token) = (clock.now(), config.portal_base(), Token::generate()?);
    let hash = token.hash();
    let subject = Subject::Preview { user: by.id(), portal: path.id, contact: body.value.contact_id, of: by.session() };
    let new = NewSession {
        subject,
        keep: false,
        ip: client::ip(&request).to_string(),
        user_agent: client::user_agent(&request),
    };
    let url = db
        .write(move |conn| {
            let place = portals::read::place(conn, path.id, &base)?;
            let there: i64 = c::table.filter(c::id.eq(body.value.contact_id)).count().get_result(conn)?;
            if there == 0 {
                return Err(Error::invalid_field("/contact_id", FieldCode::Unknown, "There is no such contact."));
            }
            let data = json!({ "contact": body.value.contact_id });
            let event = Event {
                action: "portal.previewed",
                object: "portal",
                object_id: Some(path.id.0),
                object_name: &place.name,
                data,
            };
            sessions::insert_until(conn, hash, &new, now, now + Duration::seconds(OPEN_WITHIN))?;
            audit::record(conn, &By::user(&by, source), &event, now)?;
            Ok(place.url)
        })
        .await?;
    // behind the #, so that no server and no log ever sees it
    Ok(HttpResponse::Created().json(Preview { url: format!("{url}/preview#{}", token.expose()) }))
}

/// Opens a preview that the console started.
#[utoipa::path(tag = "session", operation_id = "create_preview_session", params(PortalPath), request_body = LinkToken, responses((status = 204), Writes))]
#[post("/previews")]
pub async fn create_preview_session(
    portal: Portal,
    request: HttpRequest,
    session: Session,
    body: Valid<LinkToken>,
    db: Data<Db>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.sign_in(client::ip(&request))?;
    let (now, hash, place) = (clock.now(), token::hash(&body.value.token), portal.id);
    let (user, contact, of) = db.write(move |conn| take(conn, &hash, place, now)).await?;
    let new = NewSession {
        subject: Subject::Preview { user, portal: place, contact, of },
        keep: false,
        ip: client::ip(&request).to_string(),
        user_agent: client::user_agent(&request),
    };
    sessions::start(&session, new)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Uses up what the console started.
fn take(conn: &mut Conn, hash: &[u8], portal: PortalId, now: Ts) -> Result<(UserId, ContactId, SessionId)> {
    let pending = s::table
        .filter(s::token_hash.eq(hash))
        .filter(s::preview_portal_id.eq(portal))
        .filter(s::ends_at.gt(now))
        // one that was opened lasts longer
        .filter(s::ends_at.le(now + Duration::seconds(OPEN_WITHIN)));
    type Row = (Option<UserId>, Option<ContactId>, Option<SessionId>);
    let found: Option<Row> =
        pending.select((s::user_id, s::preview_contact_id, s::preview_of_session_id)).first(conn).optional()?;
    let Some((Some(user), Some(contact), Some(of))) = found else {
        return Err(opened_before());
    };
    // of two at once, one finds it gone
    match diesel::delete(s::table.filter(s::token_hash.eq(hash))).execute(conn)? {
        1 => Ok((user, contact, of)),
        _ => Err(opened_before()),
    }
}

fn opened_before() -> Error {
    let why = "This preview was opened before, or took longer than a minute to open. Start it again.";
    Error::refused(ProblemCode::TokenInvalid, why)
}
