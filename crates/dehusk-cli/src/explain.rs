//! `dehusk explain`: every block of one document, with what was decided.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use dehusk::{Contribution, ExplainedBlock, Extraction, Extractor, Reason};

use crate::input::DocumentArgs;

/// First characters of a block that are shown.
const SHOWN: usize = 72;

/// Arguments of `dehusk explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    document: DocumentArgs,
    /// Show where each block stands: the elements around it
    #[arg(long)]
    places: bool,
    /// Show what made the score of block N instead: what each feature says of
    /// it, and what that adds to its log-odds
    #[arg(long, value_name = "N", conflicts_with = "places")]
    block: Option<usize>,
}

/// Prints the document's quality, then a line a block: number, `+` for kept or
/// `-` for removed, score, label, reason, first words.
pub(crate) fn explain(args: &ExplainArgs) -> Result<ExitCode> {
    let extractor = Extractor::new(args.document.options());
    let extraction = args.document.extract(&extractor)?;
    let mut out = stdout().lock();
    if let Some(number) = args.block {
        score(&mut out, &extractor, &extraction, number)?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "quality {:.3}", extraction.document.quality)?;
    for block in extraction.blocks() {
        let sign = if block.verdict.is_kept() { '+' } else { '-' };
        let (label, reason) = (block.verdict.label.name(), reason(block.verdict.reason));
        let (number, score) = (block.id.index(), block.verdict.score);
        writeln!(out, "{number:>5} {sign} {score:.2} {label:<13} {reason:<22} {}", first_words(&block))?;
        if args.places {
            writeln!(out, "{:>14}{}", "", printable(&block.place()))?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A line a feature: what it adds, its name, what it says of the block, and what
/// it measures.
fn score(
    out: &mut impl Write,
    extractor: &Extractor,
    extraction: &Extraction<'_>,
    number: usize,
) -> Result<()> {
    let count = extraction.blocks().len();
    let Some(block) = extraction.blocks().nth(number) else {
        bail!("there is no block {number}: the document has {count}, the first is 0");
    };
    writeln!(out, "{:.3} {}", block.verdict.score, first_words(&block))?;
    let contributions = extractor.contributions(extraction, block.id);
    for Contribution { feature, doc, value, log_odds } in contributions {
        writeln!(out, "{log_odds:>+8.3} {feature:<22} {value:>10.3}  {doc}")?;
    }
    out.flush()?;
    Ok(())
}

fn reason(reason: Reason) -> String {
    match reason {
        Reason::Score => "score".to_owned(),
        Reason::Neighbours => "neighbours".to_owned(),
        Reason::Cue { kind } => format!("cue {kind:?}"),
        Reason::Announced { heading } => format!("announced by {}", heading.index()),
        Reason::Repeats { first } => format!("repeats {}", first.index()),
        Reason::IsTitle => "is the title".to_owned(),
        Reason::AboutAuthor => "about the author".to_owned(),
        Reason::HiddenElement => "hidden element".to_owned(),
        Reason::NotText => "not text".to_owned(),
        Reason::Embedded => "embedded".to_owned(),
        Reason::Control => "control".to_owned(),
        Reason::MailField => "field of a mail".to_owned(),
        Reason::Selected => "chosen by a selector".to_owned(),
        other => format!("{other:?}"),
    }
}

fn first_words(block: &ExplainedBlock<'_>) -> String {
    let mut shown: String = block.text.chars().take(SHOWN).collect();
    if shown.len() < block.text.len() {
        shown.push('…');
    }
    printable(&shown)
}

/// Text of a page must not steer the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
