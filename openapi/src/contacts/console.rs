//! What staff see of contacts.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::check::{Check, Checker};
use crate::companies::console::CompanyRef;
use crate::id::{CompanyId, ContactId, MembershipId, PortalId};
use crate::problem::FieldProblem;
use chrono::{DateTime, Utc};

/// Which contacts to list, by name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DirectoryQuery {
    /// Only those whose name or e-mail address contains this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// Only contacts of this company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<i64>,
    /// Items per page, 1 to 100; 25 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// Cursor: the page after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Cursor: the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

/// A contact, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactRef {
    /// Its id.
    pub id: ContactId,
    /// First and last name, or the e-mail address where no name is known.
    pub name: String,
    /// The primary e-mail address.
    pub email: String,
}

/// A row of the contact list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ContactSummary {
    /// Its id.
    pub id: ContactId,
    /// First and last name, or the e-mail address where no name is known.
    pub name: String,
    /// The primary e-mail address.
    pub email: String,
    /// The primary company.
    pub company: Option<CompanyRef>,
    /// When it was created.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
}

/// One contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The first name, may be empty.
    pub first_name: String,
    /// The last name, may be empty.
    pub last_name: String,
    /// The primary e-mail address.
    pub email: String,
    /// A phone number.
    pub phone: Option<String>,
    /// Every company it belongs to; the primary one first.
    pub companies: Vec<CompanyRef>,
    /// Custom properties that have a value.
    pub properties: Vec<crate::tickets::console::PropertyValue>,
    /// Its access to each portal of the installation.
    pub portal_access: Vec<PortalAccess>,
    /// When it was created.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
}

/// A contact's access to one portal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalAccess {
    /// The portal.
    pub portal_id: PortalId,
    /// The portal's name.
    pub portal: String,
    /// The host it is on. Portals of one host share status and password.
    pub host: String,
    /// How far the contact got.
    pub status: AccessStatus,
    /// Whether the portal is meant for the contact at this moment, however far it got.
    pub entry: PortalEntry,
    /// When the contact last signed in.
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub last_sign_in_at: Option<DateTime<Utc>>,
}

/// Whether a portal is meant for a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PortalEntry {
    /// The contact may enter once it can sign in.
    Open,
    /// The portal is for the contacts on chosen lists, and this one is on none of them.
    NotListed,
    /// The portal is turned off for everybody.
    Off,
}

/// How far a contact got on its way into a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessStatus {
    /// Never invited.
    None,
    /// Invited, no password yet.
    Invited,
    /// Can sign in.
    Active,
    /// Kept out by staff.
    Blocked,
}

/// A new contact.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    /// The primary e-mail address, unique.
    pub email: String,
    /// The first name.
    #[serde(default)]
    pub first_name: String,
    /// The last name.
    #[serde(default)]
    pub last_name: String,
    /// A phone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// Its primary company.
    #[serde(default)]
    pub company_id: Option<CompanyId>,
}

impl Check for NewContact {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        checker.email("/email", &self.email);
        checker.max_chars("/first_name", &self.first_name, 100).one_line("/first_name", &self.first_name);
        checker.max_chars("/last_name", &self.last_name, 100).one_line("/last_name", &self.last_name);
        checker.max_chars("/phone", self.phone.as_deref().unwrap_or(""), 50);
        checker.done()
    }
}

/// Invites a contact into a portal: sends a mail with a link to set a password, valid for 7 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// The portal to invite into.
    pub portal_id: PortalId,
}

/// An invitation that was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Invitation {
    /// The right to sign in that it stands for.
    pub membership_id: MembershipId,
    /// How far the contact is.
    pub status: AccessStatus,
    /// Until when the link works.
    #[serde(deserialize_with = "crate::moment::read")]
    pub expires_at: DateTime<Utc>,
}
