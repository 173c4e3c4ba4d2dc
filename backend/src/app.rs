//! The whole API on one screen: what every request passes, and where each address leads.

mod access;
pub mod contract;
mod register;
mod settings;

use actix_session::SessionMiddleware;
use actix_session::config::CookieContentSecurity;
use actix_web::cookie::{Key, SameSite};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, PathConfig, ServiceConfig};

pub use contract::{Contract, document};
use register::Register;

use crate::auth::password::Passwords;
use crate::auth::{keep, resolve, sessions};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::files::Store;
use crate::live::Hub;
use crate::metrics::Metrics;
use crate::web::host::Hosts;
use crate::web::limits::Limits;
use crate::web::{apps, origin, problem};
use crate::{
    attachments, companies, contacts, imports, mails, memberships, ops, pipelines, portals, search, tickets, users,
};

/// Everything a request may need. Handlers ask for the parts they use.
#[derive(Clone)]
pub struct Parts {
    /// What the operator decided.
    pub config: Data<Config>,
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Hashing of passwords.
    pub passwords: Passwords,
    /// Rate limits.
    pub limits: Limits,
    /// Stored files.
    pub files: Store,
    /// Open live streams.
    pub hub: Hub,
    /// What operators watch.
    pub metrics: Metrics,
    /// Host names of this installation.
    pub hosts: Hosts,
    /// Signs cookies.
    pub key: Key,
}

/// Cookie names: `__Host-` binds them to the host, but browsers take such only over TLS.
fn cookie_name(config: &Config, app: &str) -> String {
    let prefix = if config.secure_cookies() { "__Host-" } else { "" };
    format!("{prefix}portico_{app}")
}

fn session(parts: &Parts, app: &str) -> SessionMiddleware<sessions::Store> {
    let store = sessions::Store::new(parts.db.clone(), parts.clock.clone());
    SessionMiddleware::builder(store, parts.key.clone())
        .cookie_name(cookie_name(&parts.config, app))
        .cookie_secure(parts.config.secure_cookies())
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_content_security(CookieContentSecurity::Signed)
        .build()
}

type Routes<'a, 'b> = &'a mut Register<'b>;

/// Names its operations.
type Operations = fn(Routes<'_, '_>);

/// Where each part of the API begins, and its operations.
const SCOPES: [(&str, Operations); 4] = [
    ("/api/public/portals/{portal}", public_portal),
    ("/api/portal/{portal}", portal),
    ("/api/public", public_console),
    ("/api/v1", console),
];

/// `/api/public/portals/{portal}`: nobody signed in, in a portal.
fn public_portal(routes: Routes<'_, '_>) {
    routes
        .service(portals::public::show_portal)
        .service(memberships::public::create_session)
        .service(memberships::public::create_password_reset)
        .service(memberships::public::show_link)
        .service(memberships::public::create_password)
        .service(memberships::preview::create_preview_session)
        .configure(access::strangers);
}

/// `/api/portal/{portal}`: a customer in a portal.
fn portal(routes: Routes<'_, '_>) {
    routes
        .service(memberships::portal::show_session)
        .service(memberships::portal::delete_session)
        .configure(access::account)
        .service(tickets::portal::list_tickets)
        .service(tickets::portal::create_ticket)
        .service(tickets::portal::show_ticket)
        .service(tickets::portal::show_conversation)
        .service(tickets::portal::create_message)
        .service(tickets::portal::put_read_mark)
        .service(tickets::people::portal_create)
        .service(tickets::people::portal_delete)
        .service(tickets::people::portal_put_privacy)
        .service(tickets::portal::show_attachment)
        .service(attachments::portal::create_attachment)
        .service(attachments::portal::delete_attachment)
        .service(tickets::stream::portal_events);
}

/// `/api/public`: nobody signed in, at the console's door.
fn public_console(routes: Routes<'_, '_>) {
    routes.service(users::public::show_console).service(users::public::create_session);
}

/// `/api/v1`: staff.
fn console(routes: Routes<'_, '_>) {
    routes
        .service(users::console::show_session)
        .service(users::console::delete_session)
        .service(users::console::put_session_confirmation)
        .service(users::console::list_users)
        .service(pipelines::console::list_pipelines)
        .service(tickets::console::read::list_tickets)
        .service(tickets::console::write::create_ticket)
        .service(tickets::console::read::show_ticket_counts)
        .service(tickets::console::read::show_ticket)
        .service(tickets::console::write::update_ticket)
        .service(tickets::console::write::put_assignment)
        .service(tickets::console::write::put_state)
        .service(tickets::console::read::show_conversation)
        .service(tickets::console::write::create_message)
        .service(tickets::console::write::create_note)
        .service(tickets::people::create)
        .service(tickets::people::remove)
        .service(tickets::people::put_privacy)
        .service(tickets::people::show_visibility)
        .service(tickets::console::read::show_attachment)
        .service(attachments::console::create_attachment)
        .service(attachments::console::delete_attachment)
        .service(tickets::stream::console_events)
        .service(search::search)
        .service(contacts::console::list_contacts)
        .service(contacts::console::create_contact)
        .service(contacts::console::show_contact)
        .configure(settings::lists)
        .configure(settings::portals)
        .service(memberships::console::create_invitation)
        .configure(access::by_staff)
        .service(memberships::preview::create_preview)
        .service(companies::console::list_companies)
        .service(companies::console::create_company)
        .service(companies::console::show_company)
        .service(mails::console::list_mails)
        .service(mails::console::show_mail)
        .service(mails::console::create_delivery)
        .service(imports::console::create_import)
        .service(imports::console::list_imports)
        .service(imports::console::show_import)
        .service(imports::console::list_refused_rows)
        .service(imports::console::show_report)
        .service(imports::console::put_run);
}

/// Everything the server answers: wrapped by [`crate::server`] in what every request passes.
pub fn configure(services: &mut ServiceConfig, parts: &Parts, contract: &Contract) {
    data(services, parts, contract);
    let refused = || web::route().to(problem::no_such_address);
    services
        .service(
            web::scope("/api/public/portals/{portal}")
                .configure(Register::to(public_portal))
                .default_service(refused())
                .wrap(from_fn(resolve::customer))
                .wrap(session(parts, "portal"))
                .wrap(from_fn(keep::keep_cookie))
                .wrap(from_fn(origin::middleware)),
        )
        .service(
            web::scope("/api/portal/{portal}")
                .configure(Register::to(portal))
                .default_service(refused())
                .wrap(from_fn(resolve::customer))
                .wrap(session(parts, "portal"))
                .wrap(from_fn(keep::keep_cookie))
                .wrap(from_fn(origin::middleware)),
        )
        .service(
            web::scope("/api/public")
                .configure(Register::to(public_console))
                .default_service(refused())
                .wrap(session(parts, "console"))
                .wrap(from_fn(origin::middleware)),
        )
        .service(
            web::scope("/api/v1")
                .configure(Register::to(console))
                .default_service(refused())
                .wrap(from_fn(resolve::user))
                .wrap(session(parts, "console"))
                .wrap(from_fn(origin::middleware)),
        )
        .service(web::scope("/api").default_service(refused()))
        .configure(ops::configure)
        .configure(|services| ops::docs(services, contract::DOCUMENT))
        .route("/assets/{file:.*}", web::get().to(apps::asset))
        .service(
            web::scope("/console").default_service(web::get().to(users::public::page)).wrap(session(parts, "console")),
        )
        .route("/", web::get().to(portals::public::front))
        .service(
            web::scope("/{portal}")
                .default_service(web::get().to(portals::public::page))
                .wrap(session(parts, "portal")),
        )
        .default_service(refused());
}

fn data(services: &mut ServiceConfig, parts: &Parts, contract: &Contract) {
    services
        .app_data(parts.config.clone())
        .app_data(Data::new(parts.db.clone()))
        .app_data(Data::new(parts.clock.clone()))
        .app_data(Data::new(parts.passwords.clone()))
        .app_data(Data::new(parts.limits.clone()))
        .app_data(Data::new(parts.files.clone()))
        .app_data(Data::new(parts.hub.clone()))
        .app_data(Data::new(parts.metrics.clone()))
        .app_data(Data::new(parts.hosts.clone()))
        .app_data(contract.addresses.clone())
        // an id that is no number names nothing
        .app_data(PathConfig::default().error_handler(|_, _| Error::not_found().into()));
}
