//! `cargo xtask eval`: the labelled data sets through the extractor, scored.
//!
//! The metrics are those of the data sets' own `score.py`; `--pred-out` writes
//! what that script reads, so that the two can be held against each other.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use dehusk_tests::{gold, shared_dir, workspace_root};
use serde::Deserialize;

use self::page::Scored;
use self::predict::Predictions;
use self::summary::Summary;

mod page;
mod predict;
mod print;
mod summary;

/// Score the extractor on labelled data sets.
///
/// Without --data, evaluates every set that xtask/floors.toml names, and fails
/// if one falls below its floor. A checkout without data sets is told so.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A data set: a folder, or the name of one in ../shared/data.
    #[arg(long, value_name = "DIR|SET")]
    data: Vec<PathBuf>,
    /// Scores by page type too.
    #[arg(long)]
    by_type: bool,
    /// List the N pages of lowest cjk F1.
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
    /// Write the output as JSONL, a page a line; for one data set only.
    #[arg(long, value_name = "FILE")]
    pred_out: Option<PathBuf>,
    /// Fail if a set's mean word F1 is below this.
    #[arg(long, value_name = "SET=F1", value_parser = parse_floor)]
    floor: Vec<(String, f64)>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let mut floors = Floors::load()?.word_f1;
    floors.extend(args.floor.iter().cloned());
    let sets = sets(&args.data, &floors)?;
    if sets.is_empty() {
        println!("skipped: no data sets here (looked in {})", data_dir().display());
        return Ok(ExitCode::SUCCESS);
    }
    if args.pred_out.is_some() && sets.len() > 1 {
        bail!("--pred-out takes the output of one data set; name it with --data");
    }
    let reports = sets.iter().map(|set| evaluate(set, args)).collect::<Result<Vec<_>>>()?;
    if args.json {
        let summaries: Vec<_> = reports.iter().map(|(summary, _)| summary).collect();
        writeln!(stdout(), "{}", serde_json::to_string_pretty(&summaries)?)?;
    }
    let fine: Vec<bool> = reports.iter().map(|(summary, panics)| holds(summary, *panics, &floors)).collect();
    Ok(if fine.into_iter().all(|fine| fine) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One set's summary, and how many of its pages made the extractor panic.
fn evaluate(set: &Path, args: &Args) -> Result<(Summary, usize)> {
    let name = set.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let start = Instant::now();
    let gold = gold::load(set)?;
    let predictions = Predictions::of_set(set, &gold)?;
    let seconds = start.elapsed().as_secs_f32();
    if let Some(path) = &args.pred_out {
        predictions.write(path, &gold).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let pages: Vec<_> = gold.iter().map(|gold| Scored::new(gold, predictions.get(&gold.id))).collect();
    let mut summary = Summary::of(name, &pages);
    if args.by_type {
        summary.add_types(&pages);
    }
    eprintln!("{}: {} pages in {seconds:.1} s", summary.name, pages.len());
    if !args.json {
        let mut out = stdout().lock();
        print::summary(&mut out, &summary)?;
        print::worst(&mut out, &pages, args.worst)?;
    }
    Ok((summary, predictions.panics))
}

/// Whether a set is at or above its floor and no page panicked; says so if not.
fn holds(summary: &Summary, panics: usize, floors: &BTreeMap<String, f64>) -> bool {
    if panics > 0 {
        eprintln!("{}: {panics} pages made the extractor panic", summary.name);
    }
    let (Some(&floor), Some(score)) = (floors.get(&summary.name), &summary.word) else {
        return panics == 0;
    };
    if score.f1 < floor {
        eprintln!("{}: word F1 {:.4} is below its floor {floor:.4}", summary.name, score.f1);
    }
    panics == 0 && score.f1 >= floor
}

/// `xtask/floors.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Floors {
    word_f1: BTreeMap<String, f64>,
}

impl Floors {
    fn load() -> Result<Self> {
        let path = workspace_root().join("xtask/floors.toml");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        toml::from_str(&text).with_context(|| path.display().to_string())
    }
}

fn data_dir() -> PathBuf {
    shared_dir().join("data")
}

/// The folders to evaluate: those asked for, or those that have a floor and are
/// there.
fn sets(asked: &[PathBuf], floors: &BTreeMap<String, f64>) -> Result<Vec<PathBuf>> {
    if asked.is_empty() {
        let dirs = floors.keys().map(|name| data_dir().join(name));
        return Ok(dirs.filter(|dir| dir.exists()).collect());
    }
    asked.iter().map(|data| find_set(data)).collect()
}

fn find_set(data: &Path) -> Result<PathBuf> {
    let choices = [data.to_owned(), data_dir().join(data)];
    let found = choices.iter().find(|dir| dir.join("gold.jsonl.gz").exists());
    match found {
        // A path such as `.` has no name that a floor could go by.
        Some(dir) => Ok(dir.canonicalize()?),
        None => bail!(
            "no gold.jsonl.gz in {} or {}; --data takes a folder or the name of a set",
            choices[0].display(),
            choices[1].display()
        ),
    }
}

fn parse_floor(text: &str) -> Result<(String, f64), String> {
    let (set, floor) = text.split_once('=').ok_or("expected SET=F1, such as wcxb-dev=0.75")?;
    let floor = floor.parse().map_err(|_| format!("{floor:?} is no number"))?;
    Ok((set.to_owned(), floor))
}
