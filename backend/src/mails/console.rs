//! The mail log as administrators see it.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post};
use openapi::id::MailId;
use openapi::mails::{Mail, MailQuery, MailSummary};
use openapi::page::Page;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{read, transport};
use crate::auth::Staff;
use crate::auth::principal::{Confirmed, Settings};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Result;
use crate::web::Query;
use crate::web::docs::{Reads, Writes};
use crate::web::paging::Wanted;

/// Names a mail.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct MailPath {
    id: MailId,
}

/// Mails, newest first.
#[utoipa::path(tag = "mails", params(MailQuery), responses((status = 200, body = Page<MailSummary>), Reads), security(("console_session" = [])))]
#[get("/mails")]
pub async fn list_mails(
    _by: Staff<Settings>,
    query: Query<MailQuery>,
    db: Data<Db>,
) -> Result<Json<Page<MailSummary>>> {
    let wanted = Wanted::read(query.0.limit, query.0.after.as_deref(), query.0.before.as_deref())?;
    let status = query.0.status;
    db.read(move |conn| read::list(conn, status, wanted.clone())).await.map(Json)
}

/// One mail with its content. One with a link that still lets its bearer in needs confirming.
#[utoipa::path(tag = "mails", params(MailPath), responses((status = 200, body = Mail), Reads), security(("console_session" = [])))]
#[get("/mails/{id}")]
pub async fn show_mail(
    by: Staff<Settings>,
    path: Path<MailPath>,
    db: Data<Db>,
    (config, clock): (Data<Config>, Data<Clock>),
) -> Result<Json<Mail>> {
    let (transport, now, id) = (transport(&config), clock.now(), path.id);
    let (mail, opens) =
        db.read(move |conn| Ok((read::show(conn, id, transport)?, read::opens(conn, id, transport, now)?))).await?;
    if opens {
        // whoever reads it could get in as the recipient
        Confirmed::of(by)?;
    }
    Ok(Json(mail))
}

/// Sends a mail again.
#[utoipa::path(tag = "mails", params(MailPath), responses((status = 202, body = Mail), Writes), security(("console_session" = [])))]
#[post("/mails/{id}/deliveries")]
pub async fn create_delivery(
    _by: Staff<Settings>,
    path: Path<MailPath>,
    db: Data<Db>,
    clock: Data<Clock>,
    config: Data<Config>,
) -> Result<HttpResponse> {
    let (now, transport) = (clock.now(), transport(&config));
    let mail = db
        .write(move |conn| {
            read::send_again(conn, path.id, now)?;
            read::show(conn, path.id, transport)
        })
        .await?;
    Ok(HttpResponse::Accepted().json(mail))
}
