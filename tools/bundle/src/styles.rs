//! Joins the style sheets of an app in the order its list gives.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::app::App;
use crate::css;
use crate::paths::Paths;

/// The app's one style sheet, shrunk.
pub fn join(app: App, paths: &Paths) -> Result<String> {
    let folder = paths.frontend.join("styles");
    let list = folder.join(app.name()).with_extension("list");
    let text = fs::read_to_string(&list)
        .with_context(|| format!("{} is missing: it lists the style sheets of the {}", list.display(), app.name()))?;
    let mut joined = String::new();
    for entry in entries(&text) {
        for file in files(&folder, entry).with_context(|| format!("{} names {entry}", list.display()))? {
            let sheet = fs::read_to_string(&file)?;
            joined.push_str(&css::minify(&sheet).with_context(|| file.display().to_string())?);
        }
    }
    Ok(joined)
}

/// The lines of a list that name something.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
}

/// The style sheets an entry stands for: itself, or all below a folder in the order of their paths.
fn files(folder: &Path, entry: &str) -> Result<Vec<PathBuf>> {
    let path = folder.join(entry);
    if !entry.ends_with('/') {
        ensure!(path.is_file(), "there is no file {}", path.display());
        return Ok(vec![path]);
    }
    let mut found = Vec::new();
    collect(&path, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("there is no folder {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "css") {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_comments_and_empty_lines() {
        let list = "# order matters\ntokens.css\n\n  base.css  # after the tokens\n";
        assert_eq!(entries(list).collect::<Vec<_>>(), ["tokens.css", "base.css"]);
    }

    #[test]
    fn sheets_come_in_the_order_of_the_list_and_folders_by_name() {
        let root = tempfile::tempdir().unwrap();
        let paths = Paths::of_workspace(root.path().to_path_buf());
        let files = [
            ("styles/portal.list", "base.css\n../src/ui/\n"),
            ("styles/base.css", "a { b: c }"),
            ("src/ui/field/field.css", ".field { }"),
            ("src/ui/button/button.css", ".button { }"),
            ("src/ui/button/mod.rs", "not css"),
        ];
        for (name, content) in files {
            let path = paths.frontend.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        assert_eq!(join(App::Portal, &paths).unwrap(), "a{b:c}.button{}.field{}");
        let missing = join(App::Console, &paths).unwrap_err();
        assert!(missing.to_string().contains("console.list is missing"));
    }
}
