//! The pages of a domain that customers see before, at and after signing in, in the company's own words.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::check::{Check, Checker};
use crate::problem::FieldProblem;

/// Characters a heading may have.
pub const MAX_HEADING: usize = 120;
/// Characters the text below it may have.
pub const MAX_PAGE_BODY: usize = 5_000;
/// Characters the label of the button may have.
pub const MAX_BUTTON: usize = 40;
/// Characters a text may have that is to be shown as HTML.
pub const MAX_RICH_TEXT: usize = 10_000;

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// Where strangers register.
    Register,
    /// Where customers sign in.
    SignIn,
    /// After signing out.
    SignedOut,
    /// For customers whom the portal is not meant for.
    AccessDenied,
    /// Where a link to set a new password is asked for.
    PasswordResetRequest,
    /// Where that link leads.
    PasswordReset,
}

impl PageKind {
    /// Every page, in the order in which customers meet them.
    pub const ALL: &'static [PageKind] = &[
        PageKind::Register,
        PageKind::SignIn,
        PageKind::SignedOut,
        PageKind::AccessDenied,
        PageKind::PasswordResetRequest,
        PageKind::PasswordReset,
    ];

    /// The word on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            PageKind::Register => "register",
            PageKind::SignIn => "sign_in",
            PageKind::SignedOut => "signed_out",
            PageKind::AccessDenied => "access_denied",
            PageKind::PasswordResetRequest => "password_reset_request",
            PageKind::PasswordReset => "password_reset",
        }
    }
}

/// How a page is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageTemplate {
    /// One card in the middle.
    #[default]
    Card,
    /// Heading and text on one side, the form on the other.
    Split,
    /// Heading and text across the top, the form below.
    Banner,
}

/// Every such page of a domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SystemPages {
    /// Counts changes of the domain's settings; the `ETag` is made of it.
    pub version: i64,
    /// One of each kind, in the order in which customers meet them.
    pub pages: Vec<SystemPage>,
}

/// One of them, as it is set and as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SystemPage {
    /// Which page.
    pub kind: PageKind,
    /// The heading.
    pub heading: String,
    /// The text below it, in Markdown; may be empty.
    pub body: String,
    /// The label of the main button.
    pub button: String,
    /// How it is laid out.
    pub template: PageTemplate,
    /// Whether nobody has written it: the words are Portico's own.
    pub is_default: bool,
    /// The text as customers see it, as sanitised HTML.
    pub body_html: String,
}

/// A page after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SavedSystemPage {
    /// Counts changes of the domain's settings; the `ETag` is made of it.
    pub version: i64,
    /// The page.
    pub page: SystemPage,
}

/// What can be set of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SystemPageChange {
    /// The heading, one line of at most 120 characters.
    pub heading: String,
    /// The text below it, in Markdown of at most 5,000 characters; may be empty.
    pub body: String,
    /// The label of the main button, one line of at most 40 characters.
    pub button: String,
    /// How it is laid out.
    pub template: PageTemplate,
}

impl Check for SystemPageChange {
    fn check(&self) -> Vec<FieldProblem> {
        Checker::default()
            .required("/heading", &self.heading, "a heading")
            .max_chars("/heading", &self.heading, MAX_HEADING)
            .one_line("/heading", &self.heading)
            .max_chars("/body", &self.body, MAX_PAGE_BODY)
            .required("/button", &self.button, "what the button says")
            .max_chars("/button", &self.button, MAX_BUTTON)
            .one_line("/button", &self.button)
            .done()
    }
}

/// A text in Markdown that is to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RichText {
    /// The text, at most 10,000 characters.
    pub markdown: String,
}

impl Check for RichText {
    fn check(&self) -> Vec<FieldProblem> {
        Checker::default().max_chars("/markdown", &self.markdown, MAX_RICH_TEXT).done()
    }
}

/// The same as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RichTextHtml {
    /// Sanitised HTML. Links in it open in a new tab.
    pub html: String,
}
