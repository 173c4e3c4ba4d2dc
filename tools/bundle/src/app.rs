//! The browser apps, and what each is made of.

use std::path::Path;

use anyhow::Result;

use crate::asset::Asset;
use crate::paths::Paths;
use crate::{glue, page, styles};

/// A browser app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum App {
    /// How customers get in.
    Entry,
    /// What customers see once they are in.
    Portal,
    /// Where staff work.
    Console,
    /// What staff set.
    Settings,
}

impl App {
    pub const ALL: [Self; 4] = [Self::Entry, Self::Portal, Self::Console, Self::Settings];

    /// Its name: that of the program, the page and the folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Portal => "portal",
            Self::Console => "console",
            Self::Settings => "settings",
        }
    }

    /// All names, for messages.
    pub fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }
}

/// An app ready to be written.
pub struct Built {
    pub app: App,
    pub assets: Vec<Asset>,
    /// The page, complete but for what the server fills in.
    pub html: String,
}

/// Builds one app from its compiled program in the folder `programs`.
pub fn build(app: App, paths: &Paths, programs: &Path) -> Result<Built> {
    let program = glue::bind(app, programs)?;
    let style = Asset::hashed(app.name(), "css", styles::join(app, paths)?);
    let start = page::loader(app, &program);
    let html = page::fill(&page::template(app, paths)?, &page::head(&program, &style, &start))?;
    let assets = [program.wasm, program.script, style, start].into_iter().chain(program.snippets).collect();
    Ok(Built { app, assets, html })
}
