//! `cargo xtask check`: everything that must hold before a change lands, in
//! one command that stops at the first failure.

use std::env;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::ValueEnum;
use dehusk_tests::workspace_root;

use crate::bench::budget;
use crate::{corpus, model};

/// Format, lints, tests, corpus gate, the model, heap budgets, docs and licences; stops at the first failure.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Leave a step out; may be given several times.
    #[arg(long, value_name = "STEP")]
    skip: Vec<Step>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    Fmt,
    Clippy,
    Test,
    Corpus,
    Model,
    Budget,
    Doc,
    Deny,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    for &step in Step::value_variants().iter().filter(|step| !args.skip.contains(step)) {
        let start = Instant::now();
        println!("── {}: {}", step.name(), step.says());
        if !step.run()? {
            println!("── {} failed; what comes after it was not checked", step.name());
            return Ok(ExitCode::FAILURE);
        }
        println!("── {} is fine ({:.0} s)", step.name(), start.elapsed().as_secs_f32());
    }
    Ok(ExitCode::SUCCESS)
}

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Test => "test",
            Self::Corpus => "corpus",
            Self::Model => "model",
            Self::Budget => "budget",
            Self::Doc => "doc",
            Self::Deny => "deny",
        }
    }

    const fn says(self) -> &'static str {
        match self {
            Self::Fmt => "cargo fmt --all --check",
            Self::Clippy => "cargo clippy --workspace --all-targets --locked -- -D warnings",
            Self::Test => "cargo test --workspace --locked",
            Self::Corpus => "cargo xtask corpus run",
            Self::Model => "cargo xtask model verify",
            Self::Budget => "cargo xtask bench budget",
            Self::Doc => "cargo doc --workspace --no-deps --locked, warnings denied",
            Self::Deny => "cargo deny check",
        }
    }

    fn run(self) -> Result<bool> {
        match self {
            Self::Fmt => cargo(&["fmt", "--all", "--check"]),
            Self::Clippy => {
                cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])
            }
            Self::Test => cargo(&["test", "--workspace", "--locked"]),
            Self::Corpus => Ok(corpus::gate()? && corpus::lint()?),
            Self::Model => model::gate(),
            Self::Budget => budget::gate(),
            Self::Doc => succeeds(
                command(&["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"),
            ),
            Self::Deny if is_installed("deny") => cargo(&["deny", "check"]),
            Self::Deny => {
                println!("cargo-deny is not installed, so licences and advisories were not checked");
                Ok(true)
            }
        }
    }
}

fn cargo(args: &[&str]) -> Result<bool> {
    succeeds(&mut command(args))
}

/// The cargo that runs this program, in the root of the workspace.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(workspace_root());
    command
}

pub(crate) fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
    Ok(status.success())
}

fn is_installed(subcommand: &str) -> bool {
    let mut version = command(&[subcommand, "--version"]);
    let quiet = version.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
