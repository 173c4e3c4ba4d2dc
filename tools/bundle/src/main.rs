//! Builds the browser apps into `frontend/dist`: compiles them, runs wasm-bindgen, joins the style
//! sheets, fills the pages and writes everything compressed. README.md beside this crate tells what goes in
//! and what comes out. It serves nothing; the server embeds or reads the folder.

mod app;
mod args;
mod asset;
mod compile;
mod compress;
mod css;
mod glue;
mod page;
mod paths;
mod publish;
mod sizes;
mod stamp;
mod styles;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::app::App;
use crate::args::Args;
use crate::paths::Paths;
use crate::stamp::Stamp;

fn main() -> ExitCode {
    match args::parse(std::env::args().skip(1)).and_then(|args| run(&args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bundle: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<()> {
    let paths = Paths::of_current_workspace()?;
    let wanted = Stamp::of_sources(&paths, args.profile)?;
    if args.if_changed && stamp::satisfies(&paths, &wanted) {
        println!("bundle: the apps are up to date");
    } else {
        build(args, &paths, &wanted)?;
    }
    if args.check_sizes { sizes::check(&paths) } else { Ok(()) }
}

fn build(args: &Args, paths: &Paths, wanted: &Stamp) -> Result<()> {
    let began = Instant::now();
    page::require_templates(paths)?;
    let programs = compile::compile(paths, args.profile)?;
    let built = App::ALL.into_iter().map(|app| app::build(app, paths, &programs)).collect::<Result<Vec<_>>>()?;
    publish::publish(paths, &built, args.profile)?;
    wanted.save(paths)?;
    println!("bundle: built {} with profile {} in {:.1} s", App::names(), args.profile, began.elapsed().as_secs_f32());
    Ok(())
}
