//! `cargo xtask corpus run`: the scores of the cases beside what is pinned.

use std::io::{self, Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use dehusk_tests::baseline::Pin;
use dehusk_tests::case::Case;
use dehusk_tests::judge::Judgement;

use super::{Results, labels, run_cases};
use crate::paint::{Ink, Paint};

/// Score the cases, show what changed against the pinned scores, fail if a case fell below.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only cases whose name contains this.
    pattern: Option<String>,
    /// Show only the cases that came out otherwise than they are pinned.
    #[arg(long)]
    changed: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let mut out = stdout().lock();
    let results = run_cases(args.pattern.as_deref())?;
    let paint = Paint::for_stdout();
    writeln!(
        out,
        "{:<44} {:>7} {:>7} {:>7} {:>6} {:>6} {:>7} {:>8}",
        "case", "F1", "P", "R", "fields", "labels", "pinned", "delta"
    )?;
    for (case, judgement) in &results.cases {
        let pin = results.baseline.case.get(&case.slug);
        if args.changed && pin.is_some_and(|pin| *pin == Pin::of(judgement)) {
            continue;
        }
        writeln!(out, "{}", paint.line(ink(judgement, pin), &row(judgement, pin)))?;
    }
    let mean = format!("mean of {}", results.cases.len());
    writeln!(out, "{mean:<44} {:>7.4}", results.mean_f1())?;
    write!(out, "{}", labels::summary(&results))?;
    let fine =
        if args.pattern.is_some() { report_losses(&results, &mut out)? } else { gate(&results, &mut out)? };
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Names what is worse than pinned; `true` if nothing is. For all cases.
pub(super) fn gate(results: &Results, out: &mut impl Write) -> io::Result<bool> {
    let fine = report_losses(results, out)?;
    let (mean, floor) = (results.mean_f1(), results.baseline.floor.mean);
    if mean < floor {
        writeln!(out, "the mean word F1 fell below its floor: {mean:.4} < {floor:.4}")?;
        return Ok(false);
    }
    writeln!(out, "corpus: {} cases, mean word F1 {mean:.4}, floor {floor:.4}", results.cases.len())?;
    Ok(fine)
}

fn report_losses(results: &Results, out: &mut impl Write) -> io::Result<bool> {
    let mut fine = true;
    for (case, judgement) in &results.cases {
        for problem in problems(case, judgement, results) {
            writeln!(out, "{}: {problem}", case.slug)?;
            fine = false;
        }
    }
    Ok(fine)
}

fn problems(case: &Case, judgement: &Judgement, results: &Results) -> Vec<String> {
    if case.meta.draft {
        return vec!["its gold is a draft; correct it, then take `draft` out of meta.toml".to_owned()];
    }
    match results.baseline.case.get(&case.slug) {
        Some(pin) => pin.lost(judgement),
        None => vec![format!("not pinned; cargo xtask corpus bless {}", case.slug)],
    }
}

fn row(judgement: &Judgement, pin: Option<&Pin>) -> String {
    let (slug, score) = (&judgement.slug, judgement.score);
    let fields = format!("{}/{}", judgement.right().len(), judgement.fields.len());
    let labels = match judgement.labels.len() {
        0 => "-".to_owned(),
        named => format!("{}/{named}", judgement.right_labels()),
    };
    let (pinned, delta) = pin.map_or_else(
        || ("-".to_owned(), "new".to_owned()),
        |pin| (format!("{:.4}", pin.f1), format!("{:+.4}", Pin::of(judgement).f1 - pin.f1)),
    );
    format!(
        "{slug:<44} {:>7.4} {:>7.4} {:>7.4} {fields:>6} {labels:>6} {pinned:>7} {delta:>8}",
        score.f1, score.precision, score.recall
    )
}

fn ink(judgement: &Judgement, pin: Option<&Pin>) -> Ink {
    match pin {
        Some(pin) if !pin.lost(judgement).is_empty() => Ink::Bad,
        Some(pin) if *pin != Pin::of(judgement) => Ink::Good,
        _ => Ink::Plain,
    }
}
