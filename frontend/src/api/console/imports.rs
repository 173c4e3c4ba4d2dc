//! Imports of tickets from a CSV file.

use openapi::id::ImportId;
use openapi::imports::{Import, RefusedRow};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::api::client::Request;
use crate::api::json;
use crate::api::problem::Failure;

/// The newest imports.
pub async fn list(background: bool) -> Result<Vec<Import>, Failure> {
    Request::get("/api/v1/imports").background(background).send().await
}

/// One import.
pub async fn get(id: ImportId, background: bool) -> Result<Import, Failure> {
    Request::get(of(id)).background(background).send().await
}

/// The first thousand rows that were refused.
pub async fn refused_rows(id: ImportId) -> Result<Vec<RefusedRow>, Failure> {
    Request::get(format!("{}/refused-rows", of(id))).background(true).send().await
}

/// Where the report of an import is downloaded from.
pub fn report(id: ImportId) -> String {
    format!("{}/report.csv", of(id))
}

/// Goes on with an import that stopped.
pub async fn resume(id: ImportId) -> Result<Import, Failure> {
    Request::put(format!("{}/run", of(id))).send().await
}

/// Starts an import. `mapping` is TOML or JSON; `file` is the CSV.
///
/// # Errors
/// Any [`Failure`]; a refused mapping has the field `/mapping`.
pub async fn create(mapping: &str, file: &web_sys::File) -> Result<Import, Failure> {
    let answer = post_form(mapping, file).await;
    let (status, body, request_id) = answer.map_err(|_| Failure::Unreachable)?;
    read(status, &body, request_id)
}

async fn post_form(mapping: &str, file: &web_sys::File) -> Result<(u16, String, Option<String>), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let form = web_sys::FormData::new()?;
    form.append_with_str("mapping", mapping)?;
    form.append_with_blob_and_filename("file", file, &file.name())?;
    let headers = web_sys::Headers::new()?;
    headers.set("accept", "application/json")?;
    headers.set("X-CSRF", "1")?;
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&form);
    let sent = window.fetch_with_str_and_init("/api/v1/imports", &init);
    let response: web_sys::Response = JsFuture::from(sent).await?.dyn_into()?;
    let request_id = response.headers().get("x-request-id").ok().flatten();
    let body = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    Ok((response.status(), body, request_id))
}

fn read<T: DeserializeOwned>(status: u16, body: &str, request_id: Option<String>) -> Result<T, Failure> {
    if (200..300).contains(&status) {
        return json::read(body).ok_or(Failure::Unreadable { status, request_id });
    }
    Err(Failure::of_answer(status, body, None, request_id))
}

fn of(id: ImportId) -> String {
    format!("/api/v1/imports/{id}")
}
