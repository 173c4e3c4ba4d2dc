//! Looking up what mails say.

use std::collections::BTreeMap;

use openapi::domains::mails::{DomainMail, DomainMails, MailKind, MailWords};
use openapi::id::DomainId;

use super::words;
use crate::db::Conn;
use crate::domains::texts::{self, Texts};
use crate::error::Result;

/// Every mail of a domain.
///
/// # Errors
/// `NotFound` when there is no such domain.
pub fn all(conn: &mut Conn, id: DomainId) -> Result<DomainMails> {
    let (version, mut written): (i64, BTreeMap<String, MailWords>) = texts::all(conn, id, Texts::Mails)?;
    let mails = MailKind::ALL.iter().map(|kind| shown(*kind, written.remove(kind.as_str()))).collect();
    Ok(DomainMails { version, mails })
}

/// A mail as it is shown.
pub fn shown(kind: MailKind, written: Option<MailWords>) -> DomainMail {
    let is_default = written.is_none();
    let MailWords { subject, body } = written.unwrap_or_else(|| words::default(kind));
    DomainMail { kind, subject, body, is_default, variables: kind.offered() }
}

/// What a mail of a domain says.
///
/// # Errors
/// `NotFound` when there is no such domain.
pub fn wording(conn: &mut Conn, id: DomainId, kind: MailKind) -> Result<MailWords> {
    let (_, mut written): (i64, BTreeMap<String, MailWords>) = texts::all(conn, id, Texts::Mails)?;
    Ok(written.remove(kind.as_str()).unwrap_or_else(|| words::default(kind)))
}
