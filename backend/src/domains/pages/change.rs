//! Writing pages.

use openapi::domains::pages::{PageKind, SavedSystemPage, SystemPageChange};
use openapi::id::DomainId;

use super::{read, words};
use crate::audit::By;
use crate::db::{Conn, Ts};
use crate::domains::notice;
use crate::domains::texts::{self, Change, Texts};
use crate::error::Result;
use crate::web::if_match::IfMatch;

/// Writes a page; `None` for Portico's own words again.
///
/// # Errors
/// `NotFound` for an unknown domain, `ChangedMeanwhile` after a lost race, `ValidationFailed` for links that
/// lead nowhere.
pub fn set(
    conn: &mut Conn,
    id: DomainId,
    kind: PageKind,
    wanted: Option<&SystemPageChange>,
    known: IfMatch,
    by: &By,
    now: Ts,
) -> Result<SavedSystemPage> {
    let text = wanted.map(trimmed);
    notice::check(&[("/body", text.as_ref().map_or("", |text| &text.body))], &[])?;
    let default = words::default(kind);
    let change = Change { texts: Texts::Pages, kind: kind.as_str(), text: text.clone(), default };
    let version = texts::set(conn, id, change, known, by, now)?;
    Ok(SavedSystemPage { version, page: read::shown(kind, text) })
}

fn trimmed(wanted: &SystemPageChange) -> SystemPageChange {
    SystemPageChange {
        heading: wanted.heading.trim().to_owned(),
        body: wanted.body.trim().to_owned(),
        button: wanted.button.trim().to_owned(),
        template: wanted.template,
    }
}
