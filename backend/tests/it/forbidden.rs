//! The programs in `tests/forbidden` must not compile, each for the reason it names after `//~`; the
//! control among them must. The compiler is asked directly, with the library that Cargo has built
//! for this test: a second or two for each.

#![allow(clippy::disallowed_methods, reason = "Cargo says by the environment which compiler it uses")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// The library this test was built with, and the folder of everything it needs.
fn library() -> (PathBuf, PathBuf) {
    let folder = std::env::current_exe().unwrap().parent().unwrap().to_path_buf();
    let mut newest: Option<(SystemTime, PathBuf)> = None;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("libportico-") && name.ends_with(".rlib") {
            let built = std::fs::metadata(&path).unwrap().modified().unwrap();
            if newest.as_ref().is_none_or(|(before, _)| built > *before) {
                newest = Some((built, path));
            }
        }
    }
    (newest.expect("Cargo has built the library").1, folder)
}

/// Whether a program compiles, and what the compiler says.
fn compile(program: &Path, (library, folder): &(PathBuf, PathBuf)) -> (bool, String) {
    let out = tempfile::tempdir().unwrap();
    let result = Command::new(std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned()))
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--out-dir"])
        .arg(out.path())
        .arg("-L")
        .arg(format!("dependency={}", folder.display()))
        .arg("--extern")
        .arg(format!("portico={}", library.display()))
        .arg(program)
        .output()
        .unwrap();
    (result.status.success(), String::from_utf8_lossy(&result.stderr).into_owned())
}

#[test]
fn forbidden_programs_do_not_compile_for_the_reason_they_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forbidden");
    let mut programs: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    programs.sort();
    assert!(programs.len() > 5);
    let library = library();
    for program in programs {
        let text = std::fs::read_to_string(&program).unwrap();
        let reason = text.lines().find_map(|line| line.strip_prefix("//~ "));
        let (compiles, said) = compile(&program, &library);
        let name = program.file_name().unwrap().to_string_lossy();
        match reason {
            None => assert!(compiles, "{name} must compile:\n{said}"),
            Some(reason) => {
                assert!(!compiles, "{name} compiles");
                assert!(said.contains(reason), "{name} must fail with {reason:?}:\n{said}");
            }
        }
    }
}
