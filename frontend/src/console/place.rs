//! Every address of the console: one enum that reads an address bar's path and writes it again.

mod tab;

use openapi::id::{CompanyId, ContactId, DomainId, ImportId, ListId, MailId, PortalId, TicketId};
use openapi::tickets::console::View;

use crate::api::query::percent_encode;

pub use tab::{PortalTab, PrivateTab};

/// One of the two apps of staff. They share frame, session and addresses; a link from one to the other loads
/// a new page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffApp {
    /// Where staff work: inbox, contacts, lists, companies.
    Console,
    /// Everything under `/console/settings`.
    Settings,
}

/// A page for staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Signing in.
    SignIn,
    /// The list of a view, and the ticket that is open beside it.
    Inbox(View, Option<TicketId>),
    /// The list of contacts.
    Contacts,
    /// One contact.
    Contact(ContactId),
    /// The lists of contacts.
    Lists,
    /// A new active list.
    NewList,
    /// One list.
    List(ListId),
    /// The list of companies.
    Companies,
    /// One company.
    Company(CompanyId),
    /// The mail log.
    MailLog,
    /// One mail of the log.
    Mail(MailId),
    /// The imports.
    Imports,
    /// One import.
    Import(ImportId),
    /// The portals.
    Portals,
    /// The settings of a portal.
    Portal(PortalId, PortalTab),
    /// How customers of each domain get in.
    PrivateContents,
    /// How customers of a domain get in.
    PrivateContent(DomainId, PrivateTab),
    /// The audit log.
    AuditLog,
    /// No page has this address.
    Nowhere,
}

impl Place {
    /// Where the console starts.
    pub const HOME: Place = Place::Inbox(View::Mine, None);

    /// The page that a path means, without its query.
    pub fn of(path: &str) -> Place {
        let Some(rest) = path.strip_prefix("/console") else { return Place::Nowhere };
        let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
        let found = match parts.as_slice() {
            [] | ["inbox"] => Some(Place::HOME),
            ["sign-in"] => Some(Place::SignIn),
            ["inbox", view] => view_of(view).map(|view| Place::Inbox(view, None)),
            ["inbox", view, id] => view_of(view).zip(number(id)).map(|(v, id)| Place::Inbox(v, Some(TicketId(id)))),
            ["contacts"] => Some(Place::Contacts),
            ["contacts", id] => number(id).map(|id| Place::Contact(ContactId(id))),
            ["lists"] => Some(Place::Lists),
            ["lists", "new"] => Some(Place::NewList),
            ["lists", id] => number(id).map(|id| Place::List(ListId(id))),
            ["companies"] => Some(Place::Companies),
            ["companies", id] => number(id).map(|id| Place::Company(CompanyId(id))),
            ["settings"] | ["settings", "mail"] => Some(Place::MailLog),
            ["settings", "mail", id] => number(id).map(|id| Place::Mail(MailId(id))),
            ["settings", "imports"] => Some(Place::Imports),
            ["settings", "imports", id] => number(id).map(|id| Place::Import(ImportId(id))),
            ["settings", "portals"] => Some(Place::Portals),
            ["settings", "portals", id] => number(id).map(|id| Place::Portal(PortalId(id), PortalTab::General)),
            ["settings", "portals", id, tab] => {
                let tab = PortalTab::ALL.into_iter().find(|known| known.word() == *tab);
                number(id).zip(tab).map(|(id, tab)| Place::Portal(PortalId(id), tab))
            }
            ["settings", "private-content"] => Some(Place::PrivateContents),
            ["settings", "private-content", id, rest @ ..] => {
                number(id).zip(PrivateTab::of(rest)).map(|(id, tab)| Place::PrivateContent(DomainId(id), tab))
            }
            ["settings", "audit"] => Some(Place::AuditLog),
            _ => None,
        };
        found.unwrap_or(Place::Nowhere)
    }

    /// The app that shows it; none where each does.
    pub const fn app(self) -> Option<StaffApp> {
        match self {
            Place::SignIn | Place::Nowhere => None,
            Place::Inbox(..)
            | Place::Contacts
            | Place::Contact(_)
            | Place::Lists
            | Place::NewList
            | Place::List(_)
            | Place::Companies
            | Place::Company(_) => Some(StaffApp::Console),
            Place::MailLog
            | Place::Mail(_)
            | Place::Imports
            | Place::Import(_)
            | Place::Portals
            | Place::Portal(..)
            | Place::PrivateContents
            | Place::PrivateContent(..)
            | Place::AuditLog => Some(StaffApp::Settings),
        }
    }

    /// The path of a page.
    pub fn path(self) -> String {
        match self {
            Place::SignIn => "/console/sign-in".into(),
            Place::Inbox(view, None) => format!("/console/inbox/{}", view_word(view)),
            Place::Inbox(view, Some(id)) => format!("/console/inbox/{}/{id}", view_word(view)),
            Place::Contacts => "/console/contacts".into(),
            Place::Contact(id) => format!("/console/contacts/{id}"),
            Place::Lists => "/console/lists".into(),
            Place::NewList => "/console/lists/new".into(),
            Place::List(id) => format!("/console/lists/{id}"),
            Place::Companies => "/console/companies".into(),
            Place::Company(id) => format!("/console/companies/{id}"),
            Place::MailLog => "/console/settings/mail".into(),
            Place::Mail(id) => format!("/console/settings/mail/{id}"),
            Place::Imports => "/console/settings/imports".into(),
            Place::Import(id) => format!("/console/settings/imports/{id}"),
            Place::Portals => "/console/settings/portals".into(),
            Place::Portal(id, tab) => format!("/console/settings/portals/{id}/{}", tab.word()),
            Place::PrivateContents => "/console/settings/private-content".into(),
            Place::PrivateContent(id, tab) => format!("/console/settings/private-content/{id}{}", tab.rest()),
            Place::AuditLog => "/console/settings/audit".into(),
            Place::Nowhere => "/console/".into(),
        }
    }
}

/// The word of a view in the address bar.
pub const fn view_word(view: View) -> &'static str {
    match view {
        View::Unassigned => "unassigned",
        View::Mine => "mine",
        View::Open => "open",
        View::Closed => "closed",
        View::All => "all",
    }
}

fn view_of(word: &str) -> Option<View> {
    [View::Unassigned, View::Mine, View::Open, View::Closed, View::All].into_iter().find(|v| view_word(*v) == word)
}

fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|id| *id > 0)
}

/// The sign-in page that afterwards leads to `wanted`, a path with its query.
pub fn sign_in(wanted: &str) -> String {
    let page = Place::SignIn.path();
    match safe_return(wanted) {
        wanted if wanted == Place::HOME.path() => page,
        wanted => format!("{page}?return_to={}", percent_encode(&wanted)),
    }
}

/// Where to go after signing in: the wanted address if it is one of the console's own pages,
/// otherwise the start. Anything else could lead to another site.
pub fn safe_return(wanted: &str) -> String {
    let path = wanted.split(['?', '#']).next().unwrap_or_default();
    let own = !matches!(Place::of(path), Place::Nowhere | Place::SignIn) && path.starts_with("/console/");
    if own && !wanted.contains(['\\', '\n', '\r', '\t']) { wanted.to_string() } else { Place::HOME.path() }
}

#[cfg(test)]
mod tests {
    use openapi::domains::mails::MailKind;
    use openapi::domains::pages::PageKind;

    use super::*;

    #[test]
    fn every_page_is_found_by_its_own_path() {
        for place in [
            Place::SignIn,
            Place::Inbox(View::Unassigned, None),
            Place::Inbox(View::All, Some(TicketId(1042))),
            Place::Contacts,
            Place::Contact(ContactId(7)),
            Place::Companies,
            Place::Company(CompanyId(7)),
            Place::MailLog,
            Place::Mail(MailId(9)),
            Place::Imports,
            Place::Import(ImportId(2)),
            Place::Lists,
            Place::NewList,
            Place::List(ListId(3)),
            Place::Portals,
            Place::Portal(PortalId(1), PortalTab::Visibility),
            Place::PrivateContents,
            Place::PrivateContent(DomainId(1), PrivateTab::Access),
            Place::PrivateContent(DomainId(1), PrivateTab::Consent),
            Place::PrivateContent(DomainId(1), PrivateTab::Pages(None)),
            Place::PrivateContent(DomainId(1), PrivateTab::Pages(Some(PageKind::SignedOut))),
            Place::PrivateContent(DomainId(1), PrivateTab::Mails(Some(MailKind::ReplyNotification))),
            Place::AuditLog,
        ] {
            assert_eq!(Place::of(&place.path()), place);
            let in_settings = place.path().starts_with("/console/settings/");
            assert_eq!(place.app() == Some(StaffApp::Settings), in_settings, "{place:?}");
        }
        assert_eq!(Place::of("/console/"), Place::HOME);
        assert_eq!(Place::of("/console/settings"), Place::MailLog);
        assert_eq!(Place::of("/console/settings/portals/1"), Place::Portal(PortalId(1), PortalTab::General));
        for strange in ["/console/inbox/spam", "/console/contacts/x", "/console/contacts/-1", "/console/a/b", "/x"] {
            assert_eq!(Place::of(strange), Place::Nowhere, "{strange}");
        }
    }

    #[test]
    fn returns_only_to_pages_of_the_console() {
        assert_eq!(safe_return("/console/inbox/open/1042?q=a"), "/console/inbox/open/1042?q=a");
        for foreign in
            ["https://evil.test/", "//evil.test", "/consoleevil", "/console/\\evil", "/console/sign-in?x=1", ""]
        {
            assert_eq!(safe_return(foreign), "/console/inbox/mine", "{foreign:?}");
        }
    }

    #[test]
    fn sign_in_carries_the_wanted_page_escaped() {
        assert_eq!(sign_in("/console/contacts?q=a b"), "/console/sign-in?return_to=%2Fconsole%2Fcontacts%3Fq%3Da%20b");
        assert_eq!(sign_in("/console/inbox/mine"), "/console/sign-in");
    }
}
