//! Runs Cargo for the wasm32 target.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::args::Profile;
use crate::paths::Paths;

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles all apps, so that what they share is compiled once, and returns the folder of their .wasm files.
/// Cargo's own messages go to the terminal.
pub fn compile(paths: &Paths, profile: Profile) -> Result<PathBuf> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--package", "portico-frontend", "--bins"])
        .args(["--target", TARGET, "--profile", profile.name()])
        .current_dir(&paths.root)
        .status()
        .context("cargo could not be started")?;
    if !status.success() {
        bail!("the apps did not compile");
    }
    Ok(paths.target()?.join(TARGET).join(profile.name()))
}
