//! How staff get into the console.

use actix_session::Session;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post};
use openapi::check::normal_email;
use openapi::session::NewSession;
use openapi::users::{ConsoleBoot, Me};

use super::read;
use super::sign_in::Users;
use crate::audit::Source;
use crate::auth::password::Passwords;
use crate::auth::principal::SignedInUser;
use crate::auth::resolve;
use crate::auth::sessions::{self, Subject};
use crate::auth::sign_in::{Claim, Door};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::web::apps::{self, AppName};
use crate::web::docs::{Reads, Writes};
use crate::web::limits::Limits;
use crate::web::{Valid, client};

/// Under which failed sign-ins of users are counted.
pub const REALM: &str = "console";

/// What the console starts with.
#[utoipa::path(tag = "session", responses((status = 200, body = ConsoleBoot), Reads))]
#[get("/console")]
pub async fn show_console(request: HttpRequest, db: Data<Db>, config: Data<Config>) -> Result<Json<ConsoleBoot>> {
    boot(&request, &db, &config).await.map(Json)
}

/// A page of the console: its app, which is another one for the settings, with what it starts with.
pub async fn page(request: HttpRequest, db: Data<Db>, config: Data<Config>) -> Result<HttpResponse> {
    if crate::web::host::of(&request) != config.console_host() {
        return Err(Error::not_found());
    }
    let settings = request.path().split('/').filter(|part| !part.is_empty()).nth(1) == Some("settings");
    let app = if settings { AppName::Settings } else { AppName::Console };
    apps::page(app, &boot(&request, &db, &config).await?)
}

async fn boot(request: &HttpRequest, db: &Db, config: &Config) -> Result<ConsoleBoot> {
    use actix_web::HttpMessage;
    resolve::in_console(request).await?;
    let me = request.extensions().get::<SignedInUser>().map(SignedInUser::me);
    let (base, mail, known) = (config.portal_base(), crate::mails::transport(config), me.is_some());
    db.read(move |conn| {
        // a stranger learns the name of the account and whether mails leave, and nothing else
        let portals = if known { crate::portals::read::all(conn, &base)? } else { Vec::new() };
        Ok(ConsoleBoot { account: crate::portals::read::account_name(conn)?, me: me.clone(), mail, portals })
    })
    .await
}

/// Signs a user in. Unknown address, wrong password and too many tries get the same answer.
#[utoipa::path(tag = "session", operation_id = "create_console_session", request_body = NewSession, responses((status = 200, body = Me), Writes))]
#[post("/console/sessions")]
pub async fn create_session(
    from: Source,
    request: HttpRequest,
    session: Session,
    body: Valid<NewSession>,
    db: Data<Db>,
    clock: Data<Clock>,
    passwords: Data<Passwords>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    let ip = client::ip(&request);
    limits.staff_sign_in(ip)?;
    let claim =
        Claim { realm: REALM.to_owned(), email: normal_email(&body.value.email), password: &body.value.password };
    let door = Door { request: &request, db: &db, clock: &clock, passwords: &passwords };
    let entered = door.enter(claim, Users { from, limits: limits.get_ref().clone() }).await?;
    let user = entered.id;
    let new = sessions::NewSession {
        subject: Subject::User(user),
        keep: false,
        ip: ip.to_string(),
        user_agent: client::user_agent(&request),
    };
    sessions::start(&session, new)?;
    let me = db.read(move |conn| read::me(conn, user)).await?;
    let mut answer = HttpResponse::Ok();
    if let Some(device) = entered.device {
        answer.cookie(device);
    }
    Ok(answer.json(me))
}
