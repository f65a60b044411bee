//! A program run to its end, and what it cost.

use std::fs::File;
use std::io::{Read, Seek};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use wait4::Wait4;

/// What a program cost, with the processes that it started and waited for.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Cost {
    /// In the program and in the kernel for it.
    pub(super) cpu_s: f64,
    pub(super) wall_s: f64,
    /// Millions of bytes that the largest of the processes held at most, not the
    /// sum over them. Not below what we hold ourselves when we start it: Linux
    /// lets a process inherit the mark. So nothing that measures loads pages.
    pub(super) peak_rss_mb: f64,
}

/// Runs `command`, and returns what it printed and what it cost.
///
/// The costs are those that the kernel keeps of each process (`wait4`). Sums over
/// all children, as `getrusage` gives them, were rejected: a peak of one program
/// cannot be read off them.
///
/// # Errors
///
/// If it cannot be started, or ends with a status other than 0 and those in
/// `accepted`; with what it wrote to its standard error.
pub(super) fn run(command: &mut Command, accepted: &[i32]) -> Result<(String, Cost)> {
    // Files rather than pipes: nobody reads while the program runs.
    let (mut out, mut errors) = (tempfile::tempfile()?, tempfile::tempfile()?);
    command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(errors.try_clone()?);
    let start = Instant::now();
    let ended = command.spawn().and_then(|mut child| child.wait4());
    let ended = ended.with_context(|| format!("cannot run {command:?}"))?;
    let wall_s = start.elapsed().as_secs_f64();
    if !ended.status.success() && !ended.status.code().is_some_and(|code| accepted.contains(&code)) {
        bail!("{command:?} ended with {}:\n{}", ended.status, read(&mut errors)?.trim_end());
    }
    let used = ended.rusage;
    let cost = Cost {
        cpu_s: (used.utime + used.stime).as_secs_f64(),
        wall_s,
        peak_rss_mb: used.maxrss as f64 / 1e6,
    };
    Ok((read(&mut out)?, cost))
}

fn read(file: &mut File) -> Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::run;

    #[test]
    fn what_a_program_prints_and_costs_is_seen() {
        let (printed, cost) = run(Command::new("sh").args(["-c", "echo 7; exit 3"]), &[3]).unwrap();
        assert_eq!(printed, "7\n");
        assert!(cost.peak_rss_mb > 0.0 && cost.wall_s >= 0.0);
    }

    #[test]
    fn a_failure_says_what_the_program_said() {
        let error = run(Command::new("sh").args(["-c", "echo no such thing >&2; exit 2"]), &[3]).unwrap_err();
        assert!(error.to_string().contains("no such thing"), "{error}");
    }
}
