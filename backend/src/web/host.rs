//! Which host a request is for. Links are never built from it; a host that is not ours is refused.

use std::collections::HashSet;
use std::sync::{Arc, RwLock};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{HttpRequest, web};
use openapi::problem::ProblemCode;

use super::problem;
use crate::error::Error;

/// The host names this installation answers for, in lower case and without port.
#[derive(Debug, Clone, Default)]
pub struct Hosts(Arc<RwLock<HashSet<String>>>);

impl Hosts {
    /// Replaces the names.
    pub fn set(&self, names: impl IntoIterator<Item = String>) {
        if let Ok(mut hosts) = self.0.write() {
            *hosts = names.into_iter().collect();
        }
    }

    fn knows(&self, host: &str) -> bool {
        self.0.read().is_ok_and(|hosts| hosts.contains(host))
    }
}

/// The host a request names, in lower case and without port. Proxies' headers are not looked at:
/// a proxy passes the `Host` on.
pub fn of(request: &HttpRequest) -> String {
    let authority = request.uri().authority().map(|authority| authority.as_str());
    let header = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    let host = authority.or(header).unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().map(|name| format!("[{name}]")).unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default().to_owned(),
    };
    name.trim_end_matches('.').to_lowercase()
}

/// Addresses that load balancers and monitors ask by IP.
const FOR_OPERATORS: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Middleware: 421 for a host that is not ours, 400 for an address with a NUL, which no database
/// column could hold.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let ours = FOR_OPERATORS.contains(&request.path())
        || request.app_data::<web::Data<Hosts>>().is_some_and(|hosts| hosts.knows(&of(request.request())));
    if !ours {
        let error = Error::refused(ProblemCode::UnknownHost, "This server does not answer for that host name.");
        return Ok(problem::refuse(request, &error));
    }
    let has_nul = |text: &str| text.contains("%00");
    if has_nul(request.path()) || has_nul(request.query_string()) {
        let error = Error::refused(ProblemCode::MalformedQuery, "An address cannot contain the character NUL.");
        return Ok(problem::refuse(request, &error));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}
