//! One request: JSON in, JSON out, every failure as a [`Failure`]. Dropping the future gives up the
//! request in the browser too. Requests carry the session cookie and nothing else that identifies.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::json;
use super::problem::Failure;
use super::query::query_string;

/// Milliseconds without an answer after which a request is given up.
const PATIENCE_MS: i32 = 30_000;

/// A request being put together.
#[derive(Debug, Clone)]
pub struct Request {
    method: &'static str,
    url: String,
    body: Option<String>,
    headers: Vec<(&'static str, String)>,
}

impl Request {
    fn new(method: &'static str, url: impl Into<String>) -> Self {
        Self { method, url: url.into(), body: None, headers: Vec::new() }
    }

    /// Reads.
    pub fn get(url: impl Into<String>) -> Self {
        Self::new("GET", url)
    }

    /// Creates. Sends `{}` unless a body is set, because the server wants JSON.
    pub fn post(url: impl Into<String>) -> Self {
        Self::new("POST", url)
    }

    /// Sets.
    pub fn put(url: impl Into<String>) -> Self {
        Self::new("PUT", url)
    }

    /// Changes in part.
    pub fn patch(url: impl Into<String>) -> Self {
        Self::new("PATCH", url)
    }

    /// Removes.
    pub fn delete(url: impl Into<String>) -> Self {
        Self::new("DELETE", url)
    }

    /// Adds the set fields of `query` to the address.
    pub fn query<Q: Serialize>(mut self, query: &Q) -> Self {
        self.url.push_str(&query_string(query));
        self
    }

    /// Sends `body` as JSON.
    pub fn json<B: Serialize>(mut self, body: &B) -> Self {
        self.body = serde_json::to_string(body).ok();
        self
    }

    /// Marks a request the user did not cause, so that it does not count as activity.
    pub fn background(self, yes: bool) -> Self {
        if yes { self.header("X-Background", "1") } else { self }
    }

    /// Lets the server recognise a repetition.
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    /// Lets the server refuse it when the thing is of another version by now.
    pub fn if_version(self, version: i64) -> Self {
        self.header("If-Match", format!("\"{version}\""))
    }

    /// Adds a header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Sends it and reads the JSON that comes back.
    ///
    /// # Errors
    /// Any [`Failure`]; `Unreadable` when a success does not have the documented shape.
    pub async fn send<T: DeserializeOwned>(self) -> Result<T, Failure> {
        self.exchange().await?.read()
    }

    /// Sends it and ignores what a success says.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn send_empty(self) -> Result<(), Failure> {
        self.exchange().await.map(|_| ())
    }

    /// Says what the answer will be, for whoever sends it.
    pub fn expecting<T>(self) -> Call<T> {
        Call { request: self, answer: PhantomData }
    }

    /// Sends it and brings what a success says. Boxed, so that one such exchange is compiled and not one for
    /// every type of answer.
    pub fn exchange(self) -> Pin<Box<dyn Future<Output = Result<Answer, Failure>>>> {
        Box::pin(async move {
            let guard = AbortGuard::new().ok_or(Failure::Unreachable)?;
            let answer = self.fetch(&guard).await.map_err(|_| broken_connection())?;
            if (200..300).contains(&answer.status) {
                return Ok(answer);
            }
            Err(Failure::of_answer(answer.status, &answer.body, answer.retry_after.as_deref(), answer.request_id))
        })
    }

    async fn fetch(self, guard: &AbortGuard) -> Result<Answer, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let headers = web_sys::Headers::new()?;
        headers.set("accept", "application/json")?;
        for (name, value) in &self.headers {
            headers.set(name, value)?;
        }
        let init = web_sys::RequestInit::new();
        init.set_method(self.method);
        if self.method != "GET" {
            headers.set("content-type", "application/json")?;
            init.set_body(&JsValue::from_str(self.body.as_deref().unwrap_or("{}")));
        }
        init.set_headers(&headers);
        init.set_signal(Some(&guard.controller.signal()));
        let response: web_sys::Response =
            JsFuture::from(window.fetch_with_str_and_init(&self.url, &init)).await?.dyn_into()?;
        let header = |name: &str| response.headers().get(name).ok().flatten();
        let (retry_after, request_id) = (header("retry-after"), header("x-request-id"));
        let body = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
        Ok(Answer { status: response.status(), body, retry_after, request_id })
    }
}

/// A request whose answer has a type.
pub struct Call<T> {
    /// The request; sending it again is another request.
    pub request: Request,
    answer: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Call<T> {
    /// Sends it.
    ///
    /// # Errors
    /// Any [`Failure`].
    pub async fn send(self) -> Result<T, Failure> {
        self.request.send().await
    }
}

/// What a success says.
pub struct Answer {
    status: u16,
    body: String,
    retry_after: Option<String>,
    request_id: Option<String>,
}

impl Answer {
    /// Reads it.
    ///
    /// # Errors
    /// `Unreadable` when it does not have the documented shape.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, Failure> {
        json::read(&self.body).ok_or(Failure::Unreadable { status: self.status, request_id: self.request_id })
    }
}

/// Aborts the exchange when dropped or after [`PATIENCE_MS`]; harmless once it is over.
struct AbortGuard {
    controller: web_sys::AbortController,
    timer: Option<i32>,
    _give_up: wasm_bindgen::closure::Closure<dyn FnMut()>,
}

impl AbortGuard {
    fn new() -> Option<Self> {
        let controller = web_sys::AbortController::new().ok()?;
        let aborted = controller.clone();
        let give_up = wasm_bindgen::closure::Closure::once(move || aborted.abort());
        let timer = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(give_up.as_ref().unchecked_ref(), PATIENCE_MS)
            .ok();
        Some(Self { controller, timer, _give_up: give_up })
    }
}

impl Drop for AbortGuard {
    fn drop(&mut self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timer) {
            window.clear_timeout_with_handle(timer);
        }
        self.controller.abort();
    }
}

/// Tells "you are offline" from "the server cannot be reached".
fn broken_connection() -> Failure {
    let online = web_sys::window().is_none_or(|window| window.navigator().on_line());
    if online { Failure::Unreachable } else { Failure::Offline }
}
