//! Names each request, logs one line about it and counts it.

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web;

use super::client;
use crate::metrics::Metrics;

tokio::task_local! {
    static ID: String;
}

/// The id of the request that is being served; empty outside of one.
pub fn current() -> String {
    ID.try_with(Clone::clone).unwrap_or_default()
}

/// Middleware: gives the request an id, which the answer carries as `X-Request-Id` and every
/// problem names.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let id = new_id();
    let started = Instant::now();
    let method = request.method().clone();
    let ip = client::ip(request.request());
    let mut response = ID.scope(id.clone(), next.call(request)).await?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    let route = response.request().match_pattern().unwrap_or_else(|| "other".into());
    let (status, took) = (response.status().as_u16(), started.elapsed());
    if let Some(metrics) = response.request().app_data::<web::Data<Metrics>>() {
        metrics.request(method.as_str(), &route, status, took);
    }
    tracing::info!(target: "portico::http", %method, route, status, ms = took.as_secs_f64() * 1000.0, %ip, request_id = id);
    Ok(response)
}

/// 64 random bits as 16 hexadecimal digits: enough to find a line in a log.
fn new_id() -> String {
    let mut bytes = [0_u8; 8];
    // without randomness requests are still served, only unnamed
    let _ = getrandom::fill(&mut bytes);
    hex::encode(bytes)
}
