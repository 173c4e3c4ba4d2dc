//! Known devices: a cookie from an earlier sign-in that lets the owner try on while somebody else
//! guesses their password. It opens nothing by itself.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration as CookieDuration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::web::Data;
use chrono::Duration;
use diesel::prelude::*;

use super::token::{self, Token};
use crate::config::Config;
use crate::db::schema::known_devices as d;
use crate::db::{Conn, Ts};
use crate::error::Result;

/// Days a device is known.
const KNOWN_DAYS: i64 = 365;

/// Whether the presented cookie came from a sign-in of this account in the last [`KNOWN_DAYS`].
pub fn is_known(conn: &mut Conn, cookie: Option<&str>, realm: &str, email: &str, now: Ts) -> Result<bool> {
    let Some(cookie) = cookie else { return Ok(false) };
    let device = d::table
        .find(token::hash(cookie))
        .filter(d::realm.eq(realm))
        .filter(d::email.eq(email))
        .filter(d::created_at.ge(now - Duration::days(KNOWN_DAYS)));
    Ok(diesel::select(diesel::dsl::exists(device)).get_result(conn)?)
}

/// Remembers a device by the hash of its new cookie.
pub fn remember(conn: &mut Conn, cookie_hash: Vec<u8>, realm: &str, email: &str, now: Ts) -> Result<()> {
    diesel::insert_into(d::table)
        .values((d::token_hash.eq(cookie_hash), d::realm.eq(realm), d::email.eq(email), d::created_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Forgets every device of an account, when its password is set anew.
pub fn forget(conn: &mut Conn, realm: &str, email: &str) -> Result<()> {
    diesel::delete(d::table.filter(d::realm.eq(realm)).filter(d::email.eq(email))).execute(conn)?;
    Ok(())
}

/// Forgets devices whose cookie has expired.
pub fn sweep(conn: &mut Conn, now: Ts) -> Result<()> {
    diesel::delete(d::table.filter(d::created_at.lt(now - Duration::days(KNOWN_DAYS)))).execute(conn)?;
    Ok(())
}

/// The device's token that a request carries, for the accounts of a realm.
pub fn presented(request: &HttpRequest, realm: &str) -> Option<String> {
    request.cookie(&name(request, realm)).map(|cookie| cookie.value().to_owned())
}

/// A new token for a device.
pub fn new() -> Result<Token> {
    Token::generate()
}

/// The cookie that carries a device's token.
pub fn cookie(request: &HttpRequest, realm: &str, device: &Token) -> Cookie<'static> {
    Cookie::build(name(request, realm), device.expose().to_owned())
        .path("/")
        .http_only(true)
        .secure(secure(request))
        .same_site(SameSite::Lax)
        .max_age(CookieDuration::days(KNOWN_DAYS))
        .finish()
}

fn name(request: &HttpRequest, realm: &str) -> String {
    let kind = realm.split(':').next().unwrap_or_default();
    let prefix = if secure(request) { "__Host-" } else { "" };
    format!("{prefix}portico_{kind}_device")
}

fn secure(request: &HttpRequest) -> bool {
    request.app_data::<Data<Config>>().is_some_and(|config| config.secure_cookies())
}
