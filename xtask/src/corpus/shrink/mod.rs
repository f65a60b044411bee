//! `cargo xtask corpus shrink`: the prose of a case becomes made-up words of the
//! same length and shape, so that a page from somebody's crawl can be kept
//! without anybody's text.
//!
//! What stays is structure: elements, classes, short words, figures, marks, and
//! the phrases by which the site names its own furniture. The verdicts have to
//! stay too. Where some do not, other made-up words are tried, then the words of
//! the removed short blocks among them are left; prose is never left.

mod markup;
mod words;

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use dehusk::{Extraction, Extractor, Input, Label};
use dehusk_classify::Cues;
use dehusk_dom::{ParseOptions, decode, parse};
use dehusk_tests::case::{Case, Meta, SourceForm};
use dehusk_tests::labels::NamedBlock;

use self::words::Disguise;
use super::find_case;

/// Made-up vocabularies that are tried.
const SEEDS: u64 = 24;

/// How often words are left for the sake of the verdicts.
const ROUNDS: usize = 4;

/// Blocks of more words are prose.
const LONGEST_LEFT: usize = 12;

/// Replace the prose of a case by made-up words, keeping structure and verdicts.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The case, or a part of its name that no other case has.
    case: String,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let case = find_case(&args.case)?;
    let (source, _, _) = decode_source(&case);
    if let Some(strange) = source.chars().find(|&c| !words::is_known(c)) {
        bail!(
            "{}: no letters are known that could stand for {strange:?}; add its script to CLASSES in xtask/src/corpus/shrink/words.rs",
            case.slug
        );
    }
    let extractor = Extractor::default();
    let extraction = extractor.extract(case.input());
    let mut left = furniture_words(&extraction);
    for _ in 0..ROUNDS {
        let best = best_disguise(&case, &source, &extractor, &extraction, &left);
        if best.changed.is_empty() {
            write(&case, &best)?;
            println!(
                "{}: {} words of the site's own are left; no verdict changed",
                case.slug,
                best.disguise.left.len()
            );
            println!("Look at it, then: cargo xtask corpus run {}", case.slug);
            return Ok(ExitCode::SUCCESS);
        }
        let rescued = rescue(&extraction, &best.changed);
        if rescued.is_subset(&left) {
            break;
        }
        left.extend(rescued);
    }
    let best = best_disguise(&case, &source, &extractor, &extraction, &left);
    println!("{}: nothing was written; without the prose these blocks come out otherwise:", case.slug);
    for (block, _) in extraction.blocks().zip(0..).filter(|(_, at)| best.changed.contains(at)) {
        println!("  {} {} by {}", block.id.index(), block.verdict.label.name(), block.verdict.reason.name());
    }
    Ok(ExitCode::FAILURE)
}

/// A disguise, what comes of the source, and which blocks are judged otherwise.
struct Attempt {
    disguise: Disguise,
    source: String,
    changed: Vec<usize>,
}

/// The made-up words that change the fewest verdicts.
fn best_disguise(
    case: &Case,
    source: &str,
    extractor: &Extractor,
    before: &Extraction<'_>,
    left: &HashSet<String>,
) -> Attempt {
    let attempt = |seed| {
        let disguise = Disguise { left: left.clone(), seed };
        let source = match case.source.form {
            SourceForm::Html => markup::disguised(&parse(source, &ParseOptions::default()), &disguise),
            SourceForm::Text => disguise.text(source),
        };
        let meta = disguised_meta(&case.meta, &disguise);
        let changed = changed(before, &extractor.extract(input(&source, &meta)));
        Attempt { disguise, source, changed }
    };
    let mut best = attempt(0);
    for seed in 1..SEEDS {
        if best.changed.is_empty() {
            break;
        }
        let other = attempt(seed);
        if other.changed.len() < best.changed.len() {
            best = other;
        }
    }
    best
}

fn input<'a>(source: &'a str, meta: &'a Meta) -> Input<'a> {
    let input = Input::bytes(source.as_bytes()).with_charset("utf-8");
    match &meta.url {
        Some(url) => input.with_url(url),
        None => input,
    }
}

/// The blocks that are judged otherwise; all, if they are not the same blocks.
fn changed(before: &Extraction<'_>, after: &Extraction<'_>) -> Vec<usize> {
    let verdicts = |extraction: &Extraction<'_>| -> Vec<(Label, &'static str)> {
        extraction.blocks().map(|block| (block.verdict.label, block.verdict.reason.name())).collect()
    };
    let (before, after) = (verdicts(before), verdicts(after));
    if before.len() != after.len() {
        return (0..before.len().max(1)).collect();
    }
    (0..before.len()).filter(|&at| before[at] != after[at]).collect()
}

/// The words of lines that a cue phrase covers, but for the names and titles in
/// them.
fn furniture_words(extraction: &Extraction<'_>) -> HashSet<String> {
    let cues = Cues::builtin();
    let mut left = HashSet::new();
    for block in extraction.blocks() {
        let Some(found) = cues.find(block.text) else { continue };
        let captured = found.captured.unwrap_or(block.text.len()..block.text.len());
        left.extend(words::words(&block.text[..captured.start]));
        left.extend(words::words(&block.text[captured.end..]));
    }
    left
}

/// The words of those of the blocks that are short and were removed.
fn rescue(extraction: &Extraction<'_>, changed: &[usize]) -> HashSet<String> {
    let blocks =
        extraction.blocks().enumerate().filter(|(at, _)| changed.contains(at)).map(|(_, block)| block);
    let short =
        blocks.filter(|block| !block.verdict.is_kept() && words::words(block.text).count() <= LONGEST_LEFT);
    short.flat_map(|block| words::words(block.text).collect::<Vec<_>>()).collect()
}

fn decode_source(case: &Case) -> (String, &'static str, usize) {
    let decoded = decode(&case.source.bytes, case.meta.charset.as_deref());
    (decoded.text.into_owned(), decoded.encoding, decoded.replacements)
}

fn disguised_meta(meta: &Meta, disguise: &Disguise) -> Meta {
    let text = |text: &Option<String>| text.as_ref().map(|text| disguise.text(text));
    Meta {
        charset: None,
        url: meta.url.as_ref().map(|url| disguise.address(url)),
        title: text(&meta.title),
        author: text(&meta.author),
        source_line: text(&meta.source_line),
        categories: meta.categories.iter().map(|category| disguise.text(category)).collect(),
        ..meta.clone()
    }
}

fn write(case: &Case, attempt: &Attempt) -> Result<()> {
    let Attempt { disguise, source, .. } = attempt;
    put(&case.dir.join(case.source.form.file_name()), source)?;
    put(&case.dir.join("expected.txt"), &format!("{}\n", disguise.text(&case.expected)))?;
    put(&case.dir.join("meta.toml"), &toml::to_string(&disguised_meta(&case.meta, disguise))?)?;
    if !case.labels.is_empty() {
        let entry = |NamedBlock { starts, label }: &NamedBlock| {
            format!(
                "  {{ starts = {}, label = \"{}\" }},\n",
                toml::Value::from(disguise.text(starts)),
                label.name()
            )
        };
        let entries: String = case.labels.iter().map(entry).collect();
        put(&case.dir.join("labels.toml"), &format!("blocks = [\n{entries}]\n"))?;
    }
    Ok(())
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
