//! Runs wasm-bindgen: the program Cargo compiled becomes a .wasm file and the JavaScript that binds it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::app::App;
use crate::asset::Asset;

/// A program that browsers can load.
pub struct Program {
    pub wasm: Asset,
    /// The module that loads it; its default export takes `{ module_or_path }`.
    pub script: Asset,
    /// JavaScript that crates bring along, imported by `script`.
    pub snippets: Vec<Asset>,
}

/// Binds the app's program in the folder `programs`.
pub fn bind(app: App, programs: &Path) -> Result<Program> {
    let input = programs.join(app.name()).with_extension("wasm");
    ensure!(input.is_file(), "cargo built no {}: is there a frontend/src/bin/{}.rs?", input.display(), app.name());
    let mut output = Bindgen::new()
        .input_path(&input)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen refused {}", input.display()))?;

    let inline = output.snippets().iter().flat_map(|(folder, scripts)| {
        scripts.iter().enumerate().map(move |(i, script)| (format!("{folder}/inline{i}.js"), script.clone()))
    });
    let files = output.local_modules().iter().map(|(path, script)| (path.clone(), script.clone()));
    let snippets: BTreeMap<String, String> = inline.chain(files).collect();
    let (script, snippets) = name_snippets(app, output.js(), &snippets);
    Ok(Program {
        wasm: Asset::hashed(app.name(), "wasm", output.wasm_mut().emit_wasm()),
        script: Asset::hashed(app.name(), "js", script),
        snippets,
    })
}

/// Turns the snippets (path below `snippets/` → script) into assets and lets the glue import them from there.
fn name_snippets(app: App, glue: &str, snippets: &BTreeMap<String, String>) -> (String, Vec<Asset>) {
    let mut glue = glue.to_owned();
    let stem = format!("{}-snippet", app.name());
    let assets = snippets.iter().map(|(path, script)| {
        let asset = Asset::hashed(&stem, "js", script.as_bytes());
        glue = glue.replace(&format!("./snippets/{path}"), &asset.url());
        asset
    });
    let assets = assets.collect();
    (glue, assets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_of_snippets_point_at_the_assets() {
        let snippets = BTreeMap::from([("dep-1f/inline0.js".to_owned(), "export const a = 1;".to_owned())]);
        let (glue, assets) = name_snippets(App::Portal, "import { a } from './snippets/dep-1f/inline0.js';", &snippets);
        assert_eq!(assets.len(), 1);
        assert_eq!(glue, format!("import {{ a }} from '{}';", assets[0].url()));
    }
}
