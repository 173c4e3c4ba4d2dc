//! Where things are in the workspace.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The folders this tool reads and writes.
pub struct Paths {
    /// The workspace's root.
    pub root: PathBuf,
    pub frontend: PathBuf,
    pub dist: PathBuf,
}

impl Paths {
    /// The workspace around the current folder. Not the one this tool was compiled in: two clones may share a
    /// target folder.
    pub fn of_current_workspace() -> Result<Self> {
        let here = std::env::current_dir()?;
        let root = here.ancestors().find(|folder| folder.join("tools/bundle/Cargo.toml").is_file());
        Ok(Self::of_workspace(root.context("run this inside the workspace")?.to_path_buf()))
    }

    pub fn of_workspace(root: PathBuf) -> Self {
        let frontend = root.join("frontend");
        Self { dist: frontend.join("dist"), frontend, root }
    }

    pub fn assets(&self) -> PathBuf {
        self.dist.join("assets")
    }

    /// Cargo's target folder, wherever environment or configuration put it.
    pub fn target(&self) -> Result<PathBuf> {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
            .current_dir(&self.root)
            .output()
            .context("cargo metadata could not be started")?;
        if !output.status.success() {
            bail!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let metadata: serde_json::Value =
            serde_json::from_slice(&output.stdout).context("cargo metadata did not answer in JSON")?;
        let folder = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
        Ok(PathBuf::from(folder))
    }
}
