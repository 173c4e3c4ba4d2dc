//! Requests that were refused because somebody may not do this, or does it too often: written down after the
//! answer, each operation once a minute for whoever it is, so that nobody fills the log by being refused.

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use openapi::problem::ProblemCode;
use serde_json::json;

use super::{Actor, By, Event, Source, record};
use crate::auth::principal::{SignedIn, SignedInUser};
use crate::clock::Clock;
use crate::db::Db;
use crate::web::limits::Limits;
use crate::web::problem::word;

/// Middleware; stands within that which names requests.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let answer = next.call(request).await?;
    let code = answer.response().extensions().get::<ProblemCode>().copied();
    if let Some((code, action)) = code.and_then(|code| Some((code, action(code)?))) {
        write_down(answer.request(), code, action);
    }
    Ok(answer)
}

/// What is written down of a refusal, if anything.
fn action(code: ProblemCode) -> Option<&'static str> {
    match code {
        ProblemCode::Forbidden | ProblemCode::AccessDenied | ProblemCode::WrongOrigin => Some("request.refused"),
        ProblemCode::RateLimited => Some("request.limited"),
        _ => None,
    }
}

fn write_down(request: &HttpRequest, code: ProblemCode, action: &'static str) {
    let parts = (request.app_data::<Data<Db>>(), request.app_data::<Data<Clock>>(), request.app_data::<Data<Limits>>());
    let (Some(db), Some(clock), Some(limits)) = parts else { return };
    let source = Source::from_request(request, &mut Payload::None).into_inner();
    let (Some(actor), Ok(source)) = (actor(request), source) else { return };
    let name = format!("{} {}", request.method(), request.match_pattern().unwrap_or_else(|| "elsewhere".into()));
    if !limits.may_tell_refusal(format!("{actor:?} {} {code:?} {name}", source.network())) {
        return;
    }
    let (db, now, by) = (db.clone(), clock.now(), By::of(actor, source));
    actix_web::rt::spawn(async move {
        let data = json!({ "code": word(code) });
        let written = db.write(move |conn| {
            record(conn, &by, &Event { action, object: "request", object_id: None, object_name: &name, data }, now)
        });
        if let Err(error) = written.await {
            tracing::warn!(%error, "a refusal was not written down");
        }
    });
}

/// Who was refused; `None` for a user who looks at a portal as one of its customers.
fn actor(request: &HttpRequest) -> Option<Actor> {
    let extensions = request.extensions();
    if let Some(user) = extensions.get::<SignedInUser>() {
        return Some(Actor::User(user.id(), user.name().to_owned()));
    }
    match SignedIn::of(&extensions) {
        Some(who) => who.contact().map(|(contact, name)| Actor::Contact(contact, name.to_owned())),
        None => Some(Actor::Anybody),
    }
}
