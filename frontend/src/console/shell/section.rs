//! Which page stands in the frame. Going from ticket to ticket stays within one section, so that
//! the list beside it is not made anew.

use leptos::prelude::*;
use openapi::id::{CompanyId, ContactId, DomainId, ImportId, ListId, MailId, PortalId};
use openapi::users::Permission;

use crate::console::app::Pages;
use crate::console::place::{Place, PortalTab, PrivateTab};
use crate::console::session::Session;
use crate::ui::{ButtonLink, EmptyState, Glyph, Heading};

/// A page that is made anew when another is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The inbox with all its views and tickets.
    Inbox,
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
    /// One mail.
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
    /// There is no such page.
    Nowhere,
}

impl Section {
    /// The section of a place.
    pub const fn of(place: Place) -> Self {
        match place {
            Place::Inbox(..) => Self::Inbox,
            Place::Contacts => Self::Contacts,
            Place::Contact(id) => Self::Contact(id),
            Place::Lists => Self::Lists,
            Place::NewList => Self::NewList,
            Place::List(id) => Self::List(id),
            Place::Companies => Self::Companies,
            Place::Company(id) => Self::Company(id),
            Place::MailLog => Self::MailLog,
            Place::Mail(id) => Self::Mail(id),
            Place::Imports => Self::Imports,
            Place::Import(id) => Self::Import(id),
            Place::Portals => Self::Portals,
            Place::Portal(id, tab) => Self::Portal(id, tab),
            Place::PrivateContents => Self::PrivateContents,
            Place::PrivateContent(id, tab) => Self::PrivateContent(id, tab),
            Place::AuditLog => Self::AuditLog,
            Place::SignIn | Place::Nowhere => Self::Nowhere,
        }
    }

    /// Whether it belongs to the settings.
    pub const fn is_setting(self) -> bool {
        use Section as S;
        matches!(
            self,
            S::MailLog
                | S::Mail(_)
                | S::Imports
                | S::Import(_)
                | S::Portals
                | S::Portal(..)
                | S::PrivateContents
                | S::PrivateContent(..)
                | S::AuditLog
        )
    }

    /// Whether the role permits this section.
    pub fn is_allowed(self, session: Session) -> bool {
        self.permission().is_none_or(|permission| session.may(permission))
    }

    const fn permission(self) -> Option<Permission> {
        match self {
            Self::Inbox => Some(Permission::TicketsView),
            Self::Contacts | Self::Contact(_) | Self::Companies | Self::Company(_) | Self::Lists | Self::List(_) => {
                Some(Permission::ContactsView)
            }
            Self::NewList => Some(Permission::ContactsEdit),
            Self::Portals | Self::Portal(..) => Some(Permission::CustomerPortalSettings),
            Self::PrivateContents | Self::PrivateContent(..) => Some(Permission::PrivateContentSettings),
            Self::AuditLog => Some(Permission::Audit),
            Self::MailLog | Self::Mail(_) | Self::Imports | Self::Import(_) => Some(Permission::Settings),
            Self::Nowhere => None,
        }
    }
}

/// The page of a section.
#[component]
pub fn SectionPage(section: Section, here: Memo<Place>, pages: Pages) -> impl IntoView {
    if !section.is_allowed(Session::expect()) {
        return view! { <NotAllowed/> }.into_any();
    }
    pages(section, here).unwrap_or_else(|| view! { <NoSuchPage/> }.into_any())
}

#[component]
fn NotAllowed() -> impl IntoView {
    view! {
        <div class="page"><div class="page-inner">
            <div class="page-head"><Heading title="Not permitted"/></div>
            <EmptyState glyph=Glyph::Lock title="Your role does not permit this page"
                text="Ask somebody who manages users if you need it."/>
        </div></div>
    }
}

#[component]
fn NoSuchPage() -> impl IntoView {
    view! {
        <div class="page"><div class="page-inner">
            <div class="page-head"><Heading title="No such page"/></div>
            <EmptyState glyph=Glyph::Search title="There is no page at this address"
                text="The link may be mistyped, or what it led to is gone.">
                <ButtonLink href=Place::HOME.path()>"Go to inbox"</ButtonLink>
            </EmptyState>
        </div></div>
    }
}
