//! What a portal shows to anybody: its pages, which app shows them, and what that app starts with.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, get};
use openapi::id::DomainId;
use openapi::language::Language;
use openapi::portals::entry;
use openapi::portals::portal::{self, Me};
use openapi::problem::ProblemCode;
use serde::Deserialize;
use utoipa::IntoParams;

use super::read;
use crate::auth::principal::{Outsider, Portal};
use crate::auth::{Customer, resolve};
use crate::db::{Conn, Db};
use crate::domains;
use crate::error::Result;
use crate::web::apps::{self, AppName};
use crate::web::docs::Reads;
use crate::web::host;

/// The language that the apps speak, whatever that of the domain is.
const PAGES: Language = Language::En;

/// Names a portal.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct PortalPath {
    /// The portal's slug.
    pub portal: String,
}

/// The portal as anybody may see it, and who is signed in although it is not meant for them.
#[utoipa::path(tag = "session", params(PortalPath), responses((status = 200, body = entry::Boot), Reads))]
#[get("")]
pub async fn show_portal(portal: Portal, request: HttpRequest, db: Data<Db>) -> Result<Json<entry::Boot>> {
    entry(&request, portal, &db).await.map(Json)
}

/// `GET /{slug}/…`: a page of a portal. Whoever is inside gets the portal app, everybody else the entry app
/// at the same address, as 403 where it tells that the portal is not meant for them.
pub async fn page(request: HttpRequest, path: Path<PortalPath>, db: Data<Db>) -> Result<HttpResponse> {
    resolve::in_portal(&request, path.into_inner().portal).await?;
    let portal = request.extensions().get::<Portal>().cloned();
    let Some(portal) = portal else { return unavailable(&request) };
    let me = request.extensions().get::<Customer>().map(me);
    match me.filter(|_| !is_entry_page(request.path())) {
        Some(me) => apps::page(AppName::Portal, &inside(portal, me, &db).await?),
        None => {
            let boot = entry(&request, portal, &db).await?;
            let mut answer = apps::page(AppName::Entry, &boot)?;
            if boot.outsider.is_some() && !is_entry_page(request.path()) {
                *answer.status_mut() = StatusCode::FORBIDDEN;
                answer.extensions_mut().insert(ProblemCode::AccessDenied);
            }
            Ok(answer)
        }
    }
}

/// Whether a path of a portal, `/{slug}/…`, is the entry app's for everybody.
fn is_entry_page(path: &str) -> bool {
    path.split('/').filter(|part| !part.is_empty()).nth(1).is_some_and(|page| entry::PAGES.contains(&page))
}

/// `GET /`: to the portal of this host.
pub async fn front(request: HttpRequest, db: Data<Db>) -> Result<HttpResponse> {
    let host = host::of(&request);
    let slug = db.read(move |conn| read::first_slug(conn, &host)).await?;
    let Some(slug) = slug else { return unavailable(&request) };
    Ok(HttpResponse::Found().insert_header((header::LOCATION, format!("/{slug}/"))).finish())
}

/// What a browser shows where no portal is, or one that is turned off; nobody learns which.
fn unavailable(request: &HttpRequest) -> Result<HttpResponse> {
    if !apps::wants_page(request) {
        return Err(Portal::unavailable());
    }
    let text = "There is no portal at this address, or it is turned off at the moment. Check the address, or ask the \
                company that gave it to you.";
    Ok(apps::plain_page(StatusCode::NOT_FOUND, "This portal is not available", text))
}

async fn entry(request: &HttpRequest, portal: Portal, db: &Db) -> Result<entry::Boot> {
    let outsider = request
        .extensions()
        .get::<Outsider>()
        .map(|outsider| entry::Outsider { name: outsider.name().to_owned(), email: outsider.email().to_owned() });
    let (domain, inbox, open) = (portal.domain, portal.inbox, portal.self_registration);
    let (company, help_email, admin, consent, pages) = db
        .read(move |conn| {
            let consent = if open { domains::read::consent(conn, domain)? } else { None };
            let (company, admin) = company(conn, domain)?;
            let pages = domains::pages::read::for_customers(conn, domain)?;
            Ok((company, read::inbox_address(conn, inbox)?, admin, consent, pages))
        })
        .await?;
    Ok(entry::Boot {
        portal: entry::Portal {
            slug: portal.slug,
            name: portal.name,
            company,
            language: PAGES.tag().to_owned(),
            access_email: if admin.is_empty() { help_email.clone() } else { admin },
            help_email,
            self_registration: portal.self_registration,
            magic_link: portal.magic_link,
            consent: consent.map(|consent| consent.shown()),
        },
        outsider,
        pages,
    })
}

async fn inside(portal: Portal, me: Me, db: &Db) -> Result<portal::Boot> {
    let (domain, inbox) = (portal.domain, portal.inbox);
    let (company, help_email) =
        db.read(move |conn| Ok((company(conn, domain)?.0, read::inbox_address(conn, inbox)?))).await?;
    Ok(portal::Boot {
        portal: portal::Portal {
            slug: portal.slug,
            name: portal.name,
            company,
            language: PAGES.tag().to_owned(),
            help_email,
            categories: portal.categories,
        },
        me,
    })
}

/// The company whose portal it is, and the address for whoever cannot get in, empty where none was given.
fn company(conn: &mut Conn, domain: DomainId) -> Result<(String, String)> {
    let (company, admin) = domains::read::named(conn, domain)?;
    Ok((if company.is_empty() { read::account_name(conn)? } else { company }, admin))
}

/// A customer as they see themselves.
pub fn me(customer: &Customer) -> Me {
    Me {
        name: customer.name().to_owned(),
        email: customer.email().to_owned(),
        organization: customer.organization().map(|(_, name)| name.to_owned()),
        is_preview: customer.preview().is_some(),
        idle_seconds: customer.limits().idle.num_seconds(),
        idle_left_seconds: customer.limits().idle_left.num_seconds(),
        ends_at: customer.limits().ends_at.into(),
        ends_left_seconds: (customer.limits().ends_at - customer.at()).num_seconds(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_mailed_links_are_the_entry_apps() {
        for path in ["/support/set-password", "/support/verify/", "/support/signed-out", "/register/register"] {
            assert!(is_entry_page(path), "{path}");
        }
        for path in ["/support", "/support/", "/register/tickets", "/support/tickets/register", "/support/sign-in"] {
            assert!(!is_entry_page(path), "{path}");
        }
    }
}
