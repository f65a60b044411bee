//! `cargo xtask model`: what a model file holds, and whether it still predicts
//! what it predicted when it was trained.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Subcommand;
use dehusk_classify::{Model, ModelError};
use dehusk_tests::workspace_root;

pub(crate) mod build;
mod inspect;
mod reference;
mod verify;

/// Look at a model, and pin what it predicts.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Inspect(inspect::Args),
    Verify(Folder),
    Bless(Folder),
}

/// Where a model lies, with what belongs to it.
#[derive(Debug, clap::Args)]
struct Folder {
    /// The folder of model.bin and reference.jsonl [default: that of the pages' model].
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    match &args.verb {
        Verb::Inspect(args) => inspect::run(args),
        Verb::Verify(folder) => verify::run(&folder.path()),
        Verb::Bless(folder) => verify::bless(&folder.path()),
    }
}

/// Whether the embedded model is sound and predicts what is pinned.
pub(crate) fn gate() -> Result<bool> {
    Ok(verify::run(&page_dir())? == ExitCode::SUCCESS)
}

impl Folder {
    fn path(&self) -> PathBuf {
        self.dir.clone().unwrap_or_else(page_dir)
    }
}

/// The folder of the model that is built in.
fn page_dir() -> PathBuf {
    workspace_root().join("crates/dehusk-classify/models/page")
}

/// A file, and the model in it.
fn read(path: &Path) -> Result<(Vec<u8>, Result<Model, ModelError>)> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let model = Model::from_bytes(&bytes);
    Ok((bytes, model))
}
