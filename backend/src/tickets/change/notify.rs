//! Mails about messages: the other side learns of each.

use diesel::prelude::*;
use openapi::contacts::display_name;
use openapi::domains::mails::MailKind;
use openapi::domains::variables::Variable;
use openapi::id::{ContactId, DomainId, PortalId};

use super::event::Actor;
use super::reply::Written;
use crate::db::schema::{
    contacts as c, domains as d, memberships as m, portals as p, ticket_contacts as tk, users as u,
};
use crate::db::{Conn, Ts};
use crate::error::Result;
use crate::letters::write;
use crate::mail::template::Values;
use crate::mail::{self, Outgoing, text};
use crate::portals;
use crate::tickets::row::TicketRow;
use crate::tickets::{access, read};

/// Addresses of ours that mails link to. From the configuration, never from a request.
#[derive(Debug, Clone)]
pub struct Links {
    /// The default domain's address, without a slash at the end.
    pub portal_base: String,
    /// The console's address, without a slash at the end.
    pub console_base: String,
}

impl Links {
    /// The addresses the operator configured.
    pub fn of(config: &crate::config::Config) -> Self {
        Self { portal_base: config.portal_base(), console_base: config.console_base() }
    }
}

/// Tells staff of a customer's message: the owner, or everybody when there is none.
pub fn staff(conn: &mut Conn, ticket: &TicketRow, written: &Written, links: &Links, now: Ts) -> Result<()> {
    let (author, url) = (author(conn, written.author)?, format!("{}/inbox/open/{}", links.console_base, ticket.id));
    let words = text::message_to_staff(&text::NewMessage {
        number: ticket.id.0,
        subject: &ticket.subject,
        author: &author,
        text: &written.text,
        files: &written.files,
        url: &url,
    });
    let sender = portals::read::sender(conn, ticket.inbox)?;
    for recipient in crate::users::read::to_notify(conn, ticket.owner)? {
        queue(conn, ticket, written, &sender, recipient, words.clone(), now)?;
    }
    Ok(())
}

/// Tells the ticket's contacts of the team's message. Whoever can sign in to a portal is mailed what they
/// see there, with a link to it, and nothing else; whoever cannot is mailed the words alone. Whoever was
/// blocked is mailed nothing.
pub fn customers(conn: &mut Conn, ticket: &TicketRow, written: &Written, links: &Links, now: Ts) -> Result<()> {
    let author = author(conn, written.author)?;
    let sender = portals::read::sender(conn, ticket.inbox)?;
    let fallback: DomainId = d::table.filter(d::is_default.eq(true)).select(d::id).first(conn)?;
    let contacts: Vec<(ContactId, String, String, String)> = tk::table
        .inner_join(c::table)
        .filter(tk::ticket_id.eq(ticket.id))
        .order(c::id)
        .select((c::id, c::email, c::first_name, c::last_name))
        .load(conn)?;
    for (contact, recipient, first, last) in contacts {
        let to = values(ticket, written, &author, write::to(&first, &last, &recipient));
        let (domain, to) = match door(conn, ticket, contact, &links.portal_base, now)? {
            Door::Shut => continue,
            Door::None => (fallback, to),
            Door::Open { domain, portal, url } => (domain, to.with(Variable::Portal, portal).with(Variable::Link, url)),
        };
        let words = write::of_domain(conn, MailKind::ReplyNotification, domain, to)?;
        queue(conn, ticket, written, &sender, recipient, words, now)?;
    }
    Ok(())
}

/// What a mail about a reply can name.
fn values(ticket: &TicketRow, written: &Written, author: &str, to: Values) -> Values {
    to.with(Variable::TicketNumber, ticket.id.to_string())
        .with(Variable::TicketSubject, &ticket.subject)
        .with(Variable::ReplyAuthor, author)
        .with(Variable::ReplyText, written.text.trim_end())
        .with(Variable::ReplyFiles, written.files.join(", "))
}

fn queue(
    conn: &mut Conn,
    ticket: &TicketRow,
    written: &Written,
    sender: &str,
    recipient: String,
    words: text::Words,
    now: Ts,
) -> Result<()> {
    let outgoing = Outgoing {
        sender: sender.to_owned(),
        recipient,
        subject: words.subject,
        text: words.text,
        html: words.html,
        link: None,
        ticket: Some(ticket.id),
        message: Some(written.id),
    };
    mail::queue(conn, &outgoing, now).map(drop)
}

fn author(conn: &mut Conn, by: Actor) -> Result<String> {
    Ok(match by {
        Actor::User(id) => u::table.find(id).select(u::name).first(conn)?,
        Actor::Contact(id) => {
            let (first, last, email): (String, String, String) =
                c::table.find(id).select((c::first_name, c::last_name, c::email)).first(conn)?;
            display_name(&first, &last, &email)
        }
        Actor::System => "Support team".to_owned(),
    })
}

/// How a contact gets to a ticket.
enum Door {
    /// Through this portal, at this address.
    Open { domain: DomainId, portal: String, url: String },
    /// Not at all, although they can sign in, or because they were blocked.
    Shut,
    /// They have no portal to sign in to.
    None,
}

fn door(conn: &mut Conn, ticket: &TicketRow, contact: ContactId, base: &str, now: Ts) -> Result<Door> {
    type Row = (PortalId, String, String, DomainId, String, bool);
    let member: i64 = m::table
        .filter(m::contact_id.eq(contact))
        .filter(m::status.eq_any(["active", "blocked"]))
        .count()
        .get_result(conn)?;
    if member == 0 {
        return Ok(Door::None);
    }
    let rows: Vec<Row> = m::table
        .inner_join(d::table)
        .inner_join(p::table.on(p::domain_id.eq(m::domain_id)))
        .filter(m::contact_id.eq(contact))
        .filter(m::status.eq("active"))
        .filter(p::is_on.eq(true))
        .order(p::id)
        .select((p::id, p::name, p::slug, d::id, d::host, d::is_default))
        .load(conn)?;
    for (portal, name, slug, domain, host, is_default) in rows {
        if let Some(scope) = access::scope_now(conn, contact, portal, now)?
            && read::sees(conn, &scope, ticket.id)?
        {
            let url = format!("{}/tickets/{}", portals::read::address(base, &host, is_default, &slug), ticket.id);
            return Ok(Door::Open { domain, portal: name, url });
        }
    }
    Ok(Door::Shut)
}
