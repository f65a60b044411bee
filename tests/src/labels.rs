//! `labels.toml` of a case: what a reader would call some of its blocks, and
//! whether the extractor calls them so.
//!
//! A block is named by its first words, as they stand in the document with white
//! space squeezed. A block that says no more than the named words goes before
//! those that only begin with them, so that "Home" can be named beside "Home and
//! garden".

use std::path::{Path, PathBuf};
use std::{fs, io};

use dehusk::{Extraction, Label, Reason};
use serde::Deserialize;

use crate::case::CaseError;
use crate::matching::squeeze;

/// The file's name.
pub const FILE: &str = "labels.toml";

/// A block and what a reader would call it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedBlock {
    /// The first words of the block, or all of them.
    pub starts: String,
    /// What it is.
    pub label: Label,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    blocks: Vec<NamedBlock>,
}

/// What the extractor called a named block.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelVerdict {
    /// The block's first words.
    pub starts: String,
    /// What a reader calls it.
    pub expected: Label,
    /// What the extractor called it.
    pub found: Label,
    /// Why it did.
    pub reason: Reason,
}

impl LabelVerdict {
    /// Whether the two are the same.
    pub fn is_right(&self) -> bool {
        self.expected == self.found
    }
}

/// Why an entry of `labels.toml` names no block of the document.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum LabelError {
    #[error("{}: no block begins with {starts:?}", path.display())]
    NoBlock { path: PathBuf, starts: String },
    #[error("{}: {found} blocks begin with {starts:?}; name more of the words, or another block", path.display())]
    SeveralBlocks { path: PathBuf, starts: String, found: usize },
    #[error("{}: {starts:?} names a block that an entry before it has named", path.display())]
    Twice { path: PathBuf, starts: String },
    #[error("{}: an entry for {label:?} has no words", path.display())]
    NoWords { path: PathBuf, label: Label },
}

/// The entries of a case's file; none where there is no file.
///
/// # Errors
///
/// If the file cannot be read, or says what it may not.
pub fn load(dir: &Path) -> Result<Vec<NamedBlock>, CaseError> {
    let path = dir.join(FILE);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        text => text.map_err(|source| CaseError::Unreadable { path: path.clone(), source })?,
    };
    let labels: Labels =
        toml::from_str(&text).map_err(|source| CaseError::BadLabels { path, source: Box::new(source) })?;
    Ok(labels.blocks)
}

/// What the extractor called each of the named blocks, in the order of the
/// entries.
///
/// # Errors
///
/// Names the file and the entry that does not name exactly one block.
pub fn verdicts(
    dir: &Path,
    named: &[NamedBlock],
    extraction: &Extraction<'_>,
) -> Result<Vec<LabelVerdict>, LabelError> {
    let blocks: Vec<_> = extraction.blocks().collect();
    let texts: Vec<String> = blocks.iter().map(|block| squeeze(block.text)).collect();
    let mut taken = vec![false; texts.len()];
    let verdict = |entry: &NamedBlock| {
        let at = find(&texts, entry).map_err(|found| found.error(dir, entry))?;
        if std::mem::replace(&mut taken[at], true) {
            return Err(LabelError::Twice { path: dir.join(FILE), starts: entry.starts.clone() });
        }
        let verdict = blocks[at].verdict;
        Ok(LabelVerdict {
            starts: entry.starts.clone(),
            expected: entry.label,
            found: verdict.label,
            reason: verdict.reason,
        })
    };
    named.iter().map(verdict).collect()
}

/// What an entry names instead of one block.
#[derive(Debug, PartialEq, Eq)]
enum Unclear {
    NoWords,
    Blocks(usize),
}

impl Unclear {
    fn error(self, dir: &Path, entry: &NamedBlock) -> LabelError {
        let (path, starts) = (dir.join(FILE), entry.starts.clone());
        match self {
            Self::NoWords => LabelError::NoWords { path, label: entry.label },
            Self::Blocks(0) => LabelError::NoBlock { path, starts },
            Self::Blocks(found) => LabelError::SeveralBlocks { path, starts, found },
        }
    }
}

/// Which of the blocks an entry names.
fn find(texts: &[String], entry: &NamedBlock) -> Result<usize, Unclear> {
    let starts = squeeze(&entry.starts);
    if starts.is_empty() {
        return Err(Unclear::NoWords);
    }
    let all = |fits: fn(&str, &str) -> bool| -> Vec<usize> {
        (0..texts.len()).filter(|&at| fits(&texts[at], &starts)).collect()
    };
    let whole = all(|text, starts| text == starts);
    let found = if whole.is_empty() { all(|text, starts| text.starts_with(starts)) } else { whole };
    match found[..] {
        [one] => Ok(one),
        _ => Err(Unclear::Blocks(found.len())),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use dehusk::{Extractor, Input, Label};

    use super::{LabelError, NamedBlock, Unclear, find, verdicts};

    fn named(starts: &str) -> NamedBlock {
        NamedBlock { starts: starts.to_owned(), label: Label::Navigation }
    }

    #[test]
    fn a_whole_block_goes_before_one_that_begins_so() {
        let texts = ["Home and garden".to_owned(), "Home".to_owned(), "Contact us".to_owned()];
        assert_eq!(find(&texts, &named("Home")), Ok(1));
        assert_eq!(find(&texts, &named("Home  and")), Ok(0));
        assert_eq!(find(&texts, &named("Contact")), Ok(2));
    }

    #[test]
    fn an_entry_has_to_name_one_block() {
        let texts = ["Reply".to_owned(), "Reply".to_owned()];
        assert_eq!(find(&texts, &named("Reply")), Err(Unclear::Blocks(2)));
        assert_eq!(find(&texts, &named("Answer")), Err(Unclear::Blocks(0)));
        assert_eq!(find(&texts, &named(" ")), Err(Unclear::NoWords));
    }

    #[test]
    fn errors_name_the_file_and_the_entry() {
        let extractor = Extractor::default();
        let extraction = extractor.extract(Input::bytes(b"<html><body><p>One word</p></body></html>"));
        let of = |entries: &[NamedBlock]| verdicts(Path::new("a-case"), entries, &extraction).unwrap_err();
        let missing = of(&[named("Two")]);
        assert!(matches!(&missing, LabelError::NoBlock { starts, .. } if starts == "Two"));
        assert!(missing.to_string().contains("a-case") && missing.to_string().contains("labels.toml"));
        let twice = of(&[named("One"), named("One word")]);
        assert!(matches!(twice, LabelError::Twice { starts, .. } if starts == "One word"));
    }
}
