//! What a model predicts for the pages of the corpus, a line a page.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use dehusk::Extractor;
use dehusk_classify::{Model, Predictor};
use dehusk_tests::case::{Case, SourceForm};
use serde::{Deserialize, Serialize};

/// The margins of a page's blocks, in the order of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    page: String,
    margins: Vec<i32>,
}

/// The margins of the blocks of each page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reference(BTreeMap<String, Vec<i32>>);

impl Reference {
    /// What the model predicts today for the documents of a corpus that it is
    /// for.
    pub(super) fn compute(model: &Model, corpus: &Path) -> Result<Self> {
        let (predictor, extractor) = (Predictor::new(model), Extractor::default());
        let form = if model.parts().kind == "text" { SourceForm::Text } else { SourceForm::Html };
        let pages = Case::load_all(corpus)?.into_iter().filter(|case| case.source.form == form);
        let margins = |case: Case| {
            let (_, features) = extractor.measure(case.input());
            let margins = predictor.margins(&features);
            (case.slug, margins)
        };
        Ok(Self(pages.map(margins).collect()))
    }

    pub(super) fn from_jsonl(text: &str) -> Result<Self> {
        let line = |(index, line)| {
            let line: Line = serde_json::from_str(line).with_context(|| format!("line {}", index + 1))?;
            Ok((line.page, line.margins))
        };
        Ok(Self(text.lines().enumerate().map(line).collect::<Result<_>>()?))
    }

    pub(super) fn to_jsonl(&self) -> Result<String> {
        let mut text = String::new();
        for (page, margins) in &self.0 {
            let line = Line { page: page.clone(), margins: margins.clone() };
            writeln!(text, "{}", serde_json::to_string(&line)?)?;
        }
        Ok(text)
    }

    pub(super) fn pages(&self) -> usize {
        self.0.len()
    }

    pub(super) fn blocks(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Where `now` is not what was pinned, a line a page.
    pub(super) fn differences(&self, now: &Self) -> Vec<String> {
        let gone = self.0.keys().filter(|page| !now.0.contains_key(*page));
        let gone = gone.map(|page| format!("{page}: pinned, but no page of the corpus"));
        let pages = now.0.iter().filter_map(|(page, now)| match self.0.get(page) {
            None => Some(format!("{page}: not pinned")),
            Some(pinned) => difference(pinned, now).map(|difference| format!("{page}: {difference}")),
        });
        gone.chain(pages).collect()
    }
}

fn difference(pinned: &[i32], now: &[i32]) -> Option<String> {
    if pinned.len() != now.len() {
        return Some(format!("{} blocks, {} are pinned", now.len(), pinned.len()));
    }
    let differ: Vec<usize> = (0..now.len()).filter(|&block| now[block] != pinned[block]).collect();
    let &first = differ.first()?;
    let (count, of, is, was) = (differ.len(), now.len(), now[first], pinned[first]);
    Some(format!("{count} of {of} blocks differ; block {first} has margin {is}, {was} is pinned"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(pages: &[(&str, &[i32])]) -> Reference {
        Reference(pages.iter().map(|(page, margins)| ((*page).to_owned(), margins.to_vec())).collect())
    }

    #[test]
    fn what_is_written_is_read() {
        let written = reference(&[("a", &[1, -2]), ("b", &[])]);
        let text = written.to_jsonl().unwrap();
        assert_eq!(text, "{\"page\":\"a\",\"margins\":[1,-2]}\n{\"page\":\"b\",\"margins\":[]}\n");
        assert_eq!(Reference::from_jsonl(&text).unwrap(), written);
        let error =
            format!("{:#}", Reference::from_jsonl("{\"page\":\"a\",\"margins\":[]}\n{}").unwrap_err());
        assert!(error.starts_with("line 2: "), "{error}");
    }

    #[test]
    fn every_difference_is_told() {
        let pinned = reference(&[("same", &[1]), ("moved", &[1, 2, 3]), ("cut", &[1, 2]), ("gone", &[])]);
        let now = reference(&[("same", &[1]), ("moved", &[1, 5, 6]), ("cut", &[1]), ("new", &[])]);
        let expected = [
            "gone: pinned, but no page of the corpus",
            "cut: 1 blocks, 2 are pinned",
            "moved: 2 of 3 blocks differ; block 1 has margin 5, 2 is pinned",
            "new: not pinned",
        ];
        assert_eq!(pinned.differences(&now), expected);
        assert!(pinned.differences(&pinned).is_empty());
    }
}
