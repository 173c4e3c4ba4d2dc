//! Changing how customers get in. Each change counts the version up and leaves an event.

use diesel::prelude::*;
use openapi::domains::console::PrivateContentSettings;
use openapi::id::DomainId;
use openapi::problem::ProblemCode;
use serde_json::json;

use super::{notice, read};
use crate::audit::{self, By, Event};
use crate::auth::time_limits;
use crate::db::schema::domains as d;
use crate::db::{Conn, Ts};
use crate::error::{Error, Result};
use crate::web::if_match::IfMatch;

/// Sets it.
///
/// # Errors
/// `NotFound` for an unknown domain, `ChangedMeanwhile` after a lost race, `ValidationFailed` for links that
/// lead nowhere.
pub fn update(
    conn: &mut Conn,
    id: DomainId,
    wanted: &PrivateContentSettings,
    known: IfMatch,
    by: &By,
    now: Ts,
) -> Result<()> {
    let row = read::row(conn, id)?;
    known.check(row.version)?;
    let after = trimmed(wanted);
    let text = |settings: &PrivateContentSettings| (settings.consent_notice.clone(), settings.consent_label.clone());
    let is_reworded = text(&after) != text(&row.settings);
    if is_reworded {
        notice::check(&[("/consent_notice", &after.consent_notice), ("/consent_label", &after.consent_label)], &[])?;
    }
    let consent_version = row.consent_version + i64::from(is_reworded);
    let changed = diesel::update(d::table.find(id).filter(d::version.eq(row.version)))
        .set((
            d::self_registration.eq(after.self_registration),
            d::magic_link.eq(after.magic_link),
            d::idle_minutes.eq(after.idle_minutes),
            (d::company_name.eq(&after.company_name), d::admin_email.eq(&after.admin_email)),
            d::language.eq(after.language.tag()),
            (d::consent_notice.eq(&after.consent_notice), d::consent_label.eq(&after.consent_label)),
            d::consent_version.eq(consent_version),
            d::version.eq(row.version + 1),
        ))
        .execute(conn)?;
    if changed == 0 {
        return Err(overtaken());
    }
    if after.idle_minutes < row.settings.idle_minutes {
        time_limits::shorten_idle(conn, id, after.idle_minutes)?;
    }
    let data = json!({ "before": row.settings, "after": after });
    let event = Event {
        action: "domain.private_content_changed",
        object: "domain",
        object_id: Some(id.0),
        object_name: &row.host,
        data,
    };
    audit::record(conn, by, &event, now).map(drop)
}

/// Somebody else was quicker by a moment.
pub fn overtaken() -> Error {
    Error::refused(
        ProblemCode::ChangedMeanwhile,
        "Somebody else changed this a moment ago. Reload it, look at the change and try again.",
    )
}

fn trimmed(wanted: &PrivateContentSettings) -> PrivateContentSettings {
    let trim = |text: &str| text.trim().to_owned();
    PrivateContentSettings {
        company_name: trim(&wanted.company_name),
        admin_email: trim(&wanted.admin_email),
        consent_notice: trim(&wanted.consent_notice),
        consent_label: trim(&wanted.consent_label),
        ..*wanted
    }
}
