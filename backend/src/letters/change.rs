//! Wording mails.

use openapi::domains::mails::{MailKind, MailWords, SavedDomainMail};
use openapi::id::DomainId;

use super::{read, words};
use crate::audit::By;
use crate::db::{Conn, Ts};
use crate::domains;
use crate::domains::texts::{self, Change, Texts};
use crate::error::Result;
use crate::web::if_match::IfMatch;

/// Words a mail; `None` for Portico's own words again.
///
/// # Errors
/// `NotFound` for an unknown domain, `ChangedMeanwhile` after a lost race.
pub fn set(
    conn: &mut Conn,
    id: DomainId,
    kind: MailKind,
    wanted: Option<&MailWords>,
    known: IfMatch,
    by: &By,
    now: Ts,
) -> Result<SavedDomainMail> {
    let text =
        wanted.map(|words| MailWords { subject: words.subject.trim().to_owned(), body: words.body.trim().to_owned() });
    let language = domains::read::language(conn, id)?;
    let default = words::default(kind, language);
    let change = Change { texts: Texts::Mails, kind: kind.as_str(), text: text.clone(), default };
    let version = texts::set(conn, id, change, known, by, now)?;
    Ok(SavedDomainMail { version, mail: read::shown(kind, language, text) })
}
