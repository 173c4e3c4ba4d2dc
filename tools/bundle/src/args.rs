//! The command line.

use std::fmt;

use anyhow::{Result, bail};

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Args {
    pub profile: Profile,
    pub if_changed: bool,
    pub check_sizes: bool,
}

/// The Cargo profile the apps are compiled with, defined in the workspace's Cargo.toml.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// What is shipped and measured.
    Apps,
    /// For daily work.
    AppsQuick,
}

impl Profile {
    pub fn name(self) -> &'static str {
        match self {
            Self::Apps => "apps",
            Self::AppsQuick => "apps-quick",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Apps, Self::AppsQuick].into_iter().find(|profile| profile.name() == name)
    }

    /// Brotli's effort, from 0 to 11.
    pub fn brotli_quality(self) -> u32 {
        match self {
            Self::Apps => 11,
            Self::AppsQuick => 5,
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

const USAGE: &str = "usage: bundle [--profile apps|apps-quick] [--if-changed] [--check-sizes]";

/// Reads the arguments that follow the program's name.
pub fn parse(given: impl Iterator<Item = String>) -> Result<Args> {
    let mut args = Args { profile: Profile::Apps, if_changed: false, check_sizes: false };
    let mut given = given;
    while let Some(word) = given.next() {
        match word.as_str() {
            "--if-changed" => args.if_changed = true,
            "--check-sizes" => args.check_sizes = true,
            "--profile" => match given.next().as_deref().and_then(Profile::from_name) {
                Some(profile) => args.profile = profile,
                None => bail!("--profile takes apps or apps-quick\n{USAGE}"),
            },
            _ => bail!("unknown argument {word}\n{USAGE}"),
        }
    }
    Ok(args)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Args> {
        parse(words.iter().map(ToString::to_string))
    }

    #[test]
    fn nothing_asked_for_means_what_is_shipped() {
        let shipped = Args { profile: Profile::Apps, if_changed: false, check_sizes: false };
        assert_eq!(read(&[]).unwrap(), shipped);
    }

    #[test]
    fn every_option_is_read() {
        let all = Args { profile: Profile::AppsQuick, if_changed: true, check_sizes: true };
        assert_eq!(read(&["--if-changed", "--profile", "apps-quick", "--check-sizes"]).unwrap(), all);
    }

    #[test]
    fn unknown_words_and_profiles_are_refused() {
        for words in [&["--fast"][..], &["--profile"], &["--profile", "release"]] {
            assert!(read(words).is_err(), "{words:?}");
        }
    }
}
