//! The contract: made from the operations by `portico openapi`, and served as it is checked in, which a
//! test keeps the same. Making it takes megabytes that a running server has no use for.

use std::collections::BTreeMap;

use actix_web::web::Data;
use serde::Deserialize;
use serde::de::IgnoredAny;
use utoipa::OpenApi;
use utoipa::openapi::RefOr;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};

use super::register::{Operations, Register};
use crate::error::{Error, Result};
use crate::web::problem::Addresses;

/// The checked-in document.
pub const DOCUMENT: &str = include_str!("../../../openapi/openapi.json");

/// What the server needs to know of the contract.
#[derive(Clone)]
pub struct Contract {
    /// Every address and its methods.
    pub addresses: Data<Addresses>,
}

impl Contract {
    /// Of the checked-in document.
    ///
    /// # Errors
    /// When it is not an OpenAPI document.
    pub fn read() -> Result<Self> {
        #[derive(Deserialize)]
        struct Paths {
            paths: BTreeMap<String, BTreeMap<String, IgnoredAny>>,
        }
        let read = serde_json::from_str(DOCUMENT);
        let Paths { paths } = read.map_err(|error| Error::Internal(format!("openapi/openapi.json: {error}")))?;
        Ok(Self { addresses: Data::new(Addresses::of(&paths)) })
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Portico",
        description = "A self-hosted customer portal and support desk. `/api/portal` is a customer in one portal, \
                       `/api/v1` staff and integrators, `/api/public` nobody signed in.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    modifiers(&Sessions),
    components(schemas(openapi::problem::Problem, openapi::imports::Mapping)),
)]
struct Document;

/// How callers prove who they are.
struct Sessions;

impl utoipa::Modify for Sessions {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_with(Default::default);
        for (name, cookie, whose) in [
            ("portal_session", "portico_portal", "A customer's session, from signing in to a portal."),
            ("console_session", "portico_console", "A user's session, from signing in to the console."),
        ] {
            let scheme = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(cookie, whose)));
            components.add_security_scheme(name, scheme);
        }
    }
}

/// The contract, as the operations say it is.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    for (prefix, register) in super::SCOPES {
        let mut operations = Operations::default();
        register(&mut Register::Contract(&mut operations));
        for (path, item) in operations.paths.paths {
            document.paths.paths.insert(format!("{prefix}{path}"), item);
        }
        document.components.get_or_insert_default().schemas.extend(operations.schemas);
    }
    describe_successes(&mut document);
    document
}

/// OpenAPI wants every answer described; what a success means, the operation's summary says already.
fn describe_successes(document: &mut utoipa::openapi::OpenApi) {
    let items = document.paths.paths.values_mut();
    let operations =
        items.flat_map(|item| [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete]);
    for operation in operations.flatten() {
        for (status, answer) in &mut operation.responses.responses {
            if let RefOr::T(answer) = answer
                && answer.description.is_empty()
            {
                answer.description = match status.as_str() {
                    "201" => "Created.".into(),
                    "202" => "Accepted; it happens soon.".into(),
                    "204" => "Done.".into(),
                    _ => "The answer.".into(),
                };
            }
        }
    }
}
