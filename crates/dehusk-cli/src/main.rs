//! The `dehusk` command.
//!
//! stdout carries data only; everything else goes to stderr. Exit codes: 0 all
//! fine, 1 failure, 2 usage, 3 finished but some records or inputs failed.

mod args;
mod content;
mod explain;
mod extract;
mod input;
mod report_page;
mod rules;
mod run;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Takes the boilerplate off scraped HTML.
#[derive(Debug, Parser)]
#[command(name = "dehusk", version, about, propagate_version = true, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints the clean text of one document
    Extract(extract::ExtractArgs),
    /// Extracts every record of files, folders, JSONL and WARC dumps
    Run(run::RunArgs),
    /// Prints every block of one document with its verdict, score and reason
    Explain(explain::ExplainArgs),
    /// Makes a page with plots of a run, or of what changed between two
    Report(report_page::ReportArgs),
}

const EXIT_CODES: &str = "Exit codes:\n  0  all fine\n  1  failure: nothing useful was written\n  2  usage\n  \
                          3  finished, but some records or inputs failed";

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Extract(args) => extract::extract(&args),
        Command::Run(args) => run::run(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Report(args) => report_page::report(&args),
    };
    result.unwrap_or_else(|error| {
        if is_closed_pipe(&error) {
            // Whoever read us has seen enough, as `head` does.
            return ExitCode::SUCCESS;
        }
        eprintln!("dehusk: {error:#}");
        ExitCode::FAILURE
    })
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
