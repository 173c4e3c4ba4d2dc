//! What staff set about a domain: how customers register and sign in, and what they agree to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::check::{Check, Checker};
use crate::id::{DomainId, PortalId};
use crate::language::Language;
use crate::portals::console::AccessKind;
use crate::problem::{FieldCode, FieldProblem};

/// Minutes without use after which a session may be set to end.
pub const IDLE_MINUTES: [i64; 4] = [20, 40, 60, 24 * 60];
/// Characters a consent notice may have.
pub const MAX_NOTICE: usize = 10_000;
/// Characters the label of the consent checkbox may have.
pub const MAX_LABEL: usize = 500;

/// A domain, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DomainSummary {
    /// Its id.
    pub id: DomainId,
    /// Its host.
    pub host: String,
    /// Whether it is the installation's own, for trying things out.
    pub is_default: bool,
    /// The portals on it.
    pub portals: Vec<String>,
    /// Whether strangers may register.
    pub self_registration: bool,
}

/// How customers of a domain register and sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrivateContent {
    /// The domain.
    pub id: DomainId,
    /// Its host.
    pub host: String,
    /// The portals on it, which these settings are for.
    pub portals: Vec<DomainPortal>,
    /// The settings.
    pub settings: PrivateContentSettings,
    /// Counts changes of what customers agree to; 0 while nothing is written.
    pub consent_version: i64,
    /// The notice as customers see it, as sanitised HTML.
    pub consent_notice_html: String,
    /// The label as customers see it, as sanitised HTML of one line.
    pub consent_label_html: String,
    /// Counts changes of the settings; the `ETag` is made of it.
    pub version: i64,
}

/// A portal of a domain, and whom it is open to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DomainPortal {
    /// Its id.
    pub id: PortalId,
    /// Its name.
    pub name: String,
    /// Whether customers reach it.
    pub is_on: bool,
    /// Who may enter it.
    pub access: AccessKind,
}

/// What can be set of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivateContentSettings {
    /// Whether strangers may register. Needs a notice and a label to agree to.
    pub self_registration: bool,
    /// Whether a link to sign in can be mailed.
    pub magic_link: bool,
    /// Minutes without use after which a session ends: 20, 40, 60 or 1440.
    pub idle_minutes: i64,
    /// The company whose portals these are; the account's name where it is empty.
    pub company_name: String,
    /// The language of e-mails that nobody has worded otherwise.
    pub language: Language,
    /// Where customers turn to who cannot get in; the inbox's address where it is empty.
    pub admin_email: String,
    /// What customers agree to when they register, in Markdown.
    pub consent_notice: String,
    /// What stands beside the checkbox, in Markdown of one line.
    pub consent_label: String,
}

impl Check for PrivateContentSettings {
    fn check(&self) -> Vec<FieldProblem> {
        let mut checker = Checker::default();
        if !IDLE_MINUTES.contains(&self.idle_minutes) {
            checker.refuse("/idle_minutes", FieldCode::Invalid, "Choose 20, 40 or 60 minutes, or 24 hours.");
        }
        checker.max_chars("/company_name", &self.company_name, 200).one_line("/company_name", &self.company_name);
        if !self.admin_email.trim().is_empty() {
            checker.email("/admin_email", &self.admin_email);
        }
        checker.max_chars("/consent_notice", &self.consent_notice, MAX_NOTICE);
        checker.max_chars("/consent_label", &self.consent_label, MAX_LABEL);
        checker.one_line("/consent_label", &self.consent_label);
        let (notice, label) = (self.consent_notice.trim().is_empty(), self.consent_label.trim().is_empty());
        // a notice without a checkbox is agreed to by nobody, and the other way round
        if (self.self_registration || !label) && notice {
            checker.required("/consent_notice", &self.consent_notice, "what customers agree to when they register");
        }
        if (self.self_registration || !notice) && label {
            checker.required("/consent_label", &self.consent_label, "what stands beside the checkbox");
        }
        checker.done()
    }
}
