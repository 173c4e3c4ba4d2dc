//! The browser apps, carried in the binary: their files under `/assets`, their pages with what
//! the app starts with put in.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Serialize;

use super::headers::PAGE_POLICY;
use crate::error::{Error, Result};

/// In debug builds the files are read from the folder each time, so that a rebuilt app shows at once.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../frontend/dist"]
#[allow_missing = true]
struct Dist;

/// Which app a page starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppName {
    /// How customers get in.
    Entry,
    /// What customers see once they are in.
    Portal,
    /// Where staff work.
    Console,
    /// What staff set.
    Settings,
}

/// Where the page's template takes the boot data.
const BOOT_MARK: &str = "<!--boot-->";

/// The page that starts an app, with `boot` in it.
pub fn page(app: AppName, boot: &impl Serialize) -> Result<HttpResponse> {
    let path = match app {
        AppName::Entry => "entry/index.html",
        AppName::Portal => "portal/index.html",
        AppName::Console => "console/index.html",
        AppName::Settings => "settings/index.html",
    };
    let template =
        Dist::get(path).ok_or_else(|| Error::Unavailable("the browser apps are not built: run ./just apps".into()))?;
    let template = String::from_utf8_lossy(&template.data);
    // inside <script> only "<" could end the data early
    let json = serde_json::to_string(boot).map_err(|error| Error::Internal(error.to_string()))?.replace('<', "\\u003c");
    let data = format!(r#"<script type="application/json" id="boot">{json}</script>"#);
    let mut page = HttpResponse::Ok();
    if app == AppName::Entry {
        // mailed links carry a secret in their address, which is nobody else's to know
        page.insert_header((header::REFERRER_POLICY, "no-referrer"));
    }
    Ok(page
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_SECURITY_POLICY, PAGE_POLICY))
        .body(template.replacen(BOOT_MARK, &data, 1)))
}

/// A page that stands alone, for what no app can show. `title` and `text` are ours and need no
/// escaping.
pub fn plain_page(status: StatusCode, title: &str, text: &str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_SECURITY_POLICY, PAGE_POLICY))
        .body(format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title>\
             <link rel=\"stylesheet\" href=\"/assets/plain.css\"><main><h1>{title}</h1><p>{text}</p></main></html>"
        ))
}

/// Whether a client would rather read a page than a problem document.
pub fn wants_page(request: &HttpRequest) -> bool {
    request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// `GET /assets/{file}`: a file of an app, compressed as the client accepts it.
pub async fn asset(request: HttpRequest, file: web::Path<String>) -> Result<HttpResponse> {
    let path = format!("assets/{file}");
    let accepted =
        request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let compressed =
        |token: &str, ending: &str| accepts(accepted, token).then(|| Dist::get(&format!("{path}.{ending}"))).flatten();
    let (found, encoding) = if let Some(found) = compressed("br", "br") {
        (found, Some("br"))
    } else if let Some(found) = compressed("gzip", "gz") {
        (found, Some("gzip"))
    } else {
        (Dist::get(&path).ok_or_else(Error::not_found)?, None)
    };
    Ok(answer(&request, &path, found, encoding))
}

fn answer(request: &HttpRequest, path: &str, file: EmbeddedFile, encoding: Option<&str>) -> HttpResponse {
    let etag = format!("\"{}{}\"", hex::encode(&file.metadata.sha256_hash()[..8]), encoding.unwrap_or_default());
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let unchanged = known.is_some_and(|known| known.split(',').any(|known| known.trim() == etag));
    let mut answer = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    let cache = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
    answer
        .content_type(media_type(path))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "Accept-Encoding"))
        .insert_header((header::ETAG, etag));
    if unchanged {
        return answer.finish();
    }
    if let Some(encoding) = encoding {
        answer.insert_header((header::CONTENT_ENCODING, encoding));
    }
    answer.body(file.data.into_owned())
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding))
            && !parts.any(|q| q == "q=0" || q == "q=0.0")
    })
}

/// Whether the name holds the hash of the content: `portal-0123456789abcdef.wasm`.
fn is_hashed(path: &str) -> bool {
    path.split(['-', '_', '.', '/']).any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_a_year() {
        assert!(is_hashed("assets/portal-0123456789abcdef_bg.wasm"));
        assert!(!is_hashed("assets/icons.svg"));
        assert!(accepts("gzip, deflate, br;q=1.0", "br") && !accepts("br;q=0, gzip", "br"));
    }
}
