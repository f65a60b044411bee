//! `cargo xtask bench`: what the stages cost, in time, memory and instructions.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::check;

pub(crate) mod budget;
mod child;
mod dump;
mod figures;
mod instructions;
mod memory;
mod peers;
mod program;
mod run;
mod run_memory;
mod stage;

/// Measure what the stages cost.
///
/// Times of stages are CPU seconds of the stage alone, on one thread, with the
/// pages held in memory; drops of what it makes count. All but budget and memory run in a
/// release build, which the first call makes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Time decoding and parsing, from the bytes to the tree.
    Parse(stage::ParseArgs),
    /// Time all of an extraction, from the bytes to the document.
    Extract(stage::Args),
    /// Time decoding, from the bytes to the text.
    Decode(stage::Args),
    /// Time the tokenizer alone, on decoded text.
    Tokenize(stage::Args),
    /// Time the parser of the `scraper` crate, with our decoding before it.
    Scraper(stage::ScraperArgs),
    /// Time our parser and others in turn, on the same pages.
    ///
    /// The others are html5ever into our arena, the scraper
    /// crate, and, where a Python has them, the parsers of resiliparse,
    /// selectolax and turbohtml, run by ../shared/peers/run.py.
    #[command(long_flag = "peers")]
    Peers(peers::Args),
    /// Time `dehusk run` and what people do in Python, on the same WARC.
    ///
    /// Whole processes, in turn: `FastWARC` with Resiliparse, in one process and in
    /// a pool, and warcio with Trafilatura, where a Python has them; and the
    /// extraction alone, which says what the rest of a run costs.
    Run(run::Args),
    /// Report the memory of whole runs, over dumps of growing size.
    RunMemory(run_memory::Args),
    /// Count the instructions of the stages a byte of input, with valgrind.
    Instructions(instructions::Args),
    /// Hold allocations and memory of the named inputs against xtask/budgets.toml.
    Budget(budget::Args),
    /// Report the memory that parsing the pages of a data set takes.
    Memory(memory::Args),
}

/// The pages to run over.
#[derive(Debug, Clone, clap::Args)]
struct Data {
    /// A file of pages (.warc.gz, .jsonl.gz, .jsonl), a folder with one, or the
    /// name of a set in ../shared/data.
    #[arg(long, value_name = "FILE|DIR|SET", default_value = "wcxb-dev")]
    data: PathBuf,
    /// Only the first N pages.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    match &args.what {
        What::Budget(args) => return budget::run(args),
        What::Memory(args) => return memory::run(args),
        _ if cfg!(debug_assertions) => return in_release(),
        What::Parse(args) => stage::parse(args)?,
        What::Extract(args) => stage::run(stage::Stage::Extract, args)?,
        What::Decode(args) => stage::run(stage::Stage::Decode, args)?,
        What::Tokenize(args) => stage::run(stage::Stage::Tokenize, args)?,
        What::Scraper(args) => stage::scraper(args)?,
        What::Peers(args) => peers::run(args)?,
        What::Run(args) => run::run(args)?,
        What::RunMemory(args) => run_memory::run(args)?,
        What::Instructions(args) => instructions::run(args)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs the same command line in a release build. `cargo xtask` makes a debug
/// build, as the other verbs start sooner in one; times of such a build would
/// mean nothing.
fn in_release() -> Result<ExitCode> {
    let mut cargo = check::command(&["run", "--release", "--quiet", "--package", "xtask", "--"]);
    // Paths in the arguments are relative to where the caller stands.
    cargo.args(env::args_os().skip(1)).current_dir(env::current_dir()?);
    let fine = check::succeeds(&mut cargo)?;
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
