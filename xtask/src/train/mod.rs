//! `cargo xtask train`: labelled pages to the model that scores blocks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use dehusk_tests::{shared_dir, workspace_root};

pub(crate) use self::folds::{Folds, is_learned};

use self::fit::Fitter;
use self::rows::Rows;
use crate::eval::find_set;

mod boost;
mod calibrate;
mod card;
mod cross;
mod domain;
mod fit;
mod folds;
mod label;
mod oracle;
mod page;
mod rows;
mod settings;

/// Train the model that scores the blocks of pages.
///
/// Cross-validates by registered domain, fits a model on everything, and writes
/// it with its card. The same data gives the same bytes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of the labelled data sets; with --oracle, data sets.
    #[arg(long, value_name = "DIR|SET")]
    data: Vec<PathBuf>,
    /// Where the model and its card are written.
    #[arg(long, value_name = "DIR", default_value = "crates/dehusk-classify/models/page")]
    out: PathBuf,
    /// Only cross-validate; write no model.
    #[arg(long)]
    dry_run: bool,
    /// Instead, score what a perfect classifier would keep, to judge labels and
    /// blocks.
    #[arg(long, requires = "data")]
    oracle: bool,
    /// With --oracle: list the N worst pages.
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    if args.oracle {
        for data in &args.data {
            oracle::report(&find_set(data)?, args.worst)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let dir = args.data.first().cloned().unwrap_or_else(|| shared_dir().join("data"));
    let rows = Rows::read(&dir)?;
    eprintln!("{} blocks of {} pages", rows.labels.len(), rows.pages.len());
    let fitter = Fitter::new(&rows);
    let outputs = cross::validate(&fitter, &rows, &dir)?;
    cross::write(&outputs, &workspace_root().join("target/train"))?;
    for (name, (f1, pages)) in cross::means(&outputs) {
        println!("{name:<32} {f1:.4}  ({pages} pages)");
    }
    if !args.dry_run {
        let model = calibrate::with_quality(&fitter.fit(|_| true)?, calibrate::quality(&outputs))?;
        write(&args.out, "model.bin", &model.to_bytes())?;
        write(&args.out, "model.toml", card::card(&model, &rows, &outputs)?.as_bytes())?;
        eprintln!("now build, then `cargo xtask model bless` and `cargo xtask corpus bless`");
    }
    Ok(ExitCode::SUCCESS)
}

fn write(dir: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = workspace_root().join(dir).join(name);
    fs::create_dir_all(path.parent().unwrap_or(dir))?;
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
