//! `cargo xtask model`: what a model file holds, and whether it still predicts
//! what it predicted when it was trained.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Subcommand;
use dehusk_classify::{Model, ModelError};
use dehusk_tests::workspace_root;

use crate::train::Task;

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
    /// The folder of model.bin and reference.jsonl [default: those of the built-in models].
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    match &args.verb {
        Verb::Inspect(args) => inspect::run(args),
        Verb::Verify(folder) => of_all(&folder.paths(), verify::run),
        Verb::Bless(folder) => of_all(&folder.paths(), verify::bless),
    }
}

/// Whether the embedded models are sound and predict what is pinned.
pub(crate) fn gate() -> Result<bool> {
    Ok(of_all(&built_in(), verify::run)? == ExitCode::SUCCESS)
}

impl Folder {
    fn paths(&self) -> Vec<PathBuf> {
        self.dir.clone().map_or_else(built_in, |dir| vec![dir])
    }
}

/// The folders of the models that are built in.
fn built_in() -> Vec<PathBuf> {
    let models = workspace_root().join("crates/dehusk-classify/models");
    Task::ALL.map(|task| models.join(task.name())).into()
}

/// Does it for all, whatever becomes of the first; succeeds if all do.
fn of_all(dirs: &[PathBuf], act: impl Fn(&Path) -> Result<ExitCode>) -> Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    for dir in dirs {
        if act(dir)? != ExitCode::SUCCESS {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// A file, and the model in it.
fn read(path: &Path) -> Result<(Vec<u8>, Result<Model, ModelError>)> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let model = Model::from_bytes(&bytes);
    Ok((bytes, model))
}
