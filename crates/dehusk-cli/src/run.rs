//! `dehusk run`: the batch.

mod dry;
mod globs;
mod input_limits;
mod interrupt;
mod monitor;
mod parts;
mod progress;
mod summary;

use std::io::ErrorKind;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::{ArgAction, Args, ValueHint};
use dehusk::{Extractor, Options};
use dehusk_batch::{
    Batch, BatchError, BlockRows, FieldNames, KeptFields, Output, ReportTime, SinkError, StageClock,
};

use crate::args::{self, InputArg};
use crate::content::{ContentArgs, FormArg};
use crate::logs::{self, LogArgs};
use crate::terminal;
use dry::DryArgs;
use globs::GlobArgs;
use input_limits::InputLimitArgs;
use monitor::Monitor;
use parts::PartArgs;
use progress::{ProgressArgs, Summary};

/// Everything was read and written, but for some records or inputs.
const SOME_FAILED: u8 = 3;

/// Extract the text of many pages and texts: files, folders, archives, JSONL and WARC
#[derive(Debug, Args)]
#[command(
    disable_help_flag = true,
    disable_version_flag = true,
    after_help = "\
Inputs are told apart by their first bytes, then by their names: WARC, JSONL \
and NDJSON, single pages and texts, MHTML and mails (each plain, .gz or .zst); \
tar, zip, WACZ and EPUB with all these in them; folders of all these (walked in \
the order of names; links are not followed), and - for the standard input.

Every FILE and OUT gets its name when it is whole; .gz and .zst compress it.

Examples:
  dehusk run pages.warc.gz -o clean.jsonl.zst
  dehusk run crawl/*.warc.gz -o clean.parquet --resume
  dehusk run corpus.jsonl --text-field content --keep-fields -o clean.jsonl
  zcat pages.jsonl.gz | dehusk run - -o - --quiet | jq -r .text
  dehusk run crawl/ -o clean.jsonl --drops drops.jsonl --blocks blocks.jsonl --report report.json

Exit status: 0 fine; 1 an output could not be written; 2 wrong usage; 3 done, \
but some records or inputs failed (the summary says how many and why); 130 \
interrupted."
)]
pub(crate) struct RunArgs {
    /// Files and folders to read; - for the standard input
    #[arg(value_name = "INPUT", required = true, value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,

    /// Field of JSONL lines that holds the page [default: html, or text where
    /// there is no html]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    html_field: Option<String>,

    /// Field of JSONL lines that holds text which another tool extracted; after
    /// --html-field where both are given
    ///
    /// The text is read as text, or as a fragment or page where it has markup;
    /// --input says otherwise. Lines that have neither field fail.
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    text_field: Option<String>,

    /// Field of JSONL lines that holds the URL [default: url]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    url_field: Option<String>,

    /// Field of JSONL lines that holds the id [default: id, or file name and
    /// line number where there is none]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    id_field: Option<String>,

    #[command(flatten)]
    globs: GlobArgs,

    /// What the records are
    #[arg(long, value_enum, value_name = "KIND", default_value_t, help_heading = "Input")]
    input: InputArg,

    /// Undo one level of escaping in records that are escaped markup (`&lt;p&gt;`)
    #[arg(long, help_heading = "Input")]
    unescape: bool,

    /// Read the first N records only, whatever becomes of them
    #[arg(long, value_name = "N", help_heading = "Input")]
    limit: Option<u64>,
    #[command(flatten)]
    limits: InputLimitArgs,

    /// Where to write: JSONL where OUT ends in .jsonl or .ndjson, Parquet for
    /// .parquet, WET for .warc.wet, the first and the last with .gz or .zst behind
    /// it or not; JSON lines to the standard output for -; else a folder of files
    ///
    /// {part} in a name makes a row of files of it, {shard} stands for the share.
    /// A file of that name is replaced when the run is complete, not before. A
    /// folder is made where there is none; files that are in it stay.
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath, help_heading = "Output")]
    output: PathBuf,

    /// The form of the text, in the field `text` of records and in the files of a
    /// folder
    #[arg(
        long,
        alias = "output-format",
        value_enum,
        value_name = "FORM",
        default_value_t,
        help_heading = "Text"
    )]
    format: FormArg,

    /// Write a JSON line for each record that was dropped or failed, and for
    /// each input that could not be read; a row of Parquet for .parquet
    #[arg(long, value_name = "FILE", value_parser = args::file_beside, value_hint = ValueHint::FilePath, help_heading = "Output")]
    drops: Option<PathBuf>,

    /// Write a JSON line for each block of the records in OUT, kept or taken
    /// away: what it is, its score, and why; a row of Parquet for .parquet
    #[arg(long, value_name = "FILE", value_parser = args::file_beside, value_hint = ValueHint::FilePath, help_heading = "Output")]
    blocks: Option<PathBuf>,

    /// Write the text of the blocks too
    #[arg(long, requires = "blocks", help_heading = "Output")]
    blocks_text: bool,

    /// Write the summary as JSON, with more in it: counts by reason and input,
    /// what was taken away, languages, qualities
    #[arg(long, value_name = "FILE", value_parser = args::file_beside, value_hint = ValueHint::FilePath, help_heading = "Output")]
    report: Option<PathBuf>,

    /// Say in the report how long the run took; without it, the same run gives
    /// the same report
    #[arg(long, requires = "report", help_heading = "Output")]
    report_time: bool,

    /// Keep fields of JSONL lines in the records: all that are not read as
    /// content, URL or id, or those of these NAMES
    ///
    /// They stand behind the record's own fields, with the values as they were.
    /// One whose name the record has itself gets `input_` before it: a `title`
    /// comes out as `input_title`. The = is needed before names.
    #[arg(
        long,
        value_name = "NAMES",
        num_args = 0..=1,
        require_equals = true,
        value_delimiter = ',',
        help_heading = "What is kept"
    )]
    keep_fields: Option<Vec<String>>,

    /// Drop records whose `quality` is below Q, from 0 (drop none) to 1
    ///
    /// The quality is how well the text is expected to match what a person would
    /// keep. Where the text is empty, it is the probability that nothing is
    /// right. The summary counts what was dropped as low-quality. The number is
    /// calibrated for pages, not for fragments and texts.
    #[arg(
        long,
        value_name = "Q",
        value_parser = args::quality,
        allow_negative_numbers = true,
        default_value = "0",
        help_heading = "What is kept"
    )]
    min_quality: f32,

    #[command(flatten)]
    content: ContentArgs,

    /// Records that are extracted at the same time [default: one per core]; the
    /// output is the same for any number
    #[arg(short, long, aliases = ["parallel", "threads", "workers"], value_name = "N", help_heading = "Running")]
    jobs: Option<NonZeroUsize>,

    #[command(flatten)]
    dry: DryArgs,

    #[command(flatten)]
    parts: PartArgs,

    #[command(flatten)]
    progress: ProgressArgs,

    #[command(flatten)]
    logs: LogArgs,

    /// Print help; a summary of it with -h
    #[arg(short, long, action = ArgAction::Help, help_heading = "Help")]
    help: Option<bool>,

    /// Print version
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "Help")]
    version: Option<bool>,
}

/// Runs the batch. `in_force`: the options that are set, with their headings.
pub(crate) fn run(args: &RunArgs, in_force: Vec<(String, String, String)>) -> anyhow::Result<ExitCode> {
    silence_workers();
    args.logs.start(args.progress.log_format(), args.progress.is_quiet());
    let started = Instant::now();
    let output = Output::from_path(&args.output);
    if args.keep_fields.is_some() && !output.has_fields() {
        return Ok(wrong_usage(
            "--keep-fields needs an OUT of JSON records, - or one that ends in .jsonl or .ndjson",
        ));
    }
    let is_piped = output.is_stdout();
    let clock = Arc::new(StageClock::default());
    let stop = interrupt::stop_on_signals();
    let settings = parts::settings(in_force, &args.content)?;
    let batch = batch(args, output)?.with_clock(Arc::clone(&clock)).with_stop(stop).with_settings(settings);
    if args.dry.is_asked_for() {
        return dry::run(batch);
    }
    let mut monitor = Monitor::new(&args.progress, args.logs.tells_all());
    let outcome = batch.run(&mut |event| monitor.take(&event));
    monitor.finish();
    let report = match outcome {
        Ok(report) => report,
        // Whoever read us has seen enough, as `head` does.
        Err(BatchError::Sink(error)) if is_piped && error.cause.kind() == ErrorKind::BrokenPipe => {
            return Ok(ExitCode::SUCCESS);
        }
        Err(BatchError::Sink(error)) if !is_piped && is_full(&error) => {
            let hint = "once there is room, the same command with --resume goes on behind what is whole";
            anyhow::bail!("{error}; {hint}");
        }
        Err(error) => return refused(error),
    };
    let times = clock.times(started.elapsed());
    match args.progress.summary() {
        Summary::Table => eprint!("{}", summary::render(&report, &args.output, &times, monitor.earlier())),
        Summary::Json => terminal::tell_json(&summary::json(&report, &times)),
        Summary::None => {}
    }
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

/// Ends for an error of the run as a whole.
fn refused(error: BatchError) -> anyhow::Result<ExitCode> {
    match error {
        BatchError::SameFile { .. }
        | BatchError::Unsuitable(_)
        | BatchError::Differs { .. }
        | BatchError::Changed { .. } => Ok(wrong_usage(&error.to_string())),
        BatchError::Stopped { .. } => {
            logs::tell_end(&error.into());
            Ok(ExitCode::from(interrupt::INTERRUPTED))
        }
        error => Err(error.into()),
    }
}

fn is_full(error: &SinkError) -> bool {
    matches!(error.cause.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

fn wrong_usage(message: &str) -> ExitCode {
    logs::tell_end(&anyhow::anyhow!("{message}"));
    ExitCode::from(crate::WRONG_USAGE)
}

fn batch(args: &RunArgs, output: Output) -> anyhow::Result<Batch> {
    let form = args.format.form();
    let options = Options::default().with_escaped_markup(args::escaped_markup(args.unescape));
    let extractor = Extractor::new(args.content.options(form, options)?);
    let mut batch = Batch::new(extractor, &args.inputs, output)
        .with_form(form)
        .with_fields(fields(args))
        .with_globs(args.globs.globs()?)
        .with_min_quality(args.min_quality);
    batch = args.limits.apply(batch);
    if let Some(kind) = args.input.kind() {
        batch = batch.with_kind(kind);
    }
    if let Some(limit) = args.limit {
        batch = batch.with_limit(limit);
    }
    if let Some(jobs) = args.jobs {
        batch = batch.with_jobs(jobs);
    }
    if let Some(path) = &args.drops {
        batch = batch.with_drops(path);
    }
    if let Some(path) = &args.blocks {
        let rows = if args.blocks_text { BlockRows::WithText } else { BlockRows::WithoutText };
        batch = batch.with_blocks(path, rows);
    }
    if let Some(path) = &args.report {
        let time = if args.report_time { ReportTime::Included } else { ReportTime::Omitted };
        batch = batch.with_report(path, time);
    }
    Ok(args.parts.apply(batch))
}

fn fields(args: &RunArgs) -> FieldNames {
    let mut fields = FieldNames::default();
    let content: Vec<_> = args.html_field.iter().chain(&args.text_field).collect();
    if !content.is_empty() {
        fields = fields.with_content(content);
    }
    if let Some(name) = &args.url_field {
        fields = fields.with_url(name);
    }
    if let Some(name) = &args.id_field {
        fields = fields.with_id(name);
    }
    fields.with_kept(match args.keep_fields.as_deref() {
        None => KeptFields::None,
        Some([]) => KeptFields::Others,
        Some(names) => KeptFields::Named(names.to_vec()),
    })
}

/// A panic on a page is that record's outcome and told as such; the default
/// hook would print it a second time, in the middle of the progress bar.
fn silence_workers() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !dehusk_batch::is_extracting() {
            default(panic);
        }
    }));
}
