//! `corpus/baseline.toml`: the scores that the corpus has reached and may not
//! fall below.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;

use crate::judge::Judgement;

/// Scores are pinned with four decimals, rounded down.
const DECIMALS: f64 = 10_000.0;

const HEADER: &str = "\
# Scores that the cases have reached; falling below one fails the tests.
# Written by `cargo xtask corpus bless`, never by hand.
";

/// The pinned scores.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// What holds for the whole corpus.
    pub floor: Floor,
    /// What holds for each case.
    #[serde(default)]
    pub case: BTreeMap<String, Pin>,
    /// How many lines of each cue sheet come out right, and how many it has.
    #[serde(default)]
    pub sheet: BTreeMap<String, (usize, usize)>,
}

/// What holds for the whole corpus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// The mean word F1 of all cases.
    pub mean: f64,
}

/// What holds for one case.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// Its word F1.
    pub f1: f64,
    /// The fields that are right.
    pub fields: Vec<String>,
    /// How many of the blocks that the case names have the right label, and how
    /// many it names; not there where it names none.
    pub labels: Option<(usize, usize)>,
}

/// Why the baseline could not be read or written.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum BaselineError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{}: {source}\nRestore it from version control; `cargo xtask corpus bless` writes it.", path.display())]
    Syntax { path: PathBuf, source: Box<toml::de::Error> },
}

impl Pin {
    /// What a judgement would be pinned as.
    pub fn of(judgement: &Judgement) -> Self {
        let fields = judgement.right().into_iter().map(str::to_owned).collect();
        let (right, named) = (judgement.right_labels(), judgement.labels.len());
        Self { f1: round_down(judgement.score.f1), fields, labels: (named > 0).then_some((right, named)) }
    }

    /// What a judgement has lost against the pin, a line each; empty if nothing.
    pub fn lost(&self, judgement: &Judgement) -> Vec<String> {
        let mut lost = Vec::new();
        if judgement.score.f1 < self.f1 {
            lost.push(format!("word F1 fell from {:.4} to {:.4}", self.f1, judgement.score.f1));
        }
        let right = judgement.right();
        let fields = self.fields.iter().filter(|field| !right.contains(&field.as_str()));
        lost.extend(fields.map(|field| format!("{field} was right and is wrong now")));
        lost.extend(self.lost_labels(judgement.right_labels(), judgement.labels.len()));
        lost
    }

    /// Whether a smaller share of the named blocks has the right label. Not the
    /// count: entries come and go as cases are written.
    fn lost_labels(&self, right: usize, named: usize) -> Option<String> {
        let (pinned, of) = self.labels?;
        let fell = if named == 0 { pinned > 0 } else { right * of < pinned * named };
        fell.then(|| format!("right labels fell from {pinned}/{of} to {right}/{named}"))
    }
}

/// Four decimals, rounded down.
pub fn round_down(score: f64) -> f64 {
    (score * DECIMALS).floor() / DECIMALS
}

impl Baseline {
    /// Where a corpus keeps its baseline.
    pub fn path(corpus: &Path) -> PathBuf {
        corpus.join("baseline.toml")
    }

    /// The baseline of a corpus; empty where none was written yet.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or understood.
    pub fn load(corpus: &Path) -> Result<Self, BaselineError> {
        let path = Self::path(corpus);
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text)
                .map_err(|source| BaselineError::Syntax { path, source: Box::new(source) }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(BaselineError::Io { path, source }),
        }
    }

    /// Writes the baseline of a corpus.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn save(&self, corpus: &Path) -> Result<(), BaselineError> {
        let path = Self::path(corpus);
        fs::write(&path, self.to_toml()).map_err(|source| BaselineError::Io { path, source })
    }

    /// The file's text. Written by hand, so that scores have four decimals and
    /// a case takes few lines in a diff.
    pub fn to_toml(&self) -> String {
        let mut text = format!("{HEADER}\n[floor]\nmean = {:.4}\n", self.floor.mean);
        for (slug, pin) in &self.case {
            let _ = writeln!(text, "\n[case.{slug:?}]\nf1 = {:.4}\nfields = {:?}", pin.f1, pin.fields);
            if let Some((right, named)) = pin.labels {
                let _ = writeln!(text, "labels = [{right}, {named}]");
            }
        }
        if !self.sheet.is_empty() {
            text.push_str("\n[sheet]\n");
        }
        for (language, (right, lines)) in &self.sheet {
            let _ = writeln!(text, "{language} = [{right}, {lines}]");
        }
        text
    }

    /// What a sheet has lost against its pin, of which so many lines come out
    /// right.
    pub fn lost_lines(&self, language: &str, right: usize, lines: usize) -> Option<String> {
        let Some(&(pinned, of)) = self.sheet.get(language) else {
            return Some("not pinned; cargo xtask corpus bless".to_owned());
        };
        // The count of wrong lines: each phrase that is added brings its own.
        let fell = lines - right > of - pinned;
        fell.then(|| format!("{} wrong lines, pinned are {}", lines - right, of - pinned))
    }
}

#[cfg(test)]
mod tests {
    use super::{Baseline, Floor, Pin, round_down};

    #[test]
    fn what_is_written_is_read_again() {
        let pin = Pin { f1: 0.9876, fields: vec!["title".into(), "text".into()], labels: Some((5, 7)) };
        let plain = Pin { labels: None, ..pin.clone() };
        let case = [("a-case".to_owned(), pin), ("b-case".to_owned(), plain)].into();
        let sheet = [("da".to_owned(), (9, 10))].into();
        let baseline = Baseline { floor: Floor { mean: 0.9876 }, case, sheet };
        assert_eq!(toml::from_str::<Baseline>(&baseline.to_toml()).unwrap(), baseline);
    }

    #[test]
    fn labels_are_lost_by_share() {
        let pin = Pin { labels: Some((6, 8)), ..Pin::default() };
        assert_eq!(pin.lost_labels(6, 8), None);
        assert_eq!(pin.lost_labels(3, 4), None);
        assert_eq!(pin.lost_labels(6, 9).as_deref(), Some("right labels fell from 6/8 to 6/9"));
        assert!(pin.lost_labels(0, 0).is_some());
        assert_eq!(Pin::default().lost_labels(0, 3), None);
    }

    #[test]
    fn a_sheet_may_grow_but_not_have_more_wrong_lines() {
        let baseline = Baseline { sheet: [("da".to_owned(), (9, 10))].into(), ..Baseline::default() };
        assert_eq!(baseline.lost_lines("da", 11, 12), None);
        assert!(baseline.lost_lines("da", 9, 11).is_some());
        assert!(baseline.lost_lines("sv", 1, 1).is_some());
    }

    #[test]
    fn scores_are_rounded_down() {
        assert!((round_down(0.987_699) - 0.9876).abs() < 1e-12);
        assert!((round_down(1.0) - 1.0).abs() < 1e-12);
    }
}
