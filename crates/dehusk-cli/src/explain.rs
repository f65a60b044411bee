//! `dehusk explain`: every block of one document, with what was decided.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use dehusk::{Document, ExplainedBlock, InputKind, Reason};

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
}

/// Prints the document's quality, then a line a block: number, `+` for kept or `-` for removed, score, label,
/// reason, first words.
pub(crate) fn explain(args: &ExplainArgs) -> Result<ExitCode> {
    let extraction = args.document.extract()?;
    let mut out = stdout().lock();
    writeln!(out, "{}", quality(&extraction.document))?;
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

fn quality(document: &Document) -> String {
    let remark = match document.input_kind {
        InputKind::Page => "",
        InputKind::Fragment => ", not calibrated for fragments",
        InputKind::Text => ", not calibrated for texts",
    };
    format!("quality {:.3}{remark}", document.quality)
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
