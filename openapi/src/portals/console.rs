//! What staff set about a portal: who may enter it, what they see there, and whether it is on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::check::{Check, Checker};
use crate::filters::{Affected, AffectedContact, Filter};
use crate::id::{ContactId, ListId, PortalId};
use crate::lists::ListKind;
use crate::problem::{FieldCode, FieldProblem};

/// Lists one portal may be open to.
pub const MAX_ACCESS_LISTS: usize = 20;

/// Who may enter a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessKind {
    /// Everyone who can sign in to its domain.
    #[default]
    Everyone,
    /// The members of some lists.
    Lists,
}

/// Whose tickets customers see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TicketPermission {
    /// Their own.
    #[default]
    Own,
    /// Their own and those of their primary company.
    Company,
    /// Their own; some contacts, whom a filter names, those of their primary company as well.
    CompanyForSome,
}

/// A row of the overview of portals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PortalSummary {
    /// Its id.
    pub id: PortalId,
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Its address.
    pub url: String,
    /// Whether customers reach it.
    pub is_on: bool,
    /// Who may enter it.
    pub access: AccessKind,
    /// Whose tickets customers see there.
    pub ticket_permission: TicketPermission,
}

/// A portal's settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalSettings {
    /// Its id.
    pub id: PortalId,
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Its address.
    pub url: String,
    /// The host it is on.
    pub domain: String,
    /// Whether customers reach it.
    pub is_on: bool,
    /// Who may enter it.
    pub access: PortalAccessSettings,
    /// Whose tickets customers see there.
    pub ticket_permission: TicketPermission,
    /// Which tickets are shown at all; null for every ticket.
    pub ticket_filter: Option<Filter>,
    /// The same as a sentence.
    pub ticket_sentence: Option<String>,
    /// Who sees the tickets of the primary company, where that is some contacts.
    pub company_filter: Option<Filter>,
    /// The same as a sentence.
    pub company_sentence: Option<String>,
    /// Counts changes of the settings; the `ETag` is made of it.
    pub version: i64,
}

/// Who may enter a portal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalAccessSettings {
    /// Everyone, or the members of lists.
    pub kind: AccessKind,
    /// The lists.
    pub lists: Vec<PortalList>,
}

/// A list whose members may enter a portal, and how far their invitation is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalList {
    /// The list.
    pub id: ListId,
    /// Its name.
    pub name: String,
    /// How it gets its members.
    pub kind: ListKind,
    /// How far the invitation of its members is.
    pub invitation: InvitationState,
    /// When it begins or began.
    #[serde(deserialize_with = "crate::moment::read")]
    pub invite_at: DateTime<Utc>,
    /// How many members were sent a registration mail because of this list.
    pub invited: u64,
    /// When all who were members then had been invited. Whoever joins later is invited within a minute.
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub invited_at: Option<DateTime<Utc>>,
}

/// How far the invitation of a list's members is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Nobody is invited while the portal is off.
    Off,
    /// It begins soon; it can still be prevented.
    Planned,
    /// Under way.
    Running,
    /// All who are members were invited.
    Done,
}

/// Who may enter a portal from now on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PortalAccessChange {
    /// Everyone, or the members of lists.
    pub kind: AccessKind,
    /// The lists, 1 to 20; none where everyone may enter.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub lists: Vec<ListId>,
}

/// What customers see in a portal from now on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PortalVisibilityChange {
    /// Whose tickets customers see.
    pub ticket_permission: TicketPermission,
    /// Which tickets are shown at all; left out for every ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_filter: Option<Filter>,
    /// Who sees the tickets of the primary company; goes with `company_for_some` and only with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_filter: Option<Filter>,
}

/// Turns a portal on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PortalPublication {
    /// Whether customers reach it.
    pub is_on: bool,
}

/// What another access would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalAccessPreview {
    /// How many may enter now: of everyone those who were let in to the domain, of lists their members;
    /// nobody who is blocked.
    pub before: u64,
    /// How many might.
    pub after: u64,
    /// Who could enter from then on.
    pub gain: Affected,
    /// Who could no longer enter.
    pub lose: Affected,
    /// How many registration mails would be sent.
    pub invitations: u64,
}

/// What another visibility would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalVisibilityPreview {
    /// Whether everything was counted. Where there are too many tickets for that, `colleagues` is how many contacts
    /// may begin to see tickets of colleagues, the warning says so, and everything else is 0 or empty.
    pub is_counted: bool,
    /// How many tickets at least one contact sees now.
    pub tickets_before: u64,
    /// How many would be seen.
    pub tickets_after: u64,
    /// How many contacts would see tickets that they do not see now.
    pub more: u64,
    /// Up to ten of them, those who would see most first.
    pub more_sample: Vec<SeenTickets>,
    /// How many contacts would no longer see tickets that they see now.
    pub fewer: u64,
    /// Up to ten of them, those who would miss most first.
    pub fewer_sample: Vec<SeenTickets>,
    /// How many contacts would see tickets of colleagues and see none of them now.
    pub colleagues: u64,
    /// What to think of before this is saved, as a sentence: somebody would see tickets of colleagues
    /// for the first time.
    pub warning: Option<String>,
}

/// How many tickets a contact sees, and would see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SeenTickets {
    /// Who.
    pub contact: AffectedContact,
    /// Tickets now.
    pub before: u64,
    /// Tickets then.
    pub after: u64,
}

impl Check for PortalAccessChange {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        checker.max_items("/lists", &self.lists, MAX_ACCESS_LISTS, "lists");
        match (self.kind, self.lists.is_empty()) {
            (AccessKind::Lists, true) => {
                checker.refuse("/lists", FieldCode::Required, "Choose at least one list.");
            }
            (AccessKind::Everyone, false) => {
                checker.refuse("/lists", FieldCode::Invalid, "Leave the lists out where everyone may enter.");
            }
            _ => {}
        }
        checker.done()
    }
}

impl Check for PortalVisibilityChange {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        let at = "/company_filter";
        match (self.ticket_permission, &self.company_filter) {
            (TicketPermission::CompanyForSome, None) => {
                checker.refuse(at, FieldCode::Required, "Say who sees the tickets of the company.");
            }
            (TicketPermission::Own | TicketPermission::Company, Some(_)) => {
                checker.refuse(at, FieldCode::Invalid, "This goes with company tickets for some contacts only.");
            }
            _ => {}
        }
        checker.done()
    }
}

/// Asks to look at a portal as a contact sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPreview {
    /// As whom.
    pub contact_id: ContactId,
}

/// A preview that was started.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Preview {
    /// Where to look. Works once, for a minute.
    pub url: String,
}

impl std::fmt::Debug for Preview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Preview").finish_non_exhaustive()
    }
}
