//! The parts of settings that have an address of their own.

use openapi::domains::mails::MailKind;
use openapi::domains::pages::PageKind;

/// A part of a portal's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortalTab {
    /// Whether it is on.
    General,
    /// Who may enter.
    Access,
    /// What they see.
    Visibility,
}

impl PortalTab {
    /// Every part, in order.
    pub const ALL: [PortalTab; 3] = [Self::General, Self::Access, Self::Visibility];

    /// Its word in an address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Access => "access",
            Self::Visibility => "visibility",
        }
    }
}

/// A part of how customers of a domain get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrivateTab {
    /// Who may register, how customers sign in.
    Access,
    /// The same, at what they agree to.
    Consent,
    /// The pages, and the one that is edited.
    Pages(Option<PageKind>),
    /// The e-mails, and the one that is edited.
    Mails(Option<MailKind>),
}

impl PrivateTab {
    /// Where each part begins.
    pub const PARTS: [PrivateTab; 3] = [Self::Access, Self::Pages(None), Self::Mails(None)];

    /// The part's name.
    pub const fn part(self) -> &'static str {
        match self {
            Self::Access | Self::Consent => "Access and consent",
            Self::Pages(_) => "Pages",
            Self::Mails(_) => "E-mails",
        }
    }

    /// The part that the end of an address means.
    pub(super) fn of(rest: &[&str]) -> Option<Self> {
        match rest {
            [] => Some(Self::Access),
            ["consent"] => Some(Self::Consent),
            ["pages"] => Some(Self::Pages(None)),
            ["pages", word] => {
                PageKind::ALL.iter().find(|kind| kind.as_str() == *word).map(|kind| Self::Pages(Some(*kind)))
            }
            ["mails"] => Some(Self::Mails(None)),
            ["mails", word] => {
                MailKind::ALL.iter().find(|kind| kind.as_str() == *word).map(|kind| Self::Mails(Some(*kind)))
            }
            _ => None,
        }
    }

    /// The end of its address.
    pub(super) fn rest(self) -> String {
        match self {
            Self::Access => String::new(),
            Self::Consent => "/consent".into(),
            Self::Pages(None) => "/pages".into(),
            Self::Pages(Some(kind)) => format!("/pages/{}", kind.as_str()),
            Self::Mails(None) => "/mails".into(),
            Self::Mails(Some(kind)) => format!("/mails/{}", kind.as_str()),
        }
    }
}
