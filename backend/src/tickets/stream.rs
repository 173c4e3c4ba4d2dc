//! `GET …/events`: what changes, as it changes.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, get};
use diesel::prelude::*;
use futures_util::stream;
use openapi::id::{EventId, TicketId};
use openapi::live::Change;
use openapi::users::Permission;

use super::access::{self, Scope};
use crate::auth::principal::{Customer, Staff, TicketsView};
use crate::clock::Clock;
use crate::db::schema::tickets as t;
use crate::db::{Conn, Db, Ts};
use crate::error::Result;
use crate::live::watch::{Missed, missed};
use crate::live::{Hub, Listener, Subscription};
use crate::portals::public::PortalPath;
use crate::users;
use crate::web::docs::Reads;
use crate::web::limits::Limits;

/// A comment is sent this often, so that proxies keep the stream open and dead clients are noticed.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// Changes of the customer's tickets, as server-sent events named `change`. `Last-Event-ID` is
/// honoured; `resync` says that more was missed than is told: read again what is shown. `bye` asks to
/// come back, `signed_out` says that the session has ended, `{"revoked": true}` that somebody ended it.
#[utoipa::path(tag = "events", operation_id = "portal_stream_events", params(PortalPath), responses((status = 200, content_type = "text/event-stream", body = Change), Reads), security(("portal_session" = [])))]
#[get("/events")]
pub async fn portal_events(
    by: Customer,
    request: HttpRequest,
    hub: Data<Hub>,
    db: Data<Db>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    // a preview's streams are not the customer's
    let person = by.preview().map_or_else(|| format!("contact:{}", by.contact()), |user| format!("user:{user}"));
    limits.stream(person.clone())?;
    let (contact, portal, clock_now) = (by.contact(), by.portal().id, clock.clone());
    let may_see =
        move |conn: &mut Conn, tickets: &[TicketId]| match access::scope_now(conn, contact, portal, clock_now.now())? {
            Some(scope) => visible(conn, &scope, tickets),
            None => Ok(HashSet::new()),
        };
    let listener = Listener {
        session: by.session(),
        person,
        customer: true,
        inside: Some((portal, contact)),
        may_see: Arc::new(may_see),
    };
    open(&request, &hub, &db, &clock, listener).await
}

/// Changes of tickets, as server-sent events named `change`. `Last-Event-ID` is honoured; `resync` says
/// that more was missed than is told: read again what is shown. `bye` asks to come back, `signed_out`
/// says that the session has ended, `{"revoked": true}` that somebody ended it.
#[utoipa::path(tag = "events", operation_id = "stream_events", responses((status = 200, content_type = "text/event-stream", body = Change), Reads), security(("console_session" = [])))]
#[get("/events")]
pub async fn console_events(
    by: Staff<TicketsView>,
    request: HttpRequest,
    hub: Data<Hub>,
    db: Data<Db>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.stream(format!("user:{}", by.id()))?;
    let user = by.id();
    let may_see = move |conn: &mut Conn, tickets: &[TicketId]| {
        let permitted = users::read::may(conn, user, Permission::TicketsView)?;
        Ok(tickets.iter().copied().filter(|_| permitted).collect())
    };
    let listener = Listener {
        session: by.session(),
        person: format!("user:{user}"),
        customer: false,
        inside: None,
        may_see: Arc::new(may_see),
    };
    open(&request, &hub, &db, &clock, listener).await
}

fn visible(conn: &mut Conn, scope: &Scope, tickets: &[TicketId]) -> Result<HashSet<TicketId>> {
    let visible = scope.visible(conn);
    let found = t::table.filter(t::id.eq_any(tickets.to_vec())).filter(visible).select(t::id);
    Ok(found.load::<TicketId>(conn)?.into_iter().collect())
}

async fn open(request: &HttpRequest, hub: &Hub, db: &Db, clock: &Clock, listener: Listener) -> Result<HttpResponse> {
    let last = request.headers().get("last-event-id").and_then(|value| value.to_str().ok()?.parse::<i64>().ok());
    // subscribed first: what happens while the past is read is not missed
    let subscription = hub.subscribe(listener.clone())?;
    let mut first = String::from("retry: 2000\n: hello\n\n");
    if let Some(last) = last {
        let now = clock.now();
        first.push_str(&db.read(move |conn| told_again(conn, &listener, EventId(last), now)).await?);
    }
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(body(subscription, first)))
}

/// What a client missed since its last event, as it goes over the wire.
fn told_again(conn: &mut Conn, listener: &Listener, last: EventId, now: Ts) -> Result<String> {
    match missed(conn, last, now)? {
        Missed::Events(events) => {
            let events = listener.learns(conn, &events)?;
            Ok(events.into_iter().map(|event| String::from_utf8_lossy(&event.wire()).into_owned()).collect())
        }
        Missed::TooMuch(newest) => Ok(format!("id: {newest}\nevent: resync\ndata: {{}}\n\n")),
    }
}

fn body(
    subscription: Subscription,
    first: String,
) -> impl futures_util::Stream<Item = std::result::Result<Bytes, std::convert::Infallible>> {
    stream::unfold((subscription, Some(Bytes::from(first))), |(mut subscription, first)| async move {
        let bytes = match first {
            Some(first) => first,
            None => tokio::select! {
                event = subscription.events.recv() => event?,
                () = tokio::time::sleep(HEARTBEAT) => Bytes::from_static(b": still here\n\n"),
            },
        };
        Some((Ok(bytes), (subscription, None)))
    })
}
