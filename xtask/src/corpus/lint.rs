//! `cargo xtask corpus lint`: whether the corpus is whole. Every case says what it
//! is for, its gold is confirmed, its page is small and ours; and all cases
//! together have what they have to have.
//!
//! That every cue phrase covers a line is tested beside the phrases; whether
//! anything notices its loss, `cargo xtask corpus mutate` says.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use dehusk::{Extractor, Label};
use dehusk_tests::baseline::Baseline;
use dehusk_tests::case::{Case, Challenge, Meta, PageType, SourceForm};
use dehusk_tests::corpus_dir;
use dehusk_tests::sheet::{Sheet, cue_files};

use super::mutate::unnoticed_rules;
use super::{Results, run_cases};

/// Bytes of a document at most. A case has one purpose; a page that needs more
/// has several, or has not been shrunk.
const LARGEST: usize = 64 << 10;

const LEAST_CASES: usize = 120;
const LEAST_SYSTEMS: usize = 25;
const LEAST_LANGUAGES: usize = 20;

/// What `corpus add` writes where a person has to.
pub(super) const SYSTEM_TO_FILL_IN: &str = "which publishing system, or what kind of document";
pub(super) const NOTE_TO_FILL_IN: &str = "what this case is for, in one line";

/// Check that every case is complete, and that all of them cover what they have to.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> Result<ExitCode> {
    let fine = check(&mut stdout().lock())?;
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Names what is missing; `true` if nothing is.
pub(super) fn check(out: &mut impl Write) -> Result<bool> {
    let results = run_cases(None)?;
    let mut problems: Vec<String> = Vec::new();
    for (case, _) in &results.cases {
        let of_case = of_case(case, &results.baseline);
        problems.extend(of_case.iter().map(|problem| format!("{}: {problem}", case.slug)));
    }
    let coverage = Coverage::of(&results);
    problems.extend(coverage.gaps());
    problems.extend(languages_without_sheet()?);
    let cases: Vec<Case> = results.cases.into_iter().map(|(case, _)| case).collect();
    problems.extend(unnoticed_rules(&cases)?.into_iter().map(|rule| format!("{rule}: no case needs it")));
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    writeln!(out, "{}", coverage.summary())?;
    Ok(problems.is_empty())
}

fn of_case(case: &Case, baseline: &Baseline) -> Vec<String> {
    let Meta { system, note, draft, url, .. } = &case.meta;
    let mut problems = Vec::new();
    if *draft {
        problems.push("its gold is a draft".to_owned());
    }
    for (key, value, to_fill_in) in [("system", system, SYSTEM_TO_FILL_IN), ("note", note, NOTE_TO_FILL_IN)] {
        if value.trim().is_empty() || value == to_fill_in {
            problems.push(format!("`{key}` in meta.toml says nothing"));
        }
    }
    if !*draft && !baseline.case.contains_key(&case.slug) {
        problems.push("it is not pinned; cargo xtask corpus bless".to_owned());
    }
    if case.source.bytes.len() > LARGEST {
        let kilobytes = case.source.bytes.len() >> 10;
        problems.push(format!("its document has {kilobytes} KiB, {} are the most", LARGEST >> 10));
    }
    if url.as_deref().is_some_and(|url| !is_ours(url)) {
        problems.push("its address is somebody's; use a host under .example".to_owned());
    }
    problems.extend(unknown_files(case).into_iter().map(|file| format!("{file} is no file of a case")));
    problems
}

/// Whether the host of an address can be nobody's (RFC 2606).
fn is_ours(url: &str) -> bool {
    let host = url.split("//").nth(1).unwrap_or(url).split(['/', ':', '?', '#']).next().unwrap_or("");
    let reserved = ["example", "example.org", "example.com", "example.net"];
    reserved
        .iter()
        .any(|name| host == *name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.')))
}

fn unknown_files(case: &Case) -> Vec<String> {
    let known = [
        "expected.txt",
        "meta.toml",
        "labels.toml",
        SourceForm::Html.file_name(),
        SourceForm::Text.file_name(),
    ];
    let entries = fs::read_dir(&case.dir).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| !known.contains(&name.as_str())).collect()
}

fn languages_without_sheet() -> Result<Vec<String>> {
    let sheets: BTreeSet<String> =
        Sheet::load_all(&corpus_dir())?.into_iter().map(|sheet| sheet.language).collect();
    let files = cue_files()?.into_iter().map(|(name, _)| name).filter(|name| name != "common");
    let missing = files.filter(|name| !sheets.contains(name));
    Ok(missing.map(|name| format!("corpus/sheets/{name}.toml is missing: its cues have no cases")).collect())
}

/// What the cases are about.
struct Coverage {
    cases: usize,
    types: BTreeSet<PageType>,
    systems: BTreeSet<String>,
    languages: BTreeSet<String>,
    labels: BTreeSet<Label>,
    challenges: BTreeSet<Challenge>,
}

impl Coverage {
    fn of(results: &Results) -> Self {
        let extractor = Extractor::default();
        // A text case that does not say its language is in the one that is found.
        let language = |case: &Case| {
            let found = || extractor.document(case.input()).language.map(|language| language.value);
            case.meta.language.clone().or_else(found)
        };
        let cases = || results.cases.iter().map(|(case, _)| case);
        let is_page = |case: &&Case| case.source.form == SourceForm::Html;
        Self {
            cases: results.cases.len(),
            types: cases().map(|case| case.meta.page_type).collect(),
            systems: cases().filter(is_page).map(|case| case.meta.system.clone()).collect(),
            languages: cases().filter_map(language).collect(),
            labels: cases().flat_map(|case| &case.labels).map(|named| named.label).collect(),
            challenges: cases().flat_map(|case| case.meta.tags.iter().copied()).collect(),
        }
    }

    fn gaps(&self) -> Vec<String> {
        let counts = [
            ("cases", self.cases, LEAST_CASES),
            ("publishing systems", self.systems.len(), LEAST_SYSTEMS),
            ("languages", self.languages.len(), LEAST_LANGUAGES),
        ];
        let few = counts.into_iter().filter(|(_, found, least)| found < least);
        let few = few.map(|(what, found, least)| format!("{found} {what}, {least} are the least"));
        let types = PageType::ALL.iter().filter(|kind| !self.types.contains(kind));
        let types = types.map(|kind| format!("no case is a page of type {kind:?}"));
        let labels = Label::ALL.iter().filter(|label| !self.labels.contains(label));
        let labels = labels.map(|label| format!("no labels.toml names a block {}", label.name()));
        let challenges = Challenge::ALL.iter().filter(|tag| !self.challenges.contains(tag));
        let challenges = challenges.map(|tag| format!("no case has the tag {tag:?}"));
        few.chain(types).chain(labels).chain(challenges).collect()
    }

    fn summary(&self) -> String {
        format!(
            "{} cases: {} page types, {} publishing systems, {} languages, {} of {} labels, {} of {} hard kinds",
            self.cases,
            self.types.len(),
            self.systems.len(),
            self.languages.len(),
            self.labels.len(),
            Label::ALL.len(),
            self.challenges.len(),
            Challenge::ALL.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn hosts_that_can_be_nobodys() {
        for url in ["https://www.tides.example/a", "http://example.org", "https://example:80/x"] {
            assert!(is_ours(url), "{url}");
        }
        for url in ["https://tides.com/?example", "https://notexample.org/", "https://example.org.evil.net/"]
        {
            assert!(!is_ours(url), "{url}");
        }
    }
}
