//! `cargo xtask corpus diff`: gold against today's output.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use dehusk::Extractor;
use dehusk_tests::judge::{self, Judgement, Side};

use super::find_case;
use crate::paint::{Ink, Paint};

/// Equal lines shown about each change.
const CONTEXT: usize = 2;

/// Show gold against today's output, line by line: - is missing, + should be gone.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The case, or a part of its name that no other case has.
    case: String,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let mut out = stdout().lock();
    let case = find_case(&args.case)?;
    let judgement = Judgement::of(&case, &Extractor::default())?;
    let (paint, score) = (Paint::for_stdout(), judgement.score);
    writeln!(out, "{}: F1 {:.4}, P {:.4}, R {:.4}", case.slug, score.f1, score.precision, score.recall)?;
    write!(out, "{}", judgement.wrong_lines())?;
    for line in judge::diff(&case.expected, &judgement.text, CONTEXT) {
        let ink = match line.side {
            Side::Both => Ink::Plain,
            Side::Missing => Ink::Bad,
            Side::Extra => Ink::Good,
            Side::Skipped => Ink::Faint,
        };
        writeln!(out, "{}", paint.line(ink, &format!("{}{}", line.side.mark(), line.line)))?;
    }
    Ok(ExitCode::SUCCESS)
}
