//! One stage, timed over pages held in memory.

use std::hint::black_box;
use std::time::Duration;

use anyhow::Result;
use clap::ValueEnum;
use cpu_time::ProcessTime;
use dehusk::Extractor;
use dehusk_dom::{ParseOptions, oracle};
use dehusk_tests::pages::Page;
use xtask_shared::held::{self, Keep};

use super::Data;
use super::figures::Figures;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    data: Data,
    /// Pass over the pages K times; the best counts.
    #[arg(long, value_name = "K", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    repeat: u32,
    /// Print JSON, one line.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ParseArgs {
    #[command(flatten)]
    args: Args,
    /// What the tree keeps of the page.
    #[arg(long, value_enum, default_value_t)]
    keep: Keep,
    /// Whose tokenizer feeds the tree builder.
    #[arg(long, value_enum, default_value_t)]
    tokenizer: Tokenizer,
    /// Leave the decoding out of the time, as the peers in Python do.
    #[arg(long)]
    decoded: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ScraperArgs {
    #[command(flatten)]
    args: Args,
    /// Leave the decoding out of the time.
    #[arg(long)]
    decoded: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Tokenizer {
    #[default]
    Own,
    Html5ever,
}

/// A parser of text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Parser {
    Own(ParseOptions),
    Html5ever(ParseOptions),
    Scraper,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Stage {
    Decode,
    Tokenize,
    /// From the bytes, or from the text alone.
    Parse(Parser, Start),
    Extract,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Bytes,
    Text,
}

pub(super) fn parse(args: &ParseArgs) -> Result<()> {
    let options = args.keep.options();
    let parser = match args.tokenizer {
        Tokenizer::Own => Parser::Own(options),
        Tokenizer::Html5ever => Parser::Html5ever(options),
    };
    run(Stage::Parse(parser, Start::of(args.decoded)), &args.args)
}

pub(super) fn scraper(args: &ScraperArgs) -> Result<()> {
    run(Stage::Parse(Parser::Scraper, Start::of(args.decoded)), &args.args)
}

pub(super) fn run(stage: Stage, args: &Args) -> Result<()> {
    let pages = held::load(&held::file(&args.data.data)?, args.data.limit)?;
    let texts: Vec<String> = pages.iter().map(|page| held::text(page).into_owned()).collect();
    let extractor = Extractor::default();
    let passes = (0..args.repeat).map(|_| pass(stage, &extractor, &pages, &texts));
    let best = passes.min().unwrap_or_default();
    let bytes = texts.iter().map(String::len).sum();
    Figures::new(stage.name(), pages.len(), bytes, best).print(args.json)
}

/// CPU time of the whole process, which has one thread: what
/// ../shared/peers/run.py measures too.
fn pass(stage: Stage, extractor: &Extractor, pages: &[Page], texts: &[String]) -> Duration {
    let start = ProcessTime::now();
    for (page, text) in pages.iter().zip(texts) {
        on_page(stage, extractor, page, text);
    }
    start.elapsed()
}

/// The stage on one page; what it makes is dropped in here.
///
/// `bench instructions` finds this function by its name and counts in it only.
#[inline(never)]
fn on_page(stage: Stage, extractor: &Extractor, page: &Page, text: &str) {
    match stage {
        Stage::Decode => drop(black_box(held::text(page))),
        Stage::Tokenize => {
            black_box(oracle::tokenize(text));
        }
        Stage::Parse(parser, Start::Bytes) => parser.parse(&held::text(page)),
        Stage::Parse(parser, Start::Text) => parser.parse(text),
        Stage::Extract => drop(black_box(extractor.document(page.input()))),
    }
}

impl Parser {
    fn parse(self, text: &str) {
        match self {
            Self::Own(options) => drop(black_box(dehusk_dom::parse(text, &options))),
            Self::Html5ever(options) => drop(black_box(oracle::parse(text, &options))),
            Self::Scraper => drop(black_box(scraper::Html::parse_document(text))),
        }
    }
}

impl Stage {
    const fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Tokenize => "tokenize",
            Self::Parse(Parser::Own(_), _) => "parse",
            Self::Parse(Parser::Html5ever(_), _) => "parse_html5ever",
            Self::Parse(Parser::Scraper, _) => "parse_scraper",
            Self::Extract => "extract",
        }
    }
}

impl Start {
    const fn of(decoded: bool) -> Self {
        if decoded { Self::Text } else { Self::Bytes }
    }
}
