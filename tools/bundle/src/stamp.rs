//! Tells whether `frontend/dist` was built from the sources as they are now, by their content: switching
//! branches back and forth rebuilds nothing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::args::Profile;
use crate::asset::short_hash;
use crate::paths::Paths;

/// All that the apps are made of, relative to the workspace.
const SOURCES: [&str; 5] = ["Cargo.toml", "Cargo.lock", "frontend", "openapi", "tools/bundle"];
/// What lies among the sources without being one.
const NOT_SOURCES: [&str; 4] = ["frontend/dist", "openapi/openapi.json", "target", "node_modules"];

/// How and from what the apps were built.
#[derive(Debug, PartialEq, Eq)]
pub struct Stamp {
    profile: Profile,
    sources: String,
}

impl Stamp {
    /// What a build with this profile would be made of now.
    pub fn of_sources(paths: &Paths, profile: Profile) -> Result<Self> {
        let mut files = Vec::new();
        for source in SOURCES {
            collect(&paths.root, &paths.root.join(source), &mut files)?;
        }
        files.sort();
        let mut hash = Sha256::new();
        for file in files {
            let content = fs::read(&file).with_context(|| file.display().to_string())?;
            hash.update(format!("{} {}\n", file.display(), short_hash(&content)));
        }
        Ok(Self { profile, sources: short_hash(&hash.finalize()) })
    }

    /// Remembers that this is what `dist` now holds.
    pub fn save(&self, paths: &Paths) -> Result<()> {
        Ok(fs::write(file(paths), format!("{} {}\n", self.profile, self.sources))?)
    }

    fn load(paths: &Paths) -> Option<Self> {
        let text = fs::read_to_string(file(paths)).ok()?;
        let (profile, sources) = text.trim_end().split_once(' ')?;
        Some(Self { profile: Profile::from_name(profile)?, sources: sources.to_owned() })
    }
}

fn file(paths: &Paths) -> PathBuf {
    paths.dist.join(".stamp")
}

/// Whether what lies in `dist` is what is wanted, or better.
pub fn satisfies(paths: &Paths, wanted: &Stamp) -> bool {
    let complete = App::ALL.into_iter().all(|app| paths.dist.join(app.name()).join("index.html").is_file());
    let good = |built: Stamp| {
        built.sources == wanted.sources && (built.profile == wanted.profile || built.profile == Profile::Apps)
    };
    complete && Stamp::load(paths).is_some_and(good)
}

/// The profile of what lies in `dist`.
pub fn built_profile(paths: &Paths) -> Option<Profile> {
    Stamp::load(paths).map(|stamp| stamp.profile)
}

/// Adds the files at or below a path, without those that begin with a dot.
fn collect(root: &Path, path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let hidden = relative.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    if hidden || NOT_SOURCES.iter().any(|not| relative.ends_with(not)) {
        return Ok(());
    }
    if path.is_file() {
        files.push(path.to_path_buf());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(root, &entry?.path(), files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> (tempfile::TempDir, Paths) {
        let root = tempfile::tempdir().unwrap();
        let paths = Paths::of_workspace(root.path().to_path_buf());
        for app in App::ALL {
            let folder = paths.dist.join(app.name());
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("index.html"), "").unwrap();
        }
        fs::write(paths.frontend.join("portal.html"), "one").unwrap();
        (root, paths)
    }

    #[test]
    fn a_build_lasts_until_a_source_changes() {
        let (_root, paths) = workspace();
        let stamp = Stamp::of_sources(&paths, Profile::AppsQuick).unwrap();
        assert!(!satisfies(&paths, &stamp), "nothing was built yet");
        stamp.save(&paths).unwrap();
        assert!(satisfies(&paths, &Stamp::of_sources(&paths, Profile::AppsQuick).unwrap()));
        fs::write(paths.frontend.join("portal.html"), "two").unwrap();
        assert!(!satisfies(&paths, &Stamp::of_sources(&paths, Profile::AppsQuick).unwrap()));
    }

    #[test]
    fn a_shipped_build_serves_daily_work_but_not_the_other_way_round() {
        let (_root, paths) = workspace();
        let shipped = Stamp::of_sources(&paths, Profile::Apps).unwrap();
        let quick = Stamp::of_sources(&paths, Profile::AppsQuick).unwrap();
        shipped.save(&paths).unwrap();
        assert!(satisfies(&paths, &quick));
        quick.save(&paths).unwrap();
        assert!(!satisfies(&paths, &shipped));
        assert_eq!(built_profile(&paths), Some(Profile::AppsQuick));
    }

    #[test]
    fn a_missing_page_means_a_new_build() {
        let (_root, paths) = workspace();
        let stamp = Stamp::of_sources(&paths, Profile::Apps).unwrap();
        stamp.save(&paths).unwrap();
        fs::remove_file(paths.dist.join("console/index.html")).unwrap();
        assert!(!satisfies(&paths, &stamp));
    }
}
