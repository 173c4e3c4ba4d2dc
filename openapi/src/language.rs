//! The languages that Portico has words in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language, by its BCP 47 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Language] = &[Language::En, Language::De, Language::Fr, Language::Es];

    /// The tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::De => "de",
            Language::Fr => "fr",
            Language::Es => "es",
        }
    }

    /// What its speakers call it.
    pub const fn name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::De => "Deutsch",
            Language::Fr => "Français",
            Language::Es => "Español",
        }
    }

    /// The language of a tag; English for one that this version does not know.
    pub fn of(tag: &str) -> Self {
        Self::ALL.iter().copied().find(|language| language.tag() == tag).unwrap_or_default()
    }
}
