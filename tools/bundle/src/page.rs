//! The app's page: its template, the head that loads what was built, and the script that starts it.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::app::App;
use crate::asset::Asset;
use crate::glue::Program;
use crate::paths::Paths;

const HEAD: &str = "<!--head-->";
const BOOT: &str = "<!--boot-->";
const NOTICE: &str = "id=\"load-failed\"";

/// Says what is missing before minutes are spent on compiling.
pub fn require_templates(paths: &Paths) -> Result<()> {
    App::ALL.into_iter().try_for_each(|app| template(app, paths).map(drop))
}

/// The app's template, with all that must be in it.
pub fn template(app: App, paths: &Paths) -> Result<String> {
    let path = paths.frontend.join(app.name()).with_extension("html");
    let html = fs::read_to_string(&path)
        .with_context(|| format!("{} is missing: it is the page of the {}", path.display(), app.name()))?;
    for part in [HEAD, BOOT, NOTICE] {
        ensure!(html.matches(part).count() == 1, "{} must hold {part} exactly once", path.display());
    }
    Ok(html)
}

/// The script that starts the app and, if that fails, shows the notice with a button that reloads. A file of
/// its own, since the content security policy allows no script in the page.
pub fn loader(app: App, program: &Program) -> Asset {
    let script =
        include_str!("start.js").replace("SCRIPT_URL", &program.script.url()).replace("WASM_URL", &program.wasm.url());
    Asset::hashed(&format!("{}-start", app.name()), "js", script)
}

/// The elements that load an app. Program and glue are fetched at once, not one after the other.
pub fn head(program: &Program, style: &Asset, start: &Asset) -> String {
    let mut lines = vec![
        format!(r#"<link rel="stylesheet" href="{}">"#, style.url()),
        format!(r#"<link rel="preload" href="{}" as="fetch" type="application/wasm" crossorigin>"#, program.wasm.url()),
    ];
    let modules = std::iter::once(&program.script).chain(&program.snippets);
    lines.extend(modules.map(|module| format!(r#"<link rel="modulepreload" href="{}">"#, module.url())));
    lines.push(format!(r#"<script type="module" src="{}"></script>"#, start.url()));
    lines.join("\n")
}

/// Puts the head into a template.
pub fn fill(template: &str, head: &str) -> Result<String> {
    ensure!(template.contains(HEAD), "the page holds no {HEAD}");
    Ok(template.replacen(HEAD, head, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program() -> Program {
        Program {
            wasm: Asset::hashed("portal", "wasm", "w"),
            script: Asset::hashed("portal", "js", "j"),
            snippets: vec![Asset::hashed("portal-snippet", "js", "s")],
        }
    }

    #[test]
    fn the_page_names_everything_that_was_built() {
        let program = program();
        let style = Asset::hashed("portal", "css", "c");
        let start = loader(App::Portal, &program);
        let html = fill("<head><!--head--></head>", &head(&program, &style, &start)).unwrap();
        for asset in [&program.wasm, &program.script, &program.snippets[0], &style, &start] {
            assert!(html.contains(&asset.url()), "{} is not in {html}", asset.name);
        }
        assert!(!html.contains(HEAD));
    }

    #[test]
    fn the_loader_names_glue_and_program() {
        let program = program();
        let script = String::from_utf8(loader(App::Portal, &program).content).unwrap();
        assert!(script.contains(&program.script.url()) && script.contains(&program.wasm.url()));
        assert!(!script.contains("_URL"));
    }

    #[test]
    fn a_template_without_its_parts_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let paths = Paths::of_workspace(root.path().to_path_buf());
        assert!(require_templates(&paths).unwrap_err().to_string().contains("entry.html is missing"));
        fs::create_dir_all(&paths.frontend).unwrap();
        fs::write(paths.frontend.join("portal.html"), "<!--head--><!--boot-->").unwrap();
        assert!(template(App::Portal, &paths).unwrap_err().to_string().contains("load-failed"));
    }
}
