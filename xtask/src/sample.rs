//! `cargo xtask sample`: makes the sample dump of the corpus anew.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result};
use dehusk_tests::{corpus_dir, sample};

/// Make corpus/sample.warc.gz of the cases that corpus/sample.txt names.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<ExitCode> {
    let corpus = corpus_dir();
    let pages = sample::pages(&corpus)?;
    let mut bytes = Vec::new();
    sample::write(&pages, &mut bytes)?;
    let path = sample::path(&corpus);
    fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} pages, {} bytes", path.display(), pages.len(), bytes.len());
    Ok(ExitCode::SUCCESS)
}
