//! Users: members of staff, and what the console starts with.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::UserId;
use crate::mails::MailTransport;

/// A user, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserRef {
    /// Its id.
    pub id: UserId,
    /// Its name.
    pub name: String,
}

/// The user who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = console::Me)]
pub struct Me {
    /// Its id.
    pub id: UserId,
    /// Its name.
    pub name: String,
    /// Its e-mail address.
    pub email: String,
    /// The role's name.
    pub role: String,
    /// What the role permits.
    pub permissions: Vec<Permission>,
}

/// What a role can permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read tickets and conversations.
    TicketsView,
    /// Answer, note, assign and change tickets.
    TicketsEdit,
    /// Read contacts and companies.
    ContactsView,
    /// Create contacts and companies, invite contacts.
    ContactsEdit,
    /// Read the mail log and send mails again; run imports.
    Settings,
    /// Set who may enter a portal, what is seen there, and whether it is on.
    CustomerPortalSettings,
    /// Set how customers register and sign in.
    PrivateContentSettings,
    /// Read who did what.
    Audit,
}

impl Permission {
    /// Every permission; the Owner role holds them all.
    pub const ALL: &'static [Permission] = &[
        Permission::TicketsView,
        Permission::TicketsEdit,
        Permission::ContactsView,
        Permission::ContactsEdit,
        Permission::Settings,
        Permission::CustomerPortalSettings,
        Permission::PrivateContentSettings,
        Permission::Audit,
    ];
}

/// What the console starts with, put into its page by the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsoleBoot {
    /// The account's name.
    pub account: String,
    /// Who is signed in, if anybody.
    pub me: Option<Me>,
    /// Whether mails are sent or only kept in the outbox.
    pub mail: MailTransport,
    /// The portals of the installation.
    pub portals: Vec<PortalRef>,
}

/// A portal, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PortalRef {
    /// Its id.
    pub id: crate::id::PortalId,
    /// Its name.
    pub name: String,
    /// Its address, without a slash at the end.
    pub url: String,
}
