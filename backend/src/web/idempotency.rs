//! Writes that a client may repeat without fear: the first answer to an `Idempotency-Key` is kept
//! for 24 hours, in the same transaction as what it created.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use chrono::Duration;
use diesel::prelude::*;
use openapi::problem::ProblemCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::db::dialect::Both;
use crate::db::schema::idempotency_keys as k;
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};

const KEPT_HOURS: i64 = 24;
const MAX_KEY: usize = 200;

/// The `Idempotency-Key` of a request, if it has one.
#[derive(Debug, Clone)]
pub struct IdempotencyKey(Option<String>, String);

/// What the contract says about the header.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "only read by the derive")]
pub struct IdempotencyHeader {
    /// Up to 200 visible characters that name this request, for 24 hours: sent again under the same
    /// key, it is not done again and the first answer is given.
    #[param(rename = "Idempotency-Key", required = false, max_length = 200, min_length = 1)]
    key: Option<String>,
}

impl FromRequest for IdempotencyKey {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get("idempotency-key") else {
            return ready(Ok(Self(None, String::new())));
        };
        ready(match value.to_str() {
            Ok(key) if (1..=MAX_KEY).contains(&key.len()) => Ok(Self(Some(key.to_owned()), request.path().to_owned())),
            _ => Err(Error::refused(
                ProblemCode::MalformedQuery,
                "An Idempotency-Key has 1 to 200 visible ASCII characters.",
            )),
        })
    }
}

impl IdempotencyKey {
    /// Does `work` unless `principal` has done it before under this key; then the first answer is
    /// given again. `digest` is the body's.
    ///
    /// # Errors
    /// `IdempotencyMismatch` when the key came with another request before.
    pub fn once<T: Serialize + DeserializeOwned>(
        self,
        conn: &mut Conn,
        principal: &str,
        digest: &[u8],
        now: Ts,
        work: impl FnOnce(&mut Conn) -> Result<T>,
    ) -> Result<T> {
        let Self(Some(key), path) = self else { return work(conn) };
        let request = Sha256::new().chain_update(path.as_bytes()).chain_update(digest).finalize().to_vec();
        let claimed = Both(
            diesel::insert_into(k::table)
                .values((
                    k::principal.eq(principal.to_owned()),
                    k::key.eq(key.clone()),
                    k::request_hash.eq(request.clone()),
                    k::created_at.eq(now),
                ))
                .on_conflict_do_nothing(),
        )
        .execute(conn)?;
        if claimed == 0 {
            return repeat(conn, principal, &key, &request);
        }
        let answer = work(conn)?;
        let json = serde_json::to_string(&answer).map_err(|error| Error::Internal(error.to_string()))?;
        diesel::update(k::table.find((principal, &key))).set(k::answer.eq(json)).execute(conn)?;
        Ok(answer)
    }
}

fn repeat<T: DeserializeOwned>(conn: &mut Conn, principal: &str, key: &str, request: &[u8]) -> Result<T> {
    let (before, answer): (Vec<u8>, Option<String>) =
        k::table.find((principal, key)).select((k::request_hash, k::answer)).first(conn)?;
    if before != request {
        return Err(Error::refused(
            ProblemCode::IdempotencyMismatch,
            "This Idempotency-Key was used for another request. Use a new key for a new request.",
        ));
    }
    answer
        .and_then(|json| serde_json::from_str(&json).ok())
        .ok_or_else(|| Error::Internal("a kept answer could not be read".into()))
}

/// Forgets keys that are older than a day.
pub fn sweep(conn: &mut Conn, now: Ts) -> Result<()> {
    diesel::delete(k::table.filter(k::created_at.lt(now - Duration::hours(KEPT_HOURS)))).execute(conn)?;
    Ok(())
}
