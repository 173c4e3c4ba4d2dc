//! HEAD: the answer to a GET without its body, wherever there is a GET.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web::Bytes;

/// Middleware: routes a HEAD as a GET. It stands next to the routes, so that everybody else sees what
/// was asked.
pub async fn middleware(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let head = request.method() == Method::HEAD;
    if head {
        request.head_mut().method = Method::GET;
    }
    let answer = next.call(request).await?;
    Ok(match head {
        true => answer.map_body(|_, body| BoxBody::new(Unsent(body.size()))),
        false => answer.map_into_boxed_body(),
    })
}

/// A body that is as long as another one and is not sent. The other one is dropped at once: a live
/// stream would not end.
struct Unsent(BodySize);

impl MessageBody for Unsent {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        self.0
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        Poll::Ready(None)
    }
}
