//! `cargo xtask corpus sheets`: which lines of the cue sheets come out wrong.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use dehusk::Extractor;
use dehusk_tests::baseline::Baseline;
use dehusk_tests::corpus_dir;
use dehusk_tests::sheet::{Form, LineOutcome, Sheet, SheetLine};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// Run the lines of the cue files in small documents; fail if more of them come out wrong than are pinned.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only this language, such as `de`.
    language: Option<String>,
    /// List every line that comes out wrong.
    #[arg(long)]
    wrong: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let baseline = Baseline::load(&corpus_dir())?;
    let mut out = stdout().lock();
    let mut fine = true;
    for sheet in run_all(args.language.as_deref())? {
        let (right, lines) = sheet.counts();
        let lost = baseline.lost_lines(sheet.language(), right, lines);
        fine &= lost.is_none();
        writeln!(
            out,
            "{:<4} {right:>5} of {lines:>5} right  {}",
            sheet.language(),
            lost.unwrap_or_default()
        )?;
        for (line, form, outcome) in sheet.wrong.iter().filter(|_| args.wrong) {
            writeln!(out, "     {}", show(line, *form, outcome))?;
        }
    }
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn show(line: &SheetLine, form: Form, outcome: &LineOutcome) -> String {
    let text = if outcome.is_text_right { "" } else { "the text differs; " };
    let verdict = match outcome.verdict {
        Some((label, reason)) => format!("{} by {}", label.name(), reason.name()),
        None => "no block of its own".to_owned(),
    };
    format!("{form:?} {:?} {:?}: {text}{verdict}", line.kind, line.text)
}

/// A sheet, and its lines that come out wrong.
pub(super) struct Results {
    sheet: Sheet,
    wrong: Vec<(SheetLine, Form, LineOutcome)>,
}

impl Results {
    pub(super) fn language(&self) -> &str {
        &self.sheet.language
    }

    /// How many documents come out right, and how many there are.
    pub(super) fn counts(&self) -> (usize, usize) {
        let documents = self.sheet.lines.len() * Form::ALL.len();
        (documents - self.wrong.len(), documents)
    }
}

/// Runs the sheet of a language, or all of them.
pub(super) fn run_all(language: Option<&str>) -> Result<Vec<Results>> {
    let mut sheets = Sheet::load_all(&corpus_dir())?;
    sheets.retain(|sheet| language.is_none_or(|language| sheet.language == language));
    let extractor = Extractor::default();
    let results = |sheet: Sheet| {
        let wrong = |line: &SheetLine| {
            Form::ALL
                .into_iter()
                .filter_map(|form| {
                    let outcome = sheet.outcome(line, form, &extractor);
                    (!line.is_right(&outcome)).then(|| (line.clone(), form, outcome))
                })
                .collect::<Vec<_>>()
        };
        let wrong = sheet.lines.par_iter().flat_map_iter(wrong).collect();
        Results { sheet, wrong }
    };
    Ok(sheets.into_iter().map(results).collect())
}
