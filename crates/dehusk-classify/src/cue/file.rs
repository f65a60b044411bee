//! The cue files.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::date::Calendar;
use super::index::Index;
use super::pattern::{Pattern, Symbols, Traits, expand};
use super::token::tokens;
use super::{CueKind, Cues, matcher};

macro_rules! builtin_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../cues/", $name)))),*]
    };
}

/// The files that ship with the crate.
pub(super) const BUILTIN: &[(&str, &str)] = builtin_files![
    "common.toml",
    "ar.toml",
    "de.toml",
    "el.toml",
    "en.toml",
    "es.toml",
    "fa.toml",
    "fr.toml",
    "hi.toml",
    "id.toml",
    "it.toml",
    "ja.toml",
    "ko.toml",
    "nl.toml",
    "pl.toml",
    "pt.toml",
    "ru.toml",
    "sv.toml",
    "tr.toml",
    "uk.toml",
    "ur.toml",
    "vi.toml",
    "zh.toml"
];

/// A cue file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CueError {
    /// The file is no TOML of the documented form.
    #[error("{file}: {message}")]
    Syntax {
        /// The file's name.
        file: String,
        /// What is wrong, with line and column.
        message: String,
    },
    /// A pattern is not well-formed.
    #[error("{file}: [{kind}]: the pattern `{pattern}` {problem}")]
    Pattern {
        /// The file's name.
        file: String,
        /// The table.
        kind: String,
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// One file as written.
#[derive(Debug, Deserialize)]
pub(super) struct CueFile {
    /// For whoever reads the file; the phrases of all languages work together.
    #[serde(default, rename = "language")]
    _language: Option<String>,
    #[serde(default)]
    months: Vec<Vec<String>>,
    #[serde(default)]
    date_fillers: Vec<String>,
    #[serde(default)]
    sets: BTreeMap<String, Vec<String>>,
    #[serde(flatten)]
    pub(super) phrases: BTreeMap<CueKind, Phrases>,
}

/// The phrases of one kind, with the lines that prove them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    pub(super) patterns: Vec<String>,
    /// Lines that a pattern of this kind must cover.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read them"))]
    pub(super) hits: Vec<String>,
    /// Prose with the same words, which no pattern may cover.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read them"))]
    pub(super) misses: Vec<String>,
}

pub(super) fn builtin() -> Result<Cues, CueError> {
    load(BUILTIN.iter().copied())
}

pub(super) fn load<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Cues, CueError> {
    let mut loader = Loader::default();
    for (name, text) in files {
        let file = parse(name, text)?;
        loader.add(name, &file)?;
    }
    Ok(loader.finish())
}

/// What the files read so far have.
#[derive(Default)]
struct Loader {
    patterns: Vec<Pattern>,
    symbols: Symbols,
    networks: HashMap<u32, Vec<Vec<u32>>>,
    sources: HashMap<u32, Vec<Vec<u32>>>,
    months: Vec<(Vec<String>, i8)>,
    date_fillers: Vec<String>,
}

pub(super) fn parse(name: &str, text: &str) -> Result<CueFile, CueError> {
    toml::from_str(text).map_err(|error| CueError::Syntax {
        file: name.to_owned(),
        message: error.to_string().trim().to_owned(),
    })
}

impl Loader {
    fn add(&mut self, name: &str, file: &CueFile) -> Result<(), CueError> {
        for (month, names) in (1..=12).zip(&file.months) {
            for name in names {
                self.months.push((tokens(name).into_iter().map(|token| token.folded).collect(), month));
            }
        }
        let fillers = file.date_fillers.iter().flat_map(|words| tokens(words));
        self.date_fillers.extend(fillers.map(|filler| filler.folded));
        for label in file.sets.get("source").into_iter().flatten() {
            let words = self.symbols.words(label);
            if let Some(&first) = words.first() {
                self.sources.entry(first).or_default().push(words);
            }
        }
        for network in file.sets.get("network").into_iter().flatten() {
            let words = self.symbols.words(network);
            if let Some(&first) = words.first() {
                self.symbols.mark(first, Traits::NETWORK);
                self.networks.entry(first).or_default().push(words);
            }
        }
        for (&kind, phrases) in &file.phrases {
            for source in &phrases.patterns {
                let patterns =
                    expand(kind, source, &mut self.symbols).map_err(|problem| CueError::Pattern {
                        file: name.to_owned(),
                        kind: format!("{kind:?}"),
                        pattern: source.clone(),
                        problem,
                    })?;
                self.patterns.extend(patterns);
            }
        }
        Ok(())
    }

    /// The words that no pattern is made of come last: of two patterns that are
    /// equally good, that with the later word wins.
    fn finish(mut self) -> Cues {
        let mut calendar = Calendar::default();
        for (name, month) in &self.months {
            calendar.add_month(&mut self.symbols, name, *month);
        }
        Calendar::mark(&mut self.symbols, &self.date_fillers);
        matcher::mark(&mut self.symbols);
        let index = Index::new(&self.patterns, &mut self.symbols);
        Cues { index, symbols: self.symbols, networks: self.networks, sources: self.sources, calendar }
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::Line;
    use super::super::matcher::Matcher;
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/cues");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "README.md")
            .collect();
        files.sort();
        let mut embedded: Vec<_> = BUILTIN.iter().map(|(name, _)| (*name).to_owned()).collect();
        embedded.sort();
        assert_eq!(files, embedded);
    }

    /// The lines in the files prove the patterns: every hit is covered by its
    /// own kind, every miss by none, and every pattern covers some hit.
    #[test]
    fn hits_hit_and_misses_miss() {
        let cues = Cues::builtin();
        let mut wrong = Vec::new();
        for (name, text) in BUILTIN {
            let file = parse(name, text).unwrap();
            for (kind, phrases) in &file.phrases {
                for hit in &phrases.hits {
                    let line = Line::of(&cues.symbols, hit);
                    if !Matcher::new(&cues, hit, &line).has_kind(*kind) {
                        wrong.push(format!("{name} {kind:?}: {hit:?} is not covered"));
                    }
                }
                for miss in &phrases.misses {
                    if let Some(found) = cues.find(miss) {
                        wrong.push(format!("{name} {kind:?}: prose {miss:?} is {:?}", found.kind));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn every_pattern_has_a_line_that_proves_it() {
        let mut idle = Vec::new();
        let common = BUILTIN[0];
        for file in &BUILTIN[1..] {
            for (kind, phrases) in &parse(file.0, file.1).unwrap().phrases {
                for pattern in &phrases.patterns {
                    let months = toml_head(file.1);
                    let alone = format!(
                        "{months}\n[{}]\npatterns = [{}]",
                        kind_key(*kind),
                        toml::Value::from(pattern.as_str())
                    );
                    let cues = load([common, (file.0, alone.as_str())]).unwrap();
                    if !phrases.hits.iter().any(|hit| cues.find(hit).is_some()) {
                        idle.push(format!("{} {kind:?}: {pattern}", file.0));
                    }
                }
            }
        }
        assert!(idle.is_empty(), "{} patterns:\n{}", idle.len(), idle.join("\n"));
    }

    /// What stands before the first table of phrases: months and sets.
    fn toml_head(text: &str) -> &str {
        let tables = text.match_indices("\n[").map(|(at, _)| at);
        let first = tables
            .filter(|&at| !text[at..].starts_with("\n[sets]") && !text[at..].starts_with("\n[\""))
            .min();
        first.map_or(text, |at| &text[..at])
    }

    fn kind_key(kind: CueKind) -> String {
        toml::Value::try_from(kind).unwrap().as_str().unwrap().to_owned()
    }

    #[test]
    fn errors_name_file_and_pattern() {
        let error = load([("x.toml", "[related]\npatterns = [\"more (from\"]")]).unwrap_err().to_string();
        assert!(error.contains("x.toml") && error.contains("more (from"), "{error}");
        let error = load([("x.toml", "[relatd]\npatterns = []")]).unwrap_err().to_string();
        assert!(error.contains("x.toml") && error.contains("relatd"), "{error}");
    }
}
