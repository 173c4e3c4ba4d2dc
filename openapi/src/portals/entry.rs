//! What the entry app knows: how customers get in to a portal, for whoever is not inside.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domains::pages::PageTemplate;

/// The first segment behind a portal's slug of the pages that are the entry app's for everybody, also for
/// whoever is signed in: those that mailed links lead to, and those around signing in. At every other
/// address of a portal the entry app is served to whoever is not inside.
pub const PAGES: [&str; 8] =
    ["register", "verify", "forgot", "set-password", "sign-in-link", "confirm-email", "preview", "signed-out"];

/// What the entry app starts with, put into its page by the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = entry::Boot)]
pub struct Boot {
    /// The portal.
    pub portal: Portal,
    /// Who is signed in although the portal is not meant for them.
    pub outsider: Option<Outsider>,
    /// What its pages say.
    pub pages: Pages,
}

/// What the pages say that customers meet before, at and after signing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = entry::Pages)]
pub struct Pages {
    /// Where strangers register.
    pub register: Page,
    /// Where customers sign in.
    pub sign_in: Page,
    /// After signing out.
    pub signed_out: Page,
    /// For whoever the portal is not meant for.
    pub access_denied: Page,
    /// Where a link to set a new password is asked for.
    pub password_reset_request: Page,
    /// Where that link leads.
    pub password_reset: Page,
}

/// What one page says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = entry::Page)]
pub struct Page {
    /// The heading.
    pub heading: String,
    /// The text below it, as sanitised HTML; may be empty. Links in it open in a new tab.
    pub body_html: String,
    /// The label of the main button.
    pub button: String,
    /// How it is laid out.
    pub template: PageTemplate,
}

/// Somebody who can sign in, but to whom this portal is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = entry::Outsider)]
pub struct Outsider {
    /// Name to show.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// A portal as anybody may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = entry::Portal)]
pub struct Portal {
    /// Its slug: the first segment of its addresses.
    pub slug: String,
    /// Its name, the browser tab's title.
    pub name: String,
    /// The name of the company whose portal it is.
    pub company: String,
    /// BCP 47 language tag of its pages.
    pub language: String,
    /// The address customers can write to for help.
    pub help_email: String,
    /// The address for customers who cannot get in.
    pub access_email: String,
    /// Whether strangers may register.
    pub self_registration: bool,
    /// Whether a link to sign in can be mailed.
    pub magic_link: bool,
    /// What whoever registers has to agree to, if anything.
    pub consent: Option<Consent>,
}

/// What whoever registers has to agree to. Links in it open in a new tab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = entry::Consent)]
pub struct Consent {
    /// Counts changes of the words; sent back to say which ones were read.
    pub version: i64,
    /// The notice, as sanitised HTML.
    pub notice_html: String,
    /// What stands beside the checkbox, as sanitised HTML of one line.
    pub label_html: String,
}
