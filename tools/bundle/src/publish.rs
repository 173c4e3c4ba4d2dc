//! Writes the apps into `frontend/dist` so that a server reading it meanwhile never sees half of a build:
//! first the assets, then the pages that name them, each moved into place in one step, last the sweep of
//! what no page names any more.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::app::Built;
use crate::args::Profile;
use crate::compress;
use crate::paths::Paths;

/// Writes the apps and the public files.
pub fn publish(paths: &Paths, built: &[Built], profile: Profile) -> Result<()> {
    let assets = paths.assets();
    fs::create_dir_all(&assets)?;
    let mut kept = BTreeSet::new();
    for asset in built.iter().flat_map(|app| &app.assets) {
        // The name says what is inside, but not how hard it was compressed.
        kept.extend(write(&assets, &asset.name, &asset.content, profile)?);
    }
    for (name, content) in public_files(paths)? {
        kept.extend(write(&assets, &name, &content, profile)?);
    }
    for app in built {
        let folder = paths.dist.join(app.app.name());
        fs::create_dir_all(&folder)?;
        write(&folder, "index.html", app.html.as_bytes(), profile)?;
    }
    sweep(&assets, &kept)
}

/// The files of `frontend/public`, which keep their names.
fn public_files(paths: &Paths) -> Result<Vec<(String, Vec<u8>)>> {
    let folder = paths.frontend.join("public");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("a public file has no readable name")?;
        if path.is_file() {
            files.push((name.to_owned(), fs::read(&path)?));
        }
    }
    Ok(files)
}

/// Writes a file with its two compressed forms beside it, and returns the three names.
fn write(folder: &Path, name: &str, content: &[u8], profile: Profile) -> Result<[String; 3]> {
    let names = [name.to_owned(), format!("{name}.br"), format!("{name}.gz")];
    let brotli = compress::brotli(content, profile.brotli_quality())?;
    let gzip = compress::gzip(content)?;
    for (name, content) in names.iter().zip([content, &brotli, &gzip]) {
        let unfinished = folder.join(format!(".{name}.unfinished"));
        fs::write(&unfinished, content).with_context(|| unfinished.display().to_string())?;
        fs::rename(&unfinished, folder.join(name))?;
    }
    Ok(names)
}

/// Removes everything but the named files.
fn sweep(folder: &Path, kept: &BTreeSet<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !kept.contains(entry.file_name().to_string_lossy().as_ref()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::App;
    use crate::asset::Asset;

    fn portal(style: &str) -> Built {
        let style = Asset::hashed("portal", "css", style);
        Built { app: App::Portal, html: style.url(), assets: vec![style] }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn whoever_reads_meanwhile_always_finds_a_page_and_what_it_names() {
        let root = tempfile::tempdir().unwrap();
        let paths = Paths::of_workspace(root.path().to_path_buf());
        publish(&paths, &[portal("a0{}")], Profile::AppsQuick).unwrap();
        let page = paths.dist.join("portal/index.html");
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    let named = fs::read_to_string(&page).expect("a page at all times");
                    let style = paths.assets().join(named.trim_start_matches("/assets/"));
                    // The page may have been replaced between the two looks; then the new one must do.
                    assert!(
                        style.is_file() || fs::read_to_string(&page).expect("a page") != named,
                        "{named} is missing"
                    );
                }
            });
            for round in 1..40 {
                publish(&paths, &[portal(&format!("a{round}{{}}"))], Profile::AppsQuick).unwrap();
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
            reader.join().unwrap();
        });
    }

    #[test]
    fn a_second_build_leaves_nothing_of_the_first() {
        let root = tempfile::tempdir().unwrap();
        let paths = Paths::of_workspace(root.path().to_path_buf());
        fs::create_dir_all(paths.frontend.join("public")).unwrap();
        fs::write(paths.frontend.join("public/icons.svg"), "<svg/>").unwrap();
        publish(&paths, &[portal("a{}")], Profile::AppsQuick).unwrap();
        publish(&paths, &[portal("b{}")], Profile::AppsQuick).unwrap();

        let style = Asset::hashed("portal", "css", "b{}").name;
        let expected = ["icons.svg", &style].map(|n| [n.to_owned(), format!("{n}.br"), format!("{n}.gz")]).concat();
        assert_eq!(names(&paths.assets()), expected);
        assert_eq!(names(&paths.dist.join("portal")), ["index.html", "index.html.br", "index.html.gz"]);
        let page = fs::read_to_string(paths.dist.join("portal/index.html")).unwrap();
        assert_eq!(page, format!("/assets/{style}"));
    }
}
