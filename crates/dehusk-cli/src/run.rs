//! `dehusk run`: the batch.

mod monitor;
mod summary;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use dehusk::{Extractor, Options};
use dehusk_batch::{Batch, FieldNames, Output, THREAD_PREFIX};

use crate::args::{self, InputArg};
use monitor::Monitor;

/// Everything was read and written, but for some records or inputs.
const SOME_FAILED: u8 = 3;

/// Extract the text of many pages: files, folders, JSONL and WARC.
#[derive(Debug, Args)]
#[command(after_help = "\
Inputs are told apart by their first bytes, then by their names: WARC, JSONL \
and NDJSON (each plain, .gz or .zst), single pages and texts, folders of all \
these (walked in the order of names; links are not followed), and - for the \
standard input.

Exit status: 0 fine; 1 the output could not be written; 2 wrong usage; 3 done, \
but some records or inputs failed (the summary says how many and why).")]
pub(crate) struct RunArgs {
    /// Files and folders to read; - for the standard input
    #[arg(value_name = "INPUT", required = true, value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,

    /// Where to write: one JSONL file where OUT ends in .jsonl or .ndjson, with
    /// .gz or .zst behind it or not; a folder of text files otherwise
    ///
    /// A file of that name is replaced when the run is complete, not before. A
    /// folder is made where there is none; files that are in it stay.
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    output: PathBuf,

    /// Field of JSONL lines that holds the page or text [default: html, or text
    /// where there is no html]
    #[arg(long, value_name = "NAME")]
    html_field: Option<String>,

    /// Field of JSONL lines that holds the URL [default: url]
    #[arg(long, value_name = "NAME")]
    url_field: Option<String>,

    /// Field of JSONL lines that holds the id [default: id, or file name and
    /// line number where there is none]
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,

    /// What the records are
    #[arg(long, value_enum, value_name = "KIND", default_value_t)]
    input: InputArg,

    /// Undo one level of escaping in records that are escaped markup (`&lt;p&gt;`)
    #[arg(long)]
    unescape: bool,

    /// Drop records whose `quality` is below Q, from 0 (drop none) to 1
    ///
    /// The quality is how well the text is expected to match what a person would
    /// keep. Where the text is empty, it is the probability that nothing is
    /// right. The summary counts what was dropped as low-quality. The number is
    /// calibrated for pages, not for fragments and texts.
    #[arg(long, value_name = "Q", value_parser = args::quality, allow_negative_numbers = true, default_value = "0")]
    min_quality: f32,

    /// Records that are extracted at the same time [default: one per core]; the
    /// output is the same for any number
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Show no progress and no summary, only what failed
    #[arg(short, long)]
    quiet: bool,
}

/// Runs the batch.
pub(crate) fn run(args: &RunArgs) -> anyhow::Result<ExitCode> {
    silence_workers();
    let batch = batch(args);
    let mut monitor = Monitor::new(batch.total_bytes(), args.quiet);
    let outcome = batch.run(&mut |event| monitor.take(&event));
    monitor.finish();
    let report = outcome?;
    if !args.quiet {
        eprint!("{}", summary::render(&report, &args.output));
    }
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

fn batch(args: &RunArgs) -> Batch {
    let output = Output::from_path(&args.output);
    let options = Options::default().with_escaped_markup(args::escaped_markup(args.unescape));
    let mut batch = Batch::new(Extractor::new(options), &args.inputs, output)
        .with_fields(fields(args))
        .with_min_quality(args.min_quality);
    if let Some(kind) = args.input.kind() {
        batch = batch.with_kind(kind);
    }
    if let Some(jobs) = args.jobs {
        batch = batch.with_jobs(jobs);
    }
    batch
}

fn fields(args: &RunArgs) -> FieldNames {
    let mut fields = FieldNames::default();
    if let Some(name) = &args.html_field {
        fields = fields.with_html(name);
    }
    if let Some(name) = &args.url_field {
        fields = fields.with_url(name);
    }
    if let Some(name) = &args.id_field {
        fields = fields.with_id(name);
    }
    fields
}

/// A panic on a page is that record's outcome and told as such; the default
/// hook would print it a second time, in the middle of the progress bar.
fn silence_workers() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        if !thread.name().is_some_and(|name| name.starts_with(THREAD_PREFIX)) {
            default(panic);
        }
    }));
}
