//! `dehusk explain`: every block of one document, with what was decided.

mod json;

use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use dehusk::{Contribution, ExplainedBlock, Extraction, Extractor, Reason, ScoreParts};

use crate::input::DocumentArgs;

/// First characters of a block that are shown.
const SHOWN: usize = 72;

/// Features that are shown of each block: what fits into a line or two.
const FEATURES: usize = 5;

/// Arguments of `dehusk explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    document: DocumentArgs,
    /// Show where each block stands: the elements around it
    #[arg(long)]
    places: bool,
    /// Show under each block the features that moved its score most: their value,
    /// and what that adds to its log-odds
    #[arg(long)]
    contributions: bool,
    /// Show what made the score of block N instead: what each feature says of
    /// it, and what that adds to its log-odds
    #[arg(long, value_name = "N", conflicts_with_all = ["places", "contributions"])]
    block: Option<usize>,
    /// Print one JSON object; with --contributions, all features of each block
    #[arg(long, conflicts_with_all = ["block", "places"])]
    json: bool,
    /// Write a page for a browser to OUT, or to standard output where it is -:
    /// one file that needs nothing else and runs nothing of the document
    #[arg(long, value_name = "OUT", conflicts_with_all = ["block", "places", "contributions", "json"])]
    html: Option<PathBuf>,
}

/// Prints the document's quality, then a line a block: number, `+` for kept or
/// `-` for removed, score, label, reason, first words; or the same in one of the
/// other forms.
pub(crate) fn explain(args: &ExplainArgs) -> Result<ExitCode> {
    let extractor = Extractor::new(args.document.options());
    let extraction = args.document.extract(&extractor)?;
    if let Some(path) = &args.html {
        let name = args.document.path().map_or("standard input".into(), Path::to_string_lossy);
        let page = dehusk_view::explain_page(&extractor, &extraction, &name);
        write_page(path, args.document.path(), &page)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = stdout().lock();
    if args.json {
        let parts = args.contributions.then(|| extractor.score_parts(&extraction, usize::MAX));
        json::write(&mut out, &extraction, parts.as_deref())?;
    } else if let Some(number) = args.block {
        score(&mut out, &extractor, &extraction, number)?;
    } else {
        let parts = args.contributions.then(|| extractor.score_parts(&extraction, FEATURES));
        table(&mut out, &extraction, args.places, parts.as_deref())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a page where it is wanted, but not over the document that it is about.
pub(crate) fn write_page(path: &Path, document: Option<&Path>, page: &str) -> Result<()> {
    if path.as_os_str() == "-" {
        stdout().lock().write_all(page.as_bytes())?;
        return Ok(());
    }
    let is_document = |document: &Path| fs::canonicalize(document).ok() == fs::canonicalize(path).ok();
    if path.exists() && document.is_some_and(is_document) {
        bail!("{}: is read; the page needs another name", path.display());
    }
    fs::write(path, page).with_context(|| format!("{}: cannot be written", path.display()))
}

/// A line a block, and below it what else was asked for.
fn table(
    out: &mut impl Write,
    extraction: &Extraction<'_>,
    places: bool,
    parts: Option<&[ScoreParts]>,
) -> Result<()> {
    writeln!(out, "quality {:.3}", extraction.document.quality)?;
    for block in extraction.blocks() {
        let sign = if block.verdict.is_kept() { '+' } else { '-' };
        let (label, reason) = (block.verdict.label.name(), reason(block.verdict.reason));
        let (number, score) = (block.id.index(), block.verdict.score);
        writeln!(out, "{number:>5} {sign} {score:.2} {label:<13} {reason:<22} {}", first_words(&block))?;
        if places {
            writeln!(out, "{:>14}{}", "", printable(&block.place()))?;
        }
        if let Some(parts) = parts.and_then(|parts| parts.get(number)) {
            let shown =
                |part: &Contribution| format!("{:+.2} {} {:.2}", part.log_odds, part.feature, part.value);
            let shown: Vec<_> = parts.strongest.iter().map(shown).collect();
            writeln!(out, "{:>14}{}; others {:+.2}", "", shown.join(", "), parts.others)?;
        }
    }
    Ok(())
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
