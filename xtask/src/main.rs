//! The maintainer's commands: `cargo xtask bench|check|corpus|eval|sample|train`.

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod bench;
mod check;
mod corpus;
mod eval;
mod model;
mod paint;
mod sample;
mod train;

/// Check, mend and measure dehusk.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Bench(bench::Args),
    Check(check::Args),
    Corpus(corpus::Args),
    Eval(eval::Args),
    Model(model::Args),
    Sample(sample::Args),
    Train(train::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().verb {
        Verb::Bench(args) => bench::run(&args),
        Verb::Check(args) => check::run(&args),
        Verb::Corpus(args) => corpus::run(&args),
        Verb::Eval(args) => eval::run(&args),
        Verb::Model(args) => model::run(&args),
        Verb::Sample(args) => sample::run(&args),
        Verb::Train(args) => train::run(&args),
    };
    result.unwrap_or_else(|error| {
        if is_closed_pipe(&error) {
            return ExitCode::SUCCESS;
        }
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

/// Whether whoever read our output, such as `head`, has seen enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
