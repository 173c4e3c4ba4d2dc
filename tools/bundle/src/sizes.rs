//! The budgets of the apps: what a browser downloads, brotli-compressed.

use std::fs;

use anyhow::{Context, Result, bail, ensure};

use crate::app::App;
use crate::args::Profile;
use crate::paths::Paths;
use crate::stamp;

const KIB: u64 = 1024;

/// What an app may weigh: kind of file and bytes.
fn budgets(app: App) -> [(&'static str, u64); 3] {
    match app {
        App::Entry | App::Portal => [("wasm", 220 * KIB), ("css", 15 * KIB), ("js", 10 * KIB)],
        App::Console | App::Settings => [("wasm", 450 * KIB), ("css", 25 * KIB), ("js", 10 * KIB)],
    }
}

/// Prints what the apps in `dist` weigh, and fails if one is over a budget.
pub fn check(paths: &Paths) -> Result<()> {
    let profile = stamp::built_profile(paths).context("the apps are not built")?;
    ensure!(profile == Profile::Apps, "sizes are measured on a build with the profile apps, this is {profile}");
    println!("{:<8} {:<5} {:>10} {:>10}", "app", "part", "KiB", "at most");
    let mut over = Vec::new();
    for app in App::ALL {
        for (kind, budget) in budgets(app) {
            let size = weigh(paths, app, kind)?;
            println!("{:<8} {kind:<5} {:>10} {:>10}", app.name(), kib(size), kib(budget));
            if size > budget {
                over.push(format!("{} {kind}", app.name()));
            }
        }
    }
    if over.is_empty() { Ok(()) } else { bail!("over budget: {}", over.join(", ")) }
}

/// The compressed bytes of one kind of file of an app, the loader and all snippets included.
fn weigh(paths: &Paths, app: App, kind: &str) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(paths.assets())? {
        let entry = entry?;
        if belongs(&entry.file_name().to_string_lossy(), app, kind) {
            sum += entry.metadata()?.len();
        }
    }
    ensure!(sum > 0, "the {} has no {kind}", app.name());
    Ok(sum)
}

/// Whether a name in `dist/assets` is the compressed form of that kind of file of that app.
fn belongs(name: &str, app: App, kind: &str) -> bool {
    name.starts_with(&format!("{}-", app.name())) && name.ends_with(&format!(".{kind}.br"))
}

/// Bytes in kibibytes with one decimal.
fn kib(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(KIB);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_compressed_files_of_the_app_count() {
        let name = "portal-start-0123456789abcdef.js.br";
        assert!(belongs(name, App::Portal, "js"));
        assert!(!belongs(name, App::Console, "js"));
        assert!(!belongs(name, App::Portal, "css"));
        assert!(!belongs("portal-0123456789abcdef.js", App::Portal, "js"));
        assert!(!belongs("icons.svg.br", App::Portal, "svg"));
    }

    #[test]
    fn kibibytes_are_rounded_up() {
        assert_eq!(kib(220 * KIB), "220.0");
        assert_eq!(kib(220 * KIB + 1), "220.1");
    }
}
