//! `cargo xtask train`: labelled pages to the model that scores blocks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use dehusk_tests::{shared_dir, workspace_root};

pub(crate) use self::folds::{Folds, is_learned};

use self::fit::Fitter;
use self::rows::Rows;
pub(crate) use self::task::Task;
use crate::eval::find_set;

mod boost;
mod calibrate;
mod card;
mod cross;
mod domain;
mod example;
mod fit;
mod folds;
mod label;
mod oracle;
mod rows;
mod scrape;
mod settings;
mod snippets;
mod task;

/// Train the models that score the blocks of pages and of texts.
///
/// Cross-validates by registered domain, fits a model on everything, and writes
/// it with its card, for one task after the other. The same data gives the same bytes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of the labelled data sets; with --oracle, data sets.
    #[arg(long, value_name = "DIR|SET")]
    data: Vec<PathBuf>,
    /// Where the models and their cards are written, a folder each.
    #[arg(long, value_name = "DIR", default_value = "crates/dehusk-classify/models")]
    out: PathBuf,
    /// Train only one of the models.
    #[arg(long, value_enum)]
    only: Option<Task>,
    /// Train nothing, but evaluate again with the models of the last
    /// cross-validation: after a change of rules, or of the decision.
    #[arg(long, conflicts_with = "oracle")]
    again: bool,
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
    for task in Task::ALL.into_iter().filter(|task| args.only.is_none_or(|only| only == *task)) {
        train(task, &dir, args)?;
    }
    if !args.dry_run {
        eprintln!("now build, then `cargo xtask model bless` and `cargo xtask corpus bless`");
    }
    Ok(ExitCode::SUCCESS)
}

fn train(task: Task, dir: &Path, args: &Args) -> Result<()> {
    if args.again {
        return report(&cross::extract_all(task, &Folds::load()?, dir)?);
    }
    let rows = Rows::read(task, dir)?;
    eprintln!("{}: {} blocks of {} inputs", task.name(), rows.labels.len(), rows.pages.len());
    let fitter = Fitter::new(task, &rows);
    let outputs = cross::validate(task, &fitter, &rows, dir)?;
    report(&outputs)?;
    if !args.dry_run {
        let model = calibrate::with_quality(&fitter.fit(|_| true)?, calibrate::quality(&outputs))?;
        let out = args.out.join(task.name());
        write(&out, "model.bin", &model.to_bytes())?;
        write(&out, "model.toml", card::card(task, &model, &rows, &outputs)?.as_bytes())?;
    }
    Ok(())
}

/// Prints the means, and keeps the texts for `cargo xtask eval --predictions`.
fn report(outputs: &cross::Outputs) -> Result<()> {
    cross::write(outputs, &workspace_root().join("target/train"))?;
    for (name, (f1, count)) in cross::means(outputs) {
        print!("{name:<32} {f1:.4}  ({count} inputs)");
        match outputs.get(&name).filter(|_| name.ends_with("/clean")) {
            Some(clean) => println!("  {}", cross::whole(clean)),
            None => println!(),
        }
    }
    Ok(())
}

fn write(dir: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = workspace_root().join(dir).join(name);
    fs::create_dir_all(path.parent().unwrap_or(dir))?;
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
