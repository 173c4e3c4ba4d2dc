//! Looking up what mails say.

use std::collections::BTreeMap;

use openapi::domains::mails::{DomainMail, DomainMails, MailKind, MailWords};
use openapi::id::DomainId;
use openapi::language::Language;

use super::words;
use crate::db::Conn;
use crate::domains;
use crate::domains::texts::{self, Texts};
use crate::error::Result;

/// Every mail of a domain.
///
/// # Errors
/// `NotFound` when there is no such domain.
pub fn all(conn: &mut Conn, id: DomainId) -> Result<DomainMails> {
    let (version, mut written): (i64, BTreeMap<String, MailWords>) = texts::all(conn, id, Texts::Mails)?;
    let language = domains::read::language(conn, id)?;
    let mails = MailKind::ALL.iter().map(|kind| shown(*kind, language, written.remove(kind.as_str()))).collect();
    Ok(DomainMails { version, language, mails })
}

/// A mail as it is shown.
pub fn shown(kind: MailKind, language: Language, written: Option<MailWords>) -> DomainMail {
    let is_default = written.is_none();
    let MailWords { subject, body } = written.unwrap_or_else(|| words::default(kind, language));
    DomainMail { kind, subject, body, is_default, variables: kind.offered() }
}

/// What a mail of a domain says.
///
/// # Errors
/// `NotFound` when there is no such domain.
pub fn wording(conn: &mut Conn, id: DomainId, kind: MailKind) -> Result<MailWords> {
    let (_, mut written): (i64, BTreeMap<String, MailWords>) = texts::all(conn, id, Texts::Mails)?;
    match written.remove(kind.as_str()) {
        Some(words) => Ok(words),
        None => Ok(words::default(kind, domains::read::language(conn, id)?)),
    }
}
