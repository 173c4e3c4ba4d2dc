//! "Keep me signed in": how a session's cookie outlives the browser.

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;

use super::time_limits::KEEP_DAYS;

/// Left in the extensions of a request whose new session shall outlive the browser's.
#[derive(Debug, Clone, Copy)]
pub struct Keep;

/// Middleware around `actix-session`: makes the cookie of a kept session last for [`KEEP_DAYS`].
/// All others end with the browser.
pub async fn keep_cookie(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> std::result::Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let mut response = next.call(request).await?;
    if response.request().extensions().get::<Keep>().is_some() {
        let cookies: Vec<HeaderValue> = response.headers_mut().remove(header::SET_COOKIE).collect();
        for cookie in cookies {
            let text = cookie.to_str().unwrap_or_default();
            let kept = if text.contains("Max-Age") {
                cookie.clone()
            } else {
                HeaderValue::from_str(&format!("{text}; Max-Age={}", KEEP_DAYS * 24 * 3600)).unwrap_or(cookie.clone())
            };
            response.headers_mut().append(header::SET_COOKIE, kept);
        }
    }
    Ok(response)
}
