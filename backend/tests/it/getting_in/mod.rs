//! How customers get in by themselves, stay in, and are kept out.

mod account;
mod apps;
mod consent;
mod links;
mod mail_words;
mod mails;
mod pages;
mod private_content;
mod registration;
mod staff;
mod time_outs;

use diesel::prelude::*;
use openapi::id::DomainId;
use portico::db::schema::domains as d;
use serde_json::{Value, json};

use crate::support::{Answer, Anyone, TestApp};

/// A good password that is not everybody's.
pub const CHOSEN: &str = "quiet meadow lantern 4";

/// Opens the default domain to those who register and to those who sign in by link.
pub fn open(app: &TestApp) {
    app.change(|conn, _| {
        let everything = (d::self_registration.eq(true), d::magic_link.eq(true));
        diesel::update(d::table.filter(d::is_default.eq(true))).set(everything).execute(conn)?;
        Ok(())
    });
}

/// The id of the default domain.
pub fn default_domain(app: &TestApp) -> DomainId {
    app.look(|conn| Ok(d::table.filter(d::is_default.eq(true)).select(d::id).first(conn)?))
}

/// Private content as it is to begin with.
pub fn settings() -> Value {
    json!({
        "self_registration": false, "magic_link": false, "idle_minutes": 60, "company_name": "", "admin_email": "",
        "consent_notice": "", "consent_label": "", "language": "en",
    })
}

/// Writes what whoever registers has to agree to.
pub fn ask_consent(app: &TestApp, version: i64, notice: &str, label: &str) {
    app.change(|conn, _| {
        let text = (d::consent_version.eq(version), d::consent_notice.eq(notice), d::consent_label.eq(label));
        diesel::update(d::table.filter(d::is_default.eq(true))).set(text).execute(conn)?;
        Ok(())
    });
}

/// A registration as the page sends it.
pub fn application(email: &str) -> Value {
    json!({ "first_name": "Nora", "last_name": "Vale", "email": email, "password": CHOSEN })
}

/// Sends something to the public part of the portal.
pub fn send(anyone: &Anyone, path: &str, body: &Value) -> Answer {
    anyone.post(&anyone.at(path), body).send()
}

pub fn register(anyone: &Anyone, email: &str) -> Answer {
    send(anyone, "/registrations", &application(email))
}

pub fn verify(anyone: &Anyone, token: &str) -> Answer {
    send(anyone, "/registrations/verifications", &json!({ "token": token }))
}
