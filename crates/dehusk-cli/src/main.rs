//! The `dehusk` command.
//!
//! stdout carries data only; everything else goes to stderr. Exit codes: 0 all
//! fine, 1 failure, 2 usage, 3 finished but some records or inputs failed.

mod args;
mod config;
mod content;
mod explain;
mod extract;
mod generate;
mod input;
mod logs;
mod report_page;
mod rules;
mod run;
mod terminal;

use std::env;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use config::{ConfigArgs, Parsed};

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
    Run(Box<run::RunArgs>),
    /// Prints every block of one document with its verdict, score and reason
    Explain(explain::ExplainArgs),
    /// Prints a script that has a shell complete commands
    Completions(generate::CompletionsArgs),
    /// Prints a page of the manual, or writes all of them
    Man(generate::ManArgs),
    /// Makes a page with plots of a run, or of what changed between two
    Report(report_page::ReportArgs),
}

/// Commands whose options may stand in a file.
const CONFIGURED: [&str; 2] = ["run", "extract"];

/// As clap ends where it finds wrong usage itself.
const WRONG_USAGE: u8 = 2;

const EXIT_CODES: &str = "Exit codes:\n  0  all fine\n  1  failure: nothing useful was written\n  2  usage\n  \
                          3  finished, but some records or inputs failed\n  130  interrupted";

fn main() -> ExitCode {
    let matches = match config::parse(definition(), env::args_os().collect()) {
        Ok(Parsed::Command(matches)) => matches,
        Ok(Parsed::Done(code)) => return code,
        Err(error) => {
            eprintln!("dehusk: {error}");
            return ExitCode::from(WRONG_USAGE);
        }
    };
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let result = match cli.command {
        Command::Extract(args) => extract::extract(&args),
        Command::Run(args) => run::run(&args, config::in_force(&mut definition(), "run", &matches)),
        Command::Explain(args) => explain::explain(&args),
        Command::Completions(args) => generate::completions(&args, definition()),
        Command::Man(args) => generate::man(&args, definition()),
        Command::Report(args) => report_page::report(&args),
    };
    result.unwrap_or_else(|error| {
        if is_closed_pipe(&error) {
            // Whoever read us has seen enough, as `head` does.
            return ExitCode::SUCCESS;
        }
        logs::tell_end(&error);
        ExitCode::FAILURE
    })
}

/// All that the command line is: what it is parsed by, and what completions and
/// the manual are made of.
fn definition() -> clap::Command {
    Cli::command().mut_subcommands(|command| {
        if CONFIGURED.contains(&command.get_name()) { ConfigArgs::augment_args(command) } else { command }
    })
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
