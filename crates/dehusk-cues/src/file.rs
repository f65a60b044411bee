//! The cue files.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::CueKind;
use super::index::Index;
use super::pattern::{Element, Pattern, expand};
use super::phrases::PhraseTable;
use super::symbol::{Symbols, Traits};
use super::tables::CueTables;
use super::token::tokens;
use super::words;
use super::written::{WrittenCues, WrittenPattern};

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
    /// The files together have more words than the tables have numbers for.
    #[error("{file}: up to it, the cue files have more than {most} different words; leave some out")]
    Words {
        /// The last file's name.
        file: String,
        /// How many the files may have.
        most: usize,
    },
}

/// One file as written.
#[derive(Debug, Deserialize)]
pub struct CueFile {
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
    /// What it says, by kind.
    pub phrases: BTreeMap<CueKind, Phrases>,
}

/// The phrases of one kind, with the lines that prove them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// As written, with their alternatives.
    pub patterns: Vec<String>,
    /// Lines that a pattern of this kind must cover.
    #[serde(default)]
    pub hits: Vec<String>,
    /// Prose with the same words, which no pattern may cover.
    #[serde(default)]
    pub misses: Vec<String>,
}

/// The tables of some files: pairs of a file's name, for messages, and its text.
/// Of two patterns that are equally good, that of the later file wins.
///
/// # Errors
///
/// Names the file, and the pattern or the line in it, that is not well-formed.
pub fn load<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<CueTables, CueError> {
    load_written(files).map(|written| written.tables)
}

/// The same, with every pattern as it is written.
///
/// # Errors
///
/// As [`load`].
pub fn load_written<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<WrittenCues, CueError> {
    let mut loader = Loader::default();
    let mut last = "";
    for (name, text) in files {
        loader.add(name, &parse(name, text)?)?;
        last = name;
    }
    let written = loader.finish();
    let most = usize::from(Element::SLOTS);
    if written.tables.symbols.len() > most {
        return Err(CueError::Words { file: last.to_owned(), most });
    }
    Ok(written)
}

/// One file.
///
/// # Errors
///
/// Where it is no TOML, or has tables or keys that are unknown.
pub fn parse(name: &str, text: &str) -> Result<CueFile, CueError> {
    toml::from_str(text).map_err(|error| CueError::Syntax {
        file: name.to_owned(),
        message: error.to_string().trim().to_owned(),
    })
}

/// What the files read so far have.
#[derive(Default)]
struct Loader {
    patterns: Vec<Pattern>,
    /// Those that are written, and which of `patterns` each became.
    written: Vec<(WrittenPattern, Range<usize>)>,
    symbols: Symbols,
    networks: PhraseTable,
    sources: PhraseTable,
    months: Vec<(String, u8)>,
    date_fillers: Vec<String>,
}

impl Loader {
    fn add(&mut self, name: &str, file: &CueFile) -> Result<(), CueError> {
        for (month, names) in (1..=12).zip(&file.months) {
            self.months.extend(names.iter().map(|name| (name.clone(), month)));
        }
        let fillers = file.date_fillers.iter().flat_map(|words| tokens(words));
        self.date_fillers.extend(fillers.map(|filler| filler.folded));
        for label in file.sets.get("source").into_iter().flatten() {
            let words = self.symbols.words(label);
            if !words.is_empty() {
                self.sources.add(words, 0);
            }
        }
        for network in file.sets.get("network").into_iter().flatten() {
            let words = self.symbols.words(network);
            if let Some(&first) = words.first() {
                self.symbols.mark(first, Traits::NETWORK);
                self.networks.add(words, 0);
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
                let first = self.patterns.len();
                self.patterns.extend(patterns);
                let written = WrittenPattern::new(name, kind, source);
                self.written.push((written, first..self.patterns.len()));
            }
        }
        Ok(())
    }

    /// The words that no pattern is made of come last: of two patterns that are
    /// equally good, that with the later word wins.
    fn finish(mut self) -> WrittenCues {
        let mut months = PhraseTable::default();
        for (name, month) in &self.months {
            let words = self.symbols.words(name);
            if let Some(&first) = words.first() {
                self.symbols.mark(first, Traits::MONTH);
                months.add_new(words, *month);
            }
        }
        months.longest_first();
        words::mark(&mut self.symbols, &self.date_fillers);
        let (index, starts) = Index::new(&self.patterns, &mut self.symbols);
        let Self { symbols, networks, sources, written, .. } = self;
        let patterns = written.into_iter().map(|(pattern, expanded)| pattern.at(&starts[expanded]));
        WrittenCues {
            tables: CueTables { symbols, index, networks, sources, months },
            patterns: patterns.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_file_and_pattern() {
        let error = load([("x.toml", "[related]\npatterns = [\"more (from\"]")]).unwrap_err().to_string();
        assert!(error.contains("x.toml") && error.contains("more (from"), "{error}");
        let error = load([("x.toml", "[relatd]\npatterns = []")]).unwrap_err().to_string();
        assert!(error.contains("x.toml") && error.contains("relatd"), "{error}");
    }
}
