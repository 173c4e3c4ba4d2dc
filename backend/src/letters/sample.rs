//! A mail with sample values: to be looked at before customers get it, and to be sent as a test.

use diesel::prelude::*;
use openapi::domains::mails::{MailKind, MailPreview, MailWords};
use openapi::domains::variables::Variable;
use openapi::id::{DomainId, InboxId, PortalId, UserId};
use serde_json::json;

use super::words;
use super::write::company;
use crate::audit::{self, By, Event};
use crate::auth::principal::SignedInUser;
use crate::db::schema::{domains as d, inboxes as i, portals as p};
use crate::db::{Conn, Ts};
use crate::domains;
use crate::error::Result;
use crate::mail::template;
use crate::mail::text::Words;
use crate::mail::{self, Outgoing};
use crate::portals::read::{Place, place, sender};

/// The words with sample values, and where the mail would come from. Nothing in it leads further than to
/// the front page of the domain's first portal.
///
/// # Errors
/// `ValidationFailed` for words that do not suit the kind, `NotFound` for an unknown domain.
fn sampled(conn: &mut Conn, id: DomainId, kind: MailKind, said: &MailWords, base: &str) -> Result<(Words, String)> {
    words::check(said, kind)?;
    let company = company(conn, id)?;
    let portal: Option<PortalId> =
        p::table.filter(p::domain_id.eq(id)).order(p::id).select(p::id).first(conn).optional()?;
    let Place { name, url, sender, .. } = match portal {
        Some(portal) => place(conn, portal, base)?,
        None => bare(conn, id, &company, base)?,
    };
    let values = words::samples(kind, domains::read::language(conn, id)?)
        .with(Variable::Portal, name)
        .with(Variable::Company, company)
        .with(Variable::Link, format!("{url}/"))
        .with(Variable::ResetLink, format!("{url}/forgot"));
    Ok((template::fill(said, &values), sender))
}

/// A domain that no portal is on yet.
fn bare(conn: &mut Conn, id: DomainId, company: &str, base: &str) -> Result<Place> {
    let (host, is_default): (String, bool) = d::table.find(id).select((d::host, d::is_default)).first(conn)?;
    let inbox: InboxId = i::table.order(i::id).select(i::id).first(conn)?;
    let url = if is_default { base.to_owned() } else { format!("https://{host}") };
    Ok(Place { domain: id, name: company.to_owned(), url, sender: sender(conn, inbox)? })
}

/// Shows it.
///
/// # Errors
/// `ValidationFailed` for words that do not suit the kind, `NotFound` for an unknown domain.
pub fn preview(conn: &mut Conn, id: DomainId, kind: MailKind, words: &MailWords, base: &str) -> Result<MailPreview> {
    let (Words { subject, text, html }, _) = sampled(conn, id, kind, words, base)?;
    let content_html = html.unwrap_or_default();
    Ok(MailPreview { html: template::document(&content_html, &subject), subject, content_html, text })
}

/// To whom a test is sent: whoever asks for it.
#[derive(Debug, Clone)]
pub struct Tester {
    user: UserId,
    email: String,
}

impl Tester {
    /// The user who asks.
    pub fn of(user: &SignedInUser) -> Self {
        Self { user: user.id(), email: user.email().to_owned() }
    }

    /// Who it is.
    pub fn id(&self) -> UserId {
        self.user
    }
}

/// Which mail is tried.
#[derive(Debug, Clone)]
pub struct Trial {
    /// Of which domain.
    pub domain: DomainId,
    /// Which mail.
    pub kind: MailKind,
    /// What it says.
    pub words: MailWords,
}

/// Sends it to the user who asks for it, and to nobody else.
///
/// # Errors
/// `ValidationFailed` for words that do not suit the kind, `NotFound` for an unknown domain.
pub fn send(conn: &mut Conn, trial: &Trial, to: &Tester, base: &str, by: &By, now: Ts) -> Result<()> {
    let (words, sender) = sampled(conn, trial.domain, trial.kind, &trial.words, base)?;
    let outgoing = Outgoing {
        sender,
        recipient: to.email.clone(),
        subject: format!("[Test] {}", words.subject),
        text: words.text,
        html: words.html,
        link: None,
        ticket: None,
        message: None,
    };
    mail::queue(conn, &outgoing, now)?;
    let host: String = d::table.find(trial.domain).select(d::host).first(conn)?;
    let event = Event {
        action: "domain.mail_tested",
        object: "domain",
        object_id: Some(trial.domain.0),
        object_name: &host,
        data: json!({ "kind": trial.kind, "to": to.email }),
    };
    audit::record(conn, by, &event, now).map(drop)
}
