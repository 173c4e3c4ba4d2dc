//! Looking up how customers get in.

use diesel::prelude::*;
use openapi::domains::console::{DomainPortal, DomainSummary, PrivateContent, PrivateContentSettings};
use openapi::id::{DomainId, PortalId};
use openapi::language::Language;
use openapi::portals::console::AccessKind;
use openapi::portals::entry;

use super::notice;
use crate::db::Conn;
use crate::db::schema::{domains as d, portals as p};
use crate::error::Result;

/// What whoever registers has to agree to, as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Consent {
    /// Counts changes of the words.
    pub version: i64,
    /// The notice, in Markdown.
    pub notice: String,
    /// What stands beside the checkbox, in Markdown.
    pub label: String,
}

impl Consent {
    /// As customers see it.
    pub fn shown(&self) -> entry::Consent {
        entry::Consent {
            version: self.version,
            notice_html: notice::html(&self.notice),
            label_html: notice::inline_html(&self.label),
        }
    }
}

/// What whoever registers at a domain has to agree to; `None` where nothing was written.
pub fn consent(conn: &mut Conn, domain: DomainId) -> Result<Option<Consent>> {
    let written = d::table.find(domain).filter(d::consent_version.gt(0)).filter(d::consent_label.ne(""));
    Ok(written.select((d::consent_version, d::consent_notice, d::consent_label)).first(conn).optional()?)
}

/// A domain as it is stored.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its host.
    pub host: String,
    /// What can be set of it.
    pub settings: PrivateContentSettings,
    /// Counts changes of what customers agree to.
    pub consent_version: i64,
    /// Counts changes.
    pub version: i64,
}

/// A domain as it is stored.
///
/// # Errors
/// `NotFound` when there is none.
pub fn row(conn: &mut Conn, id: DomainId) -> Result<Row> {
    type Switches = (bool, bool, i64);
    type Texts = (String, String, String, String, String);
    let (host, switches, texts, consent_version, version): (String, Switches, Texts, i64, i64) = d::table
        .find(id)
        .select((
            d::host,
            (d::self_registration, d::magic_link, d::idle_minutes),
            (d::company_name, d::admin_email, d::consent_notice, d::consent_label, d::language),
            d::consent_version,
            d::version,
        ))
        .first(conn)?;
    let (self_registration, magic_link, idle_minutes) = switches;
    let (company_name, admin_email, consent_notice, consent_label, language) = texts;
    let settings = PrivateContentSettings {
        self_registration,
        magic_link,
        idle_minutes,
        company_name,
        language: Language::of(&language),
        admin_email,
        consent_notice,
        consent_label,
    };
    Ok(Row { host, settings, consent_version, version })
}

/// The language of a domain.
///
/// # Errors
/// `NotFound` when there is none.
pub fn language(conn: &mut Conn, id: DomainId) -> Result<Language> {
    let tag: String = d::table.find(id).select(d::language).first(conn)?;
    Ok(Language::of(&tag))
}

/// How customers of a domain get in.
///
/// # Errors
/// `NotFound` when there is none.
pub fn show(conn: &mut Conn, id: DomainId) -> Result<PrivateContent> {
    let Row { host, settings, consent_version, version } = row(conn, id)?;
    Ok(PrivateContent {
        id,
        host,
        portals: portals(conn, id)?,
        consent_notice_html: notice::html(&settings.consent_notice),
        consent_label_html: notice::inline_html(&settings.consent_label),
        settings,
        consent_version,
        version,
    })
}

fn portals(conn: &mut Conn, domain: DomainId) -> Result<Vec<DomainPortal>> {
    type Row = (PortalId, String, bool, String);
    let rows: Vec<Row> = p::table
        .filter(p::domain_id.eq(domain))
        .order(p::id)
        .select((p::id, p::name, p::is_on, p::access))
        .load(conn)?;
    let shown = |(id, name, is_on, access): Row| {
        let access = if access == "everyone" { AccessKind::Everyone } else { AccessKind::Lists };
        DomainPortal { id, name, is_on, access }
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Every domain, the default one first.
pub fn list(conn: &mut Conn) -> Result<Vec<DomainSummary>> {
    let rows: Vec<(DomainId, String, bool, bool)> = d::table
        .order((d::is_default.desc(), d::host))
        .select((d::id, d::host, d::is_default, d::self_registration))
        .load(conn)?;
    let portals: Vec<(DomainId, String)> = p::table.order(p::id).select((p::domain_id, p::name)).load(conn)?;
    let on = |id: DomainId| -> Vec<String> {
        portals.iter().filter(|(domain, _)| *domain == id).map(|(_, name)| name.clone()).collect()
    };
    let shown = |(id, host, is_default, self_registration)| DomainSummary {
        id,
        host,
        is_default,
        portals: on(id),
        self_registration,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// The company whose portals these are and where customers turn to who cannot get in; empty where the
/// domain says nothing of its own.
pub fn named(conn: &mut Conn, id: DomainId) -> Result<(String, String)> {
    Ok(d::table.find(id).select((d::company_name, d::admin_email)).first(conn)?)
}
