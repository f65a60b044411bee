//! `dehusk report`: a run, or what changed between two, as a page.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueHint};
use dehusk_view::{BlockFacts, RecordFacts, Report, Run, compare_page, report_page};

use crate::explain::write_page;

/// The report in the folder of a run.
const REPORT: &str = "report.json";

/// Names that the rows of the blocks have in the folder of a run.
const BLOCKS: [&str; 3] = ["blocks.jsonl", "blocks.jsonl.gz", "blocks.jsonl.zst"];

/// Names that the records have there.
const RECORDS: [&str; 6] = [
    "clean.jsonl",
    "clean.jsonl.gz",
    "clean.jsonl.zst",
    "records.jsonl",
    "records.jsonl.gz",
    "records.jsonl.zst",
];

/// Arguments of `dehusk report`.
#[derive(Debug, Args)]
#[command(after_help = "\
A RUN is the file that `dehusk run --report` wrote, or a folder with it as \
report.json; of the folder, blocks.jsonl and clean.jsonl or records.jsonl are read \
too where they are there, with .gz or .zst behind them or not.

Examples:
  dehusk run crawl/ -o clean.jsonl --blocks blocks.jsonl --report report.json --report-time
  dehusk report report.json --blocks blocks.jsonl --records clean.jsonl -o report.html
  dehusk report old/ new/ -o changes.html")]
pub(crate) struct ReportArgs {
    /// The report of a run, or its folder
    #[arg(value_name = "RUN", value_hint = ValueHint::AnyPath)]
    run: PathBuf,
    /// Another run: shows what changed from RUN to it
    #[arg(value_name = "AFTER", value_hint = ValueHint::AnyPath)]
    after: Option<PathBuf>,
    /// What the run wrote as --blocks; given twice, for RUN and for AFTER
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    blocks: Vec<PathBuf>,
    /// The JSONL that the run wrote as its output; given twice, for RUN and for AFTER
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    records: Vec<PathBuf>,
    /// Where to write the page; - for the standard output
    #[arg(short, long, value_name = "OUT", default_value = "-", value_hint = ValueHint::FilePath)]
    output: PathBuf,
}

/// Writes the page.
pub(crate) fn report(args: &ReportArgs) -> Result<ExitCode> {
    let runs: Vec<&PathBuf> = std::iter::once(&args.run).chain(&args.after).collect();
    for (option, files) in [("--blocks", &args.blocks), ("--records", &args.records)] {
        if files.len() > runs.len() {
            bail!("{option} is given {} times, for {} run(s)", files.len(), runs.len());
        }
    }
    let mut read = Vec::new();
    for (place, path) in runs.into_iter().enumerate() {
        let files = Files::of(path, args.blocks.get(place), args.records.get(place))?;
        if files.all().any(|file| *file == args.output) {
            bail!("{}: is read; the page needs another name", args.output.display());
        }
        read.push(files.read()?);
    }
    let page = match read.as_slice() {
        [before, after] => compare_page(before, after),
        [run, ..] => report_page(run),
        [] => String::new(),
    };
    write_page(&args.output, None, &page)?;
    Ok(ExitCode::SUCCESS)
}

/// What is read of one run.
struct Files {
    name: String,
    report: PathBuf,
    blocks: Option<PathBuf>,
    records: Option<PathBuf>,
}

impl Files {
    /// Those that were named, else those that are in the run's folder.
    fn of(run: &Path, blocks: Option<&PathBuf>, records: Option<&PathBuf>) -> Result<Self> {
        let name = run.display().to_string();
        let (mut blocks, mut records) = (blocks.cloned(), records.cloned());
        let mut report = run.to_owned();
        if run.is_dir() {
            report = run.join(REPORT);
            if !report.is_file() {
                bail!("{name}: a folder without {REPORT}; name the file that `dehusk run --report` wrote");
            }
            let there = |names: &[&str]| names.iter().map(|name| run.join(name)).find(|path| path.is_file());
            blocks = blocks.or_else(|| there(&BLOCKS));
            records = records.or_else(|| there(&RECORDS));
        }
        Ok(Self { name, report, blocks, records })
    }

    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        std::iter::once(&self.report).chain(&self.blocks).chain(&self.records)
    }

    fn read(self) -> Result<Run> {
        let named = |path: &Path| path.display().to_string();
        let report = Report::read(&named(&self.report), open(&self.report)?)?;
        let blocks = match &self.blocks {
            Some(path) => Some(BlockFacts::read(&named(path), open(path)?)?),
            None => None,
        };
        let records = match &self.records {
            Some(path) => Some(RecordFacts::read(&named(path), open(path)?)?),
            None => None,
        };
        Ok(Run { name: self.name, report, blocks, records })
    }
}

/// A file as it was before it was compressed, if it was: its first bytes say so.
fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let name = path.display();
    let mut file = BufReader::new(File::open(path).with_context(|| format!("{name}: cannot be opened"))?);
    let head = file.fill_buf().with_context(|| format!("{name}: cannot be read"))?;
    Ok(if head.starts_with(b"\x1F\x8B") {
        Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file)))
    } else if head.starts_with(b"\x28\xB5\x2F\xFD") {
        let decoder = zstd::Decoder::with_buffer(file).with_context(|| format!("{name}: cannot be read"))?;
        Box::new(BufReader::new(decoder))
    } else {
        Box::new(file)
    })
}
