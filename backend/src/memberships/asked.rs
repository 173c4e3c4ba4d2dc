//! Links that somebody asks for who is not signed in. The request only leaves a job, the same whether there is
//! such an account or not, so that neither the answer nor its time tells; the job looks and mails.

use diesel::prelude::*;
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use openapi::id::PortalId;
use openapi::session::LinkPurpose;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{access, change, links, read};
use crate::audit::{Actor, By, Source};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::schema::portals as p;
use crate::db::{Conn, Db, Json, Ts};
use crate::error::Result;
use crate::jobs::{self, Handler, Outcome};
use crate::portals::read::place;

/// The kind of the job.
const KIND: &str = "mail_asked_link";

/// Which link is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// To set a new password.
    PasswordReset,
    /// To sign in.
    SignIn,
}

/// What somebody asks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Asked {
    /// In which portal.
    pub portal: PortalId,
    /// The address of the account, in its normal form.
    pub email: String,
    /// Which link.
    pub link: Wanted,
    /// Where the request came from.
    pub from: Source,
}

/// Keeps what is asked for.
pub fn ask(conn: &mut Conn, asked: &Asked, now: Ts) -> Result<()> {
    jobs::enqueue(conn, KIND, Json::of(asked), now).map(drop)
}

/// Mails the links.
pub struct MailAskedLinks {
    db: Db,
    clock: Clock,
    base: String,
}

impl MailAskedLinks {
    /// With where links lead.
    pub fn new(db: Db, clock: Clock, config: &Config) -> Self {
        Self { db, clock, base: config.portal_base() }
    }
}

impl Handler for MailAskedLinks {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run(&self, payload: Json, _attempt: i64) -> LocalBoxFuture<'_, Result<Outcome>> {
        async move {
            let (now, base) = (self.clock.now(), self.base.clone());
            if let Some(asked) = payload.read::<Asked>() {
                self.db.write(move |conn| answer(conn, &asked, &base, now)).await?;
            }
            Ok(Outcome::Done)
        }
        .boxed_local()
    }
}

/// Mails the link, if there is such an account; whoever has no password yet gets one to choose it.
fn answer(conn: &mut Conn, asked: &Asked, base: &str, now: Ts) -> Result<()> {
    let is_on = p::table.find(asked.portal).filter(p::is_on.eq(true)).select(p::id);
    if is_on.first::<PortalId>(conn).optional()?.is_none() {
        return Ok(());
    }
    let place = place(conn, asked.portal, base)?;
    let Some(holder) = read::holder(conn, place.domain, &asked.email)? else { return Ok(()) };
    match (holder.status.as_str(), asked.link) {
        ("active", Wanted::PasswordReset) => {
            change::send_link(conn, &holder, LinkPurpose::PasswordReset, &place, now).map(drop)
        }
        ("active", Wanted::SignIn) => links::send_sign_in(conn, &holder, &place, now),
        ("invited", _) => change::send_link(conn, &holder, LinkPurpose::Invitation, &place, now).map(drop),
        _ => return Ok(()),
    }?;
    let (who, by) = ((holder.contact, holder.name()), By::of(Actor::Anybody, asked.from.clone()));
    let data = json!({ "portal": place.name, "link": asked.link });
    access::tell(conn, (who.0, &who.1), "contact.link_asked", data, &by, now)
}
