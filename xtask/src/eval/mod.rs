//! `cargo xtask eval`: the labelled data sets through the extractor, scored.
//!
//! The metrics are those of the data sets' own `score.py`; `--pred-out` writes
//! what that script reads, so that the two can be held against each other.
//! `--predictions` and `--against` read the same form, whoever wrote it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use dehusk_tests::gold::{self, Gold};
use dehusk_tests::{shared_dir, workspace_root};
use serde::Deserialize;

use self::against::Comparison;
use self::page::Scored;
use self::predict::{Extractors, Predictions};
use self::summary::{Basis, Summary};
use crate::train::{Folds, is_learned};

mod against;
mod bootstrap;
mod clean;
mod group;
mod metadata;
mod page;
mod predict;
mod print;
mod read;
mod summary;

/// Score the extractor on labelled data sets.
///
/// Without --data, evaluates every set that xtask/floors.toml names, and fails
/// if one falls below its floor. A checkout without data sets is told so.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub(crate) struct Args {
    /// A data set: a folder, or the name of one in ../shared/data.
    #[arg(long, value_name = "DIR|SET")]
    data: Vec<PathBuf>,
    /// Scores by page type too.
    #[arg(long)]
    by_type: bool,
    /// Scores by the language of the gold too.
    #[arg(long)]
    by_lang: bool,
    /// List the N pages of lowest cjk F1.
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
    /// Write the output as JSONL, a page a line; for one data set only.
    #[arg(long, value_name = "FILE")]
    pred_out: Option<PathBuf>,
    /// Score the output in this file, JSONL as --pred-out writes it, instead of
    /// running the extractor; for one data set only. Such output is held to
    /// --floor, not to xtask/floors.toml.
    #[arg(long, value_name = "FILE", conflicts_with = "pred_out")]
    predictions: Option<PathBuf>,
    /// Extract each page by the model of the last training here that has not
    /// learned from its domain.
    #[arg(long, conflicts_with = "predictions")]
    cross_validated: bool,
    /// Instead, take the gold texts as inputs: what is clean has to stay whole.
    /// With --worst also says by what words are lost.
    #[arg(long, conflicts_with_all = ["predictions", "pred_out", "against"])]
    clean: bool,
    /// Instead, print how many titles, authors and dates are right, on every data
    /// set that has gold for them, or on those that --data names.
    #[arg(long, conflicts_with_all = ["predictions", "pred_out", "against", "clean"])]
    metadata: bool,
    /// Compare page by page with a peer's output, JSONL of "id" and "text"; for
    /// one data set only. May be given many times.
    #[arg(long, value_name = "FILE")]
    against: Vec<PathBuf>,
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
    let sets =
        if args.metadata && args.data.is_empty() { metadata::sets()? } else { sets(&args.data, &floors)? };
    if args.predictions.is_some() {
        // The others say what the extractor has to reach, and this may be a peer's.
        floors = args.floor.iter().cloned().collect();
    }
    if sets.is_empty() {
        println!("skipped: no data sets here (looked in {})", data_dir().display());
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(option) = args.option_of_one_set()
        && sets.len() > 1
    {
        bail!("{option} is for one data set; name it with --data");
    }
    if args.clean {
        let extractors = extractors(args.cross_validated)?;
        sets.iter().try_for_each(|set| clean::report(set, &extractors, args.worst))?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.metadata {
        let panics = metadata::report(&sets, &extractors(args.cross_validated)?)?;
        return Ok(if panics == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let reports = sets.iter().map(|set| evaluate(set, args)).collect::<Result<Vec<_>>>()?;
    if args.json {
        let summaries: Vec<_> = reports.iter().map(|(summary, _)| summary).collect();
        writeln!(stdout(), "{}", serde_json::to_string_pretty(&summaries)?)?;
    }
    let fine: Vec<bool> = reports.iter().map(|(summary, panics)| holds(summary, *panics, &floors)).collect();
    Ok(if fine.into_iter().all(|fine| fine) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Args {
    /// An option in use whose file is of one data set.
    fn option_of_one_set(&self) -> Option<&'static str> {
        let used = [
            ("--pred-out", self.pred_out.is_some()),
            ("--predictions", self.predictions.is_some()),
            ("--against", !self.against.is_empty()),
        ];
        used.iter().find(|(_, used)| *used).map(|(option, _)| *option)
    }
}

/// One set's summary, and how many of its pages made the extractor panic.
fn evaluate(set: &Path, args: &Args) -> Result<(Summary, usize)> {
    let name = set.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let start = Instant::now();
    let gold = gold::load(set)?;
    let predictions = match &args.predictions {
        Some(file) => read::predictions(file, &gold)?,
        None => Predictions::of_set(set, &gold, &extractors(args.cross_validated)?)?,
    };
    let seconds = start.elapsed().as_secs_f32();
    if let Some(path) = &args.pred_out {
        predictions.write(path, &gold).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let pages = score(&gold, &predictions);
    let mut summary = Summary::of(name, &pages);
    summary.basis = Some(basis(args, &summary.name));
    if args.by_type {
        summary.by_type = Summary::by(&pages, |page| page.page_type);
    }
    if args.by_lang {
        summary.by_lang = Summary::by(&pages, |page| page.lang);
    }
    for file in &args.against {
        let theirs = read::predictions(file, &gold)?;
        let peer = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let comparison = Comparison::new(peer, &pages, &score(&gold, &theirs), args.by_type, args.by_lang);
        summary.against.push(comparison.context("--against needs a data set with gold texts")?);
    }
    eprintln!("{}: {} pages in {seconds:.1} s", summary.name, pages.len());
    if !args.json {
        let mut out = stdout().lock();
        print::summary(&mut out, &summary)?;
        print::worst(&mut out, &pages, args.worst)?;
    }
    Ok((summary, predictions.panics))
}

fn basis(args: &Args, set: &str) -> Basis {
    match &args.predictions {
        Some(_) => Basis::File,
        None if args.cross_validated => Basis::CrossValidated,
        None if is_learned(set) => Basis::Learned,
        None => Basis::HeldOut,
    }
}

fn extractors(cross_validated: bool) -> Result<Extractors> {
    Ok(if cross_validated { Extractors::Folds(Folds::load()?) } else { Extractors::BuiltIn(Box::default()) })
}

/// The scores of the pages that gold knows, in its order.
fn score<'a>(gold: &'a [Gold], predictions: &Predictions) -> Vec<Scored<'a>> {
    let pages = gold.iter();
    pages.map(|gold| Scored::new(gold, predictions.get(&gold.id))).collect()
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

/// The folder of a data set that is given as a path or by name.
pub(crate) fn find_set(data: &Path) -> Result<PathBuf> {
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
