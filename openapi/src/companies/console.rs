//! What staff see of companies.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::check::{Check, Checker};
use crate::id::CompanyId;
use crate::problem::FieldProblem;
use chrono::{DateTime, Utc};

/// Which companies to list, by name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CompanyQuery {
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

/// A company, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompanyRef {
    /// Its id.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
}

/// A row of the company list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CompanySummary {
    /// Its id.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Its e-mail domains.
    pub domains: Vec<String>,
    /// How many contacts belong to it.
    pub contacts: u64,
    /// When it was created.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
}

/// One company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Company {
    /// Its id.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Its e-mail domains.
    pub domains: Vec<String>,
    /// How many contacts belong to it.
    pub contacts: u64,
    /// How many of its tickets are open.
    pub open_tickets: u64,
    /// When it was created.
    #[serde(deserialize_with = "crate::moment::read")]
    pub created_at: DateTime<Utc>,
}

/// A new company.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCompany {
    /// Its name.
    pub name: String,
    /// Its e-mail domains, at most 20.
    #[serde(default)]
    pub domains: Vec<String>,
}

impl Check for NewCompany {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        checker.required("/name", &self.name, "a name");
        checker.max_chars("/name", &self.name, 200).one_line("/name", &self.name);
        checker.max_items("/domains", &self.domains, 20, "domains");
        checker.done()
    }
}
