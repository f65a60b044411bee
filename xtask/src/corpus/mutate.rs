//! `cargo xtask corpus mutate`: leaves out each rule and each cue phrase in turn,
//! and says which of them nobody misses.
//!
//! A phrase is one string of a cue file, with all of its alternatives. Leaving one
//! out can change a document only where it covers a line of it, so documents are
//! run again only if one of their lines is covered otherwise; a phrase that acts
//! in another way counts as unnoticed.

use std::collections::BTreeMap;
use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::{Context, Result};
use dehusk::Extractor;
use dehusk_classify::{CueMatch, Cues, rule_names};
use dehusk_cues::{WrittenCues, WrittenPattern, load_written};
use dehusk_tests::case::Case;
use dehusk_tests::corpus_dir;
use dehusk_tests::judge::Judgement;
use dehusk_tests::sheet::{LineOutcome, Sheet, SheetLine, cue_files};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::spell::{self, Fillers};

/// Leave out each rule and each cue phrase, and list those that no case misses.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only the rules.
    #[arg(long, conflicts_with = "language")]
    rules: bool,
    /// Only the phrases of one cue file, such as `de`.
    #[arg(long, value_name = "FILE")]
    language: Option<String>,
    /// Beside a phrase that nothing notices, show a line that would: for `hits`.
    #[arg(long)]
    suggest: bool,
    /// Fail if a smaller share is noticed.
    #[arg(long, value_name = "SHARE", default_value_t = 0.95)]
    least: f64,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let cases = Case::load_all(&corpus_dir())?;
    let mut out = stdout().lock();
    let mut unnoticed = Vec::new();
    let mut tried = 0;
    if args.language.is_none() {
        let rules = unnoticed_rules(&cases)?;
        tried += rule_names().count();
        unnoticed.extend(rules);
    }
    if !args.rules {
        let (count, phrases) = unnoticed_phrases(&cases, args)?;
        tried += count;
        unnoticed.extend(phrases);
    }
    for line in &unnoticed {
        writeln!(out, "{line}")?;
    }
    let noticed = tried - unnoticed.len();
    let share = noticed as f64 / tried.max(1) as f64;
    writeln!(out, "{noticed} of {tried} noticed ({:.1} %)", share * 100.0)?;
    Ok(if share >= args.least { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The rules that change no case when they are left out.
pub(super) fn unnoticed_rules(cases: &[Case]) -> Result<Vec<String>> {
    let before = outcomes(cases, &Extractor::default())?;
    let mut unnoticed = Vec::new();
    for name in rule_names() {
        let mut extractor = Extractor::default();
        extractor.classifier_mut().leave_out(Some(name));
        if outcomes(cases, &extractor)? == before {
            unnoticed.push(format!("rule {name}"));
        }
    }
    Ok(unnoticed)
}

/// What `corpus run` looks at of each case.
fn outcomes(cases: &[Case], extractor: &Extractor) -> Result<Vec<String>> {
    cases.par_iter().map(|case| outcome(case, extractor)).collect()
}

fn outcome(case: &Case, extractor: &Extractor) -> Result<String> {
    let Judgement { text, fields, labels, .. } = Judgement::of(case, extractor)?;
    Ok(format!("{text}\n{fields:?}\n{labels:?}"))
}

/// How many phrases there are, and those of them that change nothing when they
/// are left out.
fn unnoticed_phrases(cases: &[Case], args: &Args) -> Result<(usize, Vec<String>)> {
    let (language, suggest) = (args.language.as_deref(), args.suggest);
    let files = cue_files()?;
    let written = load(&files)?;
    let mut by_file: BTreeMap<&str, Vec<&WrittenPattern>> = BTreeMap::new();
    for pattern in &written.patterns {
        if language.is_none_or(|language| language == pattern.file) {
            by_file.entry(&pattern.file).or_default().push(pattern);
        }
    }
    let count = by_file.values().map(Vec::len).sum();
    let sheets = Sheet::load_all(&corpus_dir())?;
    let by_file: Vec<_> = by_file.into_iter().collect();
    // Each file has tables of its own to leave phrases out of.
    let unnoticed: Result<Vec<_>> = by_file
        .par_iter()
        .map(|(file, patterns)| {
            let sheet = sheets.iter().find(|sheet| sheet.language == *file);
            let mut bench = Bench::new(load(&files)?, sheet, cases)?;
            let mut unnoticed = Vec::new();
            for pattern in patterns {
                if let Some(why) = bench.without(pattern)?.why() {
                    let line = if suggest { bench.telling_line(pattern) } else { None };
                    let line = line.map(|line| format!("\n    would tell: {line}")).unwrap_or_default();
                    unnoticed.push(format!("{file} {:?}: {} ({why}){line}", pattern.kind, pattern.pattern));
                }
            }
            Ok(unnoticed)
        })
        .collect();
    Ok((count, unnoticed?.concat()))
}

fn load(files: &[(String, String)]) -> Result<WrittenCues> {
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    load_written(files).context("the cue files cannot be read")
}

/// The documents that may notice, as they come out with all phrases.
struct Bench<'a> {
    extractor: Extractor,
    sheet: Option<&'a Sheet>,
    lines: Vec<(Option<CueMatch>, [LineOutcome; 2])>,
    cases: Vec<CaseLines<'a>>,
}

/// A case, its outcome, and what covers the lines of its blocks.
struct CaseLines<'a> {
    case: &'a Case,
    outcome: String,
    lines: Vec<(String, Option<CueMatch>)>,
}

impl<'a> Bench<'a> {
    fn new(written: WrittenCues, sheet: Option<&'a Sheet>, cases: &'a [Case]) -> Result<Self> {
        let mut extractor = Extractor::default();
        let cues = extractor.classifier_mut().cues_mut();
        *cues = Cues::from_tables(written.tables);
        let found: Vec<_> =
            sheet.map_or(&[][..], |sheet| &sheet.lines).iter().map(|line| cues.find(&line.text)).collect();
        let outcomes = sheet
            .into_iter()
            .flat_map(|sheet| sheet.lines.iter().map(|line| sheet.outcomes(line, &extractor)));
        let lines = found.into_iter().zip(outcomes).collect();
        let cases = cases.iter().map(|case| CaseLines::of(case, &mut extractor)).collect::<Result<_>>()?;
        Ok(Self { extractor, sheet, lines, cases })
    }

    /// What happens to the documents without a phrase.
    fn without(&mut self, pattern: &WrittenPattern) -> Result<Effect> {
        let left_out = self.extractor.classifier_mut().cues_mut().tables_mut().leave_out(pattern);
        let effect = self.effect();
        self.extractor.classifier_mut().cues_mut().tables_mut().put_back(&left_out);
        effect
    }

    fn effect(&mut self) -> Result<Effect> {
        let mut effect = Effect::NoLine;
        for (line, (found, outcome)) in self.sheet.iter().flat_map(|sheet| &sheet.lines).zip(&self.lines) {
            if self.extractor.classifier_mut().cues_mut().find(&line.text) == *found {
                continue;
            }
            effect = Effect::SameOutcome;
            if self.sheet.is_some_and(|sheet| sheet.outcomes(line, &self.extractor) != *outcome) {
                return Ok(Effect::Noticed);
            }
        }
        for CaseLines { case, outcome, lines } in &self.cases {
            let cues = self.extractor.classifier_mut().cues_mut();
            if lines.iter().all(|(line, found)| cues.find(line) == *found) {
                continue;
            }
            effect = Effect::SameOutcome;
            if self::outcome(case, &self.extractor)? != *outcome {
                return Ok(Effect::Noticed);
            }
        }
        Ok(effect)
    }
}

impl Bench<'_> {
    /// A line in whose document a phrase would be noticed.
    fn telling_line(&mut self, pattern: &WrittenPattern) -> Option<String> {
        let sheet = self.sheet?;
        let title = sheet.other_title();
        let words = sheet.first_paragraph();
        let gap = words.char_indices().filter(|(_, c)| *c == ' ').nth(2).map_or(12, |(at, _)| at);
        let gap = words[..words.floor_char_boundary(gap)].trim_end_matches(',').to_lowercase();
        let lines = ["", gap.as_str()]
            .into_iter()
            .flat_map(|gap| spell::lines(&pattern.pattern, Fillers { gap, title }))
            .map(|text| SheetLine { kind: pattern.kind, text });
        let lines: Vec<_> = lines.collect();
        let cues = self.extractor.classifier_mut().cues_mut();
        let with: Vec<_> = lines.iter().map(|line| cues.find(&line.text)).collect();
        let left_out = cues.tables_mut().leave_out(pattern);
        let without: Vec<_> = lines.iter().map(|line| cues.find(&line.text)).collect();
        cues.tables_mut().put_back(&left_out);
        let told = lines.into_iter().zip(with.into_iter().zip(without));
        let is_told = |(found, other): &(Option<CueMatch>, Option<CueMatch>)| {
            found != other && found.as_ref().is_some_and(|found| found.kind == pattern.kind)
        };
        let told: Vec<_> = told.filter(|(_, found)| is_told(found)).map(|(line, _)| line).take(8).collect();
        let with: Vec<_> = told.iter().map(|line| sheet.outcomes(line, &self.extractor)).collect();
        let left_out = self.extractor.classifier_mut().cues_mut().tables_mut().leave_out(pattern);
        let at =
            told.iter().zip(&with).position(|(line, with)| sheet.outcomes(line, &self.extractor) != *with);
        self.extractor.classifier_mut().cues_mut().tables_mut().put_back(&left_out);
        told.into_iter().nth(at?).map(|line| line.text)
    }
}

/// What leaving out a phrase does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// A document comes out otherwise.
    Noticed,
    /// A line is covered otherwise, and all documents come out as before.
    SameOutcome,
    /// Every line is covered as before.
    NoLine,
}

impl Effect {
    /// Why nothing noticed; nothing if something did.
    const fn why(self) -> Option<&'static str> {
        match self {
            Self::Noticed => None,
            Self::SameOutcome => Some("its lines come out the same"),
            Self::NoLine => Some("other phrases cover its lines too"),
        }
    }
}

impl<'a> CaseLines<'a> {
    /// Lines that no phrase covers stay so if one is left out.
    fn of(case: &'a Case, extractor: &mut Extractor) -> Result<Self> {
        let outcome = outcome(case, extractor)?;
        let texts: Vec<String> =
            extractor.extract(case.input()).blocks().map(|block| block.text.to_owned()).collect();
        let cues = extractor.classifier_mut().cues_mut();
        let lines = texts.into_iter().filter_map(|text| cues.find(&text).map(|found| (text, Some(found))));
        Ok(Self { case, outcome, lines: lines.collect() })
    }
}
