//! The console's "find anything".

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::companies::console::CompanyRef;
use crate::contacts::console::ContactSummary;
use crate::tickets::console::TicketSummary;

/// What to look for.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// A ticket number, words of a subject or message, an e-mail address, a name.
    #[param(max_length = 200)]
    pub q: String,
}

/// The best matches of each kind, at most ten each.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SearchResults {
    /// Tickets; an exact number comes first.
    pub tickets: Vec<TicketSummary>,
    /// Contacts by e-mail address or name.
    pub contacts: Vec<ContactSummary>,
    /// Companies by name.
    pub companies: Vec<CompanyRef>,
}
