//! Lists: named sets of contacts. A static list's members are written down, an active list's are
//! whoever passes its filter at the moment.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::check::{Check, Checker};
use crate::filters::{Affected, Filter};
use crate::id::{ContactId, ListId, PortalId};
use crate::problem::FieldProblem;
use crate::properties::Object;

/// Characters a list's name may have.
pub const MAX_LIST_NAME: usize = 100;
/// Contacts that can be put on a list at once.
pub const MAX_ADDED: usize = 1_000;

/// Which lists to show, by name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Only those whose name contains this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    pub q: Option<String>,
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

/// Which page of something.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MemberQuery {
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

/// Whose properties are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PropertyQuery {
    /// What is to be filtered.
    pub object: Object,
}

/// How a list gets its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// They are put on it.
    Static,
    /// They pass its filter.
    Active,
}

/// A list, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListRef {
    /// Its id.
    pub id: ListId,
    /// Its name.
    pub name: String,
    /// How it gets its members.
    pub kind: ListKind,
}

/// A row of the overview of lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ListSummary {
    /// Its id.
    pub id: ListId,
    /// Its name.
    pub name: String,
    /// How it gets its members.
    pub kind: ListKind,
    /// How many members a static list has; null for an active one, whose members are counted where
    /// it is shown alone.
    pub members: Option<u64>,
    /// What makes somebody a member of an active list, as a sentence.
    pub sentence: Option<String>,
    /// When its name or filter was changed last.
    #[serde(deserialize_with = "crate::moment::read")]
    pub updated_at: DateTime<Utc>,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct List {
    /// Its id.
    pub id: ListId,
    /// Its name.
    pub name: String,
    /// How it gets its members.
    pub kind: ListKind,
    /// What makes somebody a member of an active list.
    pub filter: Option<Filter>,
    /// The same as a sentence.
    pub sentence: Option<String>,
    /// How many members it has now; null when counting took too long.
    pub members: Option<u64>,
    /// What refers to it and keeps it from being deleted.
    pub used_by: Vec<ListUse>,
    /// Counts its changes; the `ETag` is made of it.
    pub version: i64,
    /// When it was created.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
    /// When its name or filter was changed last.
    #[serde(deserialize_with = "crate::moment::read")]
    pub updated_at: DateTime<Utc>,
}

/// Something that refers to a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListUse {
    /// In what way.
    pub by: ListUser,
    /// The id of the portal or list.
    pub id: i64,
    /// Its name.
    pub name: String,
}

/// In what way something refers to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListUser {
    /// Its members may enter a portal.
    PortalAccess,
    /// A portal's ticket filter asks for it.
    PortalTicketFilter,
    /// The filter that says whose company's tickets a portal shows asks for it.
    PortalCompanyFilter,
    /// Another list's filter asks for it.
    List,
}

/// A new list: with a filter an active one, without one a static one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewList {
    /// Its name; no other list has it.
    pub name: String,
    /// What makes somebody a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

/// A change of a list; what is left out stays. A static list stays static, an active one active.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListPatch {
    /// A new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A new filter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

/// Puts contacts on a static list.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewListMembers {
    /// Who: 1 to 1,000. Those who are on it already stay on it.
    #[schema(min_items = 1, max_items = 1000)]
    pub contacts: Vec<ContactId>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListMembersAdded {
    /// How many of them were not on it before.
    pub added: u64,
    /// How many members it has now.
    pub members: u64,
}

/// Asks what another filter would change, without saving it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListChangeRequest {
    /// The filter the list would have.
    pub filter: Filter,
}

/// What another filter would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ListChangePreview {
    /// How many members there would be.
    pub members: u64,
    /// Who would become a member.
    pub gain: Affected,
    /// Who would no longer be one.
    pub lose: Affected,
    /// Portals that somebody could no longer enter, or could from then on.
    pub portals: Vec<PortalEffect>,
}

/// What a change means for a portal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalEffect {
    /// The portal.
    pub portal_id: PortalId,
    /// Its name.
    pub name: String,
    /// Who could enter it from then on.
    pub gain: Affected,
    /// Who could no longer enter it.
    pub lose: Affected,
}

impl Check for NewList {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        checker.required("/name", &self.name, "a name");
        checker.max_chars("/name", &self.name, MAX_LIST_NAME).one_line("/name", &self.name);
        checker.done()
    }
}

impl Check for ListPatch {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        if let Some(name) = &self.name {
            checker.required("/name", name, "a name");
            checker.max_chars("/name", name, MAX_LIST_NAME).one_line("/name", name);
        }
        checker.done()
    }
}

impl Check for NewListMembers {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        if self.contacts.is_empty() {
            checker.refuse("/contacts", crate::problem::FieldCode::Required, "Choose at least one contact.");
        }
        checker.max_items("/contacts", &self.contacts, MAX_ADDED, "contacts at once");
        checker.done()
    }
}
