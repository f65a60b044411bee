//! `cargo xtask corpus explain`: every block of a case, what was decided about
//! it and what gold says.

use std::collections::HashSet;
use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use dehusk::{ExplainedBlock, Extractor};
use dehusk_tests::judge::Judgement;
use dehusk_tests::matching::squeeze;

use super::find_case;
use crate::paint::{Ink, Paint};

/// Characters of a block's text that are shown.
const SHOWN: usize = 60;

/// A block of fewer characters must be a whole line of gold: "Home" stands
/// somewhere in many a text.
const TELLING: usize = 24;

/// Show each block with verdict, score and reason; ! marks what gold says otherwise.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The case, or a part of its name that no other case has.
    case: String,
    /// Only the blocks that gold says otherwise about.
    #[arg(long)]
    wrong: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let mut out = stdout().lock();
    let case = find_case(&args.case)?;
    let extractor = Extractor::default();
    let extraction = extractor.extract(case.input());
    let gold = Gold::new(&case.expected);
    // Where an entry of labels.toml names no block, explaining has to go on: it
    // is how one finds out what the block is.
    let labels = Judgement::of(&case, &extractor).map_or_else(
        |error| {
            eprintln!("{error}");
            String::new()
        },
        |judgement| judgement.wrong_lines(),
    );
    let paint = Paint::for_stdout();
    writeln!(out, "    block gold    label           score reason / place / text")?;
    for block in extraction.blocks() {
        let kept = block.verdict.is_kept();
        let wrong = !block.text.trim().is_empty() && gold.says(block.text).is_against(kept);
        if args.wrong && !wrong {
            continue;
        }
        let ink = match (wrong, kept) {
            (true, _) => Ink::Bad,
            (false, true) => Ink::Plain,
            (false, false) => Ink::Faint,
        };
        writeln!(out, "{}", paint.line(ink, &show(&block, &gold, wrong)))?;
    }
    write!(out, "{labels}")?;
    Ok(ExitCode::SUCCESS)
}

fn show(block: &ExplainedBlock<'_>, gold: &Gold, wrong: bool) -> String {
    let mark = if wrong { '!' } else { ' ' };
    let says = gold.says(block.text).name();
    let verdict = block.verdict;
    let text = squeeze(block.text);
    let mut start: String = text.chars().take(SHOWN).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    let (id, label, score) = (block.id.index(), verdict.label.name(), verdict.score);
    format!(
        "{mark} {id:>7} {says:<7} {label:<15} {score:>5.2} {:?} / {} / {start}",
        verdict.reason,
        block.place()
    )
}

/// Gold, taken apart into what a block may be found as.
pub(super) struct Gold {
    /// The whole text.
    text: String,
    /// Its lines, the cells of its table rows, items without their hyphen.
    lines: HashSet<String>,
}

impl Gold {
    pub(super) fn new(expected: &str) -> Self {
        let lines = expected.lines().flat_map(|line| {
            let line = line.strip_prefix("- ").unwrap_or(line);
            line.split(" | ").chain([line]).map(squeeze).collect::<Vec<_>>()
        });
        Self { text: squeeze(expected), lines: lines.filter(|line| !line.is_empty()).collect() }
    }

    /// Gold is text without structure, so this is a guess where a short block
    /// repeats a line of it.
    pub(super) fn says(&self, block: &str) -> Says {
        let block = squeeze(block);
        let is_telling = |text: &str| text.chars().count() >= TELLING;
        if self.lines.contains(&block) || is_telling(&block) && self.text.contains(&block) {
            Says::Kept
        } else if self.lines.iter().any(|line| is_telling(line) && block.contains(line)) {
            Says::Partly
        } else {
            Says::Removed
        }
    }
}

/// What gold says about a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    Kept,
    /// Some of it is content: no verdict on the whole block is right.
    Partly,
    Removed,
}

impl Says {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Partly => "partly",
            Self::Removed => "removed",
        }
    }

    pub(super) fn is_against(self, kept: bool) -> bool {
        match self {
            Self::Kept => !kept,
            Self::Partly => false,
            Self::Removed => kept,
        }
    }
}
