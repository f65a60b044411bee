//! `dehusk run --dry-run`: what a run would do.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use dehusk_batch::{Batch, BatchError, Beginning, Plan, PlannedInput};
use indicatif::{HumanBytes, HumanCount};

use super::{SOME_FAILED, refused};
use crate::terminal::printable;

/// Whether anything is done at all.
#[derive(Debug, Clone, Args)]
pub(super) struct DryArgs {
    /// Say what would be read and written, where the run would begin and with which
    /// settings, and do nothing of it
    ///
    /// Of each file the first bytes are read, to say what it is. The exit status is 2
    /// where the run would be refused, and 3 where a file could not be read.
    #[arg(long, help_heading = "Running")]
    dry_run: bool,
}

impl DryArgs {
    pub(super) const fn is_asked_for(&self) -> bool {
        self.dry_run
    }
}

/// Says what the batch would do, on the standard output; ends as it would end where
/// it refuses to begin.
pub(super) fn run(batch: Batch) -> anyhow::Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    // Nothing is told where the run refuses what was named.
    let mut told = Ok(());
    let mut heading = Some("would read:\n");
    let plan = batch.plan(&mut |input| {
        let heading = heading.take().unwrap_or_default();
        if told.is_ok() {
            told = write!(out, "{heading}").and_then(|()| tell_input(&mut out, input));
        }
    });
    told?;
    let plan = match plan {
        Ok(plan) => plan,
        Err(error) => return refused(error),
    };
    write!(out, "{}", heading.unwrap_or_default())?;
    tell(&mut out, &plan)?;
    out.flush()?;
    match plan.beginning {
        Err(error) => refused(error),
        Ok(_) if plan.failed > 0 => Ok(ExitCode::from(SOME_FAILED)),
        Ok(_) => Ok(ExitCode::SUCCESS),
    }
}

fn tell_input(out: &mut impl Write, input: &PlannedInput) -> io::Result<()> {
    let path = input.path.to_string_lossy();
    let path = printable(&path);
    let bytes = HumanBytes(input.bytes).to_string();
    match &input.kind {
        Ok(kind) => writeln!(out, "  {path}  {kind}, {bytes}"),
        Err(error) => writeln!(out, "  {path}  fails: {}", printable(&error.to_string())),
    }
}

fn tell(out: &mut impl Write, plan: &Plan) -> io::Result<()> {
    let files = if plan.files == 1 { "file" } else { "files" };
    write!(out, "  {} {files}, {}", HumanCount(plan.files), HumanBytes(plan.bytes))?;
    match plan.failed {
        0 => writeln!(out)?,
        failed => writeln!(out, ", {} of them fail", HumanCount(failed))?,
    }
    writeln!(out, "would write:")?;
    for (what, path) in &plan.written {
        let there = if path.is_file() { ", in place of what is there" } else { "" };
        let path = path.to_string_lossy();
        let path = if path == "-" { "the standard output".into() } else { printable(&path) };
        writeln!(out, "  {what} to {path}{there}")?;
    }
    writeln!(out, "would begin:\n  {}", beginning(&plan.beginning))?;
    writeln!(out, "with:")?;
    for (name, value) in &plan.settings {
        writeln!(out, "  {}: {}", printable(name), printable(value))?;
    }
    Ok(())
}

fn beginning(beginning: &Result<Beginning, BatchError>) -> String {
    match beginning {
        Ok(Beginning::Anew { lost_parts: 0 }) => "at the beginning".to_owned(),
        Ok(Beginning::Anew { lost_parts }) => format!(
            "at the beginning, in place of an unfinished run of {lost_parts} parts; --resume would go on with it"
        ),
        Ok(Beginning::TakenUp { parts }) => format!("behind {parts} parts of an unfinished run"),
        Ok(_) => "not at all: the run is finished".to_owned(),
        Err(error) => format!("not at all: {}", printable(&error.to_string())),
    }
}
