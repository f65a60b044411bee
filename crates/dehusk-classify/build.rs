//! Reads the cue files and leaves their tables for `src/cue/builtin.rs` to embed:
//! a program that started with the files themselves would expand and sort more
//! than a hundred thousand patterns before its first page.

use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What holds in all languages; of equally good patterns, those of a language go
/// before it.
const COMMON: &str = "common.toml";

fn main() {
    if let Err(error) = embed_cues() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn embed_cues() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=cues");
    let files = read_files(Path::new("cues"))?;
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let tables = dehusk_cues::load(files)?;
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: run this by cargo")?);
    fs::write(folder.join("cues.bin"), tables.to_bytes())?;
    Ok(())
}

/// Paths and texts of the files of a folder, in the order in which they are
/// loaded.
fn read_files(folder: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("toml")) {
            paths.push(path);
        }
    }
    paths.sort_by_key(|path| (!path.ends_with(COMMON), path.clone()));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok((path.display().to_string(), text))
    };
    paths.into_iter().map(read).collect()
}
