//! Looking pages up: what was written, or Portico's own words.

use std::collections::BTreeMap;

use openapi::domains::pages::{PageKind, SystemPage, SystemPageChange, SystemPages};
use openapi::id::DomainId;
use openapi::portals::entry;

use super::words;
use crate::db::Conn;
use crate::domains::notice;
use crate::domains::texts::{self, Texts};
use crate::error::Result;

/// Every page of a domain.
///
/// # Errors
/// `NotFound` when there is no such domain.
pub fn all(conn: &mut Conn, id: DomainId) -> Result<SystemPages> {
    let (version, mut written): (i64, BTreeMap<String, SystemPageChange>) = texts::all(conn, id, Texts::Pages)?;
    let pages = PageKind::ALL.iter().map(|kind| shown(*kind, written.remove(kind.as_str()))).collect();
    Ok(SystemPages { version, pages })
}

/// Every page of a domain, as customers see it.
///
/// # Errors
/// `NotFound` when there is no such domain.
pub fn for_customers(conn: &mut Conn, id: DomainId) -> Result<entry::Pages> {
    let (_, mut written): (i64, BTreeMap<String, SystemPageChange>) = texts::all(conn, id, Texts::Pages)?;
    let mut page = |kind: PageKind| {
        let SystemPageChange { heading, body, button, template } =
            written.remove(kind.as_str()).unwrap_or_else(|| words::default(kind));
        entry::Page { heading, body_html: notice::html(&body), button, template }
    };
    Ok(entry::Pages {
        register: page(PageKind::Register),
        sign_in: page(PageKind::SignIn),
        signed_out: page(PageKind::SignedOut),
        access_denied: page(PageKind::AccessDenied),
        password_reset_request: page(PageKind::PasswordResetRequest),
        password_reset: page(PageKind::PasswordReset),
    })
}

/// A page as it is shown.
pub fn shown(kind: PageKind, written: Option<SystemPageChange>) -> SystemPage {
    let is_default = written.is_none();
    let SystemPageChange { heading, body, button, template } = written.unwrap_or_else(|| words::default(kind));
    let body_html = notice::html(&body);
    SystemPage { kind, heading, body, button, template, is_default, body_html }
}
